"""A program that shares nothing with minenpp recomputes the demo and must agree with the archive."""
import os
import subprocess
import sys
import unittest

from program import SOURCE, Folder, shared_demo, succeed


class Independent(unittest.TestCase):
    def test_numpy_agrees(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            succeed("run", shared_demo(), f"--output.dir={result}", "--output.packing=float32", "--weather.lattice=off",
                    ranks=2)
            finished = subprocess.run([sys.executable, os.path.join(SOURCE, "tests/end_to_end/independent_survey.py"),
                                       shared_demo(), result], capture_output=True, text=True)
            print(finished.stdout)
            self.assertEqual(finished.returncode, 0, finished.stdout + finished.stderr)


if __name__ == "__main__":
    unittest.main()
