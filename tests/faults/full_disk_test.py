"""A disk that fills up: an error on every rank, no hang, nothing half-written under a final name; then it goes on."""
import os
import subprocess
import unittest

from program import Folder, digest, finished_files, minenpp, shared_demo, succeed


class FullDisk(unittest.TestCase):
    def test_small_disk(self):
        with Folder() as folder:
            disk = os.path.join(folder, "disk")
            os.mkdir(disk)
            mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], capture_output=True)
            if mounted.returncode != 0:
                self.skipTest("mounting a small disk needs root")
            try:
                self.fill_and_resume(folder, os.path.join(disk, "result"), disk)
            finally:
                subprocess.run(["umount", "-l", disk], check=False)

    def fill_and_resume(self, folder, result, disk):
        for ranks in (1, 3):
            outcome = minenpp("run", shared_demo(), f"--output.dir={result}", ranks=ranks, timeout=120)
            self.assertEqual(outcome.code, 5, outcome)
            self.assertTrue(any(word in outcome.err for word in ("space", "disk")), outcome)
            self.assertFalse([n for n in finished_files(result) if n.endswith(".part")])
            self.assertFalse(os.path.exists(os.path.join(result, "survey.h5")))
        subprocess.run(["mount", "-o", "remount,size=200m", disk], check=True)
        succeed("run", shared_demo(), f"--output.dir={result}", ranks=2)
        undisturbed = os.path.join(folder, "undisturbed")
        succeed("run", shared_demo(), f"--output.dir={undisturbed}", ranks=2)
        self.assertEqual(digest(result), digest(undisturbed))


class ReadOnly(unittest.TestCase):
    def test_folder_that_cannot_be_written(self):
        if os.geteuid() == 0:
            with Folder() as folder:
                disk = os.path.join(folder, "disk")
                os.mkdir(disk)
                if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", disk], capture_output=True).returncode:
                    self.skipTest("mounting needs root")
                try:
                    self.refuse(os.path.join(disk, "result"))
                finally:
                    subprocess.run(["umount", "-l", disk], check=False)
        else:
            with Folder() as folder:
                os.chmod(folder, 0o500)
                self.refuse(os.path.join(folder, "result"))

    def refuse(self, result):
        for ranks in (0, 2):
            outcome = minenpp("run", shared_demo(), f"--output.dir={result}", ranks=ranks)
            self.assertEqual(outcome.code, 5, outcome)
            self.assertIn("output.dir", outcome.err)


if __name__ == "__main__":
    unittest.main()
