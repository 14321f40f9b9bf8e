"""status says which stages a run would make and why; the run, by its journal, then makes exactly these."""
import json
import os
import re
import shutil
import time
import unittest

from osgeo import gdal

from many_years import demo_of_years
from program import Folder, digest, finished_files, minenpp, succeed

gdal.UseExceptions()
YEARS = range(2006, 2016)
QUIET = ("--run.progress=off", "--change.maps=no", "--trend.maps=no", "--ndvi.bounds=table")


def journal(result):
    with open(os.path.join(result, "run.jsonl")) as lines:
        return [json.loads(line) for line in lines]


def made(result):
    """Stages that the last run made, by name."""
    events = journal(result)
    return [event["name"] for event in events if event["run"] == events[-1]["run"] and event["event"] == "stage_end"]


def table(text):
    """By stage: its state and the reasons given."""
    stages, name = {}, None
    for line in text.splitlines():
        first = re.match(r"  (\S.*?)\s{2,}(done|stale|missing|partial|waits)\s*(.*)", line)
        if first:
            name = first[1]
            stages[name] = (first[2], [first[3]] if first[3] else [])
        elif name and line.startswith(" " * 10):
            stages[name][1].append(line.strip())
    return stages


def names(word, years=YEARS):
    return {f"{word} {year}" for year in years}


class Opened:
    """A raster to change, closed at the end."""

    def __init__(self, path):
        self.image = gdal.Open(path, gdal.GA_Update)

    def __enter__(self):
        return self.image

    def __exit__(self, *_):
        self.image.FlushCache()
        self.image = None


class Status(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.path = cls.folder.__enter__()
        cls.survey = demo_of_years(os.path.join(cls.path, "demo"), YEARS)
        cls.first = os.path.join(cls.path, "first")
        succeed("run", cls.survey, f"--output.dir={cls.first}", *QUIET, ranks=2)

    @classmethod
    def tearDownClass(cls):
        cls.folder.__exit__()

    def setUp(self):
        self.result = os.path.join(self.path, self.id().split(".")[-1])
        shutil.copytree(self.first, self.result)

    def status(self, *options):
        before = {name: os.stat(os.path.join(self.result, name)).st_mtime_ns for name in os.listdir(self.result)}
        outcome = succeed("status", self.survey, f"--output.dir={self.result}", *QUIET, *options)
        after = {name: os.stat(os.path.join(self.result, name)).st_mtime_ns for name in os.listdir(self.result)}
        self.assertEqual(before, after, "status changes nothing")
        return outcome.out

    def run_it(self, *options):
        return succeed("run", self.survey, f"--output.dir={self.result}", *QUIET, *options, ranks=2)

    def predicted_and_made(self, expected, *options):
        """What status predicts is what the run makes, and both are as expected; returns the table."""
        text = self.status(*options)
        stages = table(text)
        self.assertEqual({name for name, (state, _) in stages.items() if state != "done"}, expected, text)
        self.assertIn(f"would make {len(expected)} of {len(stages)} stages", text.splitlines()[-1])
        self.run_it(*options)
        self.assertEqual(set(made(self.result)), expected)
        self.assertIn("nothing to do", self.status(*options).splitlines()[-1])
        return stages

    def test_nothing_to_do(self):
        self.assertIn(f"nothing to do: all {4 * len(YEARS) + 2} stages are done", self.status().splitlines()[-1])
        begin = time.time()
        self.run_it()
        seconds = time.time() - begin
        print(f"a finished survey of ten years, run again: {seconds:.1f} s")
        self.assertLess(seconds, 20)
        self.assertEqual(made(self.result), [])

    def test_one_years_land_cover(self):
        raster = os.path.join(os.path.dirname(self.survey), "landcover", "landcover-2009.tif")
        kept = os.path.join(self.path, "kept.tif")
        shutil.copy(raster, kept)
        try:
            with Opened(raster) as image:
                band = image.GetRasterBand(1)
                codes = band.ReadAsArray()
                codes[codes == 1] = 2
                band.WriteArray(codes)
            ndvi = os.path.join(self.result, "ndvi", "ndvi-2009.nc")
            before = os.stat(ndvi).st_mtime_ns
            # Histograms of NDVI are by class, so they are counted again, from that year's NDVI as it is.
            stages = self.predicted_and_made({"land cover 2009", "NDVI of classes 2009", "NPP 2009",
                                              "change and statistics", "report"})
            self.assertEqual(os.stat(ndvi).st_mtime_ns, before)
            state, reasons = stages["land cover 2009"]
            self.assertEqual(state, "stale")
            self.assertRegex(reasons[0], r"landcover\.pattern \(.*landcover-2009\.tif\): \d+ bytes.* -> \d+ bytes")
            self.assertIn("after land cover 2009", stages["NDVI of classes 2009"][1])
            fresh = os.path.join(self.path, "fresh")
            succeed("run", self.survey, f"--output.dir={fresh}", *QUIET, ranks=1)
            self.assertEqual(digest(self.result), digest(fresh))
        finally:
            shutil.move(kept, raster)

    def test_a_casa_parameter(self):
        stages = self.predicted_and_made(names("NPP") | {"change and statistics", "report"}, "--casa.te2-constant=1.184")
        for name in names("NPP"):
            self.assertEqual(stages[name], ("stale", ["casa.te2-constant: 1.1814 -> 1.184"]))
        self.assertFalse([name for name in made(self.result) if "NDVI" in name])

    def test_a_file_that_is_gone_and_one_that_was_begun(self):
        os.remove(os.path.join(self.result, "ndvi", "ndvi-2007.nc"))
        os.rename(os.path.join(self.result, "maps", "npp-2012.nc"), os.path.join(self.result, "maps", "npp-2012.nc.part"))
        alone = succeed("status", self.result).out
        self.assertRegex(alone, r"ndvi-2007\.nc +missing")
        self.assertRegex(alone, r"npp-2012\.nc\.part +partial")
        stages = self.predicted_and_made({"NDVI 2007", "NPP 2012", "change and statistics"})
        self.assertEqual(stages["NDVI 2007"][0], "missing")
        self.assertEqual(stages["NPP 2012"][0], "partial")
        self.assertEqual(digest(self.result), digest(self.first))

    def test_pooled_bounds_wait_for_what_is_counted_of_the_ndvi(self):
        pooled = "--ndvi.bounds=pooled"
        self.run_it(pooled)
        os.remove(os.path.join(self.result, "ndvi", "classes-2007.h5"))
        text = self.status(pooled)
        stages = table(text)
        for name in names("NPP"):
            self.assertEqual(stages[name], ("waits", ["for NDVI of classes 2007"]))
        self.assertIn("would make 3 of 42 stages, and those of 10 more that turn out stale", text)

    def test_the_journal(self):
        self.run_it("--casa.te2-constant=1.19", "--report.mines=3")
        events = journal(self.result)
        of_run = [event for event in events if event["run"] == events[-1]["run"]]
        self.assertEqual((of_run[0]["event"], of_run[0]["ranks"]), ("run_start", 2))
        self.assertEqual((of_run[-1]["event"], of_run[-1]["exit_code"]), ("run_end", 0))
        for event in of_run:
            self.assertRegex(event["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        ends = [event for event in of_run if event["event"] == "stage_end"]
        starts = [event["name"] for event in of_run if event["event"] == "stage_start"]
        self.assertEqual([event["name"] for event in ends], starts)
        npp = next(event for event in ends if event["name"] == "NPP 2010")
        self.assertEqual((npp["stage"], npp["year"]), ("npp", 2010))
        self.assertGreater(npp["seconds"], 0)
        self.assertGreater(npp["bytes_read"], 10_000)
        self.assertGreater(npp["bytes_written"], 10_000)
        self.assertGreater(npp["peak_memory_bytes"], 10_000_000)
        self.assertTrue(1 <= npp["imbalance"] <= 2, npp)
        report = next(event for event in ends if event["stage"] == "report")
        self.assertEqual(report["imbalance"], 1, "the page has no tiles; those of the stage before are not its own")
        warnings = [event["text"] for event in of_run if event["event"] == "warning"]
        self.assertTrue(warnings)
        again = self.run_it("--casa.te2-constant=1.19", "--report.mines=3").err
        shown = re.search(r"^(\d+) warnings?:\n((?:  .*\n)+)", again, re.M)
        self.assertEqual(int(shown[1]), len(shown[2].splitlines()))
        failed = minenpp("run", self.survey, f"--output.dir={self.result}", *QUIET, "--only=npp", "--years=2010",
                         "--landcover.nodata=77", "--ndvi.bounds=pooled")
        self.assertEqual(failed.code, 2, failed)
        self.assertEqual((journal(self.result)[-1]["event"], journal(self.result)[-1]["exit_code"]), ("run_end", 2))

    def test_costs_in_the_archive_are_no_value(self):
        tables = os.path.join(self.path, "tables")
        succeed("tables", self.result, f"--dir={tables}", "--group=provenance")
        with open(os.path.join(tables, "provenance-stage.csv")) as table_of_stages:
            text = table_of_stages.read()
        for word in ("stage_seconds", "stage_peak_memory", "NPP 2006"):
            self.assertIn(word, text)
        self.assertIn("run.jsonl", os.listdir(self.result))
        self.assertNotIn("run.jsonl", finished_files(self.result))


if __name__ == "__main__":
    unittest.main()
