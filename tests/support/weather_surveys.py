"""Surveys in which only the weather matters: one class, the same NDVI everywhere, stations of the test's own making."""
import os

import h5py
import netCDF4
import numpy as np
import rasterio
import rasterio.warp
from rasterio.transform import from_origin

from program import minenpp

YEAR = 2016
VARIABLES = ("temperature", "precipitation", "radiation")
UNITS = {"temperature": "degC", "precipitation": "mm month-1", "radiation": "MJ m-2 month-1"}
TOLERANCE = {"temperature": 0.01, "precipitation": 0.1, "radiation": 0.1}


class Stations:
    """x, y (CRS of the grid), elevation (m) and values[variable]: month x station, NaN where missing."""

    def __init__(self, x, y, temperature, precipitation, radiation, elevation=None, ids=None):
        self.x, self.y = np.asarray(x, float), np.asarray(y, float)
        self.values = dict(zip(VARIABLES, (np.array(np.broadcast_to(v, (12, len(self.x))), float)
                                           for v in (temperature, precipitation, radiation))))
        self.elevation = elevation
        self.ids = [f"S{i:05d}" for i in range(len(self.x))] if ids is None else ids

    @property
    def positions(self):
        return np.column_stack([self.x, self.y])

    def write(self, path, crs):
        lon, lat = rasterio.warp.transform(crs, "EPSG:4326", self.x, self.y)
        height = self.elevation is not None
        with open(path, "w") as table:
            table.write("id,lon,lat" + ",elevation" * height + ",year,month,temperature,precipitation,radiation\n")
            for i, name in enumerate(self.ids):
                place = f"{name},{lon[i]:.10f},{lat[i]:.10f}"
                if height:
                    place += "," if np.isnan(self.elevation[i]) else f",{self.elevation[i]:.6f}"
                for month in range(12):
                    values = ",".join("" if np.isnan(v) else f"{v:.9g}"
                                      for v in (self.values[name][month, i] for name in VARIABLES))
                    table.write(f"{place},{YEAR},{month + 1},{values}\n")


class WeatherSurvey:
    """A survey of one month or, with full_year, of twelve. `settings`: weather__pooling="monthly" and the like."""

    def __init__(self, folder, stations, rows=100, cols=120, pixel=1000.0, west=400000.0, north=4400000.0,
                 crs="EPSG:32649", full_year=False, **settings):
        self.folder, self.stations, self.crs = folder, stations, crs
        self.rows, self.cols, self.pixel, self.west, self.north = rows, cols, pixel, west, north
        self.settings = {"ndvi.pattern": "ndvi.tif" if full_year else "ndvi-{year}-{month}.tif", "ndvi.scale": "0.0001",
                         "ndvi.bounds": "table", "landcover.everywhere": "3", "stations.file": "stations.csv",
                         "output.packing": "float32"}
        if full_year:
            self.settings.update({"ndvi.year": str(YEAR), "casa.mode": "full_year"})
        self.settings.update({key.replace("__", ".").replace("_", "-"): value for key, value in settings.items()})
        self.write_raster("ndvi.tif" if full_year else f"ndvi-{YEAR}-08.tif", np.full((rows, cols), 5000), "int16",
                          bands=12 if full_year else 1)
        self.write_stations()

    def path(self, *names):
        return os.path.join(self.folder, *names)

    @property
    def transform(self):
        return from_origin(self.west, self.north, self.pixel, self.pixel)

    def write_raster(self, name, values, dtype="float64", bands=1, **changes):
        profile = dict(driver="GTiff", width=values.shape[1], height=values.shape[0], count=bands, dtype=dtype,
                       crs=self.crs, transform=self.transform, compress="deflate")
        with rasterio.open(self.path(name), "w", **{**profile, **changes}) as raster:
            for band in range(bands):
                raster.write(values.astype(dtype), band + 1)

    def write_stations(self):
        self.stations.write(self.path("stations.csv"), self.crs)

    def centres(self):
        """x and y of the pixel centres, rows x cols each."""
        return np.meshgrid(self.west + self.pixel * (np.arange(self.cols) + .5),
                           self.north - self.pixel * (np.arange(self.rows) + .5))

    def start(self, command, name, *options, ranks=0, **more):
        with open(self.path("survey.ini"), "w") as file:
            file.writelines(f"{key} = {value}\n" for key, value in self.settings.items())
        return minenpp(command, self.path("survey.ini"), f"--output.dir={self.path(name)}", "--run.progress=off",
                       *options, ranks=ranks, **more)

    def done(self, command, name, *options, **more):
        """The result folder; the outcome is kept."""
        self.outcome = self.start(command, name, *options, **more)
        assert self.outcome.code == 0, self.outcome
        return self.path(name)

    def weather(self, name, *options, **more):
        return self.done("weather", name, *options, **more)


def maps(result, variable, year=YEAR, what=""):
    """month x row x column, NaN where there is no data."""
    with netCDF4.Dataset(os.path.join(result, "maps", f"{variable}{'-variance' if what else ''}-{year}.nc")) as file:
        return np.ma.filled(file[variable + what][:].astype(float), np.nan)


def weather_group(result, name, archive="weather.h5"):
    with h5py.File(os.path.join(result, archive)) as file:
        values = file["weather"][name][()]
    return values.astype(str) if values.dtype.kind in "OS" else values


def smooth_field(x, y, amplitude, scale, rng, waves=6):
    """A sum of cosines of wavelengths around `scale`, different at every call."""
    total = np.zeros_like(x, dtype=float)
    for _ in range(waves):
        angle, length, phase = rng.uniform(0, 2 * np.pi), scale * rng.uniform(0.7, 1.5), rng.uniform(0, 2 * np.pi)
        total += np.cos(2 * np.pi * (x * np.cos(angle) + y * np.sin(angle)) / length + phase)
    return amplitude * total / np.sqrt(waves)


def network(count, west, south, east, north, scale, seed=1, noise=0.05, gaps=0.0):
    """Stations at random places with smooth weather, a little noise, and a share of the values missing."""
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(west, east, count), rng.uniform(south, north, count)
    season = -np.cos(2 * np.pi * (np.arange(12) + .5) / 12)
    temperature = 10 + 12 * season[:, None] + smooth_field(x, y, 4, scale, rng)
    precipitation = 120 + 40 * season[:, None] + smooth_field(x, y, 15, scale, rng)
    radiation = 450 + 180 * season[:, None] + smooth_field(x, y, 40, scale, rng)
    stations = Stations(x, y, temperature, precipitation, radiation)
    for name, size in zip(VARIABLES, (1, 10, 10)):
        values = stations.values[name]
        values += rng.normal(0, noise * size, values.shape)
        values[rng.random(values.shape) < gaps] = np.nan
    return stations


def same_within_tolerance(case, lattice, exact, year=YEAR):
    """Maps made with the lattice and without: data in the same pixels, no pixel in any month that differs by more than
    weather.tolerance."""
    for variable in VARIABLES:
        on, off = maps(lattice, variable, year), maps(exact, variable, year)
        case.assertTrue((np.isnan(on) == np.isnan(off)).all(), variable)
        for month in range(12):
            error = np.abs(on[month] - off[month]) / TOLERANCE[variable]
            error = error[~np.isnan(error)]
            if error.size:
                what = f"{variable}, month {month + 1}: {(error > 1).sum()} of {error.size} pixels, {error.max()} times"
                case.assertLessEqual(error.max(), 1, what)


def lattice_error_within(case, result, exact=None, year=YEAR, times=1, archive="weather.h5"):
    """The error that was measured and stored is within the tolerance, and found in the maps (`exact`: made without the
    lattice): check points are pixels."""
    errors = weather_group(result, "lattice_error", archive)[:, 0]
    case.assertGreater(weather_group(result, "check_points", archive).min(), 0)
    for index, variable in enumerate(VARIABLES):
        case.assertGreaterEqual(np.nanmin(errors[index]), 0)
        case.assertLessEqual(np.nanmax(errors[index]), times * TOLERANCE[variable], variable)
        if exact:
            seen = np.abs(maps(result, variable, year) - maps(exact, variable, year))
            for month in np.flatnonzero(~np.isnan(errors[index])):
                case.assertLessEqual(errors[index, month], np.nanmax(seen[month]) + 1e-4, (variable, month))
