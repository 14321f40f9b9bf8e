"""Land cover that changes under NDVI that does not: histograms are counted from the map as in a run from the start."""
import json
import os
import unittest

import h5py
from osgeo import gdal

from program import Folder, digest, shared_demo, succeed

gdal.UseExceptions()
OPTIONS = ("--run.progress=off", "--run.years=2006,2010", "--change.maps=no", "--trend.maps=no", "--report.page=no")
REMADE = {"land cover 2010", "NDVI of classes 2010", "NPP 2010", "change and statistics"}


def made(result):
    with open(os.path.join(result, "run.jsonl")) as lines:
        events = [json.loads(line) for line in lines]
    return {event["name"] for event in events if event["run"] == events[-1]["run"] and event["event"] == "stage_end"}


def with_another_land_cover(raster):
    """Some grassland becomes water, and some land loses its class."""
    image = gdal.Open(raster, gdal.GA_Update)
    band = image.GetRasterBand(1)
    codes = band.ReadAsArray()
    codes[200:400, 100:300] = 4
    codes[450:500, 200:350] = 0
    band.WriteArray(codes)


def counted(result, name):
    with h5py.File(os.path.join(result, "ndvi", "classes-2010.h5")) as file:
        return file[name][...]


class ClassNdvi(unittest.TestCase):
    def check(self, demo_options, lost=(), bounds="table"):
        with Folder() as folder:
            demo, result, fresh = (os.path.join(folder, name) for name in ("demo", "result", "fresh"))
            options = (*OPTIONS, f"--ndvi.bounds={bounds}")
            succeed("demo", demo, *demo_options)
            for name in lost:
                os.remove(os.path.join(demo, "ndvi", name))
            survey = os.path.join(demo, "demo.ini")
            succeed("run", survey, f"--output.dir={result}", *options, ranks=2)
            first = counted(result, "histogram")
            with_another_land_cover(os.path.join(demo, "landcover", "landcover-2010.tif"))
            succeed("run", survey, f"--output.dir={result}", *options, ranks=2)
            # Histograms of one year may move the bounds of all.
            self.assertEqual(made(result), REMADE | ({"NPP 2006"} if bounds == "pooled" else set()))
            said = succeed("run", survey, f"--output.dir={fresh}", *options, ranks=1).err
            self.assertRegex(" ".join(said.split()), r"2010: 1\.\d % of the study area \(up to \d+ pixels\) has NDVI but no")
            self.assertEqual(digest(result), digest(fresh))
            second = counted(result, "histogram")
            self.assertLess(second.sum(), first.sum(), "land without a class")
            self.assertEqual(second.sum(), counted(result, "observed").sum())
            return counted(result, "observed"), counted(result, "filled")

    def test_one_month(self):
        for bounds in ("table", "pooled"):
            with self.subTest(bounds=bounds):
                observed, filled = self.check((), bounds=bounds)
                self.assertEqual(filled.sum(), 0)
                self.assertGreater(observed[7], 0)

    def test_scenes(self):
        observed, filled = self.check(("--scenes",))
        self.assertEqual(filled.sum(), 0)
        self.assertGreater(observed.sum(), 0)

    def test_the_order_of_the_class_table(self):
        """Histograms are by place in the table."""
        with Folder() as folder:
            result, fresh, table = (os.path.join(folder, name) for name in ("result", "fresh", "classes.csv"))
            options = (*OPTIONS, f"--landcover.classes={table}")
            head, *rows = succeed("help", "classes").out.splitlines()
            for order, then in ((rows, result), (rows[::-1], result), (rows[::-1], fresh)):
                with open(table, "w") as file:
                    file.write("\n".join((head, *order)) + "\n")
                succeed("run", shared_demo(), f"--output.dir={then}", *options, ranks=2)
            self.assertEqual(digest(result), digest(fresh))

    def test_codes_of_another_table(self):
        """Grassland whose code is that of water here."""
        own = dict(zip(range(1, 13), range(1, 13)))
        for codes, warns in ((own, False), (own | {3: 4, 4: 3}, True)):
            with self.subTest(codes=codes), Folder() as folder:
                stored = ",".join(f"{stored}:{code}" for stored, code in codes.items())
                options = (*OPTIONS, f"--landcover.map={stored}")
                said = succeed("run", shared_demo(), f"--output.dir={folder}/result", *options, ranks=2).err
                (self.assertRegex if warns else self.assertNotRegex)(
                    said, r"class 4 'water area' has no\s+vegetation\s+by\s+the\s+class\s+table")

    def test_months_that_are_filled(self):
        observed, filled = self.check(("--months=all",), ("ndvi-2010-03.tif", "ndvi-2010-09.tif"))
        self.assertEqual([month + 1 for month in range(12) if filled[month] > 0], [3, 9])
        self.assertEqual([month + 1 for month in range(12) if observed[month] == 0], [3, 9])


if __name__ == "__main__":
    unittest.main()
