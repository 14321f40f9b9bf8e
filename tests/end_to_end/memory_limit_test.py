"""run.memory: check and run refuse a survey that cannot keep to it, before any work; one that can stays within it by the
journal and the archive, with the numbers of a run without a limit. The estimate is near what runs take."""
import json
import os
import re
import unittest

from osgeo import gdal

from program import Folder, digest, finished_files, minenpp, shared_demo, succeed

gdal.UseExceptions()
QUIET = "--run.progress=off"


def peak_MB(result):
    """The most any rank held, by the journal."""
    with open(os.path.join(result, "run.jsonl")) as lines:
        events = [json.loads(line) for line in lines]
    return max(e["peak_memory_bytes"] for e in events if e["event"] == "stage_end") / 2**20


def estimated_MB(survey, *options, ranks=0):
    """By check: of a rank, and of the first."""
    text = succeed("check", survey, *options, ranks=ranks).out
    found = re.search(r"memory    about (\d+) MB a rank and (\d+) MB on the first of (\d+)", text)
    assert found, text
    assert int(found[3]) == max(ranks, 1), text
    return int(found[1]), int(found[2])


SKIP = os.environ.get("MINENPP_ESTIMATE_SKIP", "")


@unittest.skipIf(SKIP, SKIP)
class MemoryLimit(unittest.TestCase):
    def test_too_little_is_refused_before_any_work(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            options = (f"--output.dir={result}", "--run.memory=100", "--run.tile-size=1024")
            for command, ranks in (("check", 0), ("run", 0), ("run", 2)):
                refused = minenpp(command, shared_demo(), *options, ranks=ranks)
                self.assertEqual(refused.code, 2, refused)
                self.assertIn("command line: --run.memory=100", refused.err)
                self.assertRegex(refused.err, r"would take about \d+ MB")
                self.assertIn("largest part", refused.err)
                self.assertRegex(refused.err, r"run\.memory=\d+ or more")
                self.assertFalse(os.path.exists(os.path.join(result, "maps")), "it worked before it refused")
            self.assertIn("of 2 ranks", refused.err)

    def test_what_is_said_to_be_enough_is(self):
        with Folder() as folder:
            refused = minenpp("check", shared_demo(), "--run.memory=10")
            self.assertEqual(refused.code, 2, refused)
            enough = int(re.search(r"run\.memory=(\d+) or more", refused.err)[1])
            # The program itself is measured, and takes a little more or less each time.
            result = os.path.join(folder, "result")
            succeed("run", shared_demo(), QUIET, f"--output.dir={result}", f"--run.memory={enough + 3}", ranks=2)
            self.assertLess(peak_MB(result), enough + 3)
            archive = gdal.OpenEx(f'HDF5:"{result}/survey.h5"://provenance/stage_peak_memory').ReadAsArray()
            self.assertLess(archive.max() / 2**20, enough + 3)

    def test_smaller_rounds_keep_to_it_with_the_same_numbers(self):
        with Folder() as folder:
            demo = os.path.join(folder, "demo")
            succeed("demo", demo, "--months=all")
            survey = os.path.join(demo, "demo.ini")
            options = (QUIET, "--only=npp", "--run.years=2006,2010", "--run.log-level=debug")

            def run(name, *more):
                """The digests of its maps, and what it says of its rounds."""
                result = os.path.join(folder, name)
                said = succeed("run", survey, *options, f"--output.dir={result}", *more).err
                told = re.search(r"memory: about (\d+) MB on the first rank.*rounds of (\d+) pixels", said)
                self.assertTrue(told, said)
                maps = {name: digest(os.path.join(result, name)) for name in finished_files(result)
                        if name.endswith(".nc")}
                self.assertEqual(len(maps), 10, "class, NDVI, filled months, NPP and annual NPP of two years")
                return maps, int(told[1]), int(told[2]), peak_MB(result)

            usual, of_usual, rounds, _ = run("usual")
            limit = of_usual - 3
            small, of_small, smaller, peak = run("small", f"--run.memory={limit}")
            self.assertLess(smaller, rounds)
            self.assertLessEqual(of_small, limit)
            self.assertEqual(small, usual)
            self.assertLess(peak, limit)

    def test_the_estimate_is_near(self):
        for options in ((), ("--run.tile-size=1024",), ("--run.tile-size=64", "--trend.maps=no", "--change.maps=no")):
            with self.subTest(options=options), Folder() as folder:
                result = os.path.join(folder, "result")
                for ranks in (0, 2):
                    _, first = estimated_MB(shared_demo(), *options, f"--output.dir={result}", ranks=ranks)
                    succeed("run", shared_demo(), QUIET, *options, f"--output.dir={result}-{ranks}", ranks=ranks)
                    taken = peak_MB(f"{result}-{ranks}")
                    print(f"{options} on {max(ranks, 1)}: estimated {first} MB, taken {taken:.0f} MB")
                    self.assertLess(abs(first / taken - 1), 0.25)


if __name__ == "__main__":
    unittest.main()
