"""The same survey on any number of ranks and with any tile size has one digest."""
import os
import unittest

from program import Folder, digest, shared_demo, succeed


class RanksAndTiles(unittest.TestCase):
    def survey(self, folder, name, ranks, *options):
        result = os.path.join(folder, name)
        succeed("run", shared_demo(), f"--output.dir={result}", "--run.progress=off", *options, ranks=ranks)
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

    def test_full_year_with_bucket_over_consecutive_years(self):
        """Water that goes on from year to year, and all months, on a small demo of twelve months."""
        with Folder() as folder:
            demo = os.path.join(folder, "twelve")
            succeed("demo", demo, "--months=all")
            options = ("--casa.water=bucket", "--run.years=2006,2010", "--output.compression=1")
            digests = set()
            for ranks, size in ((1, 256), (3, 100)):
                result = os.path.join(folder, f"bucket-{ranks}")
                succeed("run", os.path.join(demo, "demo.ini"), f"--output.dir={result}", f"--run.tile-size={size}",
                        "--run.progress=off", *options, ranks=ranks)
                digests.add(digest(result))
            self.assertEqual(len(digests), 1, digests)


if __name__ == "__main__":
    unittest.main()
