"""Land cover that changes under NDVI that does not: histograms are counted from the map as in a run from the start."""
import json
import os
import unittest

import h5py
from osgeo import gdal

from program import Folder, digest, succeed

gdal.UseExceptions()
OPTIONS = ("--run.progress=off", "--run.years=2006,2010", "--change.maps=no", "--trend.maps=no", "--report.page=no",
           "--ndvi.bounds=table")


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
    def check(self, months, lost):
        with Folder() as folder:
            demo, result, fresh = (os.path.join(folder, name) for name in ("demo", "result", "fresh"))
            succeed("demo", demo, *months)
            for name in lost:
                os.remove(os.path.join(demo, "ndvi", name))
            survey = os.path.join(demo, "demo.ini")
            succeed("run", survey, f"--output.dir={result}", *OPTIONS, ranks=2)
            first = counted(result, "histogram")
            with_another_land_cover(os.path.join(demo, "landcover", "landcover-2010.tif"))
            succeed("run", survey, f"--output.dir={result}", *OPTIONS, ranks=2)
            self.assertEqual(made(result), {"land cover 2010", "NDVI of classes 2010", "NPP 2010", "change and statistics"})
            succeed("run", survey, f"--output.dir={fresh}", *OPTIONS, ranks=1)
            self.assertEqual(digest(result), digest(fresh))
            second = counted(result, "histogram")
            self.assertLess(second.sum(), first.sum(), "land without a class")
            self.assertEqual(second.sum(), counted(result, "observed").sum())
            return counted(result, "observed"), counted(result, "filled")

    def test_one_month(self):
        observed, filled = self.check((), ())
        self.assertEqual(filled.sum(), 0)
        self.assertGreater(observed[7], 0)

    def test_months_that_are_filled(self):
        observed, filled = self.check(("--months=all",), ("ndvi-2010-03.tif", "ndvi-2010-09.tif"))
        self.assertEqual([month + 1 for month in range(12) if filled[month] > 0], [3, 9])
        self.assertEqual([month + 1 for month in range(12) if observed[month] == 0], [3, 9])


if __name__ == "__main__":
    unittest.main()
