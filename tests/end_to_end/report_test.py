"""The report page of the demo: its numbers are the archive's, its links lead somewhere, it is made when it should be."""
import json
import os
import shutil
import subprocess
import unittest

import h5py
import numpy
from osgeo import gdal

from program import Folder, digest, minenpp, shared_demo, succeed
from report_page import Report, items, report_of, run, sections


class Demo(Report):
    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.path = cls.folder.__enter__()
        cls.result = os.path.join(cls.path, "result")
        cls.outcome = run(shared_demo(), cls.result, ranks=2)

    @classmethod
    def tearDownClass(cls):
        cls.folder.__exit__()

    def test_everything_is_there(self):
        self.assert_report(self.result, ["productivity", "trend", "mines", "rings", "land-use", "change", "ledger", "causes",
                                         "validation", "weather", "quality", "provenance"])
        page = os.path.join(self.result, "report/index.html")
        self.assertLess(os.path.getsize(page), 8e6)
        self.assertIn(f"Report: {page}", self.outcome.out)
        report = report_of(self.result)
        npp = next(m for m in items(report, "map") if m["id"] == "npp-map")
        self.assertEqual([frame["label"] for frame in npp["frames"]], ["2006", "2010", "2016", "2020"])

    def test_the_page_is_no_part_of_the_result_and_comes_out_the_same(self):
        before, elsewhere = digest(self.result), os.path.join(self.path, "elsewhere")
        succeed("report", self.result, f"--dir={elsewhere}")
        self.assertEqual(digest(self.result), before)
        self.assertEqual(subprocess.run(["diff", "-rq", os.path.join(self.result, "report"), elsewhere]).returncode, 0)

    def test_mines_are_outlined(self):
        """Dark just within the mines, light just outside, clear elsewhere; the map of rings as the judge."""
        rings = gdal.Open(os.path.join(self.result, "maps/rings-2020.nc")).ReadAsArray()
        with h5py.File(os.path.join(self.result, "maps/rings-2020.nc")) as file:
            (values,) = [v for v in file.values() if "flag_meanings" in v.attrs]
            meanings = values.attrs["flag_meanings"].decode() if isinstance(values.attrs["flag_meanings"], bytes) \
                else str(values.attrs["flag_meanings"])
            code = int(values.attrs["flag_values"][meanings.split().index("mine")])
        mine = numpy.pad(rings == code, 1)
        inner = mine[1:-1, 1:-1]
        around = [mine[:-2, 1:-1], mine[2:, 1:-1], mine[1:-1, :-2], mine[1:-1, 2:]]
        edge = numpy.any([side != inner for side in around], axis=0)
        drawn = gdal.Open(os.path.join(self.result, "report/figures/mine-outlines.png")).ReadAsArray()
        self.assertTrue((drawn == numpy.where(~edge, 0, numpy.where(inner, 1, 2))).all())

    def test_relief_where_there_is_an_elevation_model(self):
        """A ridge that runs north to south: its western slope is lit, its eastern lies in shadow."""
        dem = os.path.join(self.path, "dem.tif")
        source = gdal.Open(os.path.join(os.path.dirname(shared_demo()), "ndvi/ndvi-2006-08.tif"))
        file = gdal.GetDriverByName("GTiff").Create(dem, source.RasterXSize, source.RasterYSize, 1, gdal.GDT_Float32)
        file.SetGeoTransform(source.GetGeoTransform())
        file.SetProjection(source.GetProjection())
        across = numpy.abs(numpy.arange(source.RasterXSize) - source.RasterXSize / 2)
        file.WriteArray(numpy.tile(2500 - 10 * across, (source.RasterYSize, 1)))
        file = None
        result = os.path.join(self.path, "hills")
        run(shared_demo(), result, "--run.years=2020", f"--weather.dem={dem}")
        shade = gdal.Open(os.path.join(result, "report/figures/relief.png")).ReadAsArray()
        width = shade.shape[1]
        self.assertGreater(shade[:, 20:width // 2 - 20].mean(), 1.5 * shade[:, width // 2 + 20:-20].mean())
        self.assertFalse(os.path.exists(os.path.join(self.result, "report/figures/relief.png")))

    def test_a_result_can_be_named_by_its_survey_file_or_archive(self):
        for name in (shared_demo(), os.path.join(self.result, "survey.h5")):
            where = os.path.join(self.path, "named")
            outcome = minenpp("report", name, f"--dir={where}")
            if name.endswith(".ini") and not os.path.isdir(os.path.join(os.path.dirname(name), "result")):
                self.assertEqual(outcome.code, 3, outcome)
                self.assertIn("no finished survey", outcome.err)
            else:
                self.assertEqual(outcome.code, 0, outcome)

    def test_a_page_of_one_mine(self):
        where = os.path.join(self.path, "one")
        outcome = succeed("report", self.result, f"--dir={where}", "--mine=East mine")
        self.assertEqual(outcome.out.strip(), os.path.join(where, "mine-East-mine.html"))
        with open(os.path.join(where, "mine-East-mine.json"), encoding="utf-8") as file:
            report = json.load(file)
        self.assertNotIn("Antaibao", json.dumps([s["items"] for s in report["sections"] if s["id"] != "provenance"]))
        self.assertIn("ledger", sections(report))
        outcome = minenpp("report", self.result, "--mine=West mine")
        self.assertEqual(outcome.code, 2, outcome)
        self.assertIn("Anjialing, Antaibao, East mine", outcome.err)

    def test_it_is_made_again_only_where_something_changed(self):
        page = os.path.join(self.result, "report/index.html")
        made = os.stat(page).st_mtime_ns
        run(shared_demo(), self.result)
        self.assertEqual(os.stat(page).st_mtime_ns, made)
        run(shared_demo(), self.result, "--report.mines=1")
        self.assertGreater(os.stat(page).st_mtime_ns, made)
        rows = next(c for c in items(report_of(self.result), "chart") if c["id"] == "ledger-cumulative")
        self.assertEqual(len({row["mine"] for row in rows["spec"]["datasets"]["rows"]}), 1)
        run(shared_demo(), self.result)

    def test_no_page_where_none_is_wanted(self):
        result = os.path.join(self.path, "without")
        outcome = run(shared_demo(), result, "--report.page=no", "--run.years=2006")
        self.assertFalse(os.path.exists(os.path.join(result, "report")))
        self.assertNotIn("Report:", outcome.out)

    def test_no_colour_in_a_file(self):
        self.assertNotIn("\033", self.outcome.out)

    def test_damaged_archives_are_errors(self):
        broken = os.path.join(self.path, "broken")
        os.makedirs(broken, exist_ok=True)
        shutil.copy(os.path.join(self.result, "survey.h5"), broken)
        os.truncate(os.path.join(broken, "survey.h5"), 100_000)
        outcome = minenpp("report", broken)
        self.assertEqual(outcome.code, 3, outcome)
        self.assertIn("survey.h5", outcome.err)
        self.assertEqual(minenpp("report", self.path).code, 3)


if __name__ == "__main__":
    unittest.main()
