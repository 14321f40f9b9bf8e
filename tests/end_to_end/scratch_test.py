"""NPP that is put aside for the statistics is NPP that is computed again: the same results with and without it."""
import os
import subprocess
import unittest

from program import Folder, command, digest, environment, finished_files, shared_demo, succeed

SHORT = ("--run.progress=off", "--report.page=no")


def run(result, *settings, ranks=2, **variables):
    done = subprocess.run(command("run", shared_demo(), f"--output.dir={result}", *SHORT, *settings, ranks=ranks),
                          capture_output=True, text=True, timeout=240, env=dict(environment(), **variables))
    assert done.returncode == 0, done.stderr
    return result


class Scratch(unittest.TestCase):
    def test_same_results_and_nothing_left(self):
        with Folder() as folder:
            temporary = os.path.join(folder, "temporary")
            os.mkdir(temporary)
            kept = run(os.path.join(folder, "kept"), TMPDIR=temporary)
            # Open MPI makes its session folder there; it goes as well.
            self.assertEqual([name for name in os.listdir(temporary) if "scratch" in name], [])
            again = {"none": run(os.path.join(folder, "none"), "--run.scratch=0"),
                     "too little": run(os.path.join(folder, "little"), "--run.scratch=3", ranks=1),
                     "nowhere": run(os.path.join(folder, "nowhere"), ranks=0, TMPDIR=os.path.join(folder, "absent"))}
            for name, result in again.items():
                self.assertEqual(digest(result), digest(kept), name)
                self.assertEqual(finished_files(result), finished_files(kept), name)
                self.assertIn("no difference", succeed("compare", kept, result).out)

    def test_statistics_alone_compute_it_again(self):
        with Folder() as folder:
            result = run(os.path.join(folder, "result"))
            before = digest(result)
            run(result, "--only=statistics", "--force=statistics", ranks=1)
            self.assertEqual(digest(result), before)


if __name__ == "__main__":
    unittest.main()
