"""Mines that are pixels of the land-cover maps, alone and beside polygons: rings by brute force, on grids of any
shape."""
import os
import shutil
import unittest

import h5py
import netCDF4
import numpy as np

from mine_surveys import BREAKS, Mines, SmallSurvey, array, distance_to_pixels, map_of
from program import Folder, digest, without_pages

without_pages()

MINE_CLASSES = (7, 8, 9, 10, 11, 12)
YEARS = (2006, 2020)


def land(rng, shape, spots):
    """Native classes at random, and small mines of all mine classes here and there."""
    classes = rng.choice([1, 2, 3, 4], shape)
    for _ in range(spots):
        row, col = rng.integers(0, shape[0]), rng.integers(0, shape[1])
        part = classes[row:row + rng.integers(1, 5), col:col + rng.integers(1, 5)]
        part[:] = rng.choice(MINE_CLASSES, part.shape)
    return classes


def survey(folder, shape, pixel=(30.0, 30.0), seed=1, spots=4, polygons=None, **settings):
    rng = np.random.default_rng(seed)
    ndvi = {year: rng.integers(1000, 7000, shape) for year in YEARS}
    for year in YEARS:
        ndvi[year][rng.random(shape) < .02] = -32768  # no data
    classes = {year: land(rng, shape, spots) for year in YEARS}
    settings = {"ndvi__nodata": "-32768", "ledger__reference-distance": 500, "ledger__block": 150, **settings}
    made = SmallSurvey(folder, ndvi, classes, pixel, polygons, **settings)
    made.classes = classes
    return made


def pixel_distance(made, year):
    return distance_to_pixels(np.isin(made.classes[year], MINE_CLASSES), *made.pixel)


def polygon_distances(made, features):
    return [made.grid.distance(made.polygon(corners), 4000) for _, corners, *_ in sorted(features)]


class MinePixels(unittest.TestCase):
    def agree(self, made, result, distances, breaks=BREAKS, **options):
        """Ring maps pixel by pixel; counts and means of the rings; all lines of the ledger; causes."""
        oracle = Mines(result, YEARS, distances, made.pixel[0] * made.pixel[1], breaks=breaks, reference_m=500,
                       **options)
        for at, year in enumerate(YEARS):
            ring = np.nan_to_num(map_of(result, "rings", "ring", year), nan=-1)
            np.testing.assert_array_equal(ring, oracle.united[year])
            for kind in ("nearest", "per_mine"):
                for mine in range(oracle.count):
                    for number in range(len(breaks) + 1):
                        values = oracle.values(oracle.land(kind, mine, number, year), year)
                        place, what = (mine, number, at), (kind, mine, number, year)
                        self.assertEqual(array(result, f"rings/{kind}_count")[place], values.size, what)
                        if values.size:
                            mean = array(result, f"rings/{kind}_npp_mean")[place]
                            self.assertAlmostEqual(mean / max(values.mean(dtype=float), 1e-9), mean > 0, 5, what)
        edge = tuple(max(1, int(150 / size + .5)) for size in made.pixel[::-1])
        for mine in range(oracle.count):
            for at, year in enumerate(YEARS):
                for line, (carbon, _, pixels) in oracle.ledger(mine, year, edge).items():
                    np.testing.assert_allclose(array(result, f"ledger/{line}")[mine, at], carbon, 1e-4, 1e-6, line)
                    self.assertEqual(array(result, f"ledger/{line}_pixels")[mine, at], pixels, (line, mine, year))
            for number in range(len(breaks) + 1):
                expected = oracle.cause(mine, number, *YEARS, edge)
                for name, value in zip(("change", "climate", "mining"), expected):
                    np.testing.assert_allclose(array(result, f"causes/{name}")[mine + 1, number, 0], value, 1e-4, 1e-5)
        return oracle

    def test_pixels_year_by_year(self):
        """A halo of 34 pixels around tiles of 16; the rings are others every year."""
        with Folder() as folder:
            made = survey(folder, (60, 70))
            result = made.run("r", "--mines.source=classes", "--run.tile-size=16", ranks=2)
            oracle = self.agree(made, result, {year: [pixel_distance(made, year)] for year in YEARS})
            self.assertEqual(list(array(result, "rings/mine")), ["mined land"])
            self.assertFalse((oracle.united[2006] == oracle.united[2020]).all())

    def test_oblong_pixels(self):
        breaks = (45, 100, 350.5)
        with Folder() as folder:
            made = survey(folder, (40, 50), (20.0, 50.0), 2, 3)
            result = made.run("r", "--mines.source=classes", "--run.tile-size=17", "--rings.breaks=45,100,350.5",
                              ranks=3)
            self.agree(made, result, {year: [pixel_distance(made, year)] for year in YEARS}, breaks)

    def test_a_grid_of_one_line(self):
        for shape in ((1, 150), (150, 1)):
            with Folder() as folder:
                made = survey(folder, shape, seed=3, spots=2)
                result = made.run("r", "--mines.source=classes", "--run.tile-size=16", ranks=2)
                self.agree(made, result, {year: [pixel_distance(made, year)] for year in YEARS})

    def test_polygons_and_pixels(self):
        """Pixels in a polygon are the polygon's mine and the classes' as well; of two as near the polygon is first."""
        features = [("B", [(40.2, 5.1), (60.7, 9.3), (44.4, 30.8)]), ("A", [(10, 40), (20, 40), (20, 50), (10, 50)])]
        with Folder() as folder:
            made = survey(folder, (60, 70), seed=4, spots=3, polygons={"mines": features})
            polygons = polygon_distances(made, features)
            distances = {year: polygons + [pixel_distance(made, year)] for year in YEARS}
            result = made.run("both", "--mines.source=both", "--run.tile-size=16", ranks=3)
            self.assertEqual(list(array(result, "rings/mine")), ["A", "B", "mined land"])
            self.agree(made, result, distances)
            chosen = made.run("chosen", "--mines.source=both", "--rings.mines=B", "--run.tile-size=50", ranks=2)
            self.agree(made, chosen, distances, selected=[1])
            alone = made.run("alone", "--mines.source=polygons")
            self.agree(made, alone, {year: polygons for year in YEARS})

    def test_outlines_through_pixel_centres(self):
        """A centre on the outline is in the mine, on all sides."""
        features = [("A", [(10.5, 10.5), (20.5, 10.5), (20.5, 18.5), (10.5, 18.5)])]
        with Folder() as folder:
            made = survey(folder, (40, 45), seed=5, polygons={"mines": features})
            result = made.run("r", "--run.tile-size=16")
            ring = map_of(result, "rings", "ring", 2006)
            self.assertEqual(np.count_nonzero(ring == 0), 11 * 9)
            self.agree(made, result, {year: polygon_distances(made, features) for year in YEARS})

    def test_a_rectangle_is_the_same_either_way(self):
        """Squares of pixels have the outline of the polygon around them."""
        features = [("mined land", [(20, 25), (33, 25), (33, 37), (20, 37)])]
        with Folder() as folder:
            rng = np.random.default_rng(6)
            ndvi = {year: rng.integers(1000, 7000, (60, 70)) for year in YEARS}
            classes = {year: rng.choice([1, 2, 3], (60, 70)) for year in YEARS}
            for one in classes.values():
                one[25:37, 20:33] = 8
            made = SmallSurvey(folder, ndvi, classes, (30.0, 25.0), {"mines": features},
                               ledger__block=150, **{"ledger__reference-distance": 500})
            polygon = made.run("polygon", "--run.tile-size=16", ranks=2)
            pixels = made.run("pixels", "--mines.source=classes", "--run.tile-size=16", ranks=2)
            for year in YEARS:
                one, other = (map_of(result, "rings", "ring", year) for result in (polygon, pixels))
                np.testing.assert_array_equal(one, other)
            for name in ("rings/nearest_count", "rings/per_mine_npp_total", "ledger/net", "ledger/net_se",
                         "causes/mining"):
                np.testing.assert_array_equal(array(polygon, name), array(pixels, name), name)

    def test_polygons_by_years(self):
        """A mine is one from its first year to its last; what opens later is ordinary land before."""
        features = [("A", [(10, 40), (20, 40), (20, 50), (10, 50)], 2000, 2010),
                    ("B", [(40.2, 5.1), (60.7, 9.3), (44.4, 30.8)], 2020, 2030),
                    ("C", [(50, 45), (55, 45), (55, 50), (50, 50)], 1990, 2006)]
        with Folder() as folder:
            made = survey(folder, (60, 70), seed=10, polygons={"mines": features})
            fields = ("--zones.mines-from=opened", "--zones.mines-to=closed")
            a, b, c = polygon_distances(made, features)
            nowhere = np.full(made.shape, np.inf)
            result = made.run("by-years", "--mines.by-years=yes", "--run.tile-size=16", *fields, ranks=2)
            self.agree(made, result, {2006: [a, nowhere, c], 2020: [nowhere, b, nowhere]})
            always = made.run("always", *fields)
            self.agree(made, always, {year: [a, b, c] for year in YEARS})

    def test_no_mine_in_a_year(self):
        """Land before mining began: no rings in that year, and the rest of the archive goes on."""
        with Folder() as folder:
            made = survey(folder, (30, 35), seed=7)
            made.classes[2006][:] = 3
            made.write_raster("class-2006.tif", made.classes[2006], "uint8")
            result = made.run("r", "--mines.source=classes", ranks=2)
            self.assertEqual(array(result, "rings/united_count")[:, 0].sum(), 0)
            self.assertGreater(array(result, "rings/united_count")[:, 1].sum(), 0)
            self.assertEqual(array(result, "ledger/net")[0, 0], 0)
            # The land that the mine has later is told of all the same: what it was before, and is now.
            fall = map_of(result, "npp", "npp", 2020) - map_of(result, "npp", "npp", 2006)
            mined = np.isin(made.classes[2020], MINE_CLASSES)
            self.assertAlmostEqual(array(result, "causes/change")[0, 0, 0], np.nanmean(fall[mined]), 4)
            self.assertLess(array(result, "causes/change")[0, 0, 0], -1)

    def test_ranks_and_tiles(self):
        features = [("A", [(10, 40), (20, 40), (20, 50), (10, 50)])]
        with Folder() as folder:
            made = survey(folder, (60, 70), seed=8, polygons={"mines": features}, mines__source="both")
            digests = {}
            for ranks, size in ((1, 16), (2, 16), (3, 16), (4, 16), (6, 16), (2, 23), (1, 256)):
                digests[ranks, size] = digest(made.run(f"r{ranks}-{size}", f"--run.tile-size={size}", ranks=ranks))
            self.assertEqual(len(set(digests.values())), 1, digests)
            digests["other breaks"] = digest(made.run("breaks", "--rings.breaks=200,400,600,800,1001"))
            digests["other seed"] = digest(made.run("seed", "--ledger.seed=2"))
            self.assertEqual(len(set(digests.values())), 3, digests)


class Runs(unittest.TestCase):
    def test_a_full_year(self):
        """Twelve months and their sum: rings, ledger and causes of both."""
        with Folder() as folder:
            made = survey(folder, (40, 45), seed=12, casa__mode="full_year", mines__source="classes")
            result = made.run("r", "--run.tile-size=16", "--ndvi.fill=none", ranks=2)
            with netCDF4.Dataset(f"{result}/maps/npp-2020.nc") as file:
                months = np.ma.filled(file["npp"][:].astype(float), np.nan)
            self.assertEqual(len(months), 12)
            ring = map_of(result, "rings", "ring", 2020)
            classes = map_of(result, "class", "land_class", 2020)
            with h5py.File(f"{result}/survey.h5") as file:
                for number in range(len(BREAKS) + 1):
                    here = (ring == number) & ~np.isnan(classes) & ~np.isnan(months[0])
                    if not here.any():
                        continue
                    monthly = file["rings/united_npp_mean"][number, 1]
                    np.testing.assert_allclose(monthly, [month[here].mean() for month in months], 1e-5, 1e-6)
                    np.testing.assert_allclose(file["rings/annual_united_npp_mean"][number, 1],
                                               months.sum(axis=0)[here].mean(), 1e-5)
                for group, names in (("ledger", ("direct", "indirect", "reclamation", "net", "cumulative")),
                                     ("causes", ("change", "climate", "mining"))):
                    for name in names:
                        months, year = file[f"{group}/{name}"][()], file[f"{group}/annual_{name}"][()]
                        np.testing.assert_allclose(year, months.sum(axis=-1), 1e-6, 1e-5, name)

    def test_run_again_with_other_settings(self):
        """A result that is brought up to date is the same as a new one."""
        with Folder() as folder:
            made = survey(folder, (40, 45), seed=13, mines__source="classes")
            result = made.run("r")
            first = digest(result)
            rings = f"{result}/maps/rings-2006.nc"
            for options in (["--rings.breaks=100,300"], ["--mines.classes=7,8"], ["--ledger.reference-distance=400"],
                            ["--ledger.block=300"], ["--ledger.replicates=50"], ["--rings.per-mine=no"]):
                self.assertEqual(digest(made.run("r", *options)), digest(made.run("new", *options)), options)
                shutil.rmtree(made.result)
                self.assertNotEqual(digest(result), first, options)
            made.run("r", "--rings.on=no")
            self.assertFalse(os.path.exists(rings))
            self.assertEqual(digest(made.run("r")), first)
            os.remove(rings)
            self.assertEqual(digest(made.run("r")), first)
            self.assertTrue(os.path.exists(rings))


class Edges(unittest.TestCase):
    """Beyond the study area, beside the grid, and references that end."""

    def rectangle(self, left, top, right, bottom):
        return [(left, top), (right, top), (right, bottom), (left, bottom)]

    def test_tiles_outside_the_study_area(self):
        """The map of rings ends with the study area, whatever the tiles."""
        with Folder() as folder:
            made = survey(folder, (60, 70), seed=8, polygons={"mines": [("A", self.rectangle(10, 40, 20, 50))],
                                                              "boundary": [("all", self.rectangle(12, 35, 30, 55))]})
            whole_grid = f"--grid.from={folder}/ndvi-2006-08.tif"
            digests = {digest(made.run(f"r{size}", f"--run.tile-size={size}", whole_grid)) for size in (16, 23, 256)}
            self.assertEqual(len(digests), 1)

    def test_a_mine_beside_the_grid(self):
        """A mine 150 m outside the grid has rings inside, and keeps land near it from being a reference."""
        features = [("A", self.rectangle(10, 40, 20, 50)), ("B", self.rectangle(75, 10, 90, 40))]
        with Folder() as folder:
            made = survey(folder, (60, 70), seed=8, polygons={"mines": features})
            result = made.run("r")
            distances = polygon_distances(made, features)
            oracle = Mines(result, YEARS, {year: distances for year in YEARS}, 900.0, reference_m=500)
            ring = np.nan_to_num(map_of(result, "rings", "ring", 2006), nan=-1)
            np.testing.assert_array_equal(ring, oracle.united[2006])

    def test_a_reference_class_that_is_gone(self):
        """Nothing changes but that all grass far from the mine is built over: the mine's grass did not lose by that."""
        classes = {year: np.full((60, 70), 1) for year in YEARS}
        for year in YEARS:
            classes[year][:, 50:] = 3 if year == YEARS[0] else 5
            classes[year][5:25, 5:25] = 3
        ndvi = {year: np.where(classes[YEARS[0]] == 1, 6000, 2500) for year in YEARS}
        with Folder() as folder:
            made = SmallSurvey(folder, ndvi, classes, polygons={"mines": [("A", self.rectangle(5, 5, 25, 25))]},
                               ledger__block=150, **{"ledger.reference-distance": 300})
            mining = array(made.run("r"), "causes/mining")[1, 0, 0]
            self.assertTrue(np.isnan(mining) or abs(mining) < 1, mining)

    def test_mined_land_can_be_chosen(self):
        """The mine that is made of classes has a name in the archive, so rings.mines knows it."""
        with Folder() as folder:
            made = survey(folder, (30, 35), seed=7)
            self.assertEqual(made.start("r", "--mines.source=classes", "--rings.mines=mined land").code, 0)


class Layers(unittest.TestCase):
    def test_overlapping_polygons_have_figures_each(self):
        squares = {"a": (5, 5, 25, 25), "b": (15, 15, 40, 30), "c": (0, 0, 45, 40), "d": (20, 20, 21, 21)}
        features = [(name, [(c0, r0), (c1, r0), (c1, r1), (c0, r1)]) for name, (c0, r0, c1, r1) in squares.items()]
        with Folder() as folder:
            made = survey(folder, (40, 45), seed=9, polygons={"soils": features})
            result = made.run("r", "--run.tile-size=16", ranks=2)
            oracle = Mines(result, YEARS, {year: [np.full(made.shape, np.inf)] for year in YEARS}, 900.0)
            names, kinds, codes = (array(result, f"cells/{name}") for name in ("zone", "kind", "land_class"))
            for name, (c0, r0, c1, r1) in squares.items():
                for at, year in enumerate(YEARS):
                    inside = np.zeros(made.shape, bool)
                    inside[r0:r1, c0:c1] = True
                    total = 0
                    for row in np.flatnonzero((names == name) & (kinds == "soils")):
                        values = oracle.values(inside & (oracle.classes[year] == codes[row]), year)
                        self.assertEqual(array(result, "cells/count")[row, at], values.size, (name, codes[row], year))
                        total += values.size
                    self.assertEqual(total, oracle.values(inside, year).size)
                    zone = list(array(result, "zones/zone")).index(name)
                    self.assertEqual(array(result, "zones/count")[zone, at], total)


if __name__ == "__main__":
    unittest.main()
