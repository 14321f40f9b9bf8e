"""Where no raster is named for it: the study grid holds all tiles of a month, keeps the pixels that NDVI has, and what
does not fit on it is told."""
import os
import shutil
import unittest

import netCDF4
import numpy as np
import rasterio
from osgeo import ogr, osr
from rasterio.transform import from_origin

from program import Folder, minenpp, succeed
from surveys import write_survey

YEARS = (2010, 2016)
WEST, NORTH, PIXEL, EDGE = 600015, 4376985, 30, 80  # not on multiples of 30, as Landsat's are not
LON, LAT = 112.18, 39.52


def write_raster(path, values, col=0, row=0):
    with rasterio.open(path, "w", driver="GTiff", height=values.shape[0], width=values.shape[1], count=1, dtype="int16",
                       crs="EPSG:32649", transform=from_origin(WEST + col * PIXEL, NORTH - row * PIXEL, PIXEL, PIXEL)) as file:
        file.write(values.astype("int16"), 1)


def write_polygons(path, **boxes):
    """name=(first column, first row, columns, rows), in pixels."""
    driver = ogr.GetDriverByName("GPKG")
    source = driver.CreateDataSource(path)
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(32649)
    layer = source.CreateLayer("polygons", srs, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("name", ogr.OFTString))
    for name, (col, row, cols, rows) in boxes.items():
        west, north = WEST + col * PIXEL, NORTH - row * PIXEL
        east, south = west + cols * PIXEL, north - rows * PIXEL
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("name", name)
        feature.SetGeometry(ogr.CreateGeometryFromWkt(
            f"POLYGON(({west} {north},{east} {north},{east} {south},{west} {south},{west} {north}))"))
        layer.CreateFeature(feature)
    return path


class StudyGrid(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.path = cls.enterClassContext(Folder())
        cls.ndvi = np.random.default_rng(5).integers(2000, 8000, (EDGE, EDGE))
        half = EDGE // 2
        for year in YEARS:
            write_raster(os.path.join(cls.path, f"whole-{year}-08.tif"), cls.ndvi)
            for tile, (row, col) in enumerate(((half, half), (0, 0), (half, 0), (0, half))):
                write_raster(os.path.join(cls.path, f"tile-{year}-08-{tile}.tif"),
                             cls.ndvi[row:row + half, col:col + half], col, row)
        cls.survey = write_survey(cls.path, {"ndvi": {"scale": 0.0001}}, LON, LAT, YEARS)

    def run_survey(self, name, pattern, *options):
        result = os.path.join(self.path, name)
        outcome = succeed("run", self.survey, f"--output.dir={result}", f"--ndvi.pattern={self.path}/{pattern}", *options)
        return result, outcome.err

    def ndvi_of(self, result):
        with netCDF4.Dataset(os.path.join(result, "ndvi", "ndvi-2016.nc")) as file:
            return file["x"][:], file["y"][:], file["ndvi"][0]

    def test_tiles_of_a_month_make_one_grid(self):
        whole, _ = self.run_survey("whole", "whole-{year}-{month}.tif")
        tiles, err = self.run_survey("tiles", "tile-{year}-{month}-*.tif")
        self.assertIn(f"{EDGE} rows x {EDGE} columns", err)
        for expected, got in zip(self.ndvi_of(whole), self.ndvi_of(tiles)):
            np.testing.assert_array_equal(got, expected)

    def test_rounded_origins_add_no_pixel(self):
        """And a raster of the month that makes no grid is resampled, as it was."""
        whole, _ = self.run_survey("one", "whole-{year}-{month}.tif")
        shutil.copy(os.path.join(self.path, "whole-2010-08.tif"), os.path.join(self.path, "pair-2010-08-a.tif"))
        shutil.copy(os.path.join(self.path, "whole-2016-08.tif"), os.path.join(self.path, "pair-2016-08-a.tif"))
        write_raster(os.path.join(self.path, "pair-2010-08-b.tif"), self.ndvi, col=1e-4, row=-1e-4)
        _, err = self.run_survey("pair", "pair-{year}-{month}-*.tif")
        self.assertIn(f"{EDGE} rows x {EDGE} columns", err)
        with rasterio.open(os.path.join(self.path, "pair-2010-08-b.tif"), "r+") as file:
            file.transform = from_origin(WEST, NORTH - EDGE * PIXEL, PIXEL, -PIXEL)
        _, err = self.run_survey("turned", "pair-{year}-{month}-*.tif")
        self.assertIn(f"{EDGE} rows x {EDGE} columns", err)

    def test_pixels_of_the_rasters_are_kept(self):
        """A grid of the same pixels on multiples of 30 m would lie half a pixel off, and blur all."""
        own, _ = self.run_survey("own", "whole-{year}-{month}.tif")
        area = write_polygons(os.path.join(self.path, "inner.gpkg"), inner=(10, 20, 40, 30))
        grid = ("--grid.crs=EPSG:32649", "--grid.pixel-size=30")
        same, _ = self.run_survey("same", "whole-{year}-{month}.tif", *grid)
        for expected, got in zip(self.ndvi_of(own), self.ndvi_of(same)):
            np.testing.assert_array_equal(got, expected)
        cut, _ = self.run_survey("cut", "whole-{year}-{month}.tif", *grid, f"--zones.boundary={area}")
        x, y, ndvi = self.ndvi_of(cut)
        self.assertEqual((x[0], y[0], ndvi.shape), (WEST + 10 * PIXEL + 15, NORTH - 20 * PIXEL - 15, (30, 40)))
        np.testing.assert_array_equal(ndvi, self.ndvi_of(own)[2][20:50, 10:50])
        coarse, _ = self.run_survey("coarse", "whole-{year}-{month}.tif", "--grid.crs=EPSG:32649", "--grid.pixel-size=90")
        self.assertEqual(self.ndvi_of(coarse)[0][0] % 90, 45)

    def test_land_beyond_the_grid_is_told(self):
        area = write_polygons(os.path.join(self.path, "area.gpkg"), near=(40, 0, 80, 80), far=(200, 0, 10, 10))
        mines = write_polygons(os.path.join(self.path, "mines.gpkg"), inside=(50, 10, 10, 10), edge=(75, 50, 20, 10))
        _, err = self.run_survey("beyond", "whole-{year}-{month}.tif", f"--zones.boundary={area}", f"--zones.mines={mines}")
        self.assertIn("zones.boundary: 50.0 % of its land, and all of 1 more of its polygons, lies beyond the study grid", err)
        self.assertIn("1 mine reaches beyond the study area, and all figures are of the land within: "
                      "'edge' (25 % of it within)", err)
        within = write_polygons(os.path.join(self.path, "within.gpkg"), near=(0, 0, 80, 80))
        outcome = minenpp("check", self.survey, f"--ndvi.pattern={self.path}/whole-{{year}}-{{month}}.tif",
                          f"--zones.boundary={within}")
        self.assertNotIn("beyond the study grid", outcome.err)


if __name__ == "__main__":
    unittest.main()
