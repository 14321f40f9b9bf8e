"""Outlines of real mines (Global Energy Monitor): many parts, neighbours that touch, polygons that need repair."""
import os
import unittest

import numpy as np
import rasterio.warp
from osgeo import ogr, osr

from mine_surveys import BREAKS, Mines, SmallSurvey, array, map_of
from program import DATA, SOURCE, Folder, digest, minenpp, without_pages

without_pages()

GEM = os.path.abspath(os.path.join(DATA, "mines", "gem_coal_mine_boundaries_surface.geojson"))
NAME = "GEM Mine ID"
YEARS = (2016, 2020)


def geometries(epsg):
    """{mine: [geometry, ...]} in the order of names, in metres."""
    degrees, metres = osr.SpatialReference(), osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    metres.ImportFromEPSG(epsg)
    degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    change = osr.CoordinateTransformation(degrees, metres)
    found = {}
    layer = (source := ogr.Open(GEM)).GetLayer(0)
    for feature in layer:
        geometry = feature.GetGeometryRef().Clone()
        if geometry.Transform(change) == 0:
            found.setdefault(feature.GetField(NAME), []).append(geometry)
    return {name: found[name] for name in sorted(found)}


@unittest.skipUnless(os.path.exists(GEM), "mines of the Global Energy Monitor are not there")
class RealMines(unittest.TestCase):
    def scene(self, folder, epsg, lon, lat, shape):
        """30 m pixels around a place, in three native classes."""
        (x,), (y,) = rasterio.warp.transform("EPSG:4326", f"EPSG:{epsg}", [lon], [lat])
        corner = (round(x / 30 - shape[1] / 2) * 30.0, round(y / 30 + shape[0] / 2) * 30.0)
        rng = np.random.default_rng(3)
        classes = rng.choice([1, 2, 3], shape)
        ndvi = {year: rng.integers(1000, 7000, shape) for year in YEARS}
        made = SmallSurvey(folder, ndvi, {year: classes for year in YEARS}, corner=corner, crs=epsg, zones__mines=GEM,
                           zones__repair="yes", **{"zones.mines-name": NAME, "ledger.reference-distance": "1000"})
        return made

    def in_reach(self, made, epsg):
        """{mine: distance} of the mines that the program keeps: those within 1,000 m of the grid, as far as it looks."""
        kept = {}
        west, east = made.west - 1000, made.west + 30 * made.shape[1] + 1000
        south, north = made.north - 30 * made.shape[0] - 1000, made.north + 1000
        for name, parts in geometries(epsg).items():
            parts = [part for part in parts
                     for e in [part.GetEnvelope()] if e[0] < east and e[1] > west and e[2] < north and e[3] > south]
            if parts:
                kept[name] = np.min([made.grid.distance(part, 1100) for part in parts], axis=0)
        return kept

    def test_neighbours_of_many_parts(self):
        """Hunter Valley, where a dozen mines lie side by side."""
        with Folder() as folder:
            made = self.scene(folder, 32756, 151.06, -32.47, (300, 320))
            result = made.run("r", "--run.tile-size=64", ranks=2)
            expected = self.in_reach(made, 32756)
            self.assertEqual(list(array(result, "rings/mine")), list(expected))
            self.assertGreater(len(expected), 2)
            oracle = Mines(result, YEARS, {year: list(expected.values()) for year in YEARS}, 900.0, reference_m=1000)
            ring = np.nan_to_num(map_of(result, "rings", "ring", 2016), nan=-1)
            self.assertLessEqual(np.count_nonzero(ring != oracle.united[2016]), 3)
            for mine, name in enumerate(expected):
                for number in range(len(BREAKS) + 1):
                    for kind in ("nearest", "per_mine"):
                        more = array(result, f"rings/{kind}_count")[mine, number, 0]
                        more -= oracle.land(kind, mine, number, 2016).sum()
                        self.assertLessEqual(abs(more), 3, (name, number))
            self.assertEqual(digest(result), digest(made.run("again", "--run.tile-size=100", ranks=3)))

    def test_a_polygon_that_needs_repair(self):
        """West Virginia: refused with advice, mended on demand; its area is that of the polygon."""
        with Folder() as folder:
            made = self.scene(folder, 32617, -81.388, 37.882, (380, 380))
            refused = made.start("refused", "--zones.repair=no")
            self.assertEqual(refused.code, 3, refused)
            self.assertIn("M1341", refused.err)
            self.assertIn("zones.repair=yes", refused.err)
            result = made.run("r", ranks=2)
            self.assertTrue(any("M1341" in text and "repaired" in text for text in array(result, "provenance/warning_text")))
            names = list(array(result, "zones/zone"))
            area = sum(g.MakeValid().Area() for g in geometries(32617)["M1341"]) / 1e4
            found = array(result, "zones/area")[names.index("M1341"), 0]
            self.assertLess(abs(found / area - 1), 0.01, (found, area))
            self.assertGreater(array(result, "rings/united_count")[1:, 0].min(), 0)

    def test_north_america(self):
        """Degrees of 10 minutes: zones, but no rings."""
        if not os.path.isdir(os.path.join(DATA, "north_america_10min")):
            self.skipTest("north_america_10min is not there")
        with Folder() as folder:
            outcome = minenpp("run", os.path.join(SOURCE, "configs", "north-america.ini"), f"--output.dir={folder}/r",
                              "--run.progress=off", f"--zones.mines={GEM}", f"--zones.mines-name={NAME}",
                              "--zones.repair=yes", ranks=2)
            self.assertEqual(outcome.code, 0, outcome)
            self.assertIn("no rings, no ledger", outcome.err)
            self.assertIn("114 of 125 polygons lie outside the study grid", outcome.err)
            kinds = array(f"{folder}/r", "zones/kind")
            self.assertEqual(np.count_nonzero(kinds == "mine"), 7)
            self.assertFalse(os.path.exists(f"{folder}/r/maps/rings-2001.nc"))


if __name__ == "__main__":
    unittest.main()
