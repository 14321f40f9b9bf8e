"""Opens the sample maps (tests/io/results/sample.cpp) in FOLDER with the programs that users have."""

import json
import subprocess
import sys
import unittest
import warnings
from pathlib import Path

import netCDF4
import numpy as np
import rasterio
import xarray as xr

FOLDER = Path(sys.argv.pop(1))
ROWS, COLS = 130, 70
MONTHS = np.array(["2016-07-01", "2016-08-01"], dtype="datetime64[ns]")
ENGINES = ("h5netcdf", "netcdf4")


def packed(month):
    """Stored npp; -32768 is no data."""
    row, col = np.mgrid[0:ROWS, 0:COLS]
    return np.where(row + col < 5, -32768, 1000 * month + 10 * row - 7 * col)


def npp(month):
    stored = packed(month)
    return np.where(stored == -32768, np.nan, stored * 0.01)


def gdalinfo(dataset):
    return json.loads(subprocess.run(["gdalinfo", "-json", dataset], check=True, capture_output=True).stdout)


class Xarray(unittest.TestCase):
    def open(self, engine, name="utm.nc", **options):
        data = xr.open_dataset(FOLDER / name, engine=engine, **options)
        self.addCleanup(data.close)
        return data

    def test_values_are_scaled_and_masked(self):
        for engine in ENGINES:
            data = self.open(engine)
            self.assertEqual(data.npp.dims, ("time", "y", "x"))
            for month in (0, 1):
                np.testing.assert_allclose(data.npp.values[month], npp(month), rtol=2e-7)
            self.assertEqual(data.npp_annual.dtype, np.float32)
            self.assertTrue(np.isnan(data.npp_annual.values[0, 0]))
            self.assertEqual(float(data.npp_annual[10, 4]), 7.0)

    def test_time_is_decoded_with_bounds(self):
        for engine in ENGINES:
            data = self.open(engine)
            np.testing.assert_array_equal(data.time.values, MONTHS)
            bounds = data.time_bnds.values.astype("datetime64[D]").astype(str)
            self.assertEqual(bounds.tolist(), [["2016-07-01", "2016-08-01"], ["2016-08-01", "2016-09-01"]])
            self.assertEqual(data.time_bnds.dims, ("time", "nv"))

    def test_coordinates_are_pixel_centres_from_the_north(self):
        for engine in ENGINES:
            data = self.open(engine)
            np.testing.assert_array_equal(data.x.values, 600000 + (np.arange(COLS) + 0.5) * 30)
            np.testing.assert_array_equal(data.y.values, 4380000 - (np.arange(ROWS) + 0.5) * 30)
            self.assertEqual(data.y.attrs["standard_name"], "projection_y_coordinate")
            corner = data.npp.sel(x=600000 + 69.5 * 30, y=4380000 - 129.5 * 30, time="2016-08-01")
            self.assertAlmostEqual(float(corner), 18.07, places=5)

    def test_grid_mapping(self):
        for engine in ENGINES:
            data = self.open(engine, decode_coords="all")
            self.assertIn("crs", data.coords)
            crs = data.crs.attrs
            self.assertEqual(crs["grid_mapping_name"], "transverse_mercator")
            self.assertEqual(crs["longitude_of_central_meridian"], 111.0)
            self.assertEqual(crs["scale_factor_at_central_meridian"], 0.9996)
            self.assertEqual(crs["GeoTransform"], "600000 30 0 4380000 0 -30")
            self.assertEqual(rasterio.crs.CRS.from_wkt(crs["crs_wkt"]).to_epsg(), 32649)
            self.assertEqual(rasterio.crs.CRS.from_wkt(crs["spatial_ref"]).to_epsg(), 32649)

    def test_classes_and_attributes(self):
        for engine in ENGINES:
            data = self.open(engine, mask_and_scale=False)
            self.assertEqual(data["class"].dtype, np.uint8)
            self.assertEqual(data["class"].attrs["_FillValue"].dtype, np.uint8)
            self.assertEqual(np.asarray(data["class"].attrs["flag_values"]).tolist(), [1, 2, 3])
            self.assertEqual(data["class"].attrs["flag_meanings"], "arable forest grassland")
            self.assertEqual(data.npp.dtype, np.int16)
            np.testing.assert_array_equal(data.npp.values[1], packed(1))
            self.assertEqual(data.npp.attrs["cell_methods"], "time: sum")
            self.assertEqual(data.attrs["Conventions"], "CF-1.8")

    def test_statistics_group(self):
        for engine in ENGINES:
            data = self.open(engine, group="statistics")
            self.assertEqual(data["count"].dims, ("class", "bin"))
            self.assertEqual(data["count"].sel({"class": 2}).values.tolist(), [4, 5, 2**50])

    def test_geographic(self):
        for engine in ENGINES:
            data = self.open(engine, "degrees.nc")
            self.assertEqual(data.x.attrs["units"], "degrees_east")
            self.assertEqual(data.y.attrs["standard_name"], "latitude")
            self.assertAlmostEqual(float(data.y[0]), 39.7 - 0.00125)
            self.assertEqual(data.crs.attrs["grid_mapping_name"], "latitude_longitude")


class Gdal(unittest.TestCase):
    def test_plain_path_of_one_map(self):
        info = gdalinfo(FOLDER / "single.nc")
        self.assertEqual(info["driverShortName"], "netCDF")
        self.assertEqual(info["geoTransform"], [600000, 30, 0, 4380000, 0, -30])
        self.assertEqual(info["size"], [COLS, ROWS])
        self.assertIn('ID["EPSG",32649]', info["coordinateSystem"]["wkt"])
        self.assertEqual(len(info["bands"]), 2)
        for band in info["bands"]:
            self.assertEqual(band["type"], "Int16")
            self.assertEqual(band["noDataValue"], -32768)
            self.assertEqual(band["scale"], 0.01)
            self.assertEqual(band["offset"], 0)

    def test_every_map_of_several(self):
        for name, dtype, bands in (("npp", "Int16", 2), ("npp_annual", "Float32", 1), ("class", "Byte", 1)):
            info = gdalinfo(f'NETCDF:"{FOLDER}/utm.nc":{name}')
            self.assertEqual(info["geoTransform"], [600000, 30, 0, 4380000, 0, -30], name)
            self.assertIn('ID["EPSG",32649]', info["coordinateSystem"]["wkt"], name)
            self.assertEqual([band["type"] for band in info["bands"]], [dtype] * bands, name)

    def test_geographic(self):
        info = gdalinfo(f'NETCDF:"{FOLDER}/degrees.nc":npp')
        np.testing.assert_allclose(info["geoTransform"], [112.1, 0.0025, 0, 39.7, 0, -0.0025], atol=1e-12)
        self.assertIn('ID["EPSG",4326]', info["coordinateSystem"]["wkt"])

    def test_rasterio(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error", rasterio.errors.NotGeoreferencedWarning)
            with rasterio.open(FOLDER / "single.nc") as data:
                self.assertEqual(data.crs.to_epsg(), 32649)
                self.assertEqual(tuple(data.bounds), (600000, 4380000 - ROWS * 30, 600000 + COLS * 30, 4380000))
                self.assertEqual(data.nodata, -32768)
                np.testing.assert_array_equal(data.read(1), packed(0))
                np.testing.assert_array_equal(data.read(2), packed(1))
                south_east = next(data.sample([(602085, 4376115)]))
                self.assertEqual(south_east[0], 10 * 129 - 7 * 69)
                self.assertEqual(data.scales, (0.01, 0.01))


class NetCDF(unittest.TestCase):
    def test_ncdump(self):
        for name in ("utm.nc", "degrees.nc", "single.nc"):
            run = subprocess.run(["ncdump", "-h", FOLDER / name], check=True, capture_output=True, text=True)
            self.assertEqual(run.stderr, "")
            self.assertIn("time = 2 ;", run.stdout)
            self.assertIn("short npp(time, y, x) ;", run.stdout)
            self.assertIn("npp:_FillValue = -32768s ;", run.stdout)
            self.assertIn('npp:grid_mapping = "crs" ;', run.stdout)
            self.assertNotIn("phony", run.stdout)
            self.assertNotIn("float nv", run.stdout)

    def test_ncdump_shows_dates(self):
        run = subprocess.run(["ncdump", "-t", "-v", "time", FOLDER / "utm.nc"], check=True, capture_output=True,
                             text=True)
        self.assertIn('time = "2016-07-01", "2016-08-01"', run.stdout)

    def test_storage(self):
        with netCDF4.Dataset(FOLDER / "utm.nc") as data:
            variable = data["npp"]
            self.assertEqual(variable.chunking(), [1, 64, 64])
            self.assertTrue(variable.filters()["zlib"])
            self.assertTrue(variable.filters()["shuffle"])
            self.assertEqual(variable.filters()["complevel"], 1)
            self.assertEqual(list(data.dimensions), ["time", "nv", "y", "x"])


if __name__ == "__main__":
    unittest.main()
