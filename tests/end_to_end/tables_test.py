"""Field samples against the maps, and `minenpp tables`: both recomputed here with numpy, scipy, xarray and rasterio."""
import csv
import itertools
import math
import os
import shutil
import subprocess
import unittest

import h5py
import numpy
import rasterio
import rasterio.warp
import scipy.stats
import xarray

from program import Folder, digest, minenpp, shared_demo, succeed

YEARS = "--run.years=2016,2020"


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def number(text):
    return float(text) if text else math.nan


def run(result, *settings):
    return succeed("run", shared_demo(), f"--output.dir={result}", YEARS, "--run.progress=off", *settings)


class Demo(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.path = cls.folder.__enter__()
        cls.result = os.path.join(cls.path, "result")
        cls.outcome = run(cls.result)
        cls.before = digest(cls.result)
        cls.listing = succeed("tables", cls.result).out
        cls.tables = os.path.join(cls.result, "tables")

    @classmethod
    def tearDownClass(cls):
        cls.folder.__exit__()

    def table(self, name):
        return rows_of(os.path.join(self.tables, name + ".csv"))


class Tables(Demo):
    def groups(self):
        with h5py.File(os.path.join(self.result, "survey.h5")) as archive:
            found = []
            archive.visititems(lambda name, item: found.append(name) if isinstance(item, h5py.Group) else None)
            return found

    def sets_of(self, opened):
        """{dimensions: names of the arrays over exactly these}"""
        sets = {}
        for name in opened.data_vars:
            sets.setdefault(opened[name].dims, []).append(name)
        return sets

    def file_of(self, group, dimensions, sets):
        name = group.replace("/", ".")
        most = max(len(names) for names in sets.values())
        longest = max(len(d) for d, names in sets.items() if len(names) == most)
        if dimensions == min(d for d, names in sets.items() if len(names) == most and len(d) == longest):
            return name
        return "-".join([name, *dimensions]) if dimensions else name + "-scalars"

    def assert_field(self, text, value, what):
        if isinstance(value, str):
            self.assertEqual(text, value, what)
        elif numpy.issubdtype(type(value), numpy.floating):
            if math.isnan(value):
                self.assertEqual(text, "", what)
            else:
                self.assertEqual(type(value)(text), value, what)
                self.assertLessEqual(len(text), len(repr(float(value))) + 1, what)
        else:
            self.assertEqual(int(text), int(value), what)

    def assert_table(self, opened, dimensions, names, path):
        rows = iter(rows_of(path))
        for index in itertools.product(*(range(opened.sizes[d]) for d in dimensions)):
            values = [opened[name].values[index] for name in names]
            values = [str(v) if isinstance(v, str) else v for v in values]
            if dimensions and all(v == "" if isinstance(v, str) else
                                  numpy.issubdtype(type(v), numpy.floating) and math.isnan(v) for v in values):
                continue
            row = next(rows)
            for dimension, at in zip(dimensions, index):
                label = opened[dimension].values[at] if dimension in opened.coords else at
                self.assert_field(row[dimension], str(label) if isinstance(label, str) else label, path)
            for name, value in zip(names, values):
                self.assert_field(row[name], value, (path, name, index))
        self.assertIsNone(next(rows, None), path)

    def test_every_array_is_there_to_the_last_digit(self):
        expected, arrays = [], 0
        for group in self.groups():
            with xarray.open_dataset(os.path.join(self.result, "survey.h5"), group=group, engine="h5netcdf",
                                     mask_and_scale=False, decode_times=False) as opened:
                sets = self.sets_of(opened)
                for dimensions, names in sets.items():
                    name = self.file_of(group, dimensions, sets)
                    expected.append(name + ".csv")
                    arrays += len(names)
                    self.assert_table(opened, dimensions, names, os.path.join(self.tables, name + ".csv"))
        self.assertEqual(sorted(os.listdir(self.tables)), sorted(expected))
        self.assertGreater(arrays, 60)

    def test_names_columns_and_counts(self):
        zones = self.table("zones")
        self.assertEqual(list(zones[0])[:3], ["zone", "year", "month"])
        self.assertIn("npp_mean", zones[0])
        self.assertIn("npp_total", zones[0])
        self.assertEqual(list(self.table("classes")[0])[:3], ["class", "year", "month"])
        self.assertEqual(list(self.table("weather")[0])[:3], ["variable", "year", "month"])
        line = [line for line in self.listing.splitlines() if line.startswith(os.path.join(self.tables, "zones.csv "))]
        self.assertEqual(len(line), 1)
        self.assertIn(f" {len(zones)} rows x {len(zones[0])} columns", line[0])

    def test_the_tables_are_no_part_of_the_result_and_come_out_the_same(self):
        self.assertEqual(digest(self.result), self.before)
        again = os.path.join(self.path, "again")
        succeed("tables", os.path.join(self.result, "survey.h5"), f"--dir={again}")
        self.assertEqual(subprocess.run(["diff", "-r", self.tables, again]).returncode, 0)

    def test_one_group_alone(self):
        alone = os.path.join(self.path, "alone")
        succeed("tables", self.result, f"--dir={alone}", "--group=zones")
        self.assertTrue(all(name.startswith("zones") for name in os.listdir(alone)))
        outcome = minenpp("tables", self.result, f"--dir={alone}", "--group=zone")
        self.assertEqual(outcome.code, 2, outcome)
        self.assertIn("no group 'zone'", outcome.err)

    def test_damaged_and_foreign_files_are_errors(self):
        out = f"--dir={os.path.join(self.path, 'none')}"
        archive = os.path.join(self.result, "survey.h5")
        size = os.path.getsize(archive)
        for kept in (0, 100, size // 3, size - 1):
            broken = os.path.join(self.path, "broken.h5")
            shutil.copy(archive, broken)
            os.truncate(broken, kept)
            outcome = minenpp("tables", broken, out)
            self.assertEqual(outcome.code, 3, outcome)
            self.assertIn("broken.h5", outcome.err)
        foreign = os.path.join(self.path, "foreign.h5")
        with h5py.File(foreign, "w") as other:
            other["complex"] = numpy.array([1 + 2j])
        self.assertEqual(minenpp("tables", foreign, out).code, 3)
        with h5py.File(foreign, "w") as other:
            loop = other.create_group("loop")
            loop["again"] = loop
        outcome = minenpp("tables", foreign, out)
        self.assertEqual(outcome.code, 3, outcome)
        self.assertIn("deep in each other", outcome.err)
        with h5py.File(foreign, "w") as other:
            other.create_group("..\\odd name")["a b"] = numpy.arange(3.0)
        odd = os.path.join(self.path, "odd")
        succeed("tables", foreign, f"--dir={odd}")
        self.assertEqual(os.listdir(odd), ["___odd_name.csv"])
        self.assertEqual(minenpp("tables", self.path, out).code, 3)

    def test_bytes_changed_at_random_never_crash_it(self):
        with open(os.path.join(self.result, "survey.h5"), "rb") as file:
            archive = file.read()
        dice = numpy.random.default_rng(7)
        out = f"--dir={os.path.join(self.path, 'fuzz')}"
        # One changed byte often gets past the checksums.
        for count in 20 * [1] + 4 * [200]:
            changed = bytearray(archive)
            for at in dice.integers(0, len(archive), count):
                changed[at] = dice.integers(0, 256)
            path = os.path.join(self.path, "changed.h5")
            with open(path, "wb") as file:
                file.write(changed)
            outcome = minenpp("tables", path, out, timeout=60)
            self.assertIn(outcome.code, (0, 3), outcome)


class Validation(Demo):
    def pixel(self, lon, lat, year, month=8):
        """NPP of the pixel that holds the place, by other libraries."""
        with rasterio.open(os.path.join(self.result, f"maps/npp-{year}.nc")) as raster:
            (x,), (y,) = rasterio.warp.transform("EPSG:4326", raster.crs, [lon], [lat])
            row, col = raster.index(x, y)
            stored = raster.read(1, window=((row, row + 1), (col, col + 1)))[0, 0]
            return math.nan if stored == raster.nodata else stored * raster.scales[0]

    def assert_agreement(self, rows, numbers, prefix=""):
        used = [row for row in rows if row["used"] == "1"]
        measured = numpy.array([float(row["measured"]) for row in used])
        estimated = numpy.array([float(row["estimated"]) for row in used])
        self.assertEqual(int(numbers[prefix + "n"]), len(used))
        if not used:
            self.assertEqual(numbers[prefix + "rmse"], "")
            return
        error = estimated - measured
        expected = {"rmse": math.sqrt(numpy.mean(error**2)), "bias": numpy.mean(error)}
        if len(used) > 2:
            r, p = scipy.stats.pearsonr(measured, estimated)
            expected.update(r=r, p=p, r2=r * r, t=r * math.sqrt((len(used) - 2) / (1 - r * r)))
        for name, value in expected.items():
            self.assertAlmostEqual(number(numbers[prefix + name]), value, delta=1e-9 * max(1e-6, abs(value)), msg=name)

    def test_demo_samples_agree_as_scipy_says(self):
        rows = self.table("validation")
        self.assertEqual(len(rows), 45)
        self.assertTrue(all(row["used"] == "1" for row in rows))
        (numbers,) = self.table("validation-scalars")
        self.assert_agreement(rows, numbers)
        self.assertAlmostEqual(float(numbers["r2"]), 0.70, delta=0.05)
        by_class = self.table("validation-class")
        self.assertEqual(sum(int(row["class_n"]) for row in by_class), 45)
        for row in by_class:
            self.assert_agreement([r for r in rows if r["land_class"] == row["class"]], row, "class_")
        self.assertIn(f"Validation: n = 45, r = {float(numbers['r']):.3f}, R2 = {float(numbers['r2']):.3f}, p = ",
                      self.outcome.out)

    def test_estimates_are_those_of_the_containing_pixel(self):
        given = rows_of(os.path.join(os.path.dirname(shared_demo()), "samples.csv"))
        for row, sample in zip(self.table("validation"), given):
            self.assertEqual(row["id"], sample["id"])
            self.assertEqual(float(row["measured"]), float(sample["npp_gC_m2_month"]))
            self.assertAlmostEqual(float(row["estimated"]),
                                   self.pixel(float(sample["lon"]), float(sample["lat"]), 2020), delta=1e-9)


class OwnSamples(Demo):
    """Samples of one's own on the finished maps: only the synthesis is made again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.given = rows_of(os.path.join(os.path.dirname(shared_demo()), "samples.csv"))
        cls.classes = {row["id"]: int(row["land_class"])
                       for row in rows_of(os.path.join(cls.tables, "validation.csv"))}

    def validate(self, lines, *settings, header="id,lon,lat,year,month,value"):
        path = os.path.join(self.path, "own.csv")
        with open(path, "w", encoding="utf-8") as table:
            table.write("\n".join([header, *lines]) + "\n")
        outcome = run(self.result, f"--validation.samples={path}", "--validation.column-value=value", *settings)
        succeed("tables", self.result, "--group=validation")
        return outcome, self.table("validation")

    def test_every_reason_is_counted_and_said(self):
        first = self.given[0]
        place = f"{first['lon']},{first['lat']}"
        lines = [f"good,{place},2020,8,40", f"gap,{place},2020,8,NA", f"year,{place},2012,8,40",
                 f"month,{place},2020,7,40", "far,100,20,2020,8,40"]
        outcome, rows = self.validate(lines)
        self.assertEqual([row["reason"] for row in rows],
                         ["", "no value", "year not surveyed", "month not surveyed", "outside the study grid"])
        self.assertEqual([row["used"] for row in rows], ["1", "0", "0", "0", "0"])
        self.assertIn("validation: 4 of 5 samples are left out: 1 month not surveyed, 1 no value, 1 outside the study "
                      "grid, 1 year not surveyed", outcome.err)
        self.assertIn("Validation: n = 1", outcome.out)
        self.assertIn("4 samples left out", outcome.out)
        again, _ = self.validate(lines)
        self.assertIn("change and statistics: up to date", again.err)
        changed, rows = self.validate([f"good,{place},2020,8,41"])
        self.assertNotIn("change and statistics: up to date", changed.err)
        self.assertIn("NPP 2020: up to date", changed.err)
        self.assertEqual(rows[0]["measured"], "41")

    def test_biomass_becomes_npp_and_trees_are_left_out(self):
        lines = [f"{s['id']},{s['lon']},{s['lat']},2020,8,2.5,{'' if int(s['id']) % 2 else 1.5}" for s in self.given]
        _, rows = self.validate(lines, "--validation.quantity=biomass", "--validation.unit=t/ha",
                                "--validation.column-root-shoot=rs", "--validation.growing-months=6",
                                header="id,lon,lat,year,month,value,rs")
        trees = [row for row in rows if self.classes[row["id"]] in (1, 10)]
        self.assertTrue(trees)
        for row in rows:
            self.assertEqual(row["used"], "0" if row in trees else "1")
            if row in trees:
                self.assertIn("increments", row["reason"])
                continue
            ratio = 1.5 if int(row["id"]) % 2 == 0 else 0.2 if row["land_class"] in ("2", "9") else 2.8
            self.assertAlmostEqual(float(row["measured"]), 250 * (1 + ratio) * 0.45 / 6, delta=1e-10)

    def test_bad_tables_are_named_before_any_work(self):
        def refused(code, expected, lines, *settings):
            path = os.path.join(self.path, "bad.csv")
            with open(path, "w", encoding="utf-8") as table:
                table.write("\n".join(["id,lon,lat,year,month,value", *lines]) + "\n")
            outcome = minenpp("check", shared_demo(), f"--output.dir={self.result}", YEARS,
                              f"--validation.samples={path}", "--validation.column-value=value", *settings)
            self.assertEqual(outcome.code, code, outcome)
            self.assertIn(expected, outcome.err)

        refused(3, "line 2, column 'value' holds 'many'", ["a,112.3,39.5,2020,8,many"])
        refused(3, "look swapped", ["a,39.5,112.3,2020,8,4"])
        refused(3, "on lines 2 and 3", ["a,112.3,39.5,2020,8,4"] * 2)
        refused(3, "outside 0..1000", ["a,112.3,39.5,2020,8,4000"])
        refused(2, "no unit of npp", ["a,112.3,39.5,2020,8,4"], "--validation.unit=t/ha")
        refused(2, "full_year", ["a,112.3,39.5,2020,8,4"], "--validation.unit=gC/m2/year")


class ZonesOfOneName(unittest.TestCase):
    def test_their_rows_tell_the_kind(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            mines = os.path.join(os.path.dirname(shared_demo()), "mines.gpkg")
            run(result, f"--zones.pits={mines}", "--report.page=no")
            succeed("tables", result, f"--dir={folder}/tables")
            for name in ("zones", "zones-zone"):
                zones = [row["zone"] for row in rows_of(os.path.join(folder, "tables", name + ".csv"))]
                self.assertTrue({"mine:Antaibao", "pits:Antaibao", "Yulin"} <= set(zones), zones)
                self.assertNotIn("Antaibao", zones)


if __name__ == "__main__":
    unittest.main()
