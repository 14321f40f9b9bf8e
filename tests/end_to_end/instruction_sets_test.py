"""One digest whatever vectors the processor has: the kernels exist for AVX2 and for every x86-64."""
import os
import subprocess
import unittest

from program import MINENPP, Folder, command, digest, environment, shared_demo

BASELINE = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-AVX2_Usable"}
SHORT = ("--run.years=2010,2020", "--run.progress=off", "--report.page=no")


def kernels(tunables):
    """The file of the kernels that the dynamic linker takes."""
    found = subprocess.run(["ldd", MINENPP], capture_output=True, text=True, check=True, env=dict(environment(), **tunables))
    return next(line.split("=>")[1].split()[0] for line in found.stdout.splitlines() if "minenpp_model" in line)


class InstructionSets(unittest.TestCase):
    def test_same_digest(self):
        if kernels({}) == kernels(BASELINE):
            self.skipTest("this processor or linker has one set of kernels only")
        with Folder() as folder:
            digests = []
            for name, tunables in (("wide", {}), ("baseline", BASELINE)):
                result = os.path.join(folder, name)
                done = subprocess.run(command("run", shared_demo(), f"--output.dir={result}", *SHORT), capture_output=True,
                                      text=True, timeout=240, env=dict(environment(), **tunables))
                self.assertEqual(done.returncode, 0, done.stderr)
                digests.append(digest(result))
            self.assertEqual(*digests)


if __name__ == "__main__":
    unittest.main()
