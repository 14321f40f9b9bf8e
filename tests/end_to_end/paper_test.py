"""The demo's class, mine and area means come out near the tables of Fu et al. 2022, as its inputs were chosen to."""
import os
import unittest

import xarray

from program import Folder, shared_demo, succeed

NAN = float("nan")
TABLE_3 = {2: [49.21, 47.53, 36.37, 45.49], 1: [48.62, 45.61, 36.42, 48.85], 3: [43.75, 41.27, 32.03, 44.27],
           9: [NAN, NAN, 35.78, 45.56], 10: [48.86, 47.18, 37.44, 50.53], 11: [38.16, 37.01, 29.33, 44.57],
           12: [24.26, 23.57, 18.63, 26.65]}
TABLE_2 = {"Antaibao": [31.08, 25.51, 21.03, 29.00], "Anjialing": [35.31, 26.03, 18.55, 26.06],
           "East": [43.37, 36.21, 28.32, 34.27]}
AREA = [39.54, 35.01, 28.57, 38.99]
MINED, RECLAIMED = [1859.88, 1326.87, 521.14], [564.34, 788.19, 1141.08]


class Paper(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        result = os.path.join(cls.folder.__enter__(), "result")
        succeed("run", shared_demo(), f"--output.dir={result}", "--run.progress=off", ranks=2)
        cls.archive = os.path.join(result, "survey.h5")

    @classmethod
    def tearDownClass(cls):
        cls.folder.__exit__()

    def near(self, what, got, expected, relative=0.10):
        for year, a, b in zip((2006, 2010, 2016, 2020), got, expected):
            if b == b:
                self.assertLess(abs(a - b) / abs(b), relative, f"{what} {year}: {a:.2f}, the paper has {b}")

    def test_class_means(self):
        means = xarray.open_dataset(self.archive, group="classes", engine="h5netcdf").npp_mean
        for code, expected in TABLE_3.items():
            self.near(f"class {code}", means.sel({"class": code}).values[:, 0], expected)

    def test_reclaimed_arable_is_absent_in_2006(self):
        counts = xarray.open_dataset(self.archive, group="classes", engine="h5netcdf")["count"]
        self.assertEqual(int(counts.sel({"class": 9, "year": 2006}).values[0]), 0)

    def test_mine_and_area_means(self):
        zones = xarray.open_dataset(self.archive, group="zones", engine="h5netcdf")
        for name, expected in TABLE_2.items():
            at = [i for i, n in enumerate(zones.zone.values) if str(n).startswith(name)]
            self.assertEqual(len(at), 1, name)
            self.near(name, zones.npp_mean.values[at[0], :, 0], expected)
        self.near("study area", zones.npp_mean.values[0, :, 0], AREA)

    def test_new_land(self):
        land = xarray.open_dataset(self.archive, group="reclamation", engine="h5netcdf")
        for got, expected in ((land.newly_mined.values, MINED), (land.newly_reclaimed.values, RECLAIMED)):
            for a, b in zip(got, expected):
                self.assertLess(abs(a - b) / b, 0.10, (got, expected))


if __name__ == "__main__":
    unittest.main()
