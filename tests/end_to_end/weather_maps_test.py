"""Maps of the weather and of its kriging variance, as other programs read them; the command that makes them alone."""
import json
import os
import subprocess
import unittest

import netCDF4
import numpy as np
import scipy.stats
import xarray

from program import Folder, digest
from weather_surveys import UNITS, VARIABLES, YEAR, WeatherSurvey, maps, network

MAPS = ("--output.weather=yes", "--output.weather-variance=yes", "--weather.check-points=50")


def survey(folder, count=9, **settings):
    """Stations at pixel centres, the third at row 40, column 60."""
    stations = network(count, 400000, 4300000, 520000, 4400000, 150e3)
    for axis in (stations.x, stations.y):
        axis[:] = np.floor(axis / 1000) * 1000 + 500
    stations.x[2], stations.y[2] = 400000 + 60500, 4400000 - 40500
    return WeatherSurvey(folder, stations, **settings)


class Maps(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = Folder()
        cls.survey = survey(cls.temporary.__enter__(), full_year=True)
        cls.result = cls.survey.done("run", "result", *MAPS, ranks=2)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.__exit__()

    def file(self, variable, variance=""):
        return os.path.join(self.result, "maps", f"{variable}{variance}-{YEAR}.nc")

    def test_xarray(self):
        for variable in VARIABLES:
            for engine in ("netcdf4", "h5netcdf"):
                with xarray.open_dataset(self.file(variable), engine=engine) as opened:
                    field = opened[variable]
                    self.assertEqual(field.dims, ("time", "y", "x"))
                    self.assertEqual(field.units.replace("degree_Celsius", "degC"), UNITS[variable])
                    self.assertEqual([str(t)[:10] for t in field.time.values],
                                     [f"{YEAR}-{month:02d}-01" for month in range(1, 13)])
                    self.assertEqual(field.grid_mapping if "grid_mapping" in field.attrs else field.encoding["grid_mapping"],
                                     "crs")
                    self.assertEqual((float(opened.x[0]), float(opened.y[0])), (400500, 4399500))
                    self.assertFalse(np.isnan(field.values).any())
                    self.assertEqual(opened.Conventions, "CF-1.8")

    def test_cf(self):
        """Months have bounds; a mean is said to be a mean, a sum a sum; a variance has the squared unit."""
        for variable in VARIABLES:
            with netCDF4.Dataset(self.file(variable)) as file:
                self.assertEqual(file["time"].bounds, "time_bnds")
                bounds = netCDF4.num2date(file["time_bnds"][:], file["time"].units)
                self.assertEqual([d.month for d in bounds[:, 0]], list(range(1, 13)))
                self.assertEqual(str(bounds[-1, 1])[:10], f"{YEAR + 1}-01-01")
                self.assertIn("mean" if variable == "temperature" else "sum", file[variable].cell_methods)
                self.assertTrue(file["crs"].crs_wkt.startswith("PROJCRS"))
                self.assertTrue(np.isnan(file[variable]._FillValue))
            with netCDF4.Dataset(self.file(variable, "-variance")) as file:
                self.assertRegex(file[variable + "_variance"].units, "2")

    def test_gdal(self):
        for variable in VARIABLES:
            for name, kind in ((self.file(variable), variable), (self.file(variable, "-variance"), variable + "_variance")):
                info = json.loads(subprocess.run(["gdalinfo", "-json", name], capture_output=True, text=True, check=True).stdout)
                self.assertEqual(info["size"], [120, 100])
                self.assertEqual(len(info["bands"]), 12)
                self.assertEqual(info["geoTransform"], [400000, 1000, 0, 4400000, 0, -1000])
                self.assertIn("UTM zone 49N", info["coordinateSystem"]["wkt"])
                self.assertEqual(info["bands"][0]["metadata"][""]["NETCDF_VARNAME"], kind)

    def test_the_maps_are_those_that_npp_is_made_of(self):
        """At a station, without a nugget, the map holds what the station recorded."""
        stations = self.survey.stations
        for variable in VARIABLES:
            np.testing.assert_allclose(maps(self.result, variable)[:, 40, 60], stations.values[variable][:, 2], rtol=1e-5)

    def test_variance(self):
        stations = self.survey.stations
        x, y = self.survey.centres()
        away = np.sqrt((x[..., None] - stations.x) ** 2 + (y[..., None] - stations.y) ** 2).min(-1)
        for variable in VARIABLES:
            variance = maps(self.result, variable, what="_variance")
            self.assertTrue((variance >= 0).all())
            for month in range(12):
                sill = stations.values[variable][month].var(ddof=1)
                self.assertLess(variance[month, 40, 60], 1e-6 * sill)
                self.assertGreater(scipy.stats.spearmanr(away.ravel(), variance[month].ravel())[0], 0.8)
                self.assertTrue((np.diff(variance[month, 40, 60:64]) > 0).all())
            self.assertGreater(variance[0].max(), 0.05 * stations.values[variable][0].var(ddof=1))

    def test_variance_of_gridded_weather_is_no_data(self):
        with Folder() as folder:
            mixed = survey(folder)
            mixed.write_raster("t.tif", np.broadcast_to(np.linspace(5, 25, 120), (100, 120)), bands=12)
            result = mixed.done("run", "result", *MAPS, "--gridded.temperature=" + mixed.path("t.tif"))
            self.assertTrue(np.isnan(maps(result, "temperature", what="_variance")).all())
            self.assertFalse(np.isnan(maps(result, "precipitation", what="_variance")).any())
            np.testing.assert_allclose(maps(result, "temperature")[3], np.tile(np.linspace(5, 25, 120), (100, 1)), rtol=1e-6)
            with xarray.open_dataset(os.path.join(result, "survey.h5"), group="zones", engine="h5netcdf") as zones:
                share = zones.npp_weather_share.values[0, 0, 0]
                self.assertFalse(share[0] > 0, share)
                self.assertAlmostEqual(np.nansum(share), 1, delta=1e-9)


class Command(unittest.TestCase):
    def test_tables_and_nothing_else(self):
        with Folder() as folder:
            one = survey(folder)
            result = one.done("run", "result", "--weather.check-points=50")
            before = {name: os.stat(os.path.join(result, name)).st_mtime_ns for name in ("survey.h5", f"maps/npp-{YEAR}.nc")}
            values = digest(os.path.join(result, "survey.h5"))
            one.weather("result", *MAPS[1:], ranks=2)
            for text in (f"temperature of {YEAR}, degC", f"precipitation of {YEAR}, mm/month", "variogram", "RMSE", "MSDR",
                         "Maps:"):
                self.assertIn(text, one.outcome.out)
            self.assertEqual(before, {name: os.stat(os.path.join(result, name)).st_mtime_ns for name in before})
            self.assertEqual(digest(os.path.join(result, "survey.h5")), values)
            made = {name: os.stat(os.path.join(result, "maps", f"{name}-{YEAR}.nc")).st_mtime_ns for name in VARIABLES}

            one.done("run", "result", *MAPS, ranks=3)
            self.assertIn(f"weather {YEAR}: up to date", one.outcome.err)
            self.assertIn(f"NPP {YEAR}: up to date", one.outcome.err)
            self.assertEqual(made, {name: os.stat(os.path.join(result, "maps", f"{name}-{YEAR}.nc")).st_mtime_ns
                                    for name in VARIABLES})

    def test_the_same_maps_as_a_run(self):
        with Folder() as folder:
            one = survey(folder)
            run, alone = one.done("run", "run", *MAPS), one.weather("alone", *MAPS[1:])
            for variable in VARIABLES:
                for what in ("", "_variance"):
                    np.testing.assert_array_equal(maps(run, variable, what=what), maps(alone, variable, what=what))

    def test_other_weather_is_made_again(self):
        with Folder() as folder:
            one = survey(folder)
            one.done("run", "result", *MAPS)
            one.done("run", "result", *MAPS, "--weather.variogram=exponential")
            self.assertNotIn("up to date", "".join(line for line in one.outcome.err.splitlines(True)
                                                   if f"weather {YEAR}" in line or f"NPP {YEAR}" in line))
            one.done("run", "result")
            self.assertFalse(os.path.exists(os.path.join(folder, "result", "maps", f"temperature-{YEAR}.nc")))


if __name__ == "__main__":
    unittest.main()
