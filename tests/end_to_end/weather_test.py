"""Kriged weather through the whole program, against kriging written anew in numpy (support/kriging.py)."""
import os
import unittest

import numpy as np
import scipy.optimize

from kriging import distances, krige, on_sphere, semivariogram
from program import DATA, SOURCE, Folder, succeed, without_pages

without_pages()
from weather_surveys import (VARIABLES, WeatherSurvey, lattice_error_within, maps, network, same_within_tolerance,
                             weather_group)

NORTH_AMERICA = os.path.join(DATA, "north_america_10min")
EXACT = "--weather.lattice=off"
NO_CHECK = "--weather.check-points=0"


def variogram_of(result, variable, month):
    """As the archive states it: model, nugget, partial sill, range."""
    at = VARIABLES.index(variable), 0, month
    return tuple(weather_group(result, name)[at] for name in ("variogram_model", "nugget", "partial_sill", "range"))


def check_against_numpy(case, result, stations, values, places, pixels, nearest=None, radius=np.inf, year=2016,
                        kappa=0.5):
    """Every variable and month at some pixels. stations, places: positions in metres; values[variable]: month x station;
    pixels: rows and columns of `places`. Months without a map are those without values, or of no use to the survey."""
    for variable in VARIABLES:
        got = maps(result, variable, year)
        for month in range(12):
            if weather_group(result, "stations")[VARIABLES.index(variable), 0, month] == 0:
                case.assertTrue(np.isnan(got[month]).all(), (variable, month))
                continue
            there = ~np.isnan(values[variable][month])
            gamma = semivariogram(*variogram_of(result, variable, month), kappa)
            near = distances(places, stations) <= radius
            expected = np.array([krige(stations[there & near[i]], values[variable][month, there & near[i]],
                                       places[i:i + 1], gamma, nearest)[0][0] for i in range(len(places))])
            if variable != "temperature":
                expected = np.maximum(expected, 0)
            np.testing.assert_allclose(got[month][pixels], expected, rtol=2e-7, atol=1e-4,
                                       err_msg=f"{variable}, month {month + 1}")


@unittest.skipUnless(os.path.isdir(NORTH_AMERICA), "north_america_10min is not there")
class NorthAmerica(unittest.TestCase):
    """Real stations: the 100 complete ones of the lower 48, everywhere, and all 143 with their gaps within 600 km."""

    CASES = {"complete": ("--weather.radius=", "--weather.check-points=1000"),
             "gaps": ("--stations.complete-only=no",),
             "metres": ("--weather.radius=", "--grid.crs=EPSG:5070", "--grid.pixel-size=20000",
                        "--grid.bounds=-2400000,200000,2300000,3200000")}
    RADIUS = {"complete": np.inf, "gaps": 600e3}

    @classmethod
    def setUpClass(cls):
        cls.temporary = Folder()
        cls.folder = cls.temporary.__enter__()
        cls.result = {(name, lattice): cls.weather(f"{name}-{lattice}", lattice, *options)
                      for name, options in cls.CASES.items() for lattice in ("on", "off")}

    @classmethod
    def tearDownClass(cls):
        cls.temporary.__exit__()

    @classmethod
    def weather(cls, name, lattice, *options):
        result = os.path.join(cls.folder, name)
        succeed("weather", os.path.join(SOURCE, "configs/north-america.ini"), f"--output.dir={result}",
                "--run.progress=off", "--run.log-level=error", f"--weather.lattice={lattice}",
                "--weather.check-points=50", *options)
        return result

    @staticmethod
    def stations(result):
        """Positions and monthly values of the stations of the result, read from the table itself."""
        ids = list(weather_group(result, "station"))
        table = np.genfromtxt(os.path.join(NORTH_AMERICA, "uscrn_2020_monthly.csv"), delimiter=",", names=True,
                              dtype=["U5"] + [float] * 10)
        place, values = {}, {variable: np.full((12, len(ids)), np.nan) for variable in VARIABLES}
        for row in table:
            place[row["wban"]] = row["lon"], row["lat"]
            if row["wban"] in ids:
                at = int(row["month"]) - 1, ids.index(row["wban"])
                values["temperature"][at], values["precipitation"][at] = row["t_mean_c"], row["prec_mm"]
                values["radiation"][at] = row["srad_mj_m2_day"] * row["days"]
        return on_sphere(*np.array([place[name] for name in ids]).T), values

    def test_the_lattice_keeps_its_tolerance(self):
        for name in self.CASES:
            with self.subTest(name):
                same_within_tolerance(self, self.result[name, "on"], self.result[name, "off"], 2001)
                lattice_error_within(self, self.result[name, "on"], self.result[name, "off"], 2001)

    def test_random_pixels_agree_with_numpy(self):
        """The nearest 16 by chord; where a station has no value, another takes its place in that month alone."""
        rng = np.random.default_rng(3)
        for name, count, pixels_of_station in (("complete", 100, 300), ("gaps", 143, 60)):
            with self.subTest(name):
                result = self.result[name, "off"]
                stations, values = self.stations(result)
                self.assertEqual(len(stations), count)
                mapped = np.argwhere(~np.isnan([maps(result, v, 2001) for v in VARIABLES]).any((0, 1)))
                self.assertGreater(len(mapped), 50000)
                rows, cols = mapped[rng.choice(len(mapped), pixels_of_station, replace=False)].T
                places = on_sphere(-180 + 0.16666667 * (cols + .5), 79.9999999 - 0.16666667 * (rows + .5))
                check_against_numpy(self, result, stations, values, places, (rows, cols), 16, self.RADIUS[name], 2001)

    def test_variograms_are_plausible(self):
        for name in ("complete", "gaps"):
            result = self.result[name, "off"]
            stations, values = self.stations(result)
            fitted = weather_group(result, "fitted")
            for v, variable in enumerate(VARIABLES):
                for month in range(12):
                    model, nugget, sill, reach = variogram_of(result, variable, month)
                    there = ~np.isnan(values[variable][month])
                    self.assertEqual(model, "spherical")
                    self.assertGreater(sill, 0)
                    if fitted[v, 0, month]:
                        self.assertGreaterEqual(nugget, 0)
                        self.assertTrue(1e5 < reach < 1.3e7, reach)
                        continue
                    self.assertEqual(nugget, 0)
                    self.assertAlmostEqual(reach / distances(stations[there], stations[there]).max(), 1, delta=1e-9)
                    self.assertAlmostEqual(sill / values[variable][month, there].var(ddof=1), 1, delta=1e-9)

    def test_a_dead_sensor_is_flagged(self):
        """Station 03728 recorded hardly any radiation from September to December."""
        result = self.result["complete", "on"]
        flags = set(zip(weather_group(result, "flag_station"), weather_group(result, "flag_variable"),
                        weather_group(result, "flag_month")))
        self.assertLessEqual({("03728", "radiation", month) for month in (9, 10, 11)}, flags)


def empirical(positions, columns):
    """Matheron's estimator over all columns together, gstat's bins: pairs, mean distance, semivariance."""
    away = distances(positions, positions)
    first, second = np.triu_indices(len(positions), 1)
    away = away[first, second]
    cutoff = np.hypot(*np.ptp(positions, 0)) / 3
    place = np.ceil(away / (cutoff / 15)).astype(int) - 1
    found = []
    for index in range(15):
        inside = place == index
        differences = np.concatenate([(c[first] - c[second])[inside] ** 2 for c in columns])
        differences = differences[~np.isnan(differences)]
        found.append((len(differences), away[inside].mean(), differences.mean() / 2))
    return np.array(found).T


class Variograms(unittest.TestCase):
    def survey(self, folder, **settings):
        stations = network(150, 390000, 4290000, 530000, 4410000, 60e3, noise=0.1)
        return WeatherSurvey(folder, stations, rows=25, cols=30, pixel=4000.0, **settings)

    def test_one_a_month_is_fitted_to_the_months_own_points(self):
        with Folder() as folder:
            survey = self.survey(folder)
            result = survey.weather("result", "--weather.pooling=monthly", NO_CHECK)
            values = survey.stations.values["temperature"]
            parameters = np.array([variogram_of(result, "temperature", month)[1:] for month in range(12)])
            self.assertEqual(len(np.unique(parameters, axis=0)), 12)
            self.assertTrue(weather_group(result, "fitted")[0].all())
            for month in range(12):
                pairs, away, semivariance = empirical(survey.stations.positions, values[month:month + 1])
                np.testing.assert_array_equal(weather_group(result, "pairs")[0, 0, month], pairs)
                np.testing.assert_allclose(weather_group(result, "distance")[0, 0, month], away, rtol=1e-6)
                np.testing.assert_allclose(weather_group(result, "semivariance")[0, 0, month], semivariance, rtol=1e-6)
                self.check_fit(parameters[month], pairs, away, semivariance)

    def check_fit(self, parameters, pairs, away, semivariance):
        """No worse than what scipy finds from several starts."""
        def misfit(p):
            return np.sqrt(pairs) / away * (semivariogram("spherical", *p)(away) - semivariance)
        bounds = [0, 0, 0.1 * away[0]], [np.inf, np.inf, 3 * away.max()]
        best = min(scipy.optimize.least_squares(misfit, [semivariance[0] / 2, semivariance[-1], share * away.max()],
                                                bounds=bounds, x_scale=[0.1, 1, 1e4]).cost
                   for share in (0.3, 0.7, 1.2))
        self.assertLessEqual((misfit(parameters) ** 2).sum() / 2, best * 1.01 + 1e-12)

    def test_pooled_is_one_shape_for_the_year(self):
        """Months vary alike before they are taken together, and have their own variance afterwards."""
        with Folder() as folder:
            survey = self.survey(folder, full_year=True)
            result = survey.weather("result", NO_CHECK)
            for v, variable in enumerate(VARIABLES):
                values = survey.stations.values[variable]
                variance = values.var(axis=1, ddof=1)
                alike = values * np.sqrt(variance.mean() / variance)[:, None]
                _, away, semivariance = empirical(survey.stations.positions, alike)
                np.testing.assert_allclose(weather_group(result, "distance")[v, 0, 7], away, rtol=1e-6)
                np.testing.assert_allclose(weather_group(result, "semivariance")[v, 0, 7],
                                           semivariance * variance[7] / variance.mean(), rtol=1e-6)
                if variable != "temperature" and not weather_group(result, "fitted")[v, 0].all():
                    continue
                self.assertTrue(weather_group(result, "fitted")[v, 0].all())
                months = [variogram_of(result, variable, month) for month in range(12)]
                self.assertEqual(len({(model, reach) for model, _, _, reach in months}), 1)
                sills = np.array([nugget + partial for _, nugget, partial, _ in months])
                np.testing.assert_allclose(sills / sills[0], variance / variance[0], rtol=1e-6)
                nuggets = np.array([nugget for _, nugget, _, _ in months])
                np.testing.assert_allclose(nuggets / sills, nuggets[0] / sills[0], rtol=1e-9)

    def test_a_given_one_is_used_and_said(self):
        with Folder() as folder:
            survey = self.survey(folder)
            result = survey.weather("result", "--weather.temperature-variogram=0.1,2,300000", EXACT)
            for month in range(12):
                self.assertEqual(variogram_of(result, "temperature", month), ("spherical", 0.1, 2, 300000))
                self.assertEqual(weather_group(result, "fitted")[0, 0, month], 0)
                self.assertIn("given", weather_group(result, "not_fitted_because")[0, 0, month])
            self.assertIn("given", survey.outcome.out)
            self.agree(survey, result)

    def agree(self, survey, result, kappa=0.5):
        x, y = survey.centres()
        pixels = np.arange(0, 25, 3), np.arange(0, 27, 3)
        places = np.column_stack([x[pixels], y[pixels]])
        check_against_numpy(self, result, survey.stations.positions, survey.stations.values, places, pixels, 16,
                            kappa=kappa)

    def test_every_model_agrees_with_numpy(self):
        with Folder() as folder:
            survey = self.survey(folder)
            for model in ("spherical", "exponential", "gaussian", "matern", "linear", "linear_with_sill"):
                with self.subTest(model):
                    result = survey.weather(model, f"--weather.variogram={model}", EXACT,
                                            *["--weather.matern-kappa=1.5"] * (model == "matern"))
                    self.assertEqual(variogram_of(result, "temperature", 7)[0], model)
                    self.agree(survey, result, 1.5 if model == "matern" else 0.5)


if __name__ == "__main__":
    unittest.main()
