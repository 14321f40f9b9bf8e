"""Means, totals and areas of the year are of the same pixels: those with a value in every month. Everywhere they are said."""
import json
import os
import re
import unittest

import h5py
import numpy as np
import rasterio
from rasterio.transform import from_origin

from program import Folder, succeed
from surveys import MONTHS, write_survey

YEAR, NORTH, WEST, DEGREES, SHAPE = 2019, 60.0, 20.0, 1.0, (6, 3)
RADIUS_M = 6371008.8
GAPS = {1: [(0, 0)], 7: [(0, 1), (5, 2)]}  # month: pixels without NDVI


def write_ndvi(folder):
    for month in MONTHS:
        stored = np.linspace(3000, 8000, SHAPE[0] * SHAPE[1]).reshape(SHAPE).astype("int16")
        for pixel in GAPS.get(month, []):
            stored[pixel] = -9999
        with rasterio.open(os.path.join(folder, f"ndvi-{YEAR}-{month:02d}.tif"), "w", driver="GTiff", height=SHAPE[0],
                           width=SHAPE[1], count=1, dtype="int16", crs="EPSG:4326", nodata=-9999,
                           transform=from_origin(WEST, NORTH, DEGREES, DEGREES)) as raster:
            raster.write(stored, 1)


def write_mine(folder):
    ring = [[WEST, NORTH - 2], [WEST + 2, NORTH - 2], [WEST + 2, NORTH], [WEST, NORTH], [WEST, NORTH - 2]]
    feature = {"type": "Feature", "properties": {"name": "pit"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    with open(os.path.join(folder, "mines.geojson"), "w") as text:
        json.dump({"type": "FeatureCollection", "features": [feature]}, text)


def pixel_areas_hm2():
    edges = np.sin(np.radians(NORTH - DEGREES * np.arange(SHAPE[0] + 1)))
    row = RADIUS_M ** 2 * np.radians(DEGREES) * (edges[:-1] - edges[1:]) / 1e4
    return np.repeat(row[:, None], SHAPE[1], axis=1)


class AnnualMeans(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(Folder())
        write_ndvi(cls.folder)
        write_mine(cls.folder)
        survey = write_survey(cls.folder, {
            "ndvi": {"pattern": "ndvi-{year}-{month}.tif", "scale": 0.0001, "fill": "none"},
            "zones": {"mines": "mines.geojson"}, "casa": {"mode": "full_year"}, "output": {"packing": "float32"}}, WEST, NORTH - 3, [YEAR])
        cls.run_text = succeed("run", survey, "--run.progress=off").out
        cls.result = os.path.join(cls.folder, "result")
        with h5py.File(os.path.join(cls.result, "maps", f"npp-{YEAR}.nc")) as maps:
            cls.npp = maps["npp"][...].astype(float).sum(axis=0)
        cls.complete = np.ones(SHAPE, bool)
        for pixels in GAPS.values():
            for pixel in pixels:
                cls.complete[pixel] = False

    def annual(self, group, place):
        with h5py.File(os.path.join(self.result, "survey.h5")) as archive:
            return {name: archive[group][name][place, 0] for name in
                    ("annual_area", "annual_count", "npp_annual_mean", "npp_annual_area_weighted_mean", "npp_annual_total")}

    def test_area_is_of_the_pixels_with_the_whole_year(self):
        area, npp = pixel_areas_hm2()[self.complete], self.npp[self.complete]
        for group, place in (("zones", 0), ("classes", 2)):
            with self.subTest(group=group):
                found = self.annual(group, place)
                self.assertEqual(found["annual_count"], self.complete.sum())
                np.testing.assert_allclose(found["annual_area"], area.sum(), rtol=1e-9)
                np.testing.assert_allclose(found["npp_annual_mean"], npp.mean(), rtol=1e-6)
                np.testing.assert_allclose(found["npp_annual_area_weighted_mean"], np.average(npp, weights=area), rtol=1e-6)
                np.testing.assert_allclose(found["npp_annual_total"],
                                           found["npp_annual_area_weighted_mean"] * found["annual_area"] * 0.01, rtol=1e-9)

    def test_the_run_says_that_area(self):
        said = re.findall(r"(?:grassland|study area) +[\d.]+ +([\d.]+)", self.run_text)
        self.assertEqual(said, [f"{pixel_areas_hm2()[self.complete].sum():.2f}"] * 2)

    def tables_of_report(self):
        with open(os.path.join(self.result, "report", "report.json")) as text:
            sections = json.load(text)["sections"]
        return {item["id"]: item for part in sections for item in part["items"] if item["type"] == "table"}

    def test_the_report_says_that_area(self):
        for name in ("zones", "classes"):
            with self.subTest(table=name):
                np.testing.assert_allclose(self.tables_of_report()[name]["rows"][0][-1],
                                           pixel_areas_hm2()[self.complete].sum(), rtol=1e-9)

    def test_the_report_names_the_month_of_what_has_no_year(self):
        self.assertRegex(self.tables_of_report()["mines-table"]["columns"][-1]["label"], rf"^Above area mean, [A-Z][a-z]+ {YEAR}$")


if __name__ == "__main__":
    unittest.main()
