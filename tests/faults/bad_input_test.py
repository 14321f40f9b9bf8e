"""Bad input is a clear error that names file, key or line, on one rank and on several, with nothing half-written."""
import csv
import os
import shutil
import unittest

import numpy as np
import rasterio
from rasterio.transform import from_origin

from program import Folder, finished_files, minenpp, succeed, without_pages

without_pages()

RANKS = (0, 3)
GRID = dict(width=40, height=30, transform=from_origin(600000, 4380000, 30, 30), crs="EPSG:32649")


def write_raster(path, values, **changes):
    profile = dict(driver="GTiff", count=1, dtype=values.dtype, **{**GRID, **changes})
    with rasterio.open(path, "w", **profile) as raster:
        raster.write(values, 1)


def write_bands(path, *bands):
    with rasterio.open(path, "w", driver="GTiff", count=len(bands), dtype=bands[0].dtype, **GRID) as raster:
        raster.write(np.stack(bands))


def write_polygons(path, rings, name="name", crs="urn:ogc:def:crs:EPSG::32649"):
    features = ",".join(
        '{"type":"Feature","properties":{"%s":"%s"},"geometry":{"type":"Polygon","coordinates":[%s]}}' %
        (name, label, str([list(p) for p in ring])) for label, ring in rings)
    with open(path, "w") as file:
        file.write('{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"%s"}},"features":[%s]}' %
                   (crs, features))


def box(west, south, east, north):
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


class SmallSurvey:
    """A survey of 40 x 30 pixels that is right; each test spoils one thing."""

    def __init__(self, folder):
        self.folder = folder
        noise = np.random.default_rng(1).integers(2000, 6000, (30, 40)).astype("int16")
        for year in (2006, 2010):
            write_raster(self.path(f"ndvi-{year}-08.tif"), noise)
            write_raster(self.path(f"cover-{year}.tif"), np.full((30, 40), 3, "uint8"))
        write_polygons(self.path("mines.geojson"), [("East", box(600300, 4379300, 600900, 4379800))])
        self.stations = [[f"S{i}", 112.16 + 0.01 * i, 39.56 + 0.005 * (i % 3), year, month, 5 + month, 40 + i, 500]
                         for i in range(4) for year in (2006, 2010) for month in range(1, 13)]
        self.settings = {"ndvi.pattern": "ndvi-{year}-{month}.tif", "ndvi.scale": "0.0001",
                         "landcover.pattern": "cover-{year}.tif", "stations.file": "stations.csv",
                         "zones.mines": "mines.geojson", "run.years": "2006,2010", "run.tile-size": "16"}
        self.header = ["id", "lon", "lat", "year", "month", "temperature", "precipitation", "radiation"]

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self):
        with open(self.path("stations.csv"), "w", newline="") as table:
            csv.writer(table).writerows([self.header] + self.stations)
        with open(self.path("survey.ini"), "w") as file:
            file.writelines(f"{key} = {value}\n" for key, value in self.settings.items())

    def run(self, ranks, command="run"):
        self.write()
        return minenpp(command, self.path("survey.ini"), "--run.progress=off", ranks=ranks, timeout=60)


class BadInput(unittest.TestCase):
    def refused(self, spoil, code, *words):
        """After `spoil`, run and check end with `code` and say all `words`; nothing has a final name."""
        for ranks in RANKS:
            with Folder() as folder:
                survey = SmallSurvey(folder)
                spoil(survey)
                outcome = survey.run(ranks)
                self.assertEqual(outcome.code, code, outcome)
                for word in words:
                    self.assertIn(word, outcome.err, outcome)
                self.assertEqual(outcome.err.count("minenpp: "), 1, outcome)
                left = finished_files(survey.path("result"))
                self.assertFalse([n for n in left if n.endswith(".part") or n == "survey.h5"], left)

    def test_the_survey_itself_is_right(self):
        with Folder() as folder:
            survey = SmallSurvey(folder)
            outcome = survey.run(2)
            self.assertEqual(outcome.code, 0, outcome)
            self.assertEqual(survey.run(0, "check").code, 0)

    def test_no_survey_file(self):
        for ranks in RANKS:
            outcome = minenpp("run", "absent.ini", ranks=ranks)
            self.assertEqual(outcome.code, 2)
            self.assertIn("absent.ini", outcome.err)

    def test_a_folder_as_survey_file(self):
        with Folder() as folder:
            self.assertEqual(minenpp("run", folder).code, 2)

    def test_no_ndvi_file(self):
        self.refused(lambda s: s.settings.update({"ndvi.pattern": "nothing-{year}-{month}.tif"}), 3, "nothing-")

    def test_a_folder_as_stations(self):
        def spoil(s):
            os.mkdir(s.path("tables"))
            s.settings["stations.file"] = "tables"
        self.refused(spoil, 3, "tables")

    def test_radiation_of_days_taken_for_that_of_months(self):
        def spoil(s):
            s.stations = [row[:7] + [16] for row in s.stations]
        self.refused(spoil, 3, "stations.csv", "top of the atmosphere", "In MJ/m2/day it would be 0.")

    def test_truncated_geotiff(self):
        def spoil(s):
            path = s.path("ndvi-2010-08.tif")
            with open(path, "r+b") as file:
                file.truncate(os.path.getsize(path) // 2)
        self.refused(spoil, 3, "ndvi-2010-08.tif")

    def test_raster_without_crs(self):
        def spoil(s):
            write_raster(s.path("cover-2006.tif"), np.full((30, 40), 3, "uint8"), crs=None)
        self.refused(spoil, 3, "cover-2006.tif", "no coordinate reference system", "landcover.crs")

    def test_a_scale_that_leaves_nothing_of_ndvi_is_warned_of(self):
        for scale, wrong in (("0.0001", False), ("0.00001", True)):
            with Folder() as folder:
                survey = SmallSurvey(folder)
                survey.settings["ndvi.scale"] = scale
                outcome = survey.run(2)
                self.assertEqual(outcome.code, 0, outcome)
                self.assertEqual(f"is ndvi.scale = {scale} right?" in outcome.err, wrong, outcome)

    def test_a_radius_that_nothing_uses_is_warned_of(self):
        for rule, used in (("automatic", False), ("global", False), ("nearest", True)):
            with Folder() as folder:
                survey = SmallSurvey(folder)
                survey.settings.update({"weather.radius": "100000", "weather.neighbourhood": rule})
                outcome = survey.run(0, "check")
                self.assertEqual(outcome.code, 0, outcome)
                self.assertEqual("not used, since all 4 stations" in outcome.err, not used, outcome)

    def test_several_bands_of_which_none_is_named(self):
        bands = [np.full((30, 40), value, "int16") for value in (3, 2, 1)]
        for name, key in (("ndvi-2010-08.tif", "ndvi.band"), ("cover-2006.tif", "landcover.band"),
                          ("dem.tif", "weather.dem-band")):
            def spoil(s, name=name):
                write_bands(s.path(name), *bands)
                if name == "dem.tif":
                    s.settings["weather.dem"] = name
            with self.subTest(name):
                self.refused(spoil, 3, name, "has 3 bands, expected one", key)

    def test_a_band_that_is_named_is_read(self):
        told = set()
        for band in (1, 3):
            with Folder() as folder:
                survey = SmallSurvey(folder)
                if band == 3:
                    for year in (2006, 2010):
                        for name in (f"ndvi-{year}-08.tif", f"cover-{year}.tif"):
                            with rasterio.open(survey.path(name)) as raster:
                                values = raster.read(1)
                            write_bands(survey.path(name), values // 2, values + 1, values)
                    survey.settings.update({"ndvi.band": "3", "landcover.band": "3"})
                outcome = survey.run(1)
                self.assertEqual(outcome.code, 0, outcome)
                told.add(outcome.out.split("Results: ")[0])
        self.assertEqual(len(told), 1, told)
        self.assertIn("grassland", told.pop())

    def test_crs_that_does_not_overlap(self):
        def spoil(s):
            write_raster(s.path("cover-2010.tif"), np.full((30, 40), 3, "uint8"), crs="EPSG:32610")
        self.refused(spoil, 3, "cover-2010.tif", "overlap")

    def test_unknown_class_code(self):
        def spoil(s):
            values = np.full((30, 40), 3, "uint8")
            values[7, 11] = 77
            write_raster(s.path("cover-2010.tif"), values)
        self.refused(spoil, 3, "cover-2010.tif", "code 77", "row 7, column 11")

    def test_all_unknown_class_codes_are_named_at_once(self):
        def spoil(s):
            values = np.full((30, 40), 3, "uint8")
            values[7, 11], values[20, 30] = 77, 78
            write_raster(s.path("cover-2010.tif"), values)
        self.refused(spoil, 3, "code 77", "code 78")

    def test_a_station_that_the_grid_cannot_place(self):
        def spoil(s):
            s.stations += [["far", 21.0, 0.0, year, month, 5, 40, 500] for year in (2006, 2010) for month in range(1, 13)]
        self.refused(spoil, 3, "'far'", "stations.exclude")

    def test_ndvi_outside_the_boundary_does_not_matter(self):
        with Folder() as folder:
            survey = SmallSurvey(folder)
            values = np.full((30, 40), -32768, "int16")
            values[12:18, 15:25] = np.arange(60).reshape(6, 10) * 50 + 2000
            write_raster(survey.path("ndvi-2010-08.tif"), values)
            write_polygons(survey.path("area.geojson"), [("a", box(600000 + 450, 4380000 - 540, 600000 + 750, 4380000 - 360))])
            survey.settings["zones.boundary"] = "area.geojson"
            self.assertEqual(survey.run(2).code, 0)

    def test_partial_ndvi_is_said(self):
        with Folder() as folder:
            survey = SmallSurvey(folder)
            write_raster(survey.path("ndvi-2010-08.tif"), np.arange(200, dtype="int16").reshape(10, 20) * 20 + 2000, width=20, height=10)
            outcome = survey.run(2)
            self.assertEqual(outcome.code, 0, outcome)
            self.assertIn("2010: NDVI covers 16.7 %", outcome.err)

    def test_quantiles_in_the_wrong_order(self):
        self.refused(lambda s: s.settings.update({"ndvi.lower-quantile": "0.5", "ndvi.upper-quantile": "0.5"}), 2,
                     "ndvi.lower-quantile", "ndvi.upper-quantile")

    def test_a_hash_inside_a_value(self):
        self.refused(lambda s: s.settings.update({"survey.name": "Pit#7"}), 2, "#", "survey.name")

    def test_station_header(self):
        def spoil(s):
            s.header[5] = "temprature"
        self.refused(spoil, 3, "stations.csv", "temperature", "temprature")

    def test_text_in_a_number_column(self):
        def spoil(s):
            s.stations[4][6] = "much"
        self.refused(spoil, 3, "stations.csv", "line 6", "much")

    def test_duplicate_month(self):
        self.refused(lambda s: s.stations.append(list(s.stations[0])), 3, "stations.csv", "lines 2 and 98")

    def test_fewer_than_twelve_temperatures(self):
        def spoil(s):
            s.stations = [row if row[4] != 3 else row[:5] + ["NA"] + row[6:] for row in s.stations]
        self.refused(spoil, 3, "temperature", "2006", "3")

    def test_swapped_coordinates(self):
        def spoil(s):
            s.stations = [[row[0], row[2], row[1]] + row[3:] for row in s.stations]
        self.refused(spoil, 3, "stations.csv", "swapped")

    def test_polygons_without_the_name_field(self):
        def spoil(s):
            write_polygons(s.path("mines.geojson"), [("East", box(600300, 4379300, 600900, 4379800))], name="title")
        self.refused(spoil, 3, "mines.geojson", "name", "title")

    def test_self_intersecting_polygon(self):
        def spoil(s):
            bow = [(600300, 4379300), (600900, 4379800), (600900, 4379300), (600300, 4379800), (600300, 4379300)]
            write_polygons(s.path("mines.geojson"), [("East", bow)])
        self.refused(spoil, 3, "mines.geojson", "East", "zones.repair")

    def test_wrong_ndvi_scale(self):
        self.refused(lambda s: s.settings.update({"ndvi.scale": "1"}), 3, "ndvi-2006-08.tif", "ndvi.scale")

    def test_a_year_without_data(self):
        self.refused(lambda s: s.settings.update({"run.years": "2006,2011"}), 3, "2011")

    def test_settings_out_of_range(self):
        self.refused(lambda s: s.settings.update({"casa.soil-code": "9", "casa.te2": "1"}), 2, "casa.soil-code", "1..7",
                     "casa.te2", "did you mean")

    def test_grid_without_pixel_size(self):
        self.refused(lambda s: s.settings.update({"grid.crs": "EPSG:32649"}), 2, "grid.pixel-size")

    def test_all_problems_at_once(self):
        with Folder() as folder:
            survey = SmallSurvey(folder)
            survey.settings.update({"run.years": "2006,2011", "zones.mines-name": "title", "stations.file": "none.csv"})
            outcome = survey.run(0, "check")
            self.assertIn("2011", outcome.err)
            self.assertIn("title", outcome.err)
            self.assertIn("none.csv", outcome.err)

    def test_ranks_find_the_problems_of_all_rasters_in_one_order(self):
        """Ranks share the rasters among themselves; what they find is told as one rank would tell it."""
        told = {}
        for ranks in (1, 2, 3, 6):
            with Folder() as folder:
                survey = SmallSurvey(folder)
                survey.settings["ndvi.scale"] = "1"
                for year in (2006, 2010):
                    write_raster(survey.path(f"cover-{year}.tif"), np.full((30, 40), year - 1950, "uint8"))
                outcome = survey.run(ranks)
                self.assertEqual(outcome.code, 3, outcome)
                words = outcome.err[outcome.err.index("minenpp: "):].replace(folder, "")
                told[ranks] = words.split("\n---")[0].strip()  # mpirun adds words of its own
        self.assertIn("4 problems:", told[1])
        places = [told[1].index(word) for word in
                  ("NDVI of 2006-08", "land cover of 2006", "NDVI of 2010-08", "land cover of 2010")]
        self.assertEqual(places, sorted(places))
        self.assertEqual(set(told.values()), {told[1]})

    def test_output_folder_is_a_file(self):
        def spoil(s):
            with open(s.path("result"), "w") as file:
                file.write("not a folder")
        self.refused(spoil, 2, "result", "folder")

    def test_land_cover_of_an_earlier_year_is_said(self):
        with Folder() as folder:
            survey = SmallSurvey(folder)
            os.remove(survey.path("cover-2010.tif"))
            outcome = survey.run(2)
            self.assertEqual(outcome.code, 0, outcome)
            self.assertIn("no land cover of 2010: using that of 2006", outcome.err)

    def test_no_land_cover_of_the_first_year(self):
        self.refused(lambda s: shutil.move(s.path("cover-2006.tif"), s.path("elsewhere.tif")), 3, "2006")

    def test_out_of_range_values_are_counted(self):
        with Folder() as folder:
            survey = SmallSurvey(folder)
            values = np.full((30, 40), 5000, "int16")
            values[3, 4:9] = 20000
            write_raster(survey.path("ndvi-2010-08.tif"), values)
            outcome = survey.run(2)
            self.assertEqual(outcome.code, 0, outcome)
            self.assertIn("2010: 5 NDVI values are outside -1..1", outcome.err)


if __name__ == "__main__":
    unittest.main()
