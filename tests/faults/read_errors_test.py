"""A disk that fails one rank in the midst of reading one file: every rank ends with one message, and the rerun the same."""
import os
import unittest

from held_runs import HeldRun
from program import Folder, digest, finished_files, shared_demo, succeed

SHORT = ("--run.years=2006,2010", "--report.page=no", "--run.tile-size=128")
FAILING_READS = os.environ.get("MINENPP_FAILING_READS", "")
INPUT, USAGE = 3, 2

# Rank of three that fails, the file, reads that succeed first, exit code, words of the message.
CASES = (
    (0, "ndvi/ndvi-2010-08.tif", 0, INPUT, "Input/output error"),
    (0, "ndvi/ndvi-2010-08.tif", 3, INPUT, "Input/output error"),
    (2, "ndvi/ndvi-2010-08.tif", 0, INPUT, "Input/output error"),
    (1, "ndvi/ndvi-2010-08.tif", 12, INPUT, "cannot be read"),
    (2, "maps/class-2010.nc", 2, INPUT, "Input/output error"),
    (1, "ndvi/ndvi-2006.nc", 8, INPUT, "Input/output error"),
    (0, "stations.csv", 0, INPUT, "beyond byte 0"),
    (1, "stations.csv", 2, INPUT, "beyond byte"),
    (2, "mines.gpkg", 5, INPUT, "cannot be read"),
    (1, "demo.ini", 0, USAGE, "cannot read"),
)


@unittest.skipUnless(FAILING_READS, "a sanitizer's library must come first")
class ReadErrors(unittest.TestCase):
    def fails(self, result, rank, name, after):
        with HeldRun("run", shared_demo(), *SHORT, result=result, ranks=3, LD_PRELOAD=FAILING_READS,
                     MINENPP_FAIL_RANK=str(rank), MINENPP_FAIL_FILE=name, MINENPP_FAIL_AFTER=str(after)) as run:
            return run.end()

    def test_one_rank(self):
        with Folder() as folder:
            whole, result = os.path.join(folder, "whole"), os.path.join(folder, "result")
            succeed("run", shared_demo(), f"--output.dir={whole}", *SHORT)
            # One folder for all: each run goes on from what those before it have finished.
            for rank, name, after, code, words in CASES:
                with self.subTest(rank=rank, name=name, after=after):
                    outcome = self.fails(result, rank, name, after)
                    self.assertEqual(outcome.code, code, outcome)
                    self.assertEqual(outcome.err.count("minenpp: "), 1, outcome)
                    self.assertIn(name, outcome.err)
                    self.assertIn(words, outcome.err)
                    left = finished_files(result)
                    self.assertFalse([n for n in left if n.endswith(".part") or n == "survey.h5"], left)
            succeed("run", shared_demo(), f"--output.dir={result}", *SHORT, ranks=2)
            self.assertEqual(digest(result), digest(whole))


@unittest.skipUnless(FAILING_READS, "a sanitizer's library must come first")
class ScenesOfOneRank(unittest.TestCase):
    def test_a_scene_that_one_rank_alone_skips(self):
        """The others would wait for ever for what it does with the scene."""
        with Folder() as folder:
            demo, result = os.path.join(folder, "demo"), os.path.join(folder, "result")
            succeed("demo", demo, "--scenes")
            scene = sorted(os.listdir(os.path.join(demo, "scenes")))[0]
            band = sorted(n for n in os.listdir(os.path.join(demo, "scenes", scene)) if n.endswith("_SR_B4.TIF"))[0]
            with HeldRun("run", os.path.join(demo, "demo.ini"), "--input.skip-broken=yes", "--report.page=no",
                         result=result, ranks=3, LD_PRELOAD=FAILING_READS, MINENPP_FAIL_RANK="2",
                         MINENPP_FAIL_FILE=band, MINENPP_FAIL_AFTER="0") as run:
                outcome = run.end()
            self.assertEqual(outcome.code, INPUT, outcome)
            self.assertIn("rank 2 found other scenes than rank 0", outcome.err)
            self.assertRegex(outcome.err, rf"Rank 2: scene {scene}.* is skipped: .*{band}")
            self.assertEqual(outcome.err.count("minenpp: "), 1, outcome)


if __name__ == "__main__":
    unittest.main()
