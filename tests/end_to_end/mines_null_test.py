"""Surveys whose answer is known: without mining the ledger and the causes find none, a planted loss comes back, and
standard errors are as large as errors are."""
import os
import shutil
import unittest

import numpy as np
import rasterio
from scipy.special import ndtri

from mine_surveys import SmallSurvey, array, map_of
from mines_test import YEARS, Demo
from program import Folder, shared_demo, succeed

DAMAGE = 600  # of NDVI x 10000


def smooth(rng, shape, reach):
    """A normal field, alike within about `reach` pixels, with variance 1 everywhere."""
    field = rng.normal(size=(shape[0] + reach - 1, shape[1] + reach - 1))
    for axis in (0, 1):
        sums = np.cumsum(np.insert(field, 0, 0, axis=axis), axis=axis)
        field = np.diff(np.stack([np.take(sums, range(n, n + field.shape[axis] - reach + 1), axis=axis)
                                  for n in (0, reach)]), axis=0)[0]
    return field / reach


class StandardErrors(unittest.TestCase):
    """Many years of the same land, each with greenness drawn anew: every year is a trial."""
    years = range(1990, 2014)
    shape = (110, 120)
    corners = {"A": (20, 25, 44, 49), "B": (70, 60, 90, 80)}

    def survey(self, folder, stratified, damage=0):
        rng = np.random.default_rng(11)
        classes = rng.choice([1, 2, 3], (11, 12)).repeat(10, axis=0).repeat(10, axis=1)
        ndvi = {}
        for year in self.years:
            field = smooth(rng, self.shape, 5)
            for top, left, bottom, right in self.corners.values():
                inside = np.zeros(self.shape, bool)
                inside[top:bottom, left:right] = True
                for code in (1, 2, 3) if stratified else ():
                    here = inside & (classes == code)
                    field[here] = rng.permutation(ndtri((np.arange(here.sum()) + .5) / here.sum()))
            ndvi[year] = np.rint(3500 + 500 * field + 300 * classes + 100 * rng.normal())
            top, left, bottom, right = self.corners["A"]
            ndvi[year][top:bottom, left:right] -= damage
        squares = [(name, [(c0, r0), (c1, r0), (c1, r1), (c0, r1)])
                   for name, (r0, c0, r1, c1) in self.corners.items()]
        return SmallSurvey(folder, ndvi, {year: classes for year in self.years}, polygons={"mines": squares},
                           rings__breaks="60,120,200", ledger__block=300, **{"ledger__reference-distance": 200})

    def scores(self, result, name, error):
        return array(result, name) / array(result, error)

    def test_errors_of_the_reference(self):
        """A mine whose land is exactly as native land is in the mean: what is off is the reference alone."""
        with Folder() as folder:
            result = self.survey(folder, True).run("r", ranks=2)
            direct = self.scores(result, "ledger/direct", "ledger/direct_se")
            mining = self.scores(result, "causes/mining", "causes/standard_error")[1:, 0]
            for name, scores in (("ledger", direct), ("causes", mining)):
                spread = np.sqrt((scores ** 2).mean())
                print(f"{name}: {scores.size} scores, spread {spread:.2f}, largest {np.abs(scores).max():.2f}")
                self.assertLess(abs(scores.mean()), 0.6, name)
                self.assertTrue(0.6 < spread < 1.4, (name, spread))
                self.assertLess(np.abs(scores).max(), 4, name)

    def test_land_of_the_mine_is_taken_as_it_is(self):
        """Land of a mine that is one more draw of native land: its own share of chance is no part of the standard
        error, so scores spread as the pixels of the reference to those of the mine."""
        with Folder() as folder:
            result = self.survey(folder, False).run("r", ranks=2)
            scores = self.scores(result, "ledger/direct", "ledger/direct_se")
            pixels = array(result, "ledger/direct_pixels")[:, 0]
            expected = np.sqrt(1 + array(result, "ledger/reference_count")[:, 0].sum() / pixels)
            spread = np.sqrt((scores ** 2).mean(axis=1))
            print(f"direct: spread {spread}, expected {expected}")
            self.assertTrue(((0.5 < spread / expected) & (spread / expected < 1.5)).all(), (spread, expected))

    def test_a_planted_loss(self):
        with Folder() as folder:
            null = self.survey(os.path.join(folder, "null"), True).run("r", ranks=2)
            lost = self.survey(os.path.join(folder, "lost"), True, DAMAGE).run("r", ranks=2)
            for at, year in enumerate(self.years):
                fall = map_of(lost, "npp", "npp", year) - map_of(null, "npp", "npp", year)
                direct, error = (array(lost, f"ledger/{name}")[0, at] for name in ("direct", "direct_se"))
                self.assertLess(abs(direct - fall.sum() * 900e-6), 4 * error)
                self.assertLess(direct + 4 * error, 0)
            np.testing.assert_array_equal(array(lost, "ledger/direct")[1], array(null, "ledger/direct")[1])


class Twin:
    """The demo without mining: land within the reference distance of mines keeps its class of 2006 (grass where that
    was mine land already), and its NDVI is drawn pixel by pixel from reference land of the class in the same year."""

    def __init__(self, folder, demo):
        self.folder, self.demo = folder, demo
        source = os.path.dirname(shared_demo())
        for name in ("demo.ini", "stations.csv", "boundary.gpkg", "mines.gpkg", "townships.gpkg", "samples.csv"):
            shutil.copy(os.path.join(source, name), folder)
        self.near = np.min(demo.distances, axis=0) <= 2000
        rng = np.random.default_rng(12)
        self.ndvi, self.profile = {}, None
        for year in YEARS:
            with rasterio.open(os.path.join(source, "landcover", f"landcover-{year}.tif")) as raster:
                classes, profile = raster.read(1), raster.profile
            with rasterio.open(os.path.join(source, "ndvi", f"ndvi-{year}-08.tif")) as raster:
                ndvi, self.profile = raster.read(1), raster.profile
                valid = raster.read_masks(1) > 0
            base = classes if year == YEARS[0] else base
            twin = np.where(self.near, np.where((base > 6) & (base < 13), 3, base), classes)
            for code in range(1, 7):
                drawn_from = ndvi[~self.near & (classes == code) & (base == code) & valid]
                here = self.near & (twin == code)
                ndvi[here] = rng.choice(drawn_from, here.sum())
            self.ndvi[year] = ndvi
            self.write("landcover", f"landcover-{year}.tif", twin, profile)

    def write(self, kind, name, values, profile):
        os.makedirs(os.path.join(self.folder, kind), exist_ok=True)
        with rasterio.open(os.path.join(self.folder, kind, name), "w", **profile) as raster:
            raster.write(values, 1)

    def run(self, name, damaged=None, *options):
        """`damaged`: number of the mine whose NDVI is lowered from 2016 on."""
        for year in YEARS:
            ndvi = self.ndvi[year].copy()
            if damaged is not None and year >= 2016:
                ndvi[self.demo.distances[damaged] == 0] -= DAMAGE
            self.write("ndvi", f"ndvi-{year}-08.tif", ndvi, self.profile)
        result = os.path.join(self.folder, name)
        succeed("run", os.path.join(self.folder, "demo.ini"), f"--output.dir={result}", "--report.page=no",
                "--output.packing=float32",
                "--ndvi.bounds=table", "--run.progress=off", *options, ranks=2)
        return result


class DemoWithoutMining(unittest.TestCase):
    def test_nothing_is_found_and_a_loss_comes_back(self):
        demo = Demo()
        with Folder() as folder:
            twin = Twin(folder, demo)
            null = twin.run("null")
            for line in ("direct", "indirect", "net"):
                scores = array(null, f"ledger/{line}") / array(null, f"ledger/{line}_se")
                print(f"{line}: largest score {np.abs(scores).max():.2f}")
                self.assertLess(np.abs(scores).max(), 3, line)
            self.assertEqual(array(null, "ledger/reclamation_pixels").sum(), 0)
            self.no_cause(demo, null)
            self.loss(demo, null, twin.run("lost", 1))

    def no_cause(self, demo, result):
        """What was drawn for a ring is chance as well; its share is added to the standard error of the reference."""
        oracle = demo.oracle(result)
        mining, error = array(result, "causes/mining"), array(result, "causes/standard_error")
        self.assertLess(np.abs(mining[:, 0] / error[:, 0]).max(), 3)
        periods = [tuple(map(int, text.split("-"))) for text in array(result, "causes/period")]
        for mine in range(3):
            for ring in range(6):
                for at, period in enumerate(periods):
                    values = [oracle.values(oracle.land("per_mine", mine, ring, year), year) for year in period]
                    drawn = sum(v.var() / v.size for v in values)
                    place = mine + 1, ring, at
                    self.assertLess(abs(mining[place]), 4 * np.sqrt(error[place] ** 2 + drawn), place)

    def loss(self, demo, null, lost):
        for at, year in enumerate(YEARS):
            fall = map_of(lost, "npp", "npp", year) - map_of(null, "npp", "npp", year)
            planted = np.nansum(fall) * 900e-6
            direct, error = (array(lost, f"ledger/{name}")[1, at] for name in ("direct", "direct_se"))
            self.assertLess(abs(direct - planted), 3 * error, year)
            np.testing.assert_allclose(direct - array(null, "ledger/direct")[1, at], planted, 1e-5, 1e-6)
            if year >= 2016:
                print(f"{year}: planted {planted:.1f} tC, found {direct:.1f} +- {error:.1f}")
                self.assertLess(planted, -3 * error)
        inside = demo.distances[1] == 0
        for at, name in enumerate(array(lost, "causes/period")):
            falls = [np.nanmean((map_of(lost, "npp", "npp", int(year)) - map_of(null, "npp", "npp", int(year)))[inside])
                     for year in name.split("-")]
            more = array(lost, "causes/mining")[2, 0, at] - array(null, "causes/mining")[2, 0, at]
            np.testing.assert_allclose(more, falls[1] - falls[0], 1e-5, 1e-6)
        others = [0, 2]
        np.testing.assert_array_equal(array(lost, "ledger/net")[others], array(null, "ledger/net")[others])


if __name__ == "__main__":
    unittest.main()
