"""The survey files in configs/ run on real data and give plausible annual NPP (docs/real-data.md)."""
import os
import unittest

import xarray

from program import DATA, SOURCE, Folder, digest, succeed, without_pages

without_pages()


def survey(config, folder, ranks, name="result"):
    result = os.path.join(folder, name)
    succeed("run", os.path.join(SOURCE, "configs", config), f"--output.dir={result}", "--run.progress=off", ranks=ranks)
    return result


def annual(result, group="classes"):
    with xarray.open_dataset(os.path.join(result, "survey.h5"), group=group, engine="h5netcdf") as opened:
        return opened.load()


@unittest.skipUnless(os.path.isdir(os.path.join(DATA, "harvard_forest_2011")), "harvard_forest_2011 is not there")
class HarvardForest(unittest.TestCase):
    def test_a_year_of_deciduous_forest(self):
        with Folder() as folder:
            result = survey("harvard-forest-2011.ini", folder, 2)
            classes, maps = annual(result), annual(result, "maps")
            self.assertTrue(400 < float(classes.npp_annual_mean.sel({"class": 1}).values[0]) < 900, classes.npp_annual_mean)
            self.assertEqual(int(maps.ndvi_observed.values[0]), 9 * 20)
            self.assertEqual(int(maps.ndvi_filled.values[0]), 3 * 20)
            monthly = classes.npp_mean.sel({"class": 1}).values[0]
            self.assertIn(int(monthly.argmax()) + 1, (6, 7, 8))

    def test_the_clouded_dates_matter(self):
        with Folder() as folder:
            result = os.path.join(folder, "clouded")
            succeed("run", os.path.join(SOURCE, "configs/harvard-forest-2011.ini"), f"--output.dir={result}",
                    "--ndvi.exclude-days=")
            self.assertEqual(int(annual(result, "maps").ndvi_observed.values[0]), 10 * 20)


@unittest.skipUnless(os.path.isdir(os.path.join(DATA, "north_america_10min")), "north_america_10min is not there")
class NorthAmerica(unittest.TestCase):
    def test_a_continent(self):
        with Folder() as folder:
            result = survey("north-america.ini", folder, 2)
            classes = annual(result).npp_annual_mean
            print(classes.to_series().dropna())
            for code, low, high in ((1, 400, 900), (2, 300, 800), (3, 150, 500), (6, 0, 100)):
                self.assertTrue(low < float(classes.sel({"class": code}).values[0]) < high, (code, classes))
            zones = annual(result, "zones")
            self.assertEqual(list(zones.zone.values[1:]), ["kentucky", "tennessee", "virginia", "west virginia"])
            weather = annual(result, "weather")
            self.assertEqual(len(weather.station), 100)
            self.assertEqual(digest(result), digest(survey("north-america.ini", folder, 3, "again")))

    def test_an_equal_area_grid_agrees(self):
        """Four states in degrees and warped to Albers metres: forest, and the states, within 5 %."""
        counties = os.path.abspath(os.path.join(DATA, "mines", "us_counties_ky_tn_va_wv.geojson"))
        config = os.path.join(SOURCE, "configs/north-america.ini")
        with Folder() as folder:
            results = {}
            for name, options in (("degrees", ()), ("metres", ("--grid.crs=EPSG:5070", "--grid.pixel-size=5000"))):
                results[name] = os.path.join(folder, name)
                succeed("run", config, f"--output.dir={results[name]}", "--run.progress=off",
                        f"--zones.boundary={counties}", *options, ranks=2)
            degrees, metres = annual(results["degrees"], "zones"), annual(results["metres"], "zones")
            for zone in range(5):
                weighted = float(degrees.npp_area_weighted_mean.values[zone].sum())
                self.assertLess(abs(float(metres.npp_annual_mean.values[zone, 0]) / weighted - 1), 0.05, zone)
                area = float(degrees.area.values[zone, 0, 6])
                self.assertLess(abs(float(metres.area.values[zone, 0, 6]) / area - 1), 0.05, zone)


if __name__ == "__main__":
    unittest.main()
