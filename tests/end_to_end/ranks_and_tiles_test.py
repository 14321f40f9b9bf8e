"""The same survey on any number of ranks and with any tile size has one digest."""
import glob
import os
import unittest

import xarray

from program import Folder, digest, shared_demo, succeed


class RanksAndTiles(unittest.TestCase):
    def survey(self, folder, name, ranks, *options):
        result = os.path.join(folder, name)
        succeed("run", shared_demo(), f"--output.dir={result}", "--run.progress=off", "--report.page=no", *options,
                ranks=ranks)
        return digest(result)

    def test_ranks(self):
        with Folder() as folder:
            digests = {ranks: self.survey(folder, f"ranks-{ranks}", ranks) for ranks in (1, 2, 3, 4, 6)}
            self.assertEqual(len(set(digests.values())), 1, digests)

    def test_tile_sizes(self):
        with Folder() as folder:
            digests = {size: self.survey(folder, f"tiles-{size}", 2, f"--run.tile-size={size}") for size in (64, 256, 500)}
            digests["again"] = self.survey(folder, "again", 2)
            digests["alone"] = self.survey(folder, "alone", 0)
            self.assertEqual(len(set(digests.values())), 1, digests)

    def test_the_digest_sees_a_changed_parameter(self):
        with Folder() as folder:
            self.assertNotEqual(self.survey(folder, "a", 2), self.survey(folder, "b", 2, "--casa.te2-constant=1.184"))

    def test_full_year_over_consecutive_years(self):
        """Water goes on from December into January, on any number of ranks; a year on its own starts anew."""
        with Folder() as folder:
            demo = os.path.join(folder, "twelve")
            succeed("demo", demo, "--months=all")
            for layer in glob.glob(os.path.join(demo, "*", "*-2010*.tif")):
                os.link(layer, layer.replace("-2010", "-2007"))
            weather = "--stations.use-year=2006"
            for water in ("monthly", "bucket"):
                digests, means = set(), {}
                for name, ranks, size, years in (("a", 1, 256, "2006,2007"), ("b", 3, 100, "2006,2007"), ("c", 2, 256, "2007")):
                    result = os.path.join(folder, water + name)
                    succeed("run", os.path.join(demo, "demo.ini"), f"--output.dir={result}", f"--run.tile-size={size}",
                            f"--run.years={years}", f"--casa.water={water}", weather, "--ndvi.bounds=table",
                            "--run.progress=off", "--report.page=no", ranks=ranks)
                    self.assertEqual(os.path.exists(os.path.join(result, "state/water-2006.nc")), "2006" in years)
                    if "2006" in years:
                        digests.add(digest(result))
                    with xarray.open_dataset(os.path.join(result, "survey.h5"), group="zones", engine="h5netcdf") as zones:
                        means[name] = zones.npp_mean.sel(year=2007).values[0]
                self.assertEqual(len(digests), 1, (water, digests))
                self.assertFalse((means["a"] == means["c"]).all(), "the year before makes no difference")


if __name__ == "__main__":
    unittest.main()
