"""A result folder that cannot be written to any more in the middle of a run: exit 5, and the rerun ends the same."""
import os
import shutil
import subprocess
import tempfile
import unittest

from held_runs import HeldRun
from program import Folder, digest, finished_files, shared_demo, succeed

SHORT = ("--run.years=2006,2010", "--report.page=no", "--run.tile-size=64")
MEMORY = "/dev/shm"
FIRST = "maps/class-2006.nc"
NEEDED = ("mkfs.ext4", "mount", "umount")
MISSING = [name for name in NEEDED if not shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/sbin")]


def system(*words):
    return subprocess.run(words, capture_output=True, text=True,
                          env=dict(os.environ, PATH=os.environ["PATH"] + ":/usr/sbin:/sbin"))


class Disk:
    """A small ext4 in a file, at a folder of its own. Raises OSError where mounting is not allowed."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "disk")
        os.mkdir(self.path)
        # In memory: a busy disk below would take seconds for each flush.
        with tempfile.NamedTemporaryFile(dir=MEMORY if os.path.isdir(MEMORY) else folder, delete=False) as image:
            self.image = image.name
            image.truncate(48 << 20)
        for words in (("mkfs.ext4", "-q", self.image), self.mounting()):
            if (done := system(*words)).returncode:
                os.remove(self.image)
                raise OSError(f"{' '.join(words)}: {done.stderr}")

    def mounting(self):
        return ("mount", "-o", "loop", self.image, self.path)

    def fail(self):
        """As the kernel does where a disk fails: from now on the file system is read-only, for open files too."""
        subprocess.run(["mount", "-o", "remount,abort", self.path], check=True)

    def repair(self):
        subprocess.run(["umount", self.path], check=True)
        subprocess.run(self.mounting(), check=True)

    def remove(self):
        system("umount", "-l", self.path)
        os.remove(self.image)


@unittest.skipIf(MISSING, f"{', '.join(MISSING)} not found")
class ReadOnly(unittest.TestCase):
    def test_disk_that_turns_read_only(self):
        with Folder() as folder:
            try:
                disk = Disk(folder)
            except OSError as error:
                self.skipTest(f"mounting a disk needs root and a loop device ({error})")
            try:
                whole = os.path.join(folder, "whole")
                succeed("run", shared_demo(), f"--output.dir={whole}", *SHORT)
                for ranks in (1, 3):
                    result = os.path.join(disk.path, f"result-{ranks}")
                    self.turns(disk, result, ranks)
                    disk.repair()
                    succeed("run", shared_demo(), f"--output.dir={result}", *SHORT, ranks=2)
                    self.assertEqual(digest(result), digest(whole))
                    self.assertFalse([n for n in finished_files(result) if n.endswith(".part")])
            finally:
                disk.remove()

    def turns(self, disk, result, ranks):
        with HeldRun("run", shared_demo(), *SHORT, result=result, ranks=ranks) as run:
            run.hold_at(FIRST)
            disk.fail()
            outcome = run.let_go()
        self.assertEqual(outcome.code, 5, outcome)
        self.assertEqual(outcome.err.count("minenpp: "), 1, outcome)
        self.assertIn("Read-only file system", outcome.err)
        self.assertIn(result, outcome.err)
        self.assertNotIn("survey.h5", finished_files(result))


if __name__ == "__main__":
    unittest.main()
