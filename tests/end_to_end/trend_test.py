"""Trends and changes as maps and tables: Alaska's 32 annual layers as NDVI, and the same numbers on any ranks and tiles."""
import os
import unittest

import netCDF4
import numpy as np
import rasterio
import scipy.stats
import xarray
from affine import Affine

from program import DATA, Folder, digest, minenpp, without_pages

without_pages()

ALASKA = os.path.join(DATA, "alaska_1982_2013")
# Close to NDVI 0 the vegetation signal is nearly linear in NDVI, so NPP trends are those of the layers.
SCALE, OFFSET = 0.005, 0.023
MONTH = 8


def read(*names):
    with netCDF4.Dataset(os.path.join(*names)) as file:
        names = [name for name, variable in file.variables.items() if "grid_mapping" in variable.ncattrs()]
        return np.ma.filled(file[names[0]][:].astype(float), np.nan)


def group(result, name):
    with xarray.open_dataset(os.path.join(result, "survey.h5"), group=name, engine="h5netcdf") as opened:
        return opened.load()


class Layers:
    """Annual rasters of any values as the NDVI of August, under the same weather everywhere and every year."""

    def __init__(self, folder, layers, years, transform, crs, full_year=False, scale=SCALE, offset=OFFSET):
        self.folder, self.years, self.full_year = folder, years, full_year
        os.makedirs(os.path.join(folder, "in"))
        rows, cols = layers.shape[1:]
        self.profile = dict(driver="GTiff", width=cols, height=rows, crs=crs, transform=transform)
        for year, layer in zip(years, layers):
            months = range(1, 13) if full_year else (MONTH,)
            for month in months:
                self.write(f"ndvi-{year}-{month:02d}.tif", [layer * (0.5 + 0.04 * month if full_year else 1)], nodata=-9999)
        for name, values in (("temperature", np.linspace(8, 19, 12)), ("precipitation", np.full(12, 60.)),
                             ("radiation", np.full(12, 500.))):
            coarse = dict(width=4, height=4, transform=transform * Affine.translation(-cols / 2, -rows / 2) * Affine.scale(cols / 2, rows / 2))
            self.write(name + ".tif", [np.full((4, 4), value) for value in values], **coarse)
        with open(os.path.join(folder, "survey.ini"), "w") as file:
            file.write("ndvi.pattern = in/ndvi-{year}-{month}.tif\n" f"ndvi.scale = {scale}\nndvi.offset = {offset}\n"
                       "ndvi.bounds = table\nlandcover.everywhere = 3\noutput.packing = float32\n"
                       "run.progress = off\n" + "casa.mode = full_year\n" * full_year)
            file.writelines(f"gridded.{name} = in/{name}.tif\n" for name in ("temperature", "precipitation", "radiation"))

    def write(self, name, bands, **more):
        with rasterio.open(os.path.join(self.folder, "in", name), "w", count=len(bands), dtype="float32",
                           **{**self.profile, **more}) as raster:
            for i, band in enumerate(bands):
                raster.write(np.where(np.isnan(band), -9999, band).astype("float32"), i + 1)

    def start(self, name, *options, ranks=0):
        return minenpp("run", os.path.join(self.folder, "survey.ini"), "--output.dir=" + os.path.join(self.folder, name),
                       *options, ranks=ranks)

    def run(self, name, *options, ranks=0):
        self.outcome = self.start(name, *options, ranks=ranks)
        assert self.outcome.code == 0, self.outcome
        return os.path.join(self.folder, name)

    def npp(self, result, name="npp"):
        """Year x row x column."""
        return np.stack([read(result, "maps", f"{name}-{year}.nc").squeeze() for year in self.years])


def least_squares(years, values):
    t = np.asarray(years, float) - np.mean(years)
    return np.tensordot(t, values, 1) / (t ** 2).sum()


def small(folder, years=(2000, 2001, 2003, 2007, 2012), rows=70, cols=90, seed=4, **more):
    """A survey in metres with trends, gaps and ties."""
    random = np.random.default_rng(seed)
    layers = 0.45 + 0.1 * random.standard_normal((len(years), rows, cols)).cumsum(0) / 4 + 0.02 * random.standard_normal((rows, cols))
    layers[:, 10:20, 10:30] = 0.4
    layers[1:3, 40:50, :] = np.nan
    layers[:4, 60:, :20] = np.nan
    return Layers(folder, np.clip(layers, 0.05, 0.8), list(years), rasterio.transform.from_origin(6e5, 4.4e6, 500, 500), "EPSG:32649",
                  scale=1, offset=0, **more)


@unittest.skipUnless(os.path.isdir(ALASKA), "alaska_1982_2013 is not there")
class Alaska(unittest.TestCase):
    def test_trends_of_npp(self):
        with rasterio.open(os.path.join(ALASKA, "alaska_annual_ndvi_1982_2013.tif")) as raster:
            layers, transform, crs = raster.read(masked=True).filled(np.nan), raster.transform, raster.crs
        with rasterio.open(os.path.join(ALASKA, "alaska_trend_coef_published.tif")) as raster:
            published = raster.read(1, masked=True).filled(np.nan)
        years = list(range(1982, 2014))
        with Folder() as folder:
            survey = Layers(folder, layers, years, transform, crs)
            result = survey.run("result", "--change.periods=1982-2013", ranks=2)
            npp = survey.npp(result)
            slope = read(result, "maps", "trend-slope.nc")[0]
            known = np.isfinite(slope)
            self.assertTrue((known == np.isfinite(npp).all(0)).all())
            self.assertTrue((known == np.isfinite(published)).all())
            expected, mean = least_squares(years, npp), npp.mean(0)
            # The maps that are compared are rounded to single precision: 6e-8 of the mean over the years' spread.
            np.testing.assert_array_less(np.abs(slope - expected)[known], (1e-6 * np.abs(expected) + 5e-9 * mean)[known])
            self.assertGreater(np.corrcoef((slope / mean)[known], published[known])[0, 1], 0.98)

            test_p, sen, classes = (read(result, "maps", f"trend-{name}.nc")[0] for name in ("mk-p", "sen", "class"))
            p = read(result, "maps", "trend-p.nc")[0]
            for row, col in np.argwhere(known)[::2000]:
                series = npp[:, row, col]
                self.assertAlmostEqual(p[row, col], scipy.stats.linregress(years, series).pvalue, delta=1e-5)
                self.assertAlmostEqual(sen[row, col] / scipy.stats.theilslopes(series, years)[0], 1, delta=1e-4)
            sure = known & (np.abs(test_p - 0.05) > 1e-6)
            self.assertTrue((classes[sure] == np.where(sen > 0, np.where(test_p < .05, 5, 4),
                                                       np.where(test_p < .05, 1, np.where(sen < 0, 2, 3)))[sure]).all())

            difference = read(result, "maps", "change-1982-2013.nc")[0]
            np.testing.assert_allclose(difference[known], (npp[-1] - npp[0])[known], atol=1e-5)
            trend = group(result, "trend")
            np.testing.assert_allclose(trend.slope.values[0], least_squares(years, group(result, "zones").npp_mean.values[0, :, 0]))
            self.assertAlmostEqual(float(trend.share[0, 0].sum()), 100, delta=1e-9)
            self.assertEqual(int(trend.n[0, 0]), 32)


class Maps(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = Folder()
        cls.survey = small(cls.temporary.__enter__())
        cls.result = cls.survey.run("result", "--change.periods=2000-2012,2001-2003,2000-2001", ranks=2)
        cls.npp = cls.survey.npp(cls.result)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.__exit__()

    def test_trends_with_gaps(self):
        slope, sen, classes = (read(self.result, "maps", f"trend-{name}.nc")[0] for name in ("slope", "sen", "class"))
        mk_p, p = (read(self.result, "maps", f"trend-{name}.nc")[0] for name in ("mk-p", "p"))
        self.assertTrue(np.isnan(slope[60:, :20]).all() and np.isnan(classes[60:, :20]).all(), "one year is no trend")
        self.assertTrue(np.isfinite(slope[40:50, 20:]).all(), "three years are")
        self.assertTrue((classes[12:18, 12:28] == 3).all() and (slope[12:18, 12:28] == 0).all() and (mk_p[12:18, 12:28] == 1).all())
        self.assertTrue((p[12:18, 12:28] == 1).all())
        for row, col in ((0, 0), (45, 50), (69, 89), (30, 40)):
            there = np.isfinite(self.npp[:, row, col])
            t, y = np.array(self.survey.years)[there], self.npp[there, row, col]
            line = scipy.stats.linregress(t, y)
            self.assertAlmostEqual(slope[row, col], line.slope, delta=1e-5)
            self.assertAlmostEqual(p[row, col], line.pvalue, delta=1e-4)
            self.assertAlmostEqual(sen[row, col], scipy.stats.theilslopes(y, t)[0], delta=1e-5)
            s, n = np.sign(np.subtract.outer(y, y))[np.tril_indices(len(y), -1)].sum(), len(y)
            z = (s - np.sign(s)) / np.sqrt(n * (n - 1) * (2 * n + 5) / 18)
            self.assertAlmostEqual(mk_p[row, col], 2 * scipy.stats.norm.sf(abs(z)), delta=1e-6)

    def test_changes_of_any_two_years(self):
        at = {year: i for i, year in enumerate(self.survey.years)}
        change = group(self.result, "change")
        self.assertEqual([str(p) for p in change.period.values], ["2000-2012", "2001-2003", "2000-2001"])
        for i, (earlier, later) in enumerate(((2000, 2012), (2001, 2003), (2000, 2001))):
            difference = read(self.result, "maps", f"change-{earlier}-{later}.nc")[0]
            expected = self.npp[at[later]] - self.npp[at[earlier]]
            np.testing.assert_allclose(difference, expected, atol=2e-5)
            classes = read(self.result, "maps", f"change-class-{earlier}-{later}.nc")[0]
            bounds = np.select([expected < -10, expected < 0, expected == 0, expected <= 10, expected <= 30, expected > 30],
                               [1, 2, 3, 4, 5, 6], np.nan)
            clear = np.abs(expected[..., None] - np.array([-10, 0, 10, 30])).min(-1) > 1e-4
            np.testing.assert_array_equal(classes[clear], bounds[clear])
            self.assertTrue((np.isnan(classes) == np.isnan(expected)).all())
            area = [25 * (classes == code).sum() for code in range(1, 7)]
            np.testing.assert_allclose(change.area.values[i, 0], area)
            np.testing.assert_allclose(change.zone_area.values[0, i, 0], area)
            np.testing.assert_allclose(change.zone_share.values[0, i, 0].sum(), 100)
            self.assertAlmostEqual(change.zone_mean_change.values[0, i, 0], np.nanmean(expected), delta=1e-5)
            self.assertEqual(int(change.zone_count.values[0, i, 0]), np.isfinite(expected).sum())
        self.assertFalse(os.path.exists(os.path.join(self.result, "maps/change-2003-2007.nc")))

    def test_areas_by_trend(self):
        trend, classes = group(self.result, "trend"), read(self.result, "maps", "trend-class.nc")[0]
        np.testing.assert_allclose(trend.area.values[0, 0], [25 * (classes == code).sum() for code in range(1, 6)])
        self.assertEqual(trend.slope.attrs["units"], "g m-2 month-1 year-1")
        self.assertEqual([str(name) for name in trend.map_file.values], [f"maps/trend-{n}.nc" for n in ("slope", "p", "sen", "mk-p", "class")])
        self.assertIn("trends rest on 5 years", " ".join(map(str, group(self.result, "provenance").warning_text.values)))

    def test_readers(self):
        for name, variable in (("trend-slope", "npp_slope"), ("trend-class", "npp_trend_class"), ("change-2000-2012", "npp_change"),
                               ("change-class-2000-2012", "change_class")):
            path = os.path.join(self.result, "maps", name + ".nc")
            with rasterio.open(path) as raster:
                self.assertEqual((raster.count, raster.crs.to_epsg(), raster.transform[2]), (1, 32649, 6e5))
            with xarray.open_dataset(path) as opened:
                self.assertEqual(opened[variable].dims, ("time", "y", "x"))
                self.assertEqual(str(opened.time.values[0])[:10], "2012-08-01")
                if "class" in name:
                    self.assertEqual(len(opened[variable].flag_meanings.split()), len(opened[variable].flag_values))


class Settings(unittest.TestCase):
    def test_one_digest(self):
        with Folder() as folder:
            survey = small(folder)
            digests = {(ranks, size): digest(survey.run(f"r{ranks}-{size}", f"--run.tile-size={size}", "--trend.time=index", ranks=ranks))
                       for ranks, size in ((1, 256), (2, 32), (3, 32), (3, 256))}
            self.assertEqual(len(set(digests.values())), 1, digests)

    def test_full_years(self):
        with Folder() as folder:
            survey = small(folder, years=(2000, 2001, 2003, 2004), rows=40, cols=50, full_year=True)
            results = [survey.run(f"r{ranks}", f"--run.tile-size={size}", "--trend.pre-whiten=yes", "--trend.time=index", ranks=ranks)
                       for ranks, size in ((1, 256), (3, 16))]
            self.assertEqual(digest(results[0]), digest(results[1]))
            result = results[0]
            annual = survey.npp(result, "npp-annual")
            slope, change = read(result, "maps", "trend-slope.nc"), read(result, "maps", "change-annual-2000-2004.nc")
            self.assertEqual(slope.shape, (40, 50))
            expected = least_squares([1, 2, 3, 4], annual)
            there = np.isfinite(expected)
            np.testing.assert_allclose(slope[there], expected[there], atol=1e-4)
            np.testing.assert_allclose(change, annual[3] - annual[0], atol=1e-3)
            self.assertEqual(read(result, "maps", "change-2000-2004.nc").shape, (12, 40, 50))
            self.assertEqual(group(result, "trend").slope.dims, ("zone",))
            self.assertEqual(group(result, "trend").slope.units, "g m-2 year-1")
            self.assertAlmostEqual(float(group(result, "change").zone_mean_annual_change.values[0, -1]),
                                   np.nanmean(annual[3] - annual[0]), delta=1e-3)

    def test_maps_come_and_go(self):
        with Folder() as folder:
            survey = small(folder, rows=20, cols=20)
            result = survey.run("result")
            made = lambda: {name for name in os.listdir(os.path.join(result, "maps")) if name.startswith(("trend", "change"))}
            stamps = {name: os.stat(os.path.join(result, "maps", name)).st_mtime_ns for name in made()}
            periods = ("2000-2001", "2001-2003", "2003-2007", "2007-2012", "2000-2012")
            trends = {f"trend-{name}.nc" for name in ("slope", "p", "sen", "mk-p", "class")}
            self.assertEqual(made(), trends | {f"change{what}-{p}.nc" for p in periods for what in ("", "-class")})
            survey.run("result", ranks=2)
            self.assertEqual(stamps, {name: os.stat(os.path.join(result, "maps", name)).st_mtime_ns for name in made()})
            os.remove(os.path.join(result, "maps", "trend-p.nc"))
            survey.run("result")
            self.assertTrue(trends < made(), "a lost map is made again")
            survey.run("result", "--change.maps=no", "--trend.maps=no")
            self.assertEqual(made(), set())
            self.assertIn("slope", group(result, "trend"))
            survey.run("result", "--run.years=2000,2001")
            self.assertEqual(made(), {"change-2000-2001.nc", "change-class-2000-2001.nc"})
            with self.assertRaises(OSError):
                group(result, "trend")

    def test_refused(self):
        with Folder() as folder:
            survey = small(folder, rows=20, cols=20)
            for option, text in (("--change.periods=2000-2002", "2002 is not surveyed"),
                                 ("--change.periods=2012-2000", "is no period"), ("--trend.pre-whiten=yes", "trend.pre-whiten"),
                                 ("--trend.alpha=2", "trend.alpha")):
                outcome = survey.start("result", option)
                self.assertEqual(outcome.code, 2, outcome)
                self.assertIn(text, outcome.err)


if __name__ == "__main__":
    unittest.main()
