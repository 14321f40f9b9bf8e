"""Maps of the correlation of NPP with the weather against numpy, from the maps of NPP and weather, at every pixel."""
import csv
import os
import sys
import unittest

import netCDF4
import numpy as np
import rasterio
import xarray

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from gridded_weather_test import COARSE, COLS, P, R, ROWS, T, Survey, group, on_weather_grid, warnings, write  # noqa: E402
from program import Folder, digest, minenpp, shared_demo, without_pages  # noqa: E402

without_pages()

WEATHER = ("temperature", "precipitation", "radiation")
KINDS = ("correlation", "partial-correlation")
NAMES = {f"{kind}-{variable}.nc" for kind in KINDS for variable in WEATHER}
YEARS = (2009, 2010, 2012, 2013, 2014, 2016, 2017)
ON = ("--climate.maps=yes", "--output.weather=yes")


def rasters(result, name):
    """Months x rows x columns, or rows x columns, and the months."""
    with netCDF4.Dataset(os.path.join(result, "maps", name + ".nc")) as file:
        variable = next(v for v in file.variables.values() if "grid_mapping" in v.ncattrs())
        months = [t.month for t in netCDF4.num2date(file["time"][:], file["time"].units)] if "time" in file.variables else None
        return np.ma.filled(variable[:].astype(float), np.nan), months


def made(result):
    return {name for name in os.listdir(os.path.join(result, "maps")) if "correlation" in name}


def of_month(result, name, years, month):
    """Year x row x column; NaN where the year has not the month."""
    layers = []
    for year in years:
        values, months = rasters(result, f"{name}-{year}")
        layers.append(values[months.index(month)] if month in months else np.full(values.shape[1:], np.nan))
    return np.stack(layers)


def matrix(layers, least):
    """Correlations of the layers (variable x year x row x column), as row x column x variable x variable, in the years in
    which all have data; NaN below `least` years and where a variable does not vary. And what rounding the layers to single
    precision may do to them."""
    there = np.isfinite(layers).all(0)
    n = there.sum(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        away = np.where(there, layers - np.where(there, layers, 0).sum(1, keepdims=True) / n, 0)
        size = np.sqrt((away ** 2).sum(1))
        same = np.where(there, layers, -np.inf).max(1) == np.where(there, layers, np.inf).min(1)
        size[same] = np.nan
        r = np.einsum("vyij,wyij->ijvw", away, away) / np.einsum("vij,wij->ijvw", size, size)
        rounding = 2.0 ** -24 * (np.sqrt((np.where(there, layers, 0) ** 2).sum(1)) / size).sum(0)
    r[n < least] = np.nan
    return r, 2 * rounding + 1e-7


def expected(npp, weather):
    """{kind: variable x row x column}, and likewise how far from it rounded maps may lead. Partial correlations come from the
    inverse of the matrix of correlations, another way than the program's."""
    pairs = [matrix(np.stack([npp, one]), 3) for one in weather]
    simple = np.stack([r[..., 0, 1] for r, _ in pairs])
    r, rounding = matrix(np.stack([npp, *weather]), 5)
    known = np.isfinite(r).all((-1, -2))
    inverse, growth = np.full(r.shape, np.nan), np.full(known.shape, np.nan)
    inverse[known], growth[known] = np.linalg.inv(r[known]), np.linalg.cond(r[known])
    partial = np.stack([-inverse[..., 0, v] / np.sqrt(inverse[..., 0, 0] * inverse[..., v, v]) for v in (1, 2, 3)])
    return (dict(zip(KINDS, (simple, partial))),
            dict(zip(KINDS, (np.stack([error for _, error in pairs]), np.stack([growth * rounding] * 3)))))


class Weathered(Survey):
    """NDVI with gaps, and weather that is different everywhere and every year."""

    def __init__(self, folder, months=(8,), years=YEARS, july=(), gridded=False):
        super().__init__(folder, months, years)
        self.random = np.random.default_rng(11)
        self.settings["ndvi.nodata"] = "-9999"
        for index, year in enumerate(years):
            for month in months:
                values = self.ndvi[year, month].copy()
                values[:10, :20 * index] = -9999        # 1, 2, ... years, from left to right
                values[30:40, 30:60] = 4000             # NPP varies by the weather alone
                if month == months[0] and year == years[2]:
                    values[60:80] = -9999
                write(self.path(f"ndvi-{year}-{month:02d}.tif"), values, "int16")
            if july and year not in july:
                os.remove(self.path(f"ndvi-{year}-07.tif"))
        self.gridded() if gridded else self.table()

    def one_month(self, values, spread):
        return values * self.random.uniform(1 - spread, 1 + spread, np.shape(values))

    def table(self):
        with open(self.path("stations.csv"), "w", newline="") as table:
            rows = csv.writer(table)
            rows.writerow(["id", "lon", "lat", "year", "month", *WEATHER])
            for i in range(9):
                for year in self.years:
                    for m in range(12):
                        rows.writerow([f"S{i}", 112.15 + 0.05 * (i % 3), 39.5 + 0.03 * (i // 3), year, m + 1,
                                       T[m] + self.random.uniform(-3, 3), self.one_month(P[m], .6), self.one_month(R[m], .2)])
        self.settings["stations.file"] = "stations.csv"

    def gridded(self):
        """Temperature and radiation a year; precipitation is the same every year."""
        for year in self.years:
            write(self.path(f"t-{year}.tif"), on_weather_grid(T) + self.random.uniform(-3, 3, (12, 20, 30)), **COARSE)
            write(self.path(f"r-{year}.tif"), self.one_month(on_weather_grid(R), .2), **COARSE)
        write(self.path("p.tif"), on_weather_grid(P), **COARSE)
        self.settings |= {"gridded.temperature": "t-{year}.tif", "gridded.precipitation": "p.tif",
                          "gridded.radiation": "r-{year}.tif"}


class Maps(unittest.TestCase):
    def assert_maps(self, result, npp, weather, column=None):
        """All pixels."""
        wanted, tolerance = expected(npp, weather)
        for kind in KINDS:
            for v, variable in enumerate(WEATHER):
                got, values = rasters(result, f"{kind}-{variable}")[0], wanted[kind][v]
                got = got if column is None else got[column]
                known = np.isfinite(values)
                np.testing.assert_array_equal(np.isfinite(got), known, f"{kind} {variable}")
                np.testing.assert_array_less(np.abs(got - values)[known], tolerance[kind][v][known], f"{kind} {variable}")
                if known.any():
                    self.assertLess(np.quantile(np.abs(got - values)[known], 0.99), 2e-4)
                    self.assertLessEqual(np.abs(got[known]).max(), 1)
        return wanted

    def one_digest(self, survey, *runs):
        """A result of one rank and tiles of 256 that has maps of the weather, too, which would cost many ranks much longer than
        all the rest; its correlations are those of other ranks and tile sizes, which agree in everything."""
        results = [survey.done(f"{ranks}-{size}", ON[0], f"--run.tile-size={size}", ranks=ranks)[0]
                   for ranks, size in runs]
        self.assertEqual(len({digest(result) for result in results}), 1)
        mapped, _ = survey.done("mapped", *ON)
        for name in NAMES:
            self.assertEqual(*(digest(os.path.join(result, "maps", name)) for result in (results[-1], mapped)))
        self.assertEqual(made(mapped), NAMES)
        return mapped

    def test_stations(self):
        """August of seven years and July of four of them."""
        with Folder() as folder:
            survey = Weathered(folder, months=(7, 8), july=YEARS[2:6])
            result = self.one_digest(survey, (1, 64), (2, 256), (3, 64))
            for column, month in enumerate((7, 8)):
                npp = of_month(result, "npp", YEARS, month)
                weather = [of_month(result, variable, YEARS, month) for variable in WEATHER]
                wanted = self.assert_maps(result, npp, weather, column)
                if month == 8:
                    self.assert_gaps(survey, wanted)
                    self.assertEqual(np.isfinite(npp[:, 10:]).all(0).sum(), (survey.classes[10:] > 0).sum())
                else:
                    self.assertTrue(np.isnan(wanted["partial-correlation"]).all())
                    self.assertTrue(np.isfinite(wanted["correlation"]).any())
            texts = warnings(result)
            self.assertIn("climate.maps: month 7 is surveyed in 4 years; a partial correlation needs 5: partial correlations of "
                          "this month are no data", texts)
            self.assertIn("correlations with the weather rest on 7 years; below 8 they mean little", texts)
            self.assert_readers(result)

    def assert_gaps(self, survey, wanted):
        grows = np.isin(survey.classes, (1, 2, 3, 5, 12))
        for kind, least in zip(KINDS, (3, 5)):
            known = np.isfinite(wanted[kind]).all(0)
            np.testing.assert_array_equal(known[10:], grows[10:], "land where nothing grows does not vary")
            for years in range(1, 8):
                part = np.s_[:10, 20 * (years - 1):20 * years]
                np.testing.assert_array_equal(known[part], grows[part] & (years >= least), f"{kind} of {years} years")

    def assert_readers(self, result):
        for name in sorted(NAMES):
            path = os.path.join(result, "maps", name)
            variable = name.removesuffix(".nc").split("-")[-1]
            with rasterio.open(path) as raster:
                self.assertEqual((raster.count, raster.crs.to_epsg(), raster.dtypes[0]), (2, 32649, "float32"))
            with xarray.open_dataset(path) as opened:
                values = opened[f"npp_{variable}_{'partial_' if name.startswith('partial') else ''}correlation"]
                self.assertEqual((values.dims, values.units), (("time", "y", "x"), "1"))
                self.assertIn(f"net primary productivity of the month with {variable} over the surveyed years", values.long_name)
                self.assertEqual([str(t)[:10] for t in values.time.values], ["2017-07-01", "2017-08-01"])
                self.assertEqual(tuple(opened.attrs["years"]), YEARS)
        listed = group(result, "maps")
        self.assertEqual([str(file) for file in listed.correlation.values],
                         [f"maps/{kind}-{variable}.nc" for kind in KINDS for variable in WEATHER])

    def test_gridded(self):
        """Precipitation that is the same every year has no correlation, and nothing can be held against it."""
        with Folder() as folder:
            survey = Weathered(folder, gridded=True)
            result = self.one_digest(survey, (3, 64))
            npp = of_month(result, "npp", YEARS, 8)
            weather = [of_month(result, variable, YEARS, 8) for variable in WEATHER]
            wanted = self.assert_maps(result, npp, weather, 0)
            self.assertTrue(np.isnan(wanted["correlation"][1]).all() and np.isnan(wanted["partial-correlation"]).all())
            self.assertTrue(np.isfinite(wanted["correlation"][0]).any())
            for year in YEARS:
                write(survey.path(f"p-{year}.tif"), survey.one_month(on_weather_grid(P), .6), **COARSE)
            survey.settings["gridded.precipitation"] = "p-{year}.tif"
            result, _ = survey.done("varied", *ON)
            weather[1] = of_month(result, "precipitation", YEARS, 8)
            wanted = self.assert_maps(result, of_month(result, "npp", YEARS, 8), weather, 0)
            self.assertTrue(np.isfinite(wanted["partial-correlation"]).any())

    def test_full_years(self):
        """The year's sums of NPP, precipitation and radiation, and its mean temperature; water goes on from year to year."""
        years = range(2010, 2016)
        with Folder() as folder:
            survey = Weathered(folder, months=range(1, 13), years=years)
            survey.settings |= {"casa.mode": "full_year", "casa.water": "bucket"}
            result = self.one_digest(survey, (2, 64))
            npp = np.stack([rasters(result, f"npp-annual-{year}")[0] for year in years])
            weather = [np.stack([rasters(result, f"{variable}-{year}")[0].sum(0) for year in years]) for variable in WEATHER]
            weather[0] /= 12
            wanted = self.assert_maps(result, npp, weather)
            self.assertTrue(np.isfinite(wanted["partial-correlation"]).any())
            with xarray.open_dataset(os.path.join(result, "maps", "correlation-radiation.nc")) as opened:
                self.assertEqual(opened.npp_radiation_correlation.dims, ("y", "x"))
                self.assertIn("of the year with radiation", opened.npp_radiation_correlation.long_name)


class Choice(unittest.TestCase):
    def test_maps_come_and_go(self):
        simple = {name for name in NAMES if name.startswith("correlation")}
        with Folder() as folder:
            survey = Weathered(folder)
            result, _ = survey.done()
            self.assertEqual(made(result), set())
            self.assertNotIn("correlation", group(result, "maps"))
            npp = os.stat(os.path.join(result, "maps/npp-2012.nc")).st_mtime_ns
            survey.done("result", "--climate.maps=yes", ranks=2)
            self.assertEqual(made(result), NAMES)
            self.assertEqual(os.stat(os.path.join(result, "maps/npp-2012.nc")).st_mtime_ns, npp)
            stamps = {name: os.stat(os.path.join(result, "maps", name)).st_mtime_ns for name in NAMES}
            survey.done("result", "--climate.maps=yes")
            self.assertEqual(stamps, {name: os.stat(os.path.join(result, "maps", name)).st_mtime_ns for name in NAMES})
            os.remove(os.path.join(result, "maps", "partial-correlation-radiation.nc"))
            survey.done("result", "--climate.maps=yes")
            self.assertEqual(made(result), NAMES, "a lost map is made again")
            for years, kept, text in (
                    ("2009,2010,2012,2013", simple, "climate.maps: the survey has 4 years; a partial correlation needs 5: "
                     "partial correlations are left out"),
                    ("2009,2010", set(), "climate.maps: the survey has 2 years; a correlation needs 3, a partial correlation 5: "
                     "both are left out"),
                    ("2010", set(), "climate.maps: the survey has 1 year; a correlation needs 3, a partial correlation 5: "
                     "both are left out")):
                _, outcome = survey.done("result", "--climate.maps=yes", f"--run.years={years}", ranks=2)
                self.assertEqual(made(result), kept)
                self.assertIn(text, warnings(result))
                self.assertIn(text, outcome.err)

    def test_the_demo_exports_them(self):
        """Four years have no partial correlations."""
        with Folder() as folder:
            result = os.path.join(folder, "result")
            outcome = minenpp("run", shared_demo(), f"--output.dir={result}", "--run.progress=off", "--climate.maps=yes", ranks=2)
            self.assertEqual(outcome.code, 0, outcome)
            self.assertEqual(made(result), {f"correlation-{variable}.nc" for variable in WEATHER})
            self.assertIn("the survey has 4 years", outcome.err)
            with netCDF4.Dataset(os.path.join(result, "survey.h5")) as file:
                climate = file["climate"]
                self.assertTrue(np.isfinite(climate["correlation"][0]).all())
                for name in ("partial_correlation", "partial_correlation_p"):
                    self.assertTrue(np.isnan(np.ma.filled(climate[name][:], np.nan)).all(),
                                    "four years fix it at 1 or -1, whatever happened")
            outcome = minenpp("export", result, "--layer=correlation-temperature")
            self.assertEqual(outcome.code, 0, outcome)
            with open(os.path.join(result, "export", "correlation-temperature-08.qml"), encoding="utf-8") as style:
                self.assertIn('"-1"', style.read())


if __name__ == "__main__":
    unittest.main()
