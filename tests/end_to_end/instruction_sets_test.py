"""One digest whatever vectors the processor has: the kernels exist for AVX-512, for AVX2 and for every x86-64."""
import os
import subprocess
import unittest

from program import MINENPP, Folder, command, digest, environment, shared_demo

SETS = {"as it is": {},
        "without AVX-512": {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX512F,-AVX512F_Usable"},
        "baseline": {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-AVX2_Usable,-AVX512F,-AVX512F_Usable"}}
SHORT = ("--run.years=2010,2020", "--run.progress=off", "--report.page=no")


def kernels(tunables):
    """The file of the kernels that the dynamic linker takes."""
    found = subprocess.run(["ldd", MINENPP], capture_output=True, text=True, check=True, env=dict(environment(), **tunables))
    return next(line.split("=>")[1].split()[0] for line in found.stdout.splitlines() if "minenpp_model" in line)


class InstructionSets(unittest.TestCase):
    def test_same_digest(self):
        libraries = {kernels(tunables): name for name, tunables in SETS.items()}
        if len(libraries) == 1:
            self.skipTest("this processor or linker has one set of kernels only")
        print("compared:", *libraries)
        with Folder() as folder:
            digests = {}
            for name in libraries.values():
                result = os.path.join(folder, name.replace(" ", "-"))
                done = subprocess.run(command("run", shared_demo(), f"--output.dir={result}", *SHORT), capture_output=True,
                                      text=True, timeout=240, env=dict(environment(), **SETS[name]))
                self.assertEqual(done.returncode, 0, done.stderr)
                digests[name] = digest(result)
            self.assertEqual(len(set(digests.values())), 1, digests)


if __name__ == "__main__":
    unittest.main()
