"""zones.coverage=fraction: pixels count in a zone by the area it covers. Areas against the polygons' own, means against
pixels cut into hundreds, and the same numbers for any ranks and tiles."""
import os
import unittest

import h5py
import numpy as np
from osgeo import gdal, ogr, osr

from mine_surveys import SmallSurvey, map_of
from program import Folder, digest, without_pages

without_pages()

gdal.UseExceptions()
SHAPE, PIXEL, YEARS, FINE = (220, 540), 30.0, (2006, 2016), 16
PIXEL_HM2 = PIXEL * PIXEL / 1e4


def wiggly(rng, col, row, radius, corners):
    angles = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    r = radius * rng.uniform(0.5, 1, corners)
    return [(col + a * np.cos(t), row + a * np.sin(t)) for a, t in zip(r, angles)]


def shrunk(points, col, row, by):
    return [(col + (x - col) * by, row + (y - row) * by) for x, y in points]


def polygons():
    """{name: [features]}; a feature is a list of polygons, each a list of rings, in columns and rows. They overlap;
    some have holes, several parts, or two features that overlap; one is thinner than a pixel, one within a pixel."""
    rng = np.random.default_rng(3)
    named = {}
    for number in range(8):
        col, row = rng.uniform(70, 470), rng.uniform(70, 150)
        outer = wiggly(rng, col, row, 65, 12 + 5 * number)
        named[f"hole {number}"] = [[[outer, shrunk(outer, col, row, 0.4)]]]
    named["parts"] = [[[wiggly(rng, 30, 30, 20, 9)], [wiggly(rng, 80, 40, 20, 9)]]]
    named["two"] = [[[wiggly(rng, 200, 100, 40, 20)]], [[wiggly(rng, 230, 110, 40, 20)]]]
    named["sliver"] = [[[[(10.2, 5.1), (500.7, 210.3), (500.7, 210.45)]]]]
    named["speck"] = [[[[(33.1, 44.2), (33.6, 44.3), (33.3, 44.9)]]]]
    named["square"] = [[[[(100, 20), (140, 20), (140, 60), (100, 60)]]]]
    return named


class Land(SmallSurvey):
    def __init__(self, folder):
        rng = np.random.default_rng(4)
        ndvi = {year: rng.integers(1000, 8000, SHAPE) for year in YEARS}
        classes = {year: rng.choice((1, 2, 3), SHAPE) for year in YEARS}
        super().__init__(folder, ndvi, classes, zones__townships="zones.gpkg", zones__coverage="fraction")
        self.geometries = {name: [self.geometry(parts) for parts in features] for name, features in polygons().items()}
        self.write_zones(os.path.join(folder, "zones.gpkg"))

    def geometry(self, parts):
        whole = ogr.Geometry(ogr.wkbMultiPolygon)
        for rings in parts:
            polygon = ogr.Geometry(ogr.wkbPolygon)
            for ring in rings:
                drawn = self.polygon(ring)  # owns its ring
                polygon.AddGeometry(drawn.GetGeometryRef(0))
            whole.AddGeometry(polygon)
        return whole

    def write_zones(self, path):
        source = ogr.GetDriverByName("GPKG").CreateDataSource(path)
        layer = source.CreateLayer("zones", self.system(), ogr.wkbMultiPolygon)
        layer.CreateField(ogr.FieldDefn("name", ogr.OFTString))
        for name, features in self.geometries.items():
            for geometry in features:
                feature = ogr.Feature(layer.GetLayerDefn())
                feature.SetField("name", name)
                feature.SetGeometry(geometry)
                layer.CreateFeature(feature)

    def system(self):
        crs = osr.SpatialReference()
        crs.ImportFromEPSG(self.crs)
        return crs

    def joined(self, name):
        first, *more = self.geometries[name]
        for geometry in more:
            first = first.Union(geometry)
        return first

    def shares(self, name):
        """Of each pixel, from FINE x FINE points in it, by GDAL's own rasteriser."""
        raster = gdal.GetDriverByName("MEM").Create("", SHAPE[1] * FINE, SHAPE[0] * FINE, 1, gdal.GDT_Byte)
        raster.SetGeoTransform((self.west, PIXEL / FINE, 0, self.north, 0, -PIXEL / FINE))
        raster.SetProjection(self.system().ExportToWkt())
        source = ogr.GetDriverByName("Memory").CreateDataSource("")
        layer = source.CreateLayer("", self.system(), ogr.wkbMultiPolygon)
        for geometry in self.geometries[name]:
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetGeometry(geometry)
            layer.CreateFeature(feature)
        gdal.RasterizeLayer(raster, [1], layer, burn_values=[1])
        fine = raster.ReadAsArray().reshape(SHAPE[0], FINE, SHAPE[1], FINE)
        return fine.mean(axis=(1, 3))


class ZoneCoverage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.land = Land(cls.folder.__enter__())
        cls.result = cls.land.run("result")
        with h5py.File(os.path.join(cls.result, "survey.h5")) as file:
            cls.names = list(file["zones/zone"].asstr()[()])
            cls.zones = {name: file["zones"][name][()] for name in
                         ("area", "npp_mean", "npp_area_weighted_mean", "npp_total", "count", "covered_pixels",
                          "high_value_share", "npp_quantile")}
            cls.cells = {name: file["cells"][name][()] for name in ("area", "npp_total", "zone_index", "npp_mean")}
            cls.change = {name: file["change"][name][()] for name in ("zone_area", "zone_mean_change", "zone_count")}
        cls.npp = {year: map_of(cls.result, "npp", "npp", year) for year in YEARS}

    @classmethod
    def tearDownClass(cls):
        cls.folder.__exit__()

    def of(self, name, array):
        return self.zones[array][self.names.index(name), :, 0]

    def test_areas_are_those_of_the_polygons(self):
        for name in self.land.geometries:
            shape = self.land.joined(name)
            area, edge = shape.GetArea() / 1e4, shape.Boundary().Length() / PIXEL
            # A line of n pixels' length crosses fewer than 3 n + 3 pixels for each of its pieces; each is off by 2^-17.
            bound = (3 * edge + 300) * PIXEL_HM2 / 2 ** 17
            for year in range(len(YEARS)):
                self.assertAlmostEqual(self.of(name, "area")[year], area, delta=bound, msg=name)
                self.assertAlmostEqual(self.of(name, "covered_pixels")[year] * PIXEL_HM2, area, delta=bound, msg=name)

    def test_whole_pixels_are_exact(self):
        self.assertEqual(self.of("square", "area")[0], 1600 * PIXEL_HM2)
        self.assertEqual(self.of("square", "count")[0], 1600)

    def test_means_are_those_of_pixels_cut_into_many(self):
        for name in self.land.geometries:
            if name in ("sliver", "speck"):
                continue
            shares = self.land.shares(name)
            for index, year in enumerate(YEARS):
                mean = (shares * self.npp[year]).sum() / shares.sum()
                self.assertAlmostEqual(self.of(name, "npp_mean")[index] / mean, 1, delta=1e-3, msg=name)
                self.assertAlmostEqual(self.of(name, "npp_area_weighted_mean")[index] / mean, 1, delta=1e-3, msg=name)
                above = (shares * (self.npp[year] > self.npp[year].mean(dtype=float))).sum() / shares.sum()
                self.assertAlmostEqual(self.of(name, "high_value_share")[index], above, delta=3e-3, msg=name)
            change = (shares * (self.npp[YEARS[1]] - self.npp[YEARS[0]])).sum() / shares.sum()
            found = self.change["zone_mean_change"][self.names.index(name), 0, 0]
            self.assertAlmostEqual(found, change, delta=0.02, msg=name)

    def test_a_speck_has_the_npp_of_its_pixel(self):
        self.assertEqual(self.of("speck", "count")[0], 1)
        self.assertAlmostEqual(self.of("speck", "npp_mean")[0], self.npp[YEARS[0]][44, 33], delta=1e-4)

    def test_counts_are_of_all_pixels_touched(self):
        for name in self.land.geometries:
            touched = (self.land.shares(name) > 0).sum()
            self.assertGreaterEqual(self.of(name, "count")[0], touched, name)
            if name not in ("sliver", "speck"):
                self.assertLess(self.of(name, "count")[0], 1.05 * touched, name)

    def test_parts_add_up_to_the_zone(self):
        for index, name in enumerate(self.names[1:], start=1):
            rows = self.cells["zone_index"] == index
            for cells, whole in (("area", "area"), ("npp_total", "npp_total")):
                np.testing.assert_allclose(self.cells[cells][rows, :, 0].sum(axis=0), self.of(name, whole), rtol=1e-9)
            np.testing.assert_allclose(self.change["zone_area"][index, 0, 0].sum(), self.of(name, "area")[0], rtol=1e-9)

    def test_ranks_and_tiles_do_not_matter(self):
        expected = digest(self.result)
        for ranks, tile in ((1, 64), (2, 64), (3, 256), (2, 500)):
            result = self.land.run(f"result-{ranks}-{tile}", f"--run.tile-size={tile}", ranks=ranks)
            self.assertEqual(digest(result), expected, f"{ranks} ranks, tiles of {tile}")

    def test_centres_are_the_default(self):
        result = self.land.run("result-centre", "--zones.coverage=centre")
        with h5py.File(os.path.join(result, "survey.h5")) as file:
            self.assertNotIn("covered_pixels", file["zones"])
            at = self.names.index("square")
            self.assertEqual(file["zones/count"][at, 0, 0], 1600)
            self.assertEqual(file["zones/count"][self.names.index("speck"), 0, 0], 0)


if __name__ == "__main__":
    unittest.main()
