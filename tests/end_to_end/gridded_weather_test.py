"""Weather from rasters, and radiation from sunshine and from hourly records, through the whole program."""
import csv
import os
import sys
import unittest

import netCDF4
import numpy as np
import rasterio
import rasterio.warp
import xarray
from rasterio.transform import from_origin

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from independent_survey import CLASSES, TABLE_MIN, fpar, light_use_factor  # noqa: E402
from program import DATA, SOURCE, Folder, digest, minenpp, succeed, without_pages  # noqa: E402

without_pages()

ROWS, COLS = 150, 210
GRID = dict(width=COLS, height=ROWS, transform=from_origin(600000, 4380000, 30, 30), crs="EPSG:32649")
WEST, NORTH, STEP, WIDE, HIGH = 112.1, 39.65, 0.01, 30, 20  # weather rasters, degrees: far around the grid
T = np.array([-10.5, -6.5, .5, 8.5, 15.2, 19.3, 21.0, 19.1, 13.5, 6.8, -1.8, -8.6])
P = np.array([2., 4, 9, 18, 32, 58, 105, 112, 60, 25, 9, 2])
R = np.array([290., 340, 470, 560, 650, 640, 610, 540, 450, 390, 290, 250])


def write(path, bands, dtype="float64", nodata=None, scale=None, **grid):
    bands = np.atleast_3d(bands) if np.ndim(bands) == 3 else np.asarray(bands)[None]
    profile = dict(driver="GTiff", dtype=dtype, count=len(bands), nodata=nodata, **{**GRID, **grid})
    with rasterio.open(path, "w", **profile) as raster:
        raster.write(bands.astype(dtype))
        if scale:
            raster.scales, raster.offsets = [scale[0]] * len(bands), [scale[1]] * len(bands)


def lonlat():
    """Longitude and latitude of the pixel centres."""
    x, y = np.meshgrid(600000 + 30 * (np.arange(COLS) + .5), 4380000 - 30 * (np.arange(ROWS) + .5))
    lon, lat = rasterio.warp.transform("EPSG:32649", "EPSG:4326", x.ravel(), y.ravel())
    return np.reshape(lon, x.shape), np.reshape(lat, x.shape)


def field(base, lon, lat):
    """Linear in longitude and latitude, so that bilinear resampling gives it exactly: (month, row, col)."""
    slope = 1 + 0.8 * (lon - 112.2) + 0.5 * (lat - 39.5)
    return base[:, None, None] * slope[None]


def on_weather_grid(base):
    lon, lat = np.meshgrid(WEST + STEP * (np.arange(WIDE) + .5), NORTH - STEP * (np.arange(HIGH) + .5))
    return field(base, lon, lat)


COARSE = dict(width=WIDE, height=HIGH, transform=from_origin(WEST, NORTH, STEP, STEP), crs="EPSG:4326")


def write_netcdf(path, values, times, units, calendar, bounds=None, name="tmp", unit="K"):
    with netCDF4.Dataset(path, "w") as file:
        for dimension, length in (("time", len(times)), ("lat", HIGH), ("lon", WIDE), ("nv", 2)):
            file.createDimension(dimension, length)
        axis = file.createVariable("time", "f8", ("time",))
        axis[:], axis.units, axis.calendar = times, units, calendar
        if bounds is not None:
            axis.bounds = "time_bnds"
            file.createVariable("time_bnds", "f8", ("time", "nv"))[:] = bounds
        for dimension, unit_name, coordinates in (("lat", "degrees_north", NORTH - STEP * (np.arange(HIGH) + .5)),
                                                  ("lon", "degrees_east", WEST + STEP * (np.arange(WIDE) + .5))):
            coordinate = file.createVariable(dimension, "f8", (dimension,))
            coordinate[:], coordinate.units = coordinates, unit_name
        variable = file.createVariable(name, "f8", ("time", "lat", "lon"))
        variable[:], variable.units = values, unit


class Survey:
    """NDVI and land cover of August 2015 and 2016; each test adds the weather."""

    def __init__(self, folder, months=(8,), years=(2015, 2016)):
        self.folder, self.years = folder, years
        rng = np.random.default_rng(7)
        self.classes = np.repeat(np.repeat(rng.choice([0, 1, 2, 3, 5, 8, 12], (ROWS // 5, COLS // 5)), 5, 0), 5, 1)
        self.ndvi = {}
        for year in years:
            write(self.path(f"cover-{year}.tif"), self.classes, "uint8")
            for month in months:
                self.ndvi[year, month] = rng.integers(500, 8500, (ROWS, COLS))
                write(self.path(f"ndvi-{year}-{month:02d}.tif"), self.ndvi[year, month], "int16")
        self.settings = {"ndvi.pattern": "ndvi-{year}-{month}.tif", "ndvi.scale": "0.0001", "ndvi.bounds": "table",
                         "landcover.pattern": "cover-{year}.tif", "output.packing": "float32"}

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self):
        with open(self.path("survey.ini"), "w") as file:
            file.writelines(f"{key} = {value}\n" for key, value in self.settings.items())
        return self.path("survey.ini")

    def run(self, name="result", *options, ranks=0, command="run"):
        return minenpp(command, self.write(), f"--output.dir={self.path(name)}", "--run.progress=off", *options,
                       ranks=ranks)

    def done(self, name="result", *options, ranks=0):
        outcome = self.run(name, *options, ranks=ranks)
        assert outcome.code == 0, outcome
        return self.path(name), outcome

    def stations(self, radiation=True):
        header = ["id", "lon", "lat", "year", "month", "temperature", "precipitation"] + ["radiation"] * radiation
        with open(self.path("stations.csv"), "w", newline="") as table:
            rows = csv.writer(table)
            rows.writerow(header)
            for i, (lon, lat) in enumerate(((112.18, 39.53), (112.22, 39.56), (112.24, 39.55))):
                for year in self.years:
                    for m in range(12):
                        rows.writerow([f"S{i}", lon, lat, year, m + 1, T[m], P[m]] + [R[m]] * radiation)
        self.settings["stations.file"] = "stations.csv"

    def constant_rasters(self):
        """Climatologies on the grid itself with the stations' values."""
        for name, values in (("temperature", T), ("precipitation", P), ("radiation", R)):
            write(self.path(f"{name}.tif"), np.broadcast_to(values[:, None, None], (12, ROWS, COLS)))
            self.settings[f"gridded.{name}"] = f"{name}.tif"


def monthly(result, year):
    with netCDF4.Dataset(os.path.join(result, "maps", f"npp-{year}.nc")) as file:
        return file["npp"][:].filled(np.nan).astype(float)


def group(result, name):
    with xarray.open_dataset(os.path.join(result, "survey.h5"), group=name, engine="h5netcdf") as opened:
        return opened.load()


def warnings(result):
    return [str(text) for text in group(result, "provenance").warning_text.values]


class KnownFields(unittest.TestCase):
    def weather(self, survey):
        """Temperature in K on a noleap time axis, stamped with the month's end; precipitation in m a month, packed;
        radiation in W/m2, 12 bands a year."""
        ends = np.cumsum([0] + [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] * 3)
        values = np.concatenate([on_weather_grid(T + shift) + 273.15 for shift in (99, 0, 1)])
        write_netcdf(survey.path("t.nc"), values, ends[1:] + 14 * 365, "days since 2000-01-01", "noleap",
                     np.c_[ends[:-1], ends[1:]] + 14 * 365)
        for year in survey.years:
            for month in range(12):
                rain = on_weather_grid(P)[month] * (year - 2014) / 1000
                write(survey.path(f"p-{year}{month + 1:02d}.tif"), np.rint(rain / 1e-9), "int32", scale=(1e-9, 0), **COARSE)
            days = np.array([31, 29 if year == 2016 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
            write(survey.path(f"r-{year}.tif"), on_weather_grid(R / days / 0.0864), **COARSE)
        survey.settings |= {"gridded.temperature": "t.nc", "gridded.temperature-variable": "tmp",
                            "gridded.temperature-unit": "K", "gridded.crs": "EPSG:4326",
                            "gridded.precipitation": "p-{year}{month}.tif", "gridded.precipitation-unit": "m",
                            "gridded.radiation": "r-{year}.tif", "gridded.radiation-unit": "W/m2"}

    def test_pixels_agree_with_numpy_on_any_ranks_and_tiles(self):
        lon, lat = lonlat()
        with Folder() as folder:
            survey = Survey(folder)
            self.weather(survey)
            self.assertEqual(survey.run(command="check").code, 0)
            results = [survey.done(f"{ranks}-{size}", f"--run.tile-size={size}", ranks=ranks)[0]
                       for ranks in (1, 3) for size in (64, 256)]
            self.assertEqual(len({digest(result) for result in results}), 1)
            self.assertFalse(any("gridded" in text for text in warnings(results[0])), warnings(results[0]))
            for index, year in enumerate(survey.years):
                factor = light_use_factor(field(T + index, lon, lat), field(P, lon, lat) * (year - 2014), 7)
                expected = np.full((ROWS, COLS), np.nan)
                for code, (emax, _, table_max, vegetated) in CLASSES.items():
                    here = survey.classes == code
                    expected[here] = 0
                    if vegetated:
                        part = fpar(survey.ndvi[year, 8][here] / 1e4, TABLE_MIN, table_max)
                        expected[here] = 0.5 * field(R, lon, lat)[7][here] * part * factor[here] * emax
                got = monthly(results[0], year)[0]
                np.testing.assert_array_equal(np.isnan(got), np.isnan(expected))
                np.testing.assert_allclose(got[~np.isnan(got)], expected[~np.isnan(got)], rtol=2e-6)

    def test_a_changed_raster_makes_npp_anew_and_nothing_else(self):
        with Folder() as folder:
            survey = Survey(folder)
            self.weather(survey)
            result, _ = survey.done()
            before = monthly(result, 2016)
            self.assertIn("NPP 2016: up to date", survey.done()[1].err)
            write(survey.path("r-2016.tif"), on_weather_grid(R) / 5, **COARSE)
            _, outcome = survey.done()
            self.assertIn("NPP 2015: up to date", outcome.err)
            self.assertIn("NDVI 2016: up to date", outcome.err)
            self.assertNotIn("NPP 2016: up to date", outcome.err)
            self.assertFalse(np.array_equal(before, monthly(result, 2016), equal_nan=True))
            inputs = group(result, "provenance")
            named = {str(path) for path, setting in zip(inputs.input_path.values, inputs.input_setting.values)
                     if setting == "gridded.radiation"}
            self.assertEqual({os.path.basename(path) for path in named}, {"r-2015.tif", "r-2016.tif"})

    def test_the_archive_says_where_weather_comes_from(self):
        with Folder() as folder:
            survey = Survey(folder)
            self.weather(survey)
            survey.stations()
            del survey.settings["gridded.radiation"], survey.settings["gridded.radiation-unit"]
            result, outcome = survey.done()
            weather = group(result, "weather")
            self.assertEqual(list(weather.source.values), ["gridded", "gridded", "stations"])
            self.assertEqual(str(weather.source_file.sel(variable="temperature", year=2015, month=1).values), "t.nc")
            self.assertEqual(int(weather.source_band.sel(variable="temperature", year=2016, month=8)), 32)
            self.assertEqual(str(weather.source_file.sel(variable="radiation", year=2015, month=8).values), "")
            self.assertTrue(np.isnan(weather.range.sel(variable="temperature")).all())
            self.assertTrue((weather.range.sel(variable="radiation", month=8) > 0).all())
            self.assertTrue((weather.stations.sel(variable="temperature") == 0).all())
            self.assertEqual(int(weather.stations.sel(variable="radiation", year=2015, month=8)), 3)


class SameAsStations(unittest.TestCase):
    def test_constant_fields(self):
        """Twelve months, two years in a row, soil water: rasters and stations of the same values give the same bits."""
        for water in ("monthly", "bucket"):
            with Folder() as folder:
                survey = Survey(folder, months=range(1, 13))
                survey.settings |= {"casa.mode": "full_year", "casa.water": water}
                survey.stations()
                by_stations, _ = survey.done("stations")
                del survey.settings["stations.file"]
                survey.constant_rasters()
                by_rasters, outcome = survey.done("rasters", ranks=2)
                for year in survey.years:
                    np.testing.assert_array_equal(monthly(by_stations, year), monthly(by_rasters, year))
                    self.assertGreater(np.nanmax(monthly(by_rasters, year)), 50)
                self.assertEqual(sum("is a climatology" in text for text in warnings(by_rasters)), 3)
                np.testing.assert_array_equal(group(by_stations, "change").area, group(by_rasters, "change").area)

    def test_another_year(self):
        with Folder() as folder:
            survey = Survey(folder, years=(2016,))
            survey.constant_rasters()
            expected, _ = survey.done("expected")
            for name in ("temperature", "precipitation", "radiation"):
                os.rename(survey.path(f"{name}.tif"), survey.path(f"{name}-1999.tif"))
                survey.settings[f"gridded.{name}"] = name + "-{year}.tif"
            outcome = survey.run()
            self.assertEqual(outcome.code, 3, outcome)
            self.assertIn("no gridded temperature of 2016 in month(s) 1, 2, 3", outcome.err)
            self.assertIn("the rasters hold 1999", outcome.err)
            survey.settings["gridded.use-year"] = "1999"
            result, _ = survey.done()
            np.testing.assert_array_equal(monthly(result, 2016), monthly(expected, 2016))
            self.assertIn("2016 uses the gridded radiation of 1999 (gridded.use-year)", warnings(result))


class WhatIsMissing(unittest.TestCase):
    def test_pixels_without_weather_are_counted(self):
        with Folder() as folder:
            survey = Survey(folder)
            survey.constant_rasters()
            holes = np.broadcast_to(T[:, None, None], (12, ROWS, COLS)).copy()
            holes[0, 10:40, 20:70] = -9999
            write(survey.path("temperature.tif"), holes, nodata=-9999)
            rain = np.broadcast_to(P[:, None, None], (12, ROWS, COLS)).copy()
            rain[7, 100:110, 100:110] = -9999
            rain[7, 0, 0:50] = -0.5
            write(survey.path("precipitation.tif"), rain)
            result, _ = survey.done(ranks=3)
            classed = survey.classes > 0
            cold, dry = classed[10:40, 20:70].sum(), classed[100:110, 100:110].sum()
            texts = "\n".join(warnings(result))
            for year in survey.years:
                self.assertIn(f"{year}: {cold} of {classed.sum()} pixels that have a class lack gridded temperature", texts)
                self.assertIn(f"{year}: {dry} of {classed.sum()} pixels that have a class lack gridded precipitation", texts)
                self.assertIn(f"{year}: {dry} values of gridded precipitation are outside 0..5000", texts)
            npp = monthly(result, 2015)[0]
            self.assertTrue(np.isnan(npp[10:40, 20:70]).all())
            self.assertTrue(np.isnan(npp[100:110, 100:110]).all())
            self.assertEqual(int(np.isnan(npp[classed]).sum()), cold + dry)
            again, _ = survey.done()
            self.assertIn(f"2016: {cold} of", "\n".join(warnings(again)))

    def refused(self, spoil, *words, code=3):
        for command, ranks in (("check", 0), ("run", 0), ("run", 3)):
            with Folder() as folder:
                survey = Survey(folder, years=(2016,))
                survey.constant_rasters()
                spoil(survey)
                outcome = survey.run(command=command, ranks=ranks)
                self.assertEqual(outcome.code, code, outcome)
                for word in words:
                    self.assertIn(word, outcome.err, outcome)
                self.assertFalse(os.path.exists(survey.path("result/survey.h5")))

    def test_kelvin_taken_for_celsius(self):
        self.refused(lambda s: write(s.path("temperature.tif"),
                                     np.broadcast_to(T[:, None, None] + 273.15, (12, ROWS, COLS))),
                     "lie outside -90..60 degC", "gridded.temperature-unit (degC)")

    def test_radiation_that_no_climate_has(self):
        """A day's mean taken for a month's sum lies within any range of months, but not beside the sun's."""
        for ranks, command in ((0, "check"), (3, "run")):
            with self.subTest(command), Folder() as folder:
                survey = Survey(folder, years=(2016,))
                survey.constant_rasters()
                write(survey.path("radiation.tif"), np.broadcast_to(R[:, None, None] / 30.4, (12, ROWS, COLS)))
                outcome = survey.run("result", ranks=ranks, command=command)
                self.assertEqual(outcome.code, 3, outcome)
                self.assertRegex(outcome.err, r"gridded\.radiation = radiation\.tif: the radiation is 0\.0\d+ of that at the "
                                 r"top .*median of 60 .*gridded\.radiation-unit \(MJ/m2/month\) right\? In MJ/m2/day it")
                outcome = survey.run("result", "--gridded.radiation-unit=MJ/m2/day", ranks=ranks, command=command)
                self.assertEqual(outcome.code, 0, outcome)
                self.assertNotIn("top of the atmosphere", outcome.err)

    def test_the_file_declares_another_unit(self):
        """kg m-2 s-1 taken for mm is no implausible value, but the file says what it is."""
        with Folder() as folder:
            survey = Survey(folder, years=(2016,))
            survey.constant_rasters()
            write_netcdf(survey.path("p.nc"), on_weather_grid(P) / 86400 / 30, np.arange(12), "months since 2016-01-01",
                         "standard", name="pr", unit="kg m-2 s-1")
            survey.settings |= {"gridded.precipitation": "p.nc", "gridded.crs": "EPSG:4326"}
            doubt = "p.nc says that its unit is 'kg m-2 s-1', but gridded.precipitation-unit is mm"
            self.assertIn(doubt, survey.done()[1].err)
            survey.settings["gridded.precipitation-unit"] = "kg/m2/s"
            self.assertNotIn("says that its unit", survey.done()[1].err)

    def test_a_month_is_missing(self):
        def eleven_files(survey):
            for month in range(1, 12):
                write(survey.path(f"t-{month:02d}.tif"), np.full((ROWS, COLS), T[month - 1]))
            survey.settings["gridded.temperature"] = "t-{month}.tif"
        self.refused(eleven_files, "there is no gridded temperature of 2016 in month(s) 12; 12 month(s) are needed")

    def test_daily_values(self):
        def daily(survey):
            write_netcdf(survey.path("t.nc"), np.full((60, HIGH, WIDE), 280.), np.arange(60.), "days since 2016-01-01", "standard")
            survey.settings |= {"gridded.temperature": "t.nc", "gridded.temperature-unit": "K", "gridded.crs": "EPSG:4326"}
        self.refused(daily, "band 1 of", "and band 2 of", "one value a month is expected")

    def test_no_crs(self):
        def no_crs(survey):
            for variable, values in (("temperature", T), ("precipitation", P), ("radiation", R)):
                survey.settings[f"gridded.{variable}"] = "w.tif"
            write(survey.path("w.tif"), np.broadcast_to(T[:, None, None] + 20, (12, ROWS, COLS)), crs=None)
        self.refused(no_crs, "gridded weather: ", "w.tif' has no coordinate reference system", "gridded.crs")
        with Folder() as folder:
            survey = Survey(folder, years=(2016,))
            survey.constant_rasters()
            no_crs(survey)
            outcome = survey.run(command="check")
            self.assertEqual(outcome.err.count("no coordinate reference system"), 1, outcome)

    def test_axes_of_longitude_and_latitude_need_no_crs(self):
        with Folder() as folder:
            survey = Survey(folder, years=(2016,))
            survey.constant_rasters()
            write_netcdf(survey.path("t.nc"), on_weather_grid(T), np.arange(12), "months since 2016-01-01", "standard", unit="degC")
            survey.settings["gridded.temperature"] = "t.nc"
            outcome = survey.done()[1]
            self.assertRegex(outcome.err, "gridded temperature: 1 file.s. without a coordinate reference system, '.*t.nc' first, "
                             "are taken as EPSG:4326")

    def test_precipitation_of_another_unit_is_asked_about(self):
        """ERA5's total precipitation is that of a day, in m."""
        for command in ("check", "run"):
            with self.subTest(command), Folder() as folder:
                survey = Survey(folder, years=(2016,))
                survey.constant_rasters()
                write(survey.path("precipitation.tif"), np.broadcast_to(P[:, None, None] / 30.4 / 1000, (12, ROWS, COLS)))
                outcome = survey.run("result", "--gridded.precipitation-unit=m", command=command)
                self.assertEqual(outcome.code, 0, outcome)
                self.assertRegex(outcome.err, r"gridded\.precipitation = precipitation\.tif: the precipitation is .* mm a year "
                                 r"\(median of \d places\).*deserts alone.*gridded\.precipitation-unit \(m\) right\? It would be "
                                 r".* mm with m/day")
                outcome = survey.run("result", "--gridded.precipitation-unit=m/day", command=command)
                self.assertEqual(outcome.code, 0, outcome)
                self.assertNotIn("mm a year", outcome.err)

    def test_no_axis_and_not_twelve_bands(self):
        self.refused(lambda s: write(s.path("radiation.tif"), np.full((5, ROWS, COLS), 500.)),
                     "radiation.tif", "5 band(s) and no time axis")

    def test_weather_elsewhere_on_earth(self):
        self.refused(lambda s: write(s.path("radiation.tif"), np.full((12, ROWS, COLS), 500.), crs="EPSG:32610"),
                     "radiation.tif", "does not overlap")

    def test_no_source_for_a_variable(self):
        self.refused(lambda s: s.settings.pop("gridded.radiation"),
                     "neither stations.file nor gridded.radiation is set: where is the radiation?", code=2)

    def test_no_file(self):
        self.refused(lambda s: s.settings.update({"gridded.radiation": "sun-{year}.tif"}), "no file matches", "sun-{year}.tif")


class RadiationOfStations(unittest.TestCase):
    """Sunshine hours and hourly records in place of measured monthly radiation."""

    def table(self, survey, column, values):
        with open(survey.path("stations.csv"), "w", newline="") as table:
            rows = csv.writer(table)
            rows.writerow(["id", "lon", "lat", "year", "month", "temperature", "precipitation"] + [column] * (values is not None))
            for month in range(1, 13):
                rows.writerow(["S", 112.2, 39.5, 2016, month, T[month - 1], P[month - 1]] +
                              ([values[month - 1]] if values is not None else []))
        survey.settings["stations.file"] = "stations.csv"

    def august(self, survey, *options):
        result, outcome = survey.done("result", *options)
        return monthly(result, 2016)[0], outcome

    def test_sunshine_and_hours(self):
        with Folder() as folder:
            survey = Survey(folder, years=(2016,))
            # R2a-R2d of the golden examples: 8.2 h a day at 39.5 N in August.
            self.table(survey, "radiation", [627.459630340637] * 12)
            measured, _ = self.august(survey)
            self.table(survey, "radiation", [8.2] * 12)
            sunshine, _ = self.august(survey, "--stations.radiation-unit=h/day")
            np.testing.assert_allclose(sunshine, measured, rtol=1e-6)
            other, _ = self.august(survey, "--stations.radiation-unit=h/day", "--stations.angstrom-a=0.2")
            self.assertLess(np.nansum(other), np.nansum(measured))

            self.table(survey, "radiation", None)
            watts = 627.459630340637 / 31 / 0.0864
            with open(survey.path("hours.csv"), "w") as table:
                table.write("id,datetime,radiation\n")
                for day in range(1, 32):
                    for hour in range(0, 24, 2):
                        table.write(f"S,2016-08-{day:02d}T{hour:02d}:00,{0 if hour < 12 else 2 * watts}\n")
                table.write("S,2016-09-01T00:00,0\n")
            hourly, outcome = self.august(survey, f"--stations.hourly-radiation={survey.path('hours.csv')}")
            np.testing.assert_allclose(hourly, measured, rtol=1e-6)
            self.assertIn("station 'S' has too few hourly records of 2016 in month(s) 9 (0 %)", outcome.err)
            refused = survey.run("other", f"--stations.hourly-radiation={survey.path('hours.csv')}", "--stations.use-year=2016",
                                 "--stations.hourly-min-share=1", "--run.years=2016", "--stations.missing=0")
            self.assertEqual(refused.code, 3, refused)
            self.assertIn("no station has a radiation of 2016 in month(s) 8", refused.err)

    def test_hours_alone_with_gridded_weather(self):
        with Folder() as folder:
            survey = Survey(folder, years=(2016,))
            survey.constant_rasters()
            expected, _ = survey.done("expected")
            del survey.settings["gridded.radiation"]
            with open(survey.path("hours.csv"), "w") as table:
                table.write("time;sun\n")
                for day in range(1, 32):
                    for hour in range(24):
                        table.write(f"2016/08/{day:02d} {hour:02d}:00;{R[7] / 31 / 0.0864}\n")
            survey.settings |= {"stations.hourly-radiation": "hours.csv", "stations.hourly-column-time": "time",
                                "stations.hourly-column-radiation": "sun", "stations.id": "S", "stations.lon": "112.2",
                                "stations.lat": "39.5"}
            result, _ = survey.done()
            np.testing.assert_allclose(monthly(result, 2016), monthly(expected, 2016), rtol=1e-6)


@unittest.skipUnless(os.path.isdir(os.path.join(DATA, "north_america_10min")), "north_america_10min is not there")
class NorthAmerica(unittest.TestCase):
    def test_gridded_temperature_and_precipitation(self):
        """A continent with the climatology's T and P and the stations' radiation; numpy finds the same missing pixels."""
        data = os.path.abspath(os.path.join(DATA, "north_america_10min"))
        options = ["run", os.path.join(SOURCE, "configs/north-america.ini"), "--run.progress=off",
                   f"--gridded.temperature={data}/temp_NA.tif", f"--gridded.precipitation={data}/prec_NA.tif",
                   "--stations.column-temperature=", "--stations.column-precipitation=", "--weather.radius="]
        with Folder() as folder:
            one, three = os.path.join(folder, "one"), os.path.join(folder, "three")
            succeed(*options, f"--output.dir={one}", ranks=1)
            succeed(*options, f"--output.dir={three}", "--run.tile-size=100", ranks=3)
            self.assertEqual(digest(one), digest(three))
            annual = group(one, "classes").npp_annual_mean
            for code, low, high in ((1, 250, 900), (2, 300, 800), (3, 100, 500), (6, 0, 100)):
                self.assertTrue(low < float(annual.sel({"class": code}).values[0]) < high, annual)
            with rasterio.open(f"{data}/temp_NA.tif") as t, rasterio.open(f"{data}/landclass_NA.tif") as c:
                lacking = (c.read(1) > 0) & (t.read_masks() == 0).any(axis=0)
            texts = "\n".join(warnings(one))
            if lacking.any():
                self.assertIn(f"2001: {lacking.sum()} of", texts)
            else:
                self.assertNotIn("lack gridded temperature", texts)


if __name__ == "__main__":
    unittest.main()
