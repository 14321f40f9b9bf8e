"""Kriged weather is the same on any number of ranks, for any tile size, whether each rank holds all stations or some.

MINENPP_WEATHER=all: every combination, and 60,000 stations."""
import os
import time
import unittest

import xarray

from program import Folder, digest
from weather_surveys import ( WeatherSurvey, lattice_error_within, maps, network, same_within_tolerance,
                             weather_group)

ALL = os.environ.get("MINENPP_WEATHER") == "all"
SHARED = "--run.share-stations=yes"
MAPS = ("--output.weather=yes", "--output.weather-variance=yes", "--weather.check-points=50")

NEIGHBOURHOODS = {
    "nearest": ("--weather.neighbourhood=nearest",),
    "global": ("--weather.neighbourhood=global",),
    "octant": ("--weather.neighbourhood=octant", "--weather.radius=900000"),
    "radius": ("--weather.neighbourhood=nearest", "--weather.radius=500000"),
    "exact": ("--weather.neighbourhood=nearest", "--weather.radius=500000", "--weather.lattice=off"),
}
# Ranks, tile size, whether stations are shared.
ONE, SIX = (1, 256, ()), (6, 64, (SHARED,))
WAYS = [ONE, (2, 64, (SHARED,)), (3, 500, ()), (4, 256, (SHARED,)), SIX]
FEW_WAYS = [ONE, (3, 64, (SHARED,))]
if ALL:
    WAYS = [(ranks, size, shared) for ranks in (1, 2, 3, 4, 6) for size in (64, 256, 500) for shared in ((), (SHARED,))]
    FEW_WAYS = WAYS


def provenance(result, name):
    with xarray.open_dataset(os.path.join(result, "survey.h5"), group="provenance", engine="h5netcdf") as group:
        return int(group[name])


class RanksAndTiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """90 stations with gaps and a wild value over 2,300 km, and corners without any."""
        cls.temporary = Folder()
        stations = network(90, 8000000, 3000000, 10300000, 4500000, 1e6, gaps=0.004)
        stations.values["temperature"][5, 10] = 45
        cls.survey = WeatherSurvey(cls.temporary.__enter__(), stations, rows=80, cols=110, pixel=32000.0,
                                   west=7700000.0, north=5000000.0, crs="EPSG:6933")

    @classmethod
    def tearDownClass(cls):
        cls.temporary.__exit__()

    def check(self, name, ways=FEW_WAYS):
        options = NEIGHBOURHOODS[name]
        digests = {}
        for ranks, size, shared in ways:
            result = self.survey.done("run", f"{name}-{ranks}-{size}-{len(shared)}", f"--run.tile-size={size}", *MAPS,
                                      *options, *shared, ranks=ranks)
            digests[ranks, size, shared] = digest(result)
        self.assertEqual(len(set(digests.values())), 1, digests)
        return self.survey.path(f"{name}-1-256-0")

    def test_nearest(self):
        self.check("nearest")

    def test_global(self):
        self.check("global")

    def test_octant(self):
        self.check("octant")

    def test_nearest_in_a_radius(self):
        """Beyond 500 km there is no weather; the stations that a rank holds end there too."""
        result = self.check("radius", WAYS)
        self.assertTrue(0.2 < (maps(result, "temperature")[0] > -99).mean() < 0.9)

    def test_without_the_lattice(self):
        self.check("exact")

    def test_the_weather_command(self):
        digests = {}
        for ranks, size, shared in (ONE, SIX):
            result = self.survey.weather(f"weather-{ranks}-{size}", f"--run.tile-size={size}", *MAPS[1:], *shared,
                                         "--weather.leave-out-flagged=yes", ranks=ranks)
            digests[ranks, size] = digest(result)
        self.assertGreater(len(weather_group(result, "flag_station")), 0)
        self.assertEqual(len(set(digests.values())), 1, digests)


class Networks(unittest.TestCase):
    """Thousands of stations over 4,000 x 4,000 km."""

    def check(self, count, rows):
        stations = network(count, 8000000, 2000000, 12000000, 6000000, 2e6, gaps=0.02)
        times = {}
        with Folder() as folder:
            for name, edge, pixel, west, north, cell in (
                    ("coarse", rows // 2, 8e6 / rows, 8000000., 6000000., 4), ("fine", rows, 250., 9500000., 4200000., 128)):
                survey = WeatherSurvey(folder, stations, edge, edge, pixel, west, north, "EPSG:6933",
                                       weather__lattice_cell=str(cell))
                results = {}
                for way, ranks, options in (("replicated", 0, ()), ("shared", 3, (SHARED,)),
                                            ("exact", 0, ("--weather.lattice=off",))):
                    begun = time.time()
                    results[way] = survey.done("run", f"{name}-{way}", *MAPS[:1], "--run.tile-size=32", "--run.log-level=error",
                                               *MAPS[2:], "--weather.uncertainty-step=64", *options, ranks=ranks, timeout=3000)
                    times[name, way] = round(time.time() - begun, 1)
                same_within_tolerance(self, results["replicated"], results["exact"])
                lattice_error_within(self, results["replicated"], results["exact"], archive="survey.h5")
                self.assertEqual(digest(results["replicated"]), digest(results["shared"]))
                held = provenance(results["shared"], "stations_held")
                self.assertTrue(16 < held <= count)
                if name == "fine":
                    self.assertLess(held, count / 10)
        print(count, "stations, seconds:", times)

    def test_2400_stations(self):
        """In the fine window a border between two sets of nearest stations crosses a cell of the lattice."""
        self.check(2400, 96)

    if ALL:
        def test_60000_stations(self):
            self.check(60000, 200)


if __name__ == "__main__":
    unittest.main()
