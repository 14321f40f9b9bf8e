"""Opens the sample survey.h5 (tests/io/results/sample.cpp) in FOLDER with the programs that users have."""

import subprocess
import sys
import unittest
from pathlib import Path

import h5py
import numpy as np
import xarray as xr

FILE = Path(sys.argv.pop(1)) / "survey.h5"
ENGINES = ("h5netcdf", "netcdf4")


class Archive(unittest.TestCase):
    def group(self, engine, name):
        data = xr.open_dataset(FILE, group=name, engine=engine)
        self.addCleanup(data.close)
        return data

    def test_zones(self):
        for engine in ENGINES:
            data = self.group(engine, "zones")
            self.assertEqual(data.npp_mean.dims, ("zone", "year", "month"))
            self.assertEqual(data.zone.values.tolist(), ["Antaibao", "平鲁", ""])
            self.assertEqual(data.year.values.tolist(), [2016, 2020])
            self.assertEqual(float(data.npp_mean.sel(zone="平鲁", year=2020, month=8)), 7.25)
            self.assertTrue(np.isnan(data.npp_mean.sel(zone="平鲁", year=2016, month=8)))
            self.assertEqual(data.npp_mean.attrs["units"], "g m-2")
            self.assertTrue(np.isnan(data.npp_mean.encoding["_FillValue"]))
            self.assertEqual(data.pixels.dtype, np.int64)
            self.assertEqual(int(data.pixels.sel(zone="", year=2020)), 2**40)
            self.assertEqual(data.kind.dtype, np.uint8)
            self.assertEqual(data.zone.attrs["long_name"], "zone")

    def test_empty_array_and_bare_dimension(self):
        for engine in ENGINES:
            data = self.group(engine, "validation/samples")
            self.assertEqual(data.measured.shape, (0,))
            self.assertEqual(data["count"].dims, ("bin",))
            self.assertEqual(data["count"].values.tolist(), [4, 3, 2, 1])
            self.assertEqual(data.attrs["r_squared"], 0.9)

    def test_settings_text(self):
        for engine in ENGINES:
            text = self.group(engine, "settings").survey_file.item()
            self.assertEqual(text, "x" * 100000 + "\n[run]\n")

    def test_h5py(self):
        with h5py.File(FILE) as data:
            self.assertEqual(data.attrs["minenpp_stage_key"], b"key")
            self.assertEqual(data["zones/zone"].asstr()[1], "平鲁")
            self.assertEqual(data["zones/npp_mean"].dims[0][0].name, "/zones/zone")

    def test_ncdump(self):
        run = subprocess.run(["ncdump", FILE], check=True, capture_output=True, text=True)
        self.assertEqual(run.stderr, "")
        self.assertIn("double npp_mean(zone, year, month) ;", run.stdout)
        self.assertIn('"平鲁"', run.stdout)
        self.assertNotIn("float bin", run.stdout)


if __name__ == "__main__":
    unittest.main()
