"""The report page of real runs: its numbers are the archive's, its links lead somewhere, and a browser shows it well."""
import json
import os
import re
import shutil
import subprocess
import unittest

import h5py
from osgeo import gdal

from program import DATA, SOURCE, Folder, digest, minenpp, shared_demo, succeed

gdal.UseExceptions()
MODULES = os.environ.get("MINENPP_REPORT_MODULES", "")
SHOTS = os.environ.get("MINENPP_REPORT_SHOTS", "")
BROWSER = shutil.which("chromium")


def run(survey, result, *settings, **options):
    return succeed("run", survey, f"--output.dir={result}", "--run.progress=off", *settings, **options)


def report_of(result, name="report.json"):
    with open(os.path.join(result, "report", name), encoding="utf-8") as file:
        return json.load(file)


def sections(report):
    return [section["id"] for section in report["sections"]]


def items(report, kind):
    return [item for section in report["sections"] for item in section["items"] if item["type"] == kind]


class Archive:
    """Reads "/zones/npp_mean[0,3,0]", and "A / B" as by how many percent A is above B."""

    def __init__(self, result):
        self.file = h5py.File(os.path.join(result, "survey.h5"))

    def one(self, source):
        path, indices = re.fullmatch(r"(/[\w/]+)\[([\d,]*)\]", source).groups()
        return float(self.file[path][tuple(int(i) for i in indices.split(",") if i)])

    def value(self, source):
        if " / " in source:
            later, earlier = (self.one(part) for part in source.split(" / "))
            return 100 * (later / earlier - 1)
        return self.one(source)


def sentences(report):
    return report["summary"] + [s for section in report["sections"] for s in section["lead"]]


class Report(unittest.TestCase):
    def browse(self, result, name):
        """Runs the browser tests on the page."""
        if not (BROWSER and MODULES):
            self.skipTest("chromium or the packages of tests/report are not there")
        numbers = os.path.join(result, "numbers.json")
        archive = Archive(result)
        with open(numbers, "w", encoding="utf-8") as file:
            json.dump({number["source"]: archive.value(number["source"])
                       for sentence in report_of(result)["summary"] for number in sentence["numbers"]}, file)
        environment = dict(os.environ, REPORT_PAGE=os.path.join(result, "report/index.html"), REPORT_NUMBERS=numbers,
                           REPORT_MODULES=MODULES, REPORT_BROWSER=BROWSER)
        if SHOTS:
            environment["REPORT_SHOTS"] = os.path.join(SHOTS, name)
        done = subprocess.run(["node", "--test", os.path.join(SOURCE, "tests/report/browser_test.mjs")],
                              env=environment, capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout[-6000:] + done.stderr[-2000:])

    def assert_numbers(self, result):
        """What is said equals what the archive holds, as shown too."""
        archive, report, checked = Archive(result), report_of(result), 0
        for sentence in sentences(report):
            for i, number in enumerate(sentence["numbers"]):
                self.assertIn("{%d}" % i, sentence["text"])
                self.assertAlmostEqual(number["value"], archive.value(number["source"]), delta=1e-9, msg=number)
                shown = number["text"].replace(",", "")
                digits = len(shown.split(".")[1]) if "." in shown else 0
                self.assertAlmostEqual(abs(float(shown)), abs(number["value"]), delta=0.5001 * 10 ** -digits, msg=number)
                checked += 1
        self.assertGreater(checked, 0)

    def assert_files(self, result):
        """Every file the page leads to is there, and its charts hold the data that the page shows."""
        report = report_of(result)
        folder = os.path.join(result, "report")
        for table in items(report, "table"):
            self.assertTrue(os.path.isfile(os.path.join(folder, table["file"])), table["file"])
            self.assertTrue(all(len(row) == len(table["columns"]) for row in table["rows"]), table["id"])
        for chart in items(report, "chart"):
            with open(os.path.join(folder, chart["file"]), encoding="utf-8") as file:
                self.assertEqual(json.load(file), chart["spec"])
        for picture in items(report, "map"):
            self.assertTrue(picture["alt"])
            for frame in picture["frames"]:
                opened = gdal.Open(os.path.join(folder, frame["file"]))
                self.assertEqual((opened.RasterXSize, opened.RasterYSize), (picture["width"], picture["height"]))
        self.assertFalse([f for _, _, files in os.walk(folder) for f in files if f.endswith(".part")])

    def assert_report(self, result, expected, absent=()):
        found = sections(report_of(result))
        self.assertEqual([s for s in expected if s not in found], [])
        self.assertEqual([s for s in absent if s in found], [])
        self.assert_numbers(result)
        self.assert_files(result)


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

    def test_in_a_browser(self):
        self.browse(self.result, "demo")


class Small(Report):
    """One year, no mines, no samples: what has no data is absent."""

    def test_a_survey_with_little_in_it(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            run(shared_demo(), result, "--run.years=2020", "--zones.mines=", "--zones.mines-name=", "--zones.townships=",
                "--zones.townships-name=", "--validation.samples=")
            self.assert_report(result, ["productivity", "land-use", "weather", "quality", "provenance"],
                               ["trend", "mines", "rings", "change", "ledger", "causes", "validation"])
            self.browse(result, "small")


class Large(Report):
    def test_overviews_are_made_on_the_way(self):
        """Of maps above 2048 pixels, the same whatever the ranks; the page reads these alone."""
        with Folder() as folder:
            demo, results = os.path.join(folder, "demo"), []
            succeed("demo", demo, "--scale=16")
            for ranks, size in ((1, 256), (3, 128)):
                results.append(os.path.join(folder, str(ranks)))
                run(os.path.join(demo, "demo.ini"), results[-1], "--run.years=2006,2020", f"--run.tile-size={size}",
                    ranks=ranks)
            for name in ("npp-2020", "class-2006", "change-2006-2020", "rings-2020"):
                bands = []
                for result in results:
                    band = gdal.Open(os.path.join(result, f"maps/{name}.nc")).GetRasterBand(1)
                    self.assertEqual(band.GetOverviewCount(), 1, name)
                    bands.append((band.ReadAsArray(), band.GetOverview(0).ReadAsArray(), band.GetNoDataValue()))
                self.assertTrue((bands[0][1] == bands[1][1]).all(), name)
                whole, small, fill = bands[0]
                rows, cols = whole.shape
                self.assertEqual(small.shape, (-(-rows // 4), -(-cols // 4)), name)
                for row, col in ((0, 0), (400, 333), (rows // 4 - 1, cols // 4 - 1), (700, 100)):
                    below = whole[4 * row:4 * row + 4, 4 * col:4 * col + 4]
                    if name.startswith(("class", "rings")):
                        expected = below[below.shape[0] // 2, below.shape[1] // 2]
                    else:
                        valid = below[below != fill].astype(float)
                        expected = fill if valid.size == 0 else valid.mean()
                    self.assertLessEqual(abs(float(small[row, col]) - float(expected)), 0.5, (name, row, col))
            self.assert_report(results[1], ["productivity", "mines", "rings", "change"])


@unittest.skipUnless(os.path.isdir(os.path.join(DATA, "harvard_forest_2011")), "harvard_forest_2011 is not there")
class HarvardForest(Report):
    def test_one_site(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            run(os.path.join(SOURCE, "configs/harvard-forest-2011.ini"), result)
            self.assert_report(result, ["productivity", "land-use", "provenance"], ["mines", "rings", "trend", "change"])
            self.browse(result, "harvard-forest")


@unittest.skipUnless(os.path.isdir(os.path.join(DATA, "north_america_10min")), "north_america_10min is not there")
class NorthAmerica(Report):
    def test_a_continent(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            run(os.path.join(SOURCE, "configs/north-america.ini"), result, ranks=2)
            self.assert_report(result, ["productivity", "land-use", "weather", "provenance"], ["mines", "trend"])
            self.browse(result, "north-america")


if __name__ == "__main__":
    unittest.main()
