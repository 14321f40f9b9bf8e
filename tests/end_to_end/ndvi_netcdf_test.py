"""NDVI in netCDF files: which month and year a band is of, and which variable is read."""
import os
import unittest

import netCDF4
import numpy as np

from program import Folder, minenpp, succeed, without_pages
from surveys import write_survey

without_pages()

LON, LAT, EDGE = 112.3, 39.6, 24
YEARS = (2018, 2019)
TIMES = [(year, month) for year in YEARS for month in (6, 7, 8)]


def ndvi_of(year, month):
    """Another number for each month and pixel, in steps of what maps store."""
    return 0.2 + 0.05 * month + 0.01 * (year - 2018) + 1e-4 * np.arange(EDGE * EDGE).reshape(EDGE, EDGE)


def write_file(path, times, names=("ndvi",)):
    """Bands in the order of `times`; a variable after the first holds other numbers."""
    with netCDF4.Dataset(path, "w") as file:
        for dimension, length in (("time", len(times)), ("lat", EDGE), ("lon", EDGE)):
            file.createDimension(dimension, length)
        time = file.createVariable("time", "f8", ("time",))
        time.units, time.calendar = "months since 2018-01-15", "standard"
        time[:] = [12 * (year - 2018) + month - 1 for year, month in times]
        for dimension, middle, step, unit in (("lat", LAT, -3e-4, "degrees_north"), ("lon", LON, 3e-4, "degrees_east")):
            axis = file.createVariable(dimension, "f8", (dimension,))
            axis[:], axis.units = middle + step * (np.arange(EDGE) + 0.5 - EDGE / 2), unit
        for number, name in enumerate(names):
            variable = file.createVariable(name, "f8", ("time", "lat", "lon"))
            variable[:] = [ndvi_of(*at) * 0.5 ** number for at in times]


class NetcdfNdvi(unittest.TestCase):
    def survey(self, folder, **ndvi):
        keys = {key.replace("_", "-"): value for key, value in ndvi.items()}
        return write_survey(folder, {"ndvi": keys}, LON, LAT, YEARS)

    def maps(self, folder, **ndvi):
        """NDVI of each month as the run stored it."""
        succeed("run", self.survey(folder, crs="EPSG:4326", **ndvi), ranks=2)
        found = {}
        for year in YEARS:
            with netCDF4.Dataset(os.path.join(folder, "result", "ndvi", f"ndvi-{year}.nc")) as file:
                dates = netCDF4.num2date(file["time"][:], file["time"].units)
                for date, values in zip(dates, file["ndvi"][:]):
                    found[year, date.month] = np.asarray(values)
        return found

    def same(self, found):
        self.assertEqual(sorted(found), TIMES)
        for at in TIMES:
            np.testing.assert_allclose(found[at], ndvi_of(*at), atol=6e-5, err_msg=str(at))

    def test_one_file_of_all_years_in_any_order(self):
        with Folder() as folder:
            write_file(os.path.join(folder, "all.nc"), TIMES[::-1])
            self.same(self.maps(folder, pattern="all.nc"))

    def test_years_by_name_and_months_by_the_axis(self):
        with Folder() as folder:
            for year in YEARS:
                write_file(os.path.join(folder, f"n-{year}.nc"), [at for at in TIMES if at[0] == year][::-1])
            self.same(self.maps(folder, pattern="n-{year}.nc"))

    def test_a_variable_of_several(self):
        with Folder() as folder:
            write_file(os.path.join(folder, "all.nc"), TIMES, ("evi", "ndvi"))
            refused = minenpp("check", self.survey(folder, pattern="all.nc"))
            self.assertEqual(refused.code, 2, refused)
            self.assertIn("holds the variables evi, ndvi; name the one to read with ndvi.variable", refused.err)
            halves = self.maps(folder, pattern="all.nc", variable="ndvi")
            for at in TIMES:
                np.testing.assert_allclose(halves[at], ndvi_of(*at) / 2, atol=6e-5)

    def test_an_axis_that_contradicts_the_name(self):
        with Folder() as folder:
            for year in YEARS:
                write_file(os.path.join(folder, f"n-{year}.nc"), [(4030 - year, month) for month in (6, 7, 8)])
            refused = minenpp("check", self.survey(folder, pattern="n-{year}.nc"))
            self.assertEqual(refused.code, 3, refused)
            self.assertIn("n-2018.nc: its time axis says that band 1 is of 2012-06, but it is of 2018 by its name: put *",
                          refused.err)
            by_order = self.maps(folder, pattern="n-{year}.nc", stack_months="6,8,7")
            np.testing.assert_allclose(by_order[2018, 8], ndvi_of(2012, 7), atol=6e-5)


if __name__ == "__main__":
    unittest.main()
