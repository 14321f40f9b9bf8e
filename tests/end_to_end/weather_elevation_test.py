"""Weather that follows the elevation of a DEM on another grid, and what the weather's error does to NPP."""
import os
import unittest

import numpy as np
import rasterio.warp
import xarray
from rasterio.transform import from_origin

from kriging import LAPSE_RATE, krige, semivariogram
from program import Folder, without_pages

without_pages()
from weather_surveys import (VARIABLES, YEAR, Stations, WeatherSurvey, lattice_error_within, maps, network,
                             same_within_tolerance, weather_group)

EXACT = "--weather.lattice=off"
MONTHS = np.arange(12)[:, None]


def mountain(x, y):
    """Elevation, m: hills between 700 and 2300 m, smooth enough for a DEM of 0.0025 degrees."""
    return 1500 + 500 * np.sin(x / 9e3) * np.cos(y / 11e3) + 300 * np.cos(x / 23e3 + y / 17e3)


def warmth(x, y):
    """Part of the temperature that has nothing to do with the elevation: 1 K over hundreds of kilometres."""
    return np.sin(x / 400e3) + np.cos(y / 500e3)


def mountain_survey(folder, rate, **settings):
    """Temperature falls by `rate` K/m; precipitation rises by 0.05 mm/m. The DEM is in degrees."""
    rng = np.random.default_rng(5)
    x, y = rng.uniform(395000, 525000, 60), rng.uniform(4295000, 4405000, 60)
    height = mountain(x, y)
    stations = Stations(x, y, 10 + MONTHS + warmth(x, y) - rate * height, 50 + 0.05 * height + 0 * MONTHS,
                        450 + 0 * MONTHS, height)
    survey = WeatherSurvey(folder, stations, weather__dem="dem.tif", **settings)
    degrees = 0.0025
    lon, lat = np.meshgrid(109.5 + degrees * (np.arange(760) + .5), 40.0 - degrees * (np.arange(560) + .5))
    x, y = rasterio.warp.transform("EPSG:4326", survey.crs, lon.ravel(), lat.ravel())
    survey.dem = mountain(np.reshape(x, lon.shape), np.reshape(y, lon.shape))
    survey.dem_grid = dict(dtype="float32", crs="EPSG:4326", nodata=-9999,
                           transform=from_origin(109.5, 40.0, degrees, degrees))
    survey.write_raster("dem.tif", survey.dem, **survey.dem_grid)
    return survey


class Elevation(unittest.TestCase):
    def truth(self, survey, rate):
        x, y = survey.centres()
        return 10 + MONTHS[..., None] + (warmth(x, y) - rate * mountain(x, y))[None]

    def test_the_slope_is_found_from_the_stations(self):
        for rate in (0.0065, 0.004):
            with self.subTest(rate), Folder() as folder:
                survey = mountain_survey(folder, rate)
                truth = self.truth(survey, rate)
                lattice, exact = survey.weather("lattice"), survey.weather("exact", EXACT)
                self.assertLess(np.abs(maps(exact, "temperature") - truth).max(), 0.05)
                same_within_tolerance(self, lattice, exact)
                lattice_error_within(self, lattice)
                plain = survey.weather("plain", "--weather.temperature-drift=none")
                self.assertGreater(np.abs(maps(plain, "temperature") - truth).max(), 1)

    def test_pixels_agree_with_numpy(self):
        with Folder() as folder:
            survey = mountain_survey(folder, 0.005)
            stations, values = survey.stations, survey.stations.values["temperature"]
            x, y = survey.centres()
            rng = np.random.default_rng(2)
            pixels = rng.integers(0, survey.rows, 60), rng.integers(0, survey.cols, 60)
            places, height = np.column_stack([x[pixels], y[pixels]]), mountain(x[pixels], y[pixels])
            for drift in ("auto", "lapse"):
                result = survey.weather(drift, EXACT, f"--weather.temperature-drift={drift}", "--weather.pooling=monthly")
                for month in (0, 7):
                    gamma = semivariogram(*(weather_group(result, name)[0, 0, month] for name in
                                            ("variogram_model", "nugget", "partial_sill", "range")))
                    if drift == "auto":
                        expected, _ = krige(stations.positions, values[month], places, gamma, None, stations.elevation,
                                            height)
                    else:
                        reduced = values[month] + LAPSE_RATE * stations.elevation
                        expected = krige(stations.positions, reduced, places, gamma)[0] - LAPSE_RATE * height
                    np.testing.assert_allclose(maps(result, "temperature")[month][pixels], expected, atol=0.02)

    def test_the_standard_lapse_rate(self):
        with Folder() as folder:
            survey = mountain_survey(folder, LAPSE_RATE)
            lattice = survey.weather("lattice", "--weather.temperature-drift=lapse")
            exact = survey.weather("exact", "--weather.temperature-drift=lapse", EXACT)
            self.assertLess(np.abs(maps(exact, "temperature") - self.truth(survey, LAPSE_RATE)).max(), 0.05)
            same_within_tolerance(self, lattice, exact)

    def test_few_stations_fall_back_to_the_lapse_rate(self):
        """auto; with elevation alone this is an error (faults/weather_faults_test.py)."""
        with Folder() as folder:
            survey = mountain_survey(folder, 0.004)
            keep = slice(0, 4)
            stations = survey.stations
            survey.stations = Stations(stations.x[keep], stations.y[keep], *(stations.values[v][:, keep] for v in VARIABLES),
                                       stations.elevation[keep])
            survey.write_stations()
            auto, lapse = survey.weather("auto"), survey.weather("lapse", "--weather.temperature-drift=lapse")
            np.testing.assert_array_equal(maps(auto, "temperature"), maps(lapse, "temperature"))

    def test_without_drift_the_dem_changes_nothing(self):
        with Folder() as folder:
            survey = mountain_survey(folder, 0.0065)
            plain = survey.weather("plain", "--weather.temperature-drift=none")
            del survey.settings["weather.dem"]
            without = survey.weather("without")
            for variable in VARIABLES:
                np.testing.assert_array_equal(maps(plain, variable), maps(without, variable))

    def test_precipitation_follows_the_elevation(self):
        with Folder() as folder:
            survey = mountain_survey(folder, 0.0065, weather__precipitation_drift="elevation")
            lattice, exact = survey.weather("lattice"), survey.weather("exact", EXACT)
            x, y = survey.centres()
            self.assertLess(np.abs(maps(exact, "precipitation") - 50 - 0.05 * mountain(x, y)).max(), 0.5)
            same_within_tolerance(self, lattice, exact)

    def test_a_hole_in_the_dem_is_no_data(self):
        with Folder() as folder:
            survey = mountain_survey(folder, 0.0065)
            survey.dem[200:260, 300:420] = -9999
            survey.write_raster("dem.tif", survey.dem, **survey.dem_grid)
            x, y = survey.centres()
            lon, lat = (np.reshape(c, x.shape) for c in rasterio.warp.transform(survey.crs, "EPSG:4326", x.ravel(), y.ravel()))
            row, col = (40.0 - lat) / 0.0025, (lon - 109.5) / 0.0025
            inside = (row > 201) & (row < 259) & (col > 301) & (col < 419)
            outside = (row < 199) | (row > 261) | (col < 299) | (col > 421)
            self.assertGreater(inside.sum(), 100)
            for name, option in (("lattice", "--weather.lattice=on"), ("exact", EXACT)):
                result = survey.weather(name, option)
                temperature = maps(result, "temperature")
                self.assertTrue(np.isnan(temperature[:, inside]).all())
                self.assertFalse(np.isnan(temperature[:, outside]).any())
                self.assertFalse(np.isnan(maps(result, "precipitation")).any())
            result = survey.done("run", "run")
            with xarray.open_dataset(os.path.join(result, "maps", f"npp-{YEAR}.nc"), engine="netcdf4") as npp:
                self.assertTrue(np.isnan(npp.npp.values[:, inside]).all())
                self.assertFalse(np.isnan(npp.npp.values[:, outside]).any())


class Uncertainty(unittest.TestCase):
    """What the kriging error of the weather does to NPP."""

    GROUP = ("npp_weather_se", "npp_weather_se_pixel", "npp_weather_share", "npp_weather_samples")

    def survey(self, folder, **settings):
        stations = network(8, 400000, 4300000, 520000, 4400000, 150e3)
        return WeatherSurvey(folder, stations, rows=100, cols=120, weather__lattice="off", **settings)

    def effects(self, result, name="zones"):
        with xarray.open_dataset(os.path.join(result, "survey.h5"), group=name, engine="h5netcdf") as group:
            return group.load()

    def test_the_arrays(self):
        with Folder() as folder:
            result = self.survey(folder, full_year=True).done("run", "result")
            for name, first in (("zones", "zone"), ("classes", "class")):
                group = self.effects(result, name)
                self.assertEqual(group.npp_weather_se.dims, (first, "year", "month"))
                self.assertEqual(group.npp_weather_share.dims, (first, "year", "month", "weather_variable"))
                at = {first: 0 if name == "zones" else list(group["class"].values).index(3)}
                self.assertTrue((group.npp_weather_samples.isel(at) == 7 * 8).all())
                for array in ("npp_weather_se", "npp_weather_se_pixel", "npp_annual_weather_se"):
                    self.assertTrue((group[array].isel(at).values > 0).all() and np.isfinite(group[array].isel(at)).all())
                self.assertTrue((group.npp_weather_se_pixel.isel(at) >= group.npp_weather_se.isel(at) - 1e-9).all())
                np.testing.assert_allclose(group.npp_weather_share.isel(at).sum("weather_variable"), 1, atol=1e-9)

    def test_every_pixel_or_some(self):
        with Folder() as folder:
            survey = self.survey(folder)
            fine, coarse = (self.effects(survey.done("run", f"step-{step}", f"--weather.uncertainty-step={step}"))
                            for step in (1, 16))
            self.assertEqual(int(fine.npp_weather_samples[0, 0, 0]), 100 * 120)
            for name in self.GROUP[:3]:
                np.testing.assert_allclose(coarse[name].values[0], fine[name].values[0], rtol=0.2, atol=0.02)
            off = self.effects(survey.done("run", "off", "--weather.uncertainty-step=0"))
            self.assertNotIn("npp_weather_se", off)

    def test_weather_moved_by_its_error_moves_npp_by_as_much(self):
        """The weather and its variance are mapped; surveys of gridded weather one standard error up and down give the
        effect of each variable on each pixel."""
        with Folder() as folder:
            survey = self.survey(folder, output__weather="yes", output__weather_variance="yes")
            result = survey.done("run", "result", "--weather.uncertainty-step=1")
            found = self.effects(result).isel(zone=0, year=0, month=0)
            fields = {v: maps(result, v) for v in VARIABLES}
            error = {v: np.sqrt(maps(result, v, what="_variance")) for v in VARIABLES}
            effects = np.array([self.effect(survey, fields, error, moved) for moved in VARIABLES])
            means = effects.mean((1, 2))
            np.testing.assert_allclose(found.npp_weather_se, np.sqrt((means ** 2).sum()), rtol=1e-3)
            np.testing.assert_allclose(found.npp_weather_se_pixel, np.sqrt((effects ** 2).mean((1, 2)).sum()), rtol=1e-3)
            np.testing.assert_allclose(found.npp_weather_share, means ** 2 / (means ** 2).sum(), atol=1e-3)

    def effect(self, survey, fields, error, moved):
        npp = []
        for step in (1, -1):
            for variable in VARIABLES:
                values = fields[variable] + (step * error[variable] if variable == moved else 0)
                values = np.where(np.isnan(values), 100, values)  # months of radiation that are not used
                if variable != "temperature":
                    values = np.maximum(values, 0)
                with rasterio.open(survey.path(f"{variable}.tif"), "w", driver="GTiff", width=survey.cols,
                                   height=survey.rows, count=12, dtype="float64", crs=survey.crs,
                                   transform=survey.transform) as raster:
                    raster.write(values)
            result = survey.done("run", f"{moved}-{step}", "--output.weather=no", "--output.weather-variance=no",
                                 *(f"--gridded.{v}={survey.path(v + '.tif')}" for v in VARIABLES))
            with xarray.open_dataset(os.path.join(result, "maps", f"npp-{YEAR}.nc"), engine="netcdf4") as file:
                npp.append(file.npp.values[0].astype(float))
        return (npp[0] - npp[1]) / 2

    def test_a_single_station_has_no_error(self):
        with Folder() as folder:
            survey = WeatherSurvey(folder, network(1, 450000, 4340000, 460000, 4350000, 150e3))
            zones = self.effects(survey.done("run", "result"))
            self.assertTrue(np.isfinite(zones.npp_mean.values[0]).all())
            self.assertFalse((zones.npp_weather_se.values > 0).any(), zones.npp_weather_se)


if __name__ == "__main__":
    unittest.main()
