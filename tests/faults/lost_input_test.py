"""Inputs that vanish, are cut off or change while a run goes on: named on every rank, and the rerun ends the same."""
import os
import shutil
import unittest

from held_runs import HeldRun
from program import Folder, digest, finished_files, shared_demo, succeed

SHORT = ("--run.years=2006,2010", "--report.page=no", "--run.tile-size=128")
FIRST = "maps/class-2006.nc"


class LostInput(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(Folder())
        whole = os.path.join(cls.folder, "whole")
        succeed("run", shared_demo(), f"--output.dir={whole}", *SHORT)
        cls.expected = digest(whole)

    def meets(self, name, ranks, harm, *words, code=3):
        """A run in the midst of which `harm` befalls an input ends with `code` and all `words`; then it goes on."""
        work = os.path.join(self.folder, f"{self.id().split('.')[-1]}-{ranks}")
        inputs, result = os.path.join(work, "inputs"), os.path.join(work, "result")
        shutil.copytree(os.path.dirname(shared_demo()), inputs, ignore=shutil.ignore_patterns("result"))
        survey, path = os.path.join(inputs, "demo.ini"), os.path.join(inputs, name)
        with HeldRun("run", survey, *SHORT, result=result, ranks=ranks) as run:
            run.hold_at(FIRST)
            before = os.stat(path)
            harm(path)
            outcome = run.let_go()
        self.assertEqual(outcome.code, code, outcome)
        self.assertEqual(outcome.err.count("minenpp: "), 1, outcome)
        for word in (name, *words):
            self.assertIn(word, outcome.err, outcome)
        left = finished_files(result)
        self.assertIn(FIRST, left)
        self.assertFalse([n for n in left if n.endswith(".part") or n == "survey.h5"], left)
        shutil.copyfile(os.path.join(os.path.dirname(shared_demo()), name), path)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        succeed("run", survey, *SHORT, f"--output.dir={result}", ranks=2)
        self.assertEqual(digest(result), self.expected)

    def test_vanished(self):
        self.meets("landcover/landcover-2010.tif", 3, os.remove, "No such file or directory")

    def test_cut_off(self):
        self.meets("ndvi/ndvi-2010-08.tif", 1, lambda path: os.truncate(path, os.path.getsize(path) // 2))

    def test_emptied(self):
        self.meets("ndvi/ndvi-2010-08.tif", 3, lambda path: os.truncate(path, 0))


if __name__ == "__main__":
    unittest.main()
