"""What the tests of the report page share: its numbers are the archive's, and its links lead somewhere."""
import json
import os
import re
import shutil
import subprocess
import unittest

import h5py
from osgeo import gdal

from program import SOURCE, succeed

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
    def browse(self, result, name, *options):
        """Runs the browser tests on the page. `options`: of node, to choose among them."""
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
        tests = [os.path.join(SOURCE, "tests/report", test) for test in ("browser_test.mjs", "edge_test.mjs")]
        done = subprocess.run(["node", "--test", *options, *(tests[:1] if options else tests)],
                              env=environment, capture_output=True, text=True, timeout=800)
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
