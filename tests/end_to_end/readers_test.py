"""Readers of other projects open every file: georeferenced, north up, with the right value at a known corner."""
import glob
import json
import os
import subprocess
import unittest

import netCDF4
import numpy as np
import rasterio
import xarray

from program import Folder, shared_demo, succeed


class Readers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.result = os.path.join(cls.folder.__enter__(), "result")
        succeed("run", shared_demo(), f"--output.dir={cls.result}", "--run.progress=off", "--run.years=2006,2020", ranks=3)
        demo = os.path.dirname(shared_demo())
        cls.source = sorted(glob.glob(os.path.join(demo, "ndvi", "ndvi-2020-08.*")))[0]
        cls.maps = sorted(glob.glob(os.path.join(cls.result, "*", "*.nc")))

    @classmethod
    def tearDownClass(cls):
        cls.folder.__exit__()

    def test_all_maps_are_there(self):
        names = [os.path.relpath(m, self.result) for m in self.maps]
        self.assertEqual(names, ["maps/change-2006-2020.nc", "maps/change-class-2006-2020.nc", "maps/class-2006.nc",
                                 "maps/class-2020.nc", "maps/npp-2006.nc", "maps/npp-2020.nc", "maps/rings-2006.nc",
                                 "maps/rings-2020.nc",
                                 "ndvi/ndvi-2006.nc", "ndvi/ndvi-2020.nc"])

    def test_rasterio_sees_the_grid(self):
        with rasterio.open(self.source) as expected:
            for path in self.maps:
                with rasterio.open(path) as got:
                    self.assertEqual(got.crs.to_epsg(), 32649, path)
                    self.assertTrue(got.transform.almost_equals(expected.transform), path)
                    self.assertEqual(got.shape, expected.shape, path)

    def test_gdalinfo_sees_the_grid(self):
        for path in self.maps:
            info = json.loads(subprocess.run(["gdalinfo", "-json", path], capture_output=True, text=True, check=True).stdout)
            self.assertIn("UTM zone 49N", info["coordinateSystem"]["wkt"], path)
            self.assertLess(info["geoTransform"][5], 0, path)

    def test_ndvi_is_the_source_at_every_pixel(self):
        """Also says that rows are not upside down: the NDVI is that of the raster it came from."""
        with rasterio.open(self.source) as raster:
            source = raster.read(1)
        with netCDF4.Dataset(os.path.join(self.result, "ndvi/ndvi-2020.nc")) as file:
            file.set_auto_maskandscale(False)
            got = file["ndvi"][0]
            self.assertGreater(file["y"][0], file["y"][-1])
        inside = got != -32768
        self.assertGreater(inside.sum(), 500000)
        np.testing.assert_array_equal(got[inside], source[inside])

    def test_a_known_pixel_by_coordinates(self):
        with rasterio.open(self.source) as raster:
            row, col = 400, 300
            x, y = raster.xy(row, col)
            expected = raster.read(1)[row, col] * 1e-4
        for engine in ("h5netcdf", "netcdf4"):
            with xarray.open_dataset(os.path.join(self.result, "ndvi/ndvi-2020.nc"), engine=engine) as maps:
                pixel = maps.ndvi.sel(x=x, y=y, method="nearest", tolerance=1e-6)
                self.assertAlmostEqual(float(pixel[0]), expected, places=6)
                self.assertEqual(str(maps.time.values[0])[:7], "2020-08")
        with rasterio.open(os.path.join(self.result, "ndvi/ndvi-2020.nc")) as maps:
            self.assertAlmostEqual(next(maps.sample([(x, y)]))[0] * maps.scales[0], expected, places=6)

    def test_xarray_opens_every_group(self):
        archive = os.path.join(self.result, "survey.h5")
        for engine in ("h5netcdf", "netcdf4"):
            for group in ("settings", "provenance", "maps", "classes", "zones", "weather", "change", "reclamation"):
                with xarray.open_dataset(archive, group=group, engine=engine) as opened:
                    self.assertGreater(len(opened.variables), 0, (group, engine))
            with xarray.open_dataset(archive, group="zones", engine=engine) as zones:
                self.assertEqual(zones.npp_mean.dims, ("zone", "year", "month"))
                self.assertEqual(list(zones.year.values), [2006, 2020])

    def test_ncdump_reads_all(self):
        for path in self.maps + [os.path.join(self.result, "survey.h5")]:
            finished = subprocess.run(["ncdump", "-h", path], capture_output=True, text=True)
            self.assertEqual(finished.returncode, 0, finished.stderr)


if __name__ == "__main__":
    unittest.main()
