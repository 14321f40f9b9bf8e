"""The demo's Landsat scenes, read a second time with rasterio and numpy, and what a survey makes of them."""
import filecmp
import glob
import json
import os
import unittest
import xml.etree.ElementTree as ElementTree

import netCDF4
import numpy as np
import rasterio
import rasterio.warp

from program import Folder, digest, succeed

YEARS = (2006, 2010, 2016, 2020)
ALL_MONTHS = os.environ.get("MINENPP_TWIN_MONTHS") == "all"  # the long form; else August alone
MONTHS = range(1, 13) if ALL_MONTHS else (8,)
RED_NIR = {"LT05": ("SR_B3", "SR_B4"), "LE07": ("SR_B3", "SR_B4"), "LC08": ("SR_B4", "SR_B5")}
# Fill, rim of a cloud, cloud, shadow, snow; on OLI cirrus too.
HIDDEN = {"LT05": 0b111011, "LE07": 0b111011, "LC08": 0b111111}
# Red or NIR saturated, pixel dropped (TM, ETM+) or behind terrain (OLI).
SPOILT = {"LT05": 1 << 2 | 1 << 3 | 1 << 9, "LE07": 1 << 2 | 1 << 3 | 1 << 9, "LC08": 1 << 3 | 1 << 4 | 1 << 11}


class Scene:
    """One product folder, read without minenpp."""

    def __init__(self, folder):
        self.folder, self.id = folder, os.path.basename(folder)
        self.sensor, _, self.place, date = self.id.split("_")[:4]
        self.year, self.month = int(date[:4]), int(date[4:6])
        with rasterio.open(self.file("QA_PIXEL")) as file:
            self.crs, self.transform, self.shape = file.crs, file.transform, file.shape

    def file(self, layer):
        return os.path.join(self.folder, f"{self.id}_{layer}.TIF")

    def layer(self, name):
        with rasterio.open(self.file(name)) as file:
            return file.read(1)

    def quality(self):
        return self.layer("QA_PIXEL")

    def ndvi(self):
        """NDVI as OLI would see it; NaN where a pixel is not usable."""
        red, nir = (self.layer(name).astype(np.float64) for name in RED_NIR[self.sensor])
        usable = (self.quality() & HIDDEN[self.sensor] == 0) & (self.layer("QA_RADSAT") & SPOILT[self.sensor] == 0)
        for band in (red, nir):
            usable &= (band >= 7273) & (band <= 43636)
        red, nir = red * 2.75e-5 - 0.2, nir * 2.75e-5 - 0.2
        ndvi = np.full(self.shape, np.nan)
        ndvi[usable] = (nir[usable] - red[usable]) / (nir[usable] + red[usable])
        return ndvi if self.sensor == "LC08" else 0.0235 + 0.9723 * ndvi


class Study:
    """The study grid with the truth on it."""

    def __init__(self, demo):
        self.demo = demo
        with rasterio.open(self.truth_file(2006, 8)) as file:
            self.crs, self.transform, self.shape = file.crs, file.transform, file.shape

    def truth_file(self, year, month):
        return os.path.join(self.demo, "truth", f"ndvi-{year}-{month:02}.tif")

    def truth(self, year, month):
        with rasterio.open(self.truth_file(year, month)) as file:
            return file.read(1).astype(np.float64) / 1e4

    def pixels_of(self, scene):
        """Row and column of the scene's pixel that holds the centre of each study pixel, and where there is one."""
        return containing(self, scene)

    def shown_by(self, scene):
        """Row and column of the study pixel whose area holds the centre of each of the scene's pixels."""
        return containing(scene, self)


def containing(centres_of, grid):
    """For each pixel of `centres_of`: row and column of `grid` that its centre lies in, and whether it lies in it."""
    cols, rows = np.meshgrid(np.arange(centres_of.shape[1]) + 0.5, np.arange(centres_of.shape[0]) + 0.5)
    x, y = centres_of.transform * (cols.ravel(), rows.ravel())
    if centres_of.crs != grid.crs:
        x, y = rasterio.warp.transform(centres_of.crs, grid.crs, x, y)
    col, row = ~grid.transform * (np.asarray(x), np.asarray(y))
    row, col = (np.floor(np.round(v, 9)).astype(np.int64).reshape(centres_of.shape) for v in (row, col))
    inside = (row >= 0) & (row < grid.shape[0]) & (col >= 0) & (col < grid.shape[1])
    return np.where(inside, row, 0), np.where(inside, col, 0), inside


class ScenesTwin(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.path = cls.folder.__enter__()
        cls.demo = os.path.join(cls.path, "demo")
        succeed("demo", cls.demo, "--scenes", *(["--months=all"] if ALL_MONTHS else []), ranks=2)
        cls.study = Study(cls.demo)
        cls.scenes = [Scene(folder) for folder in sorted(glob.glob(os.path.join(cls.demo, "scenes", "*")))]
        cls.lookup = {}
        for scene in cls.scenes:
            if scene.place not in cls.lookup:
                cls.lookup[scene.place] = (cls.study.pixels_of(scene), cls.study.shown_by(scene))

    @classmethod
    def tearDownClass(cls):
        cls.folder.__exit__()

    def of_month(self, year, month, place=None):
        return [s for s in self.scenes if (s.year, s.month) == (year, month) and place in (None, s.place)]

    # What the generator made.

    def test_every_month_has_scenes_and_august_all_sensors_on_both_paths(self):
        for year in YEARS:
            self.assertEqual({s.month for s in self.scenes if s.year == year}, set(MONTHS))
            sensors = {"LT05", "LE07"} if year < 2013 else {"LC08"}
            for place in ("125033", "126033"):
                self.assertEqual({s.sensor for s in self.of_month(year, 8, place)}, sensors)

    def test_clear_pixels_show_the_truth(self):
        """And what is hidden or spoilt would be noticed, were it used."""
        for scene in self.scenes:
            row, col, inside = self.lookup[scene.place][1]
            ndvi = scene.ndvi()
            seen = ~np.isnan(ndvi) & inside
            if scene.place == "125033":
                self.assertFalse((~np.isnan(ndvi) & ~inside).any(), scene.id)
            error = np.abs(ndvi - self.study.truth(scene.year, scene.month)[row, col])[seen]
            # A centre within a millimetre of a pixel's edge may be seen on its other side.
            self.assertLessEqual(np.count_nonzero(error > 5e-5), 1e-5 * seen.size, scene.id)

    def test_shares_of_gaps_clouds_and_margins(self):
        footprint = next(s.quality() != 1 for s in self.scenes if (s.place, s.sensor) == ("126033", "LC08"))
        for scene in self.scenes:
            row, col, inside = self.lookup[scene.place][0]
            fill = scene.quality() == 1
            for band in RED_NIR[scene.sensor]:
                self.assertTrue(((scene.layer(band) == 0) == fill).all(), scene.id)
            if scene.place == "125033":
                self.assertEqual(scene.crs.to_epsg(), 32650)
                if scene.sensor != "LE07":
                    self.assertAlmostEqual((inside & ~fill[row, col]).mean(), 0.6, delta=0.01, msg=scene.id)
                continue
            self.assertTrue(inside.all() and fill[0].all() and fill[-1].all() and fill[~footprint].all(), scene.id)
            gaps = fill[footprint].mean()
            self.assertTrue(0.20 < gaps < 0.24 if scene.sensor == "LE07" else gaps == 0, (scene.id, gaps))
        overcast = [s.id for s in self.scenes if np.isnan(s.ndvi()).all()]
        self.assertEqual(len(overcast), 2 if ALL_MONTHS else 1, overcast)

    def test_metadata(self):
        for scene in self.scenes:
            with open(os.path.join(scene.folder, f"{scene.id}_MTL.json")) as file:
                metadata = json.load(file)["LANDSAT_METADATA_FILE"]
            root = ElementTree.parse(os.path.join(scene.folder, f"{scene.id}_MTL.xml")).getroot()
            with open(os.path.join(scene.folder, f"{scene.id}_MTL.txt")) as file:
                lines = {line.strip() for line in file}
            for group, fields in metadata.items():
                for key, value in fields.items():
                    self.assertEqual(root.find(group).find(key).text, value)
                    self.assertTrue(f"{key} = {value}" in lines or f'{key} = "{value}"' in lines, key)
            image, quality = metadata["IMAGE_ATTRIBUTES"], scene.quality()
            self.assertEqual(image["WRS_PATH"] + "0" + image["WRS_ROW"], scene.place)
            self.assertEqual(image["DATE_ACQUIRED"].replace("-", ""), scene.id.split("_")[3])
            cloud = np.count_nonzero(quality & 8) / np.count_nonzero(quality != 1)
            self.assertAlmostEqual(float(image["CLOUD_COVER"]), 100 * cloud, delta=0.006)
            self.assertIn(metadata["PRODUCT_CONTENTS"]["FILE_NAME_QUALITY_L1_PIXEL"], os.listdir(scene.folder))

    def test_same_bytes_on_any_number_of_ranks(self):
        folders = [os.path.join(self.path, f"ranks-{ranks}") for ranks in (1, 3)]
        for folder, ranks in zip(folders, (1, 3)):
            succeed("demo", folder, "--scenes", ranks=ranks)
        files = [os.path.relpath(f, folders[0]) for f in glob.glob(os.path.join(folders[0], "**"), recursive=True)
                 if os.path.isfile(f)]
        others = [f for f in glob.glob(os.path.join(folders[1], "**"), recursive=True) if os.path.isfile(f)]
        self.assertEqual(len(files), len(others))
        self.assertEqual(filecmp.cmpfiles(*folders, files, shallow=False)[0], files)

    # What a survey makes of it.

    def survey(self, name, ranks, *options):
        result = os.path.join(self.path, name)
        if not os.path.exists(result):
            # Without a boundary, so that the whole grid is surveyed.
            succeed("run", os.path.join(self.demo, "demo.ini"), f"--output.dir={result}", "--report.page=no",
                    "--ndvi.resampling=nearest",
                    "--ndvi.fill=none", "--casa.mode=imaged_month", "--zones.boundary=", "--run.progress=off", *options,
                    ranks=ranks)
        return result

    def months_of(self, result, year):
        """NDVI (NaN where there is none) and number of observations on the study grid, by month."""
        with netCDF4.Dataset(os.path.join(result, "ndvi", f"ndvi-{year}.nc")) as file:
            x, y = file["x"][:], file["y"][:]
            west, north = self.study.transform * (0.5, 0.5)
            self.assertEqual((x[0], y[0]), (west, north))
            self.assertEqual((len(y), len(x)), self.study.shape)
            time = file["time"]
            dates = netCDF4.num2date(time[:], time.units, getattr(time, "calendar", "standard"))
            months = [date.month for date in dates]
            ndvi = np.ma.filled(np.ma.masked_invalid(file["ndvi"][:].astype(np.float64)), np.nan)
            file["observations"].set_auto_mask(False)
            observations = file["observations"][:]
            return {month: (ndvi[i], observations[i].astype(np.int64)) for i, month in enumerate(months)}

    def expected(self, year, month):
        """Truth by the maximum of a month's clear pixels, how many there are, and how many of them on the home path."""
        truth = self.study.truth(year, month)
        best = np.full(self.study.shape, -np.inf)
        count, home = (np.zeros(self.study.shape, np.int64) for _ in range(2))
        for scene in self.of_month(year, month):
            (row, col, inside), (truth_row, truth_col, _) = self.lookup[scene.place]
            clear = inside & ~np.isnan(scene.ndvi()[row, col])
            shown = truth[truth_row, truth_col][row, col]
            best[clear] = np.maximum(best, shown)[clear]
            count += clear
            if scene.place == "126033":
                home += clear
        return np.where(count > 0, best, np.nan), count, home

    def test_composite_is_the_truth(self):
        result = self.survey("one", 1)
        for year in YEARS:
            months = self.months_of(result, year)
            for month in MONTHS:
                best, count, home = self.expected(year, month)
                if month not in months:  # a month in which every scene is cloud may be left out
                    self.assertEqual(count.max(), 0, (year, month))
                    continue
                ndvi, observations = months[month]
                where = (year, month)
                missing = np.isnan(ndvi)
                self.assertTrue((missing == (observations == 0)).all(), where)
                # Only pixels that the east path sees can differ: where a centre lies on a pixel's edge.
                different = observations != count
                self.assertLessEqual(np.count_nonzero(different), 1e-4 * count.size, where)
                self.assertFalse((different & ~self.lookup_east()).any(), where)
                same = ~missing & ~different
                off = np.abs(ndvi - best) > 2e-4
                self.assertFalse((off & same & (count == home)).any(), where)
                self.assertLessEqual(np.count_nonzero(off & same), 1e-4 * count.size, where)
                # What the home path sees is never below the truth, whatever else is seen.
                truth = self.study.truth(year, month)
                self.assertFalse((same & (home > 0) & (ndvi < truth - 2e-4)).any(), where)
                self.assertFalse((same & (home > 0) & (count == home) & (np.abs(ndvi - truth) > 2e-4)).any(), where)

    def lookup_east(self):
        return self.lookup["125033"][0][2]

    def test_home_path_alone_is_exact(self):
        east = ",".join(s.id for s in self.scenes if s.place == "125033")
        result = self.survey("home", 2, f"--scenes.exclude={east}")
        for year in YEARS:
            months = self.months_of(result, year)
            for month in MONTHS:
                home = self.expected(year, month)[2]
                if month not in months:
                    self.assertEqual(home.max(), 0, (year, month))
                    continue
                ndvi, observations = months[month]
                self.assertTrue((observations == home).all(), (year, month))
                self.assertTrue((np.isnan(ndvi) == (home == 0)).all(), (year, month))
                error = np.abs(ndvi - self.study.truth(year, month))[home > 0]
                self.assertTrue((error < 2e-4).all(), (year, month))

    def test_digest_is_the_same_on_any_number_of_ranks(self):
        self.assertEqual(digest(self.survey("one", 1)), digest(self.survey("three", 3)))


if __name__ == "__main__":
    unittest.main()
