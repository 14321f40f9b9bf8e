"""Where two years have gaps in different places, the report says what the land did that has NPP in both."""
import json
import os
import unittest

import h5py
import numpy as np
import rasterio
from rasterio.transform import from_origin

from program import Folder, succeed
from surveys import write_survey

YEARS, MONTH, SHAPE = (2019, 2020), 7, (4, 5)
WEST, NORTH, SIZE_M = 500000.0, 4400000.0, 30.0


def write_ndvi(folder, gaps):
    """Every pixel gets greener; gaps: {year: pixels without NDVI}. The greenest land has most NPP."""
    for year in YEARS:
        stored = np.linspace(2000, 7000, SHAPE[0] * SHAPE[1]).reshape(SHAPE).astype("int16") + (year - YEARS[0]) * 200
        stored[gaps.get(year, np.zeros(SHAPE, bool))] = -9999
        with rasterio.open(os.path.join(folder, f"ndvi-{year}-{MONTH:02d}.tif"), "w", driver="GTiff", height=SHAPE[0],
                           width=SHAPE[1], count=1, dtype="int16", crs="EPSG:32649", nodata=-9999,
                           transform=from_origin(WEST, NORTH, SIZE_M, SIZE_M)) as raster:
            raster.write(stored, 1)


class ReportOfGaps(unittest.TestCase):
    def summary(self, gaps, settings=None):
        folder = self.enterContext(Folder())
        write_ndvi(folder, gaps)
        survey = write_survey(folder, {"ndvi": {"pattern": "ndvi-{year}-{month}.tif", "scale": 0.0001, "bounds": "table"},
                                       "output": {"packing": "float32"}, **(settings or {})}, 111, 39.7, YEARS)
        succeed("run", survey, "--run.progress=off")
        self.result = os.path.join(folder, "result")
        with open(os.path.join(self.result, "report", "report.json")) as text:
            return json.load(text)["summary"]

    def npp(self):
        def of(year):
            with h5py.File(os.path.join(self.result, "maps", f"npp-{year}.nc")) as maps:
                return maps["npp"][0].astype(float)
        return [of(year) for year in YEARS]

    def test_the_same_land_is_named_where_the_means_are_of_different_land(self):
        greenest = np.zeros(SHAPE, bool)
        greenest[2:] = True
        mean, same = self.summary({YEARS[1]: greenest})[:2]
        earlier, later = self.npp()
        self.assertIn("% less than in 2019", mean["text"])
        self.assertIn("On the land that has NPP in both, it changed by", same["text"])
        self.assertEqual(same["level"], "warning")
        change = np.nanmean(later - earlier)
        self.assertGreater(change, 1)
        self.assertAlmostEqual(same["numbers"][0]["value"], change, places=3)

    def test_no_land_in_both_years_is_said(self):
        half = np.zeros(SHAPE, bool)
        half[2:] = True
        said = self.summary({YEARS[0]: half, YEARS[1]: ~half})[1]
        self.assertEqual((said["level"], said["text"]),
                         ("warning", "No pixel has NPP in both years: the difference is between different land."))

    def test_years_without_gaps_are_compared_as_they_are(self):
        sentences = self.summary({})
        self.assertIn("% more than in 2019", sentences[0]["text"])
        self.assertFalse([s for s in sentences if "in both" in s["text"]])


if __name__ == "__main__":
    unittest.main()
