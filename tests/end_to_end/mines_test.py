"""Zones, rings, ledger and causes of the demo, recomputed with numpy from its maps and polygons."""
import os
import unittest

import numpy as np
import rasterio
from osgeo import ogr

from mine_surveys import BREAKS, Mines, PixelGrid, array, map_of
from program import Folder, digest, minenpp, shared_demo, succeed, without_pages

without_pages()

YEARS = (2006, 2010, 2016, 2020)
REACH = 2100
BLOCK = (33, 33)  # 1 km in pixels


class Demo:
    """The demo's polygons, and distances to its mines."""

    def __init__(self):
        self.folder = os.path.dirname(shared_demo())
        with rasterio.open(os.path.join(self.folder, "landcover", "landcover-2006.tif")) as raster:
            self.grid = PixelGrid(raster.shape, raster.transform)
        self.mines = self.polygons("mines.gpkg")
        self.distances = [self.grid.distance(geometry, REACH) for geometry in self.mines.values()]

    def polygons(self, name):
        """{name: geometry} by name."""
        layer = (source := ogr.Open(os.path.join(self.folder, name))).GetLayer(0)
        found = {feature.GetField("name"): feature.GetGeometryRef().Clone() for feature in layer}
        return {key: found[key] for key in sorted(found)}

    def oracle(self, result, years=YEARS, **options):
        return Mines(result, years, {year: self.distances for year in years}, 900.0, bounded=True, **options)


def run(folder, name, *options, ranks=2):
    result = os.path.join(folder, name)
    return result, succeed("run", shared_demo(), f"--output.dir={result}", "--run.progress=off",
                           "--output.packing=float32", *options, ranks=ranks)


class DemoMines(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo()
        cls.folder = Folder()
        cls.path = cls.folder.__enter__()
        cls.result, _ = run(cls.path, "all")
        cls.oracle = cls.demo.oracle(cls.result)

    @classmethod
    def tearDownClass(cls):
        cls.folder.__exit__()

    def same(self, got, expected, relative, what):
        if np.isnan(expected):
            self.assertTrue(np.isnan(got), (what, got, expected))
        else:
            self.assertLessEqual(abs(got - expected), relative * max(abs(expected), 1e-9), (what, got, expected))

    def same_land(self, result, prefix, at, values, what):
        """Count, area, mean, spread and total of one cell."""
        values = values.astype(float)
        self.assertEqual(array(result, prefix + "count")[at], values.size, what)
        expected = {"area": values.size * .09, "npp_mean": values.mean() if values.size else np.nan,
                    "npp_standard_deviation": values.std(ddof=1) if values.size > 1 else np.nan,
                    "npp_total": values.sum() * 9e-4}
        for name, value in expected.items():
            self.same(array(result, prefix + name)[at], value, 1e-5, (what, name))

    def test_distances_are_those_of_another_library(self):
        """The oracle itself against GEOS at random pixels."""
        rng = np.random.default_rng(4)
        t = self.demo.grid.transform
        for geometry, distance in zip(self.demo.mines.values(), self.demo.distances):
            rows, cols = np.nonzero(distance < 2000)
            for i in rng.integers(0, len(rows), 100):
                point = ogr.Geometry(ogr.wkbPoint)
                point.AddPoint_2D(t.c + (cols[i] + .5) * t.a, t.f + (rows[i] + .5) * t.e)
                self.assertAlmostEqual(distance[rows[i], cols[i]], point.Distance(geometry), 6)

    def test_every_pixel_is_in_its_ring(self):
        for year in YEARS:
            ring = np.nan_to_num(map_of(self.result, "rings", "ring", year), nan=-1)
            self.assertEqual(np.count_nonzero(ring != self.oracle.united[year]), 0, year)

    def test_zones_by_class(self):
        zones, kinds, codes = (array(self.result, f"cells/{name}") for name in ("zone", "kind", "land_class"))
        masks = {("mine", name): mask == 0 for name, mask in zip(self.demo.mines, self.demo.distances)}
        for name, geometry in self.demo.polygons("townships.gpkg").items():
            masks["township", name] = self.demo.grid.covered(geometry)
        seen = set()
        for at, key in enumerate(zip(kinds, zones, codes)):
            seen.add(key)
            zone = masks.get(key[:2], np.ones(self.demo.grid.shape, bool))
            for year_at, year in enumerate(YEARS):
                values = self.oracle.values(zone & (self.oracle.classes[year] == key[2]), year)
                self.same_land(self.result, "cells/", (at, year_at), values, (key, year))
        there = {(*zone, code) for zone, mask in masks.items() for year in YEARS
                 for code in np.unique(self.oracle.classes[year][mask]) if code}
        self.assertEqual(there, {key for key in seen if key[0] != "study area"})

    def test_rings(self):
        for year_at, year in enumerate(YEARS):
            for ring in range(6):
                united = self.oracle.values(self.oracle.land("united", 0, ring, year), year)
                self.same_land(self.result, "rings/united_", (ring, year_at), united, (year, ring))
                for mine in range(3):
                    for kind in ("nearest", "per_mine"):
                        values = self.oracle.values(self.oracle.land(kind, mine, ring, year), year)
                        self.same_land(self.result, f"rings/{kind}_", (mine, ring, year_at), values,
                                       (kind, mine, ring, year))
            means = array(self.result, "rings/united_npp_mean")[:, year_at]
            for which, expected in (("inner", means[3] - means[1]), ("outer", means[5] - means[3])):
                self.same(array(self.result, f"rings/united_{which}_difference")[year_at], expected, 1e-9, which)

    def test_invariants(self):
        united, nearest, alone = (array(self.result, f"rings/{kind}_count")
                                  for kind in ("united", "nearest", "per_mine"))
        self.assertTrue((nearest.sum(axis=0) == united).all())
        self.assertTrue((alone.sum(axis=0) >= united).all())
        self.assertTrue((alone >= nearest).all())
        totals = array(self.result, "rings/nearest_npp_total").sum(axis=0)
        np.testing.assert_allclose(totals, array(self.result, "rings/united_npp_total"), rtol=1e-12)
        distance = np.min(self.demo.distances, axis=0)
        for year_at, year in enumerate(YEARS):
            buffer = self.oracle.values(distance <= BREAKS[-1], year).size
            self.assertEqual(united[:, year_at].sum(), buffer)

    def test_ledger(self):
        for mine in range(3):
            for year_at, year in enumerate(YEARS):
                for line, (carbon, error, pixels) in self.oracle.ledger(mine, year, BLOCK).items():
                    what, at = (line, mine, year), (mine, year_at)
                    self.same(array(self.result, f"ledger/{line}")[at], carbon, 1e-4, what)
                    # A thousand draws tell an error to a few per cent, and the oracle's is linear.
                    self.same(array(self.result, f"ledger/{line}_se")[at], error, 0.12, (what, "se"))
                    self.assertEqual(array(self.result, f"ledger/{line}_pixels")[at], pixels, what)
                    self.same(array(self.result, f"ledger/{line}_area")[at], pixels * .09, 1e-9, what)
        lines = [array(self.result, f"ledger/{line}") for line in ("direct", "indirect", "reclamation", "net")]
        np.testing.assert_allclose(sum(lines[:3]), lines[3], rtol=1e-12)
        np.testing.assert_allclose(array(self.result, "ledger/cumulative"), np.cumsum(lines[3], axis=1), rtol=1e-12)

    def test_reference(self):
        for at, code in enumerate(array(self.result, "ledger/reference_class")):
            for year_at, year in enumerate(YEARS):
                values = self.oracle.npp[year][self.oracle.reference_land(year, code)].astype(float)
                self.assertEqual(array(self.result, "ledger/reference_count")[at, year_at], values.size)
                self.same(array(self.result, "ledger/reference_npp")[at, year_at], values.mean(), 1e-5, (code, year))

    def test_causes(self):
        names = ("change", "climate", "mining", "standard_error")
        found = [array(self.result, f"causes/{name}") for name in names]
        periods = [tuple(map(int, text.split("-"))) for text in array(self.result, "causes/period")]
        self.assertEqual(list(array(self.result, "causes/mine"))[1:], list(self.demo.mines))
        for mine in range(-1, 3):
            for ring in (0, 1, 5):
                for at, (earlier, later) in enumerate(periods):
                    expected = self.oracle.cause(mine, ring, earlier, later, BLOCK)
                    for name, values, value in zip(names, found, expected):
                        relative = 0.12 if name == "standard_error" else 1e-4
                        self.same(values[mine + 1, ring, at], value, relative, (name, mine, ring, earlier, later))
        np.testing.assert_allclose(array(self.result, "causes/climate_share"), found[1] / found[0], rtol=1e-12)

    def test_selected_mines(self):
        """The paper's choice: land in the East mine is in no ring, and its surroundings count only for the others."""
        breaks = (90, 333.5, 1500)
        result, _ = run(self.path, "selected", "--rings.mines=Antaibao,Anjialing", "--rings.breaks=90,333.5,1500",
                        "--run.years=2006,2020")
        names = list(self.demo.mines)
        chosen = [names.index(name) for name in ("Anjialing", "Antaibao")]
        oracle = self.demo.oracle(result, years=(2006, 2020), selected=chosen, breaks=breaks)
        east = self.demo.distances[names.index("East mine")] == 0
        for year_at, year in enumerate((2006, 2020)):
            ring = np.nan_to_num(map_of(result, "rings", "ring", year), nan=-1)
            self.assertTrue((ring == oracle.united[year]).all())
            self.assertTrue((ring[east] == -1).all())
            for number in range(4):
                self.same_land(result, "rings/united_", (number, year_at),
                               oracle.values(oracle.land("united", 0, number, year), year), (number, year))
                for mine in range(3):
                    for kind in ("nearest", "per_mine"):
                        values = oracle.values(oracle.land(kind, mine, number, year), year)
                        self.same_land(result, f"rings/{kind}_", (mine, number, year_at), values, (kind, mine, number))
        self.assertEqual(list(array(result, "rings/selected")), [name != "East mine" for name in names])
        left_out = names.index("East mine")
        self.assertEqual(array(result, "rings/nearest_count")[left_out].sum(), 0)
        for line in ("indirect", "indirect_se", "net", "net_se", "cumulative"):
            values = array(result, f"ledger/{line}")
            self.assertTrue(np.isnan(values[left_out]).all(), line)
            self.assertFalse(np.isnan(values[chosen]).any(), line)
        expected = oracle.ledger(left_out, 2020, BLOCK)["direct"][0]
        self.same(array(result, "ledger/direct")[left_out, 1], expected, 1e-4, "direct")
        reclaimed = east & np.isin(oracle.classes[2020], (9, 10, 11)) & ~np.isin(oracle.base, (9, 10, 11))
        self.assertTrue(reclaimed.any())
        rows = array(result, "recovery/mine") == "East mine"
        self.assertAlmostEqual(array(result, "recovery/area")[rows].sum(), oracle.values(reclaimed, 2020).size * .09, 3)
        for at, value in enumerate(oracle.cause(-1, 1, 2006, 2020, BLOCK)[:3]):
            self.same(array(result, f"causes/{('change', 'climate', 'mining')[at]}")[0, 1, 0], value, 1e-4, at)

    def test_without_rings_of_each_mine(self):
        """The ledger needs a mine's own land, not its rings alone: it is the same."""
        result, _ = run(self.path, "together", "--rings.per-mine=no")
        with self.assertRaises(KeyError):
            array(result, "rings/per_mine_count")
        for line in ("direct", "indirect", "reclamation", "net", "net_se", "cumulative"):
            np.testing.assert_array_equal(array(result, f"ledger/{line}"), array(self.result, f"ledger/{line}"))
        ring0 = [array(r, "causes/mining")[:, 0] for r in (result, self.result)]
        np.testing.assert_array_equal(*ring0)
        self.assertNotEqual(digest(result), digest(self.result))


class MineSettings(unittest.TestCase):
    def refused(self, *options):
        with Folder() as folder:
            outcome = minenpp("run", shared_demo(), f"--output.dir={folder}/r", "--run.progress=off", *options)
            self.assertEqual(outcome.code, 2, outcome)
            return outcome.err

    def test_unknown_mine(self):
        text = self.refused("--rings.mines=Antaibao,Pingshuo")
        self.assertIn("no mine is called 'Pingshuo'", text)
        for name in ("Anjialing", "Antaibao", "East mine"):
            self.assertIn(name, text)

    def test_breaks_must_ascend(self):
        for breaks in ("200,100", "0,100", "-5", "200,200", "nan"):
            self.assertIn("rings.breaks", self.refused(f"--rings.breaks={breaks}"))

    def test_rings_without_mines(self):
        self.assertIn("there are no mines", self.refused("--zones.mines=", "--rings.on=yes"))
        self.assertIn("zones.mines is not set", self.refused("--zones.mines=", "--mines.source=both"))

    def test_mistyped_layer(self):
        mines = os.path.join(os.path.dirname(shared_demo()), "mines.gpkg")
        for key in ("zones.mine", "zones.minse"):
            text = self.refused(f"--{key}={mines}")
            self.assertIn("zones.mines", text)
            self.assertIn(key, text)

    def test_degrees(self):
        """No rings on a grid in degrees: said where they were not asked for, refused where they were."""
        degrees = ("--grid.from=", "--grid.crs=EPSG:4326", "--grid.pixel-size=0.002", "--run.years=2020",
                   "--grid.bounds=112.2,39.35,112.5,39.6")
        advice = "grid.crs to a projected CRS, here for example EPSG:32649"
        with Folder() as folder:
            result, outcome = run(folder, "degrees", *degrees)
            self.assertIn("no rings, no ledger", outcome.err + outcome.out)
            self.assertIn(advice, outcome.err + outcome.out)
            self.assertGreater(array(result, "cells/count").sum(), 0)
            for group in ("rings", "ledger", "causes"):
                with self.assertRaises(KeyError):
                    array(result, f"{group}/mine")
            self.assertFalse(os.path.exists(os.path.join(result, "maps", "rings-2020.nc")))
        self.assertIn(advice, self.refused("--rings.on=yes", *degrees))


if __name__ == "__main__":
    unittest.main()
