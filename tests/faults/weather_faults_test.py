"""Bad stations and bad weather settings: named in the log and in the archive, or refused with a clear message."""
import csv
import os
import re
import unittest

import numpy as np
from rasterio.transform import from_origin

from program import Folder, finished_files, shared_demo, succeed, without_pages

without_pages()
from weather_surveys import VARIABLES, YEAR, Stations, WeatherSurvey, maps, network, weather_group

RANKS = (0, 3)
MADE = re.compile("maps/(npp|temperature|precipitation|radiation)|survey.h5|weather.h5")


def flags(result):
    return set(zip(weather_group(result, "flag_station"), weather_group(result, "flag_variable"),
                   weather_group(result, "flag_year"), weather_group(result, "flag_month")))


class DemoStations:
    """The demo, with a table of stations of its own that a test may spoil."""

    def __init__(self, folder):
        self.folder = folder
        with open(os.path.join(os.path.dirname(shared_demo()), "stations.csv"), newline="") as table:
            self.header, *self.rows = csv.reader(table)

    def change(self, station, year, month, variable, value):
        for row in self.rows:
            if row[0] == station and (int(row[4]), int(row[5])) == (year, month):
                row[self.header.index(variable)] = value

    def weather(self, name, *options, years="2006"):
        table, result = (os.path.join(self.folder, f"{name}{end}") for end in (".csv", ""))
        with open(table, "w", newline="") as file:
            csv.writer(file).writerows([self.header] + self.rows)
        self.outcome = succeed("weather", shared_demo(), f"--stations.file={table}", f"--output.dir={result}",
                               "--run.progress=off", f"--run.years={years}", *options)
        return result


class Flags(unittest.TestCase):
    def test_a_wild_value_among_six_stations(self):
        with Folder() as folder:
            demo = DemoStations(folder)
            good = demo.weather("good")
            self.assertEqual(flags(good), set())
            demo.change("S3", 2006, 5, "temperature", "45.5")
            wild = demo.weather("wild")
            self.assertEqual(flags(wild), {("S3", "temperature", 2006, 5)})
            self.assertAlmostEqual(weather_group(wild, "flag_value")[0], 45.5)
            self.assertLess(abs(weather_group(wild, "flag_estimate")[0] - 15), 8)
            self.assertGreater(weather_group(wild, "flag_standard_errors")[0], 4)
            self.assertRegex(demo.outcome.err, r"2006: station 'S3' contradicts.*temperature of month 5 is 45\.5 degC")
            self.assertIn("weather.leave-out-flagged=yes", demo.outcome.err)
            without = demo.weather("without", "--weather.leave-out-flagged=yes")
            self.assertIn("left out", demo.outcome.err)
            demo.change("S3", 2006, 5, "temperature", "")
            deleted = demo.weather("deleted")
            for variable in VARIABLES:
                np.testing.assert_array_equal(maps(without, variable, 2006), maps(deleted, variable, 2006))
            self.assertEqual(flags(without), {("S3", "temperature", 2006, 5)})
            self.assertEqual(weather_group(without, "stations")[0, 0, 4], 5)
            self.assertGreater(np.abs(maps(wild, "temperature", 2006) - maps(deleted, "temperature", 2006)).max(), 5)

    def test_years_of_the_same_weather_are_told_once(self):
        with Folder() as folder:
            demo = DemoStations(folder)
            demo.change("S3", 2006, 5, "temperature", "45.5")
            result = demo.weather("result", "--stations.use-year=2006", years="2006,2010")
            self.assertEqual(flags(result), {("S3", "temperature", year, 5) for year in (2006, 2010)})
            self.assertIn("2006, 2010: station 'S3' contradicts", demo.outcome.err)
            self.assertNotRegex(demo.outcome.err, r"\b(2006|(?<!2006, )2010): station 'S3'")

    def test_a_dead_sensor_among_a_hundred(self):
        with Folder() as folder:
            stations = network(100, 390000, 4290000, 530000, 4410000, 100e3)
            stations.values["radiation"][:, 41] = 0
            survey = WeatherSurvey(folder, stations, rows=25, cols=30, pixel=4000.0, full_year=True)
            result = survey.weather("result")
            self.assertLessEqual({("S00041", "radiation", YEAR, month + 1) for month in range(12)}, flags(result))
            self.assertRegex(survey.outcome.err, r"station 'S00041' contradicts.*radiation of month \d+ is 0\.0 MJ/m2/month")
            without = survey.weather("without", "--weather.leave-out-flagged=yes")
            for station, variable, _, month in flags(without):
                stations.values[variable][month - 1, int(station[1:])] = np.nan
            survey.write_stations()
            deleted = survey.weather("deleted")
            for variable in VARIABLES:
                np.testing.assert_array_equal(maps(without, variable), maps(deleted, variable))

    def test_two_stations_at_one_place(self):
        """Two ids: they count as one with the mean of their values."""
        with Folder() as folder:
            stations = network(12, 400000, 4300000, 520000, 4400000, 100e3)
            twin = Stations(*(np.append(c, c[3]) for c in (stations.x, stations.y)),
                            *(np.column_stack([stations.values[v], stations.values[v][:, 3] + 2]) for v in VARIABLES))
            for variable in VARIABLES:
                stations.values[variable][:, 3] += 1
            one, two = (WeatherSurvey(os.path.join(folder, name), s, rows=25, cols=30, pixel=4000.0)
                        for name, s in (("one", stations), ("two", twin)) if not os.mkdir(os.path.join(folder, name)))
            single, double = one.weather("result"), two.weather("result")
            for variable in VARIABLES:
                np.testing.assert_allclose(maps(double, variable), maps(single, variable), rtol=1e-5, atol=1e-3)
            self.assertRegex(two.outcome.err, "S00003.*S00012|S00012.*S00003", "the twins are not named")


class Refused(unittest.TestCase):
    def stations(self, count, low, high):
        rng = np.random.default_rng(4)
        height = np.linspace(low, high, count)
        return Stations(rng.uniform(400000, 520000, count), rng.uniform(4300000, 4400000, count), 20 - 0.0065 * height,
                        80, 500, height)

    def survey(self, folder, stations, **settings):
        survey = WeatherSurvey(folder, stations, rows=25, cols=30, pixel=4000.0, **settings)
        survey.write_raster("dem.tif", np.full((25, 30), 1200.0))
        return survey

    def refused(self, survey, code, *texts, options=(), command="weather", ranks=RANKS):
        for count in ranks:
            outcome = survey.start(command, "result", *options, ranks=count)
            self.assertEqual(outcome.code, code, outcome)
            for text in texts:
                self.assertIn(text, outcome.err)
            self.assertFalse([name for name in finished_files(survey.path("result")) if MADE.match(name)])

    def test_elevation_with_stations_that_cannot_carry_it(self):
        for count, low, high in ((4, 1000, 1900), (10, 1200, 1260)):
            with self.subTest(stations=count), Folder() as folder:
                survey = self.survey(folder, self.stations(count, low, high), weather__dem="dem.tif")
                self.refused(survey, 3, "weather.temperature-drift", f"the {count} station(s) of 2016-",
                             f"between {low} and {high} m", "at least 5 stations", "100 m",
                             options=("--weather.temperature-drift=elevation",), ranks=(0,))

    def test_rain_and_radiation_are_then_kriged_without(self):
        with Folder() as folder:
            survey = self.survey(folder, self.stations(4, 1000, 1900), weather__dem="dem.tif")
            plain = survey.weather("plain")
            for variable in ("precipitation", "radiation"):
                drifting = survey.weather(variable, f"--weather.{variable}-drift=elevation")
                self.assertIn(f"{YEAR}: weather.{variable}-drift: {variable} of month ", survey.outcome.err)
                self.assertIn("kriged without the elevation", survey.outcome.err)
                np.testing.assert_allclose(maps(drifting, variable), maps(plain, variable), rtol=1e-5, atol=1e-3)
            self.assertIn("kriged with the standard lapse rate", survey.outcome.err, "temperature, of itself")

    def test_on_several_ranks_in_a_run_and_by_check(self):
        for command, ranks in (("run", RANKS), ("weather", RANKS), ("check", (0,))):
            with self.subTest(command), Folder() as folder:
                survey = self.survey(folder, self.stations(4, 1000, 1900), weather__dem="dem.tif",
                                     weather__temperature_drift="elevation")
                self.refused(survey, 3, "weather.temperature-drift", "the 4 station(s) of 2016-01", command=command,
                             ranks=ranks)

    def test_a_month_with_too_few_stations_is_named(self):
        with Folder() as folder:
            stations = self.stations(6, 1000, 1900)
            stations.values["temperature"][4, :2] = np.nan
            survey = self.survey(folder, stations, weather__dem="dem.tif", weather__temperature_drift="elevation")
            self.refused(survey, 3, "the 4 station(s) of 2016-05", ranks=(0,))

    def test_an_unknown_elevation(self):
        for drift in ("auto", "elevation", "lapse"):
            with self.subTest(drift), Folder() as folder:
                stations = self.stations(8, 1000, 1900)
                stations.elevation[3] = np.nan
                survey = self.survey(folder, stations, weather__dem="dem.tif", weather__temperature_drift=drift)
                self.refused(survey, 3, "S00003", "elevation", "weather.temperature-drift", ranks=(0,))

    def test_a_drift_without_a_dem(self):
        for key in ("weather.temperature-drift=elevation", "weather.temperature-drift=lapse",
                    "weather.precipitation-drift=elevation", "weather.radiation-drift=elevation"):
            with self.subTest(key), Folder() as folder:
                survey = self.survey(folder, self.stations(8, 1000, 1900))
                self.refused(survey, 2, key.split("=")[0], "weather.dem", options=("--" + key,), ranks=(0,))
                self.refused(survey, 2, key.split("=")[0], options=("--" + key,), command="check", ranks=(0,))

    def test_a_dem_that_is_not_there_or_elsewhere(self):
        """Also by check, before any work."""
        for name in ("none.tif", "far.tif"):
            for command in ("weather", "check"):
                with self.subTest(dem=name, command=command), Folder() as folder:
                    survey = self.survey(folder, self.stations(8, 1000, 1900), weather__dem=name)
                    survey.write_raster("far.tif", np.full((25, 30), 1200.0),
                                        transform=from_origin(900000, 4400000, 4000, 4000))
                    self.refused(survey, 3, name, "weather.dem", command=command, ranks=(0,))

    def test_a_variogram_of_the_wrong_form(self):
        for value, said in (("0.1,2", "2 numbers"), ("0.1,2,3,4", "4 numbers"), ("0.1,2,far", "far"), ("-1,2,300000", "-1"),
                            ("0,2,-5", "-5"), ("0,0,30000", "0,0,30000: nugget and partial sill are both 0")):
            for command in ("weather", "check"):
                with self.subTest(value=value, command=command), Folder() as folder:
                    survey = self.survey(folder, self.stations(8, 1000, 1900))
                    self.refused(survey, 2, "weather.temperature-variogram", said, command=command, ranks=(0,),
                                 options=(f"--weather.temperature-variogram={value}",))

    def test_numbers_out_of_range(self):
        for option in ("weather.lattice-cell=100", "weather.tolerance=0", "weather.neighbours=0", "weather.radius=0",
                       "weather.matern-kappa=0", "weather.variogram=cubic", "weather.anisotropy-ratio=2"):
            with self.subTest(option), Folder() as folder:
                survey = self.survey(folder, self.stations(8, 1000, 1900))
                self.refused(survey, 2, option.split("=")[0], options=("--" + option,), ranks=(0,))

    def test_stations_far_away(self):
        with Folder() as folder:
            survey = self.survey(folder, self.stations(8, 1000, 1900), west=1400000.0)
            self.refused(survey, 3, "none of the 8 stations", "degrees of the study area")

    def test_no_station_within_the_radius(self):
        """No weather, so no NPP: the log says so, and what would be missing is not made up."""
        with Folder() as folder:
            survey = self.survey(folder, self.stations(8, 1000, 1900), west=800000.0)
            outcome = survey.start("run", "result", "--weather.neighbourhood=nearest", "--weather.radius=50000")
            self.assertIn(outcome.code, (0, 3), outcome)
            self.assertRegex(outcome.err, "weather.radius|no weather|without weather")


if __name__ == "__main__":
    unittest.main()
