"""Mines that are found on the land-cover maps (mines.find): land that hangs together, on any ranks and tiles."""
import json
import os
import unittest

import h5py
import netCDF4
import numpy as np
import rasterio
import rasterio.features
import scipy.ndimage
from osgeo import ogr
from rasterio.transform import from_origin

from program import Folder, digest, minenpp, shared_demo, succeed, without_pages
from surveys import station_table

without_pages()

YEARS = (2006, 2010)
MINE, GRASS = 9, 3
PIXEL = 30.0


class Survey:
    """Classes of two years on a grid of 30 m, or of 0.01 degrees; the same NDVI and weather everywhere."""

    def __init__(self, folder, mined, geographic=False, **settings):
        self.folder, self.mined, self.geographic = folder, np.asarray(mined, bool), geographic
        self.transform = from_origin(112, 40, 0.01, 0.01) if geographic else from_origin(600000, 4380000, PIXEL, PIXEL)
        for year, mask in zip(YEARS, self.mined):
            self.write(f"classes-{year}.tif", np.where(mask, MINE, GRASS), "uint8")
            self.write(f"ndvi-{year}-08.tif", np.full(mask.shape, 5000), "int16")
        station_table(self.path("stations.csv"), 112.2, 39.5, YEARS)
        self.settings = {"ndvi.pattern": "ndvi-{year}-{month}.tif", "ndvi.scale": "0.0001", "ndvi.bounds": "table",
                         "landcover.pattern": "classes-{year}.tif", "stations.file": "stations.csv", "mines.source": "classes",
                         "mines.find": "yes", "rings.breaks": "60,120", "ledger.reference-distance": "150",
                         "ledger.replicates": "10", "run.progress": "off"}
        self.settings.update({key.replace("__", ".").replace("_", "-"): value for key, value in settings.items()})
        with open(self.path("survey.ini"), "w") as file:
            file.writelines(f"{key} = {value}\n" for key, value in self.settings.items())

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, values, dtype):
        with rasterio.open(self.path(name), "w", driver="GTiff", width=values.shape[1], height=values.shape[0], count=1,
                           dtype=dtype, transform=self.transform, crs="EPSG:4326" if self.geographic else "EPSG:32649") as file:
            file.write(values.astype(dtype), 1)

    def start(self, name, *options, ranks=0):
        return minenpp("run", self.path("survey.ini"), f"--output.dir={self.path(name)}", *options, ranks=ranks)

    def run(self, name, *options, ranks=0):
        self.outcome = self.start(name, *options, ranks=ranks)
        assert self.outcome.code == 0, self.outcome
        return self.path(name)


def read_map(result, name="mines", variable="mine"):
    with netCDF4.Dataset(os.path.join(result, "maps", f"{name}.nc")) as file:
        return file[variable][:].filled() if np.ma.isMaskedArray(file[variable][:]) else file[variable][:]


def table(path, group):
    with h5py.File(path) as file:
        values = {name: array[()] for name, array in file[group].items()}
    return {name: value.astype(str) if value.dtype.kind in "OS" else value for name, value in values.items()}


def labels(mask):
    """Components of 8 neighbours, numbered in the order of their first pixels, by scipy."""
    found, count = scipy.ndimage.label(mask, np.ones((3, 3)))
    first = np.array([np.flatnonzero(found.ravel() == i + 1)[0] for i in range(count)], int)
    numbers = np.zeros(count + 1, int)
    numbers[np.argsort(first) + 1] = np.arange(count) + 1
    return numbers[found], count


def expected(mined, pixel_hm2, min_area):
    """Numbers of the mines; `pixel_hm2` is a number or one a row."""
    area_of = np.broadcast_to(np.reshape(pixel_hm2, (-1, 1)), mined.shape[1:])
    found, count = labels(mined.any(0))
    number = 0
    out = np.zeros_like(found)
    for i in range(count):
        inside = found == i + 1
        if area_of[inside].sum() < min_area - 1e-9:
            continue
        number += 1
        out[inside] = number
    return out, number, area_of


def blobs(seed, shape=(117, 139), share=0.28):
    """Two years of random patches of all sizes, with single pixels and diagonal contacts."""
    random = np.random.default_rng(seed)
    smooth = scipy.ndimage.gaussian_filter(random.standard_normal((2, *shape)), (0, 1.2, 1.2))
    return smooth > np.quantile(smooth, 1 - share / 2)


def spiral(size):
    """One pixel wide, one free pixel between its turns."""
    mask = np.zeros((size + 4, size + 4), bool)  # with a rim of two, taken for the turn before
    mask[[0, -1]] = mask[:, [0, -1]] = True
    row, col, down, right = 2, 2, 0, 1
    mask[row, col] = True
    for _ in range(2 * size):
        while not mask[row + 2 * down, col + 2 * right]:
            row, col = row + down, col + right
            mask[row, col] = True
        down, right = right, -down
    return mask[2:-2, 2:-2]


class FoundMines(unittest.TestCase):
    def same_as_scipy(self, survey, result, pixel_hm2=PIXEL * PIXEL / 1e4, min_area=1.0):
        numbers, count, area_of = expected(survey.mined, pixel_hm2, min_area)
        mapped = read_map(result)
        self.assertEqual((mapped != numbers).sum(), 0)
        for path, group in (("maps/mines.nc", "statistics"), ("survey.h5", "mines")):
            mines = table(os.path.join(result, path), group)
            self.assertEqual(list(mines["number"]), list(range(1, count + 1)))
            years = mines["year_pixels"].reshape(count, len(YEARS)), mines["year_area"].reshape(count, len(YEARS))
            for i in range(count):
                inside = numbers == i + 1
                rows, cols = np.nonzero(inside)
                self.assertEqual(mines["pixels"][i], inside.sum())
                self.assertAlmostEqual(mines["area"][i], area_of[inside].sum(), delta=1e-6 * area_of[inside].sum())
                self.assertEqual((mines["first_row"][i], mines["first_col"][i]), (rows[0], cols[0]))
                self.assertEqual([mines[f"box_{name}"][i] for name in ("row", "col", "rows", "cols")],
                                 [rows.min(), cols.min(), np.ptp(rows) + 1, np.ptp(cols) + 1])
                for year, mined in enumerate(survey.mined):
                    self.assertEqual(years[0][i, year], (inside & mined).sum())
                    self.assertAlmostEqual(years[1][i, year], area_of[inside & mined].sum(),
                                           delta=1e-6 * area_of[inside].sum())
        return numbers, count

    def test_any_ranks_and_tiles(self):
        with Folder() as folder:
            survey = Survey(folder, blobs(1), mines__min_area="2")
            digests = {}
            for ranks, size in ((1, 16), (2, 16), (3, 16), (4, 16), (6, 16), (2, 50), (3, 64), (0, 256)):
                result = survey.run(f"r{ranks}-{size}", f"--run.tile-size={size}", ranks=ranks)
                digests[ranks, size] = digest(result)
            self.assertEqual(len(set(digests.values())), 1, digests)
            numbers, count = self.same_as_scipy(survey, result, min_area=2)
            self.assertGreater(count, 10)
            self.assertGreater(labels(survey.mined.any(0))[1], count + 10, "nothing was too small")
            with netCDF4.Dataset(os.path.join(result, "maps/mines.nc")) as file:
                self.assertEqual(list(file["statistics/mine"][:]), [f"mine {i + 1}" for i in range(count)])
            for year, mined in zip(YEARS, survey.mined):
                rings = read_map(result, f"rings-{year}", "ring")
                self.assertTrue(((rings == 0) == (mined & (numbers > 0))).all(), year)
            ledger = table(os.path.join(result, "survey.h5"), "ledger")
            self.assertEqual(len(ledger["mine"]), count)

    def test_shapes_that_cross_tiles(self):
        size = 75
        turns = spiral(size)
        walls = np.zeros((size, size), bool)  # nested U, open above, one mine each
        for i in range(0, 30, 3):
            walls[3:size - i, [i, size - 1 - i]] = True
            walls[size - 1 - i, i:size - i] = True
        comb = np.zeros((size, size), bool)  # teeth that only the last row joins
        comb[:, ::2] = True
        comb[:-1, 1::2] = False
        comb[-1] = True
        diagonal = np.eye(size, dtype=bool) | np.eye(size, dtype=bool)[::-1]
        mask = np.zeros((2 * size + 2, 2 * size + 2), bool)
        for i, shape in enumerate((turns, walls, comb, diagonal)):
            row, col = i // 2 * (size + 2), i % 2 * (size + 2)
            mask[row:row + size, col:col + size] = shape
        half = mask.copy()
        half[:, ::3] = False  # years are parts of one mine
        with Folder() as folder:
            survey = Survey(folder, [half, mask & ~half], mines__min_area="0", rings__on="no")
            digests = {digest(survey.run(f"r{ranks}", f"--run.tile-size={tiles}", ranks=ranks))
                       for ranks, tiles in ((3, 16), (2, 50))}
            self.assertEqual(len(digests), 1)
            numbers, count = self.same_as_scipy(survey, survey.path("r3"), min_area=0)
            self.assertEqual(count, 1 + 10 + 1 + 1)
            for corner in ((0, 0), (size + 2, 0), (size + 2, size + 2)):
                part = tuple(slice(at, at + size) for at in corner)
                self.assertEqual(len(np.unique(numbers[part][mask[part]])), 1, corner)

    def test_degrees(self):
        """No rings, but mines; a pixel's area changes from row to row."""
        with Folder() as folder:
            survey = Survey(folder, blobs(2, (60, 70)), geographic=True, mines__min_area="500")
            digests = {digest(survey.run(f"r{ranks}", f"--run.tile-size={size}", ranks=ranks))
                       for ranks, size in ((1, 256), (3, 16))}
            self.assertEqual(len(digests), 1)
            result = survey.path("r1")
            edges = np.radians(40 - 0.01 * np.arange(61))
            row_hm2 = 6371008.8 ** 2 * np.radians(0.01) * (np.sin(edges[:-1]) - np.sin(edges[1:])) / 1e4
            self.assertGreater(self.same_as_scipy(survey, result, row_hm2, 500)[1], 5)
            self.assertFalse(os.path.exists(os.path.join(result, "maps/rings-2006.nc")))

    def test_polygons_name_and_join(self):
        """Land in a polygon is one mine, also in pieces; with mines.source=both a polygon is mine land itself."""
        with Folder() as folder:
            mined = np.zeros((2, 50, 60), bool)
            mined[0, 2:8, 20:28] = mined[1, 10:20, 2:9] = mined[1, 30:38, 40:50] = True
            survey = Survey(folder, mined, zones__mines="mines.geojson", zones__mines_name="name")
            boxes = {"West": (0, 5, 30, 22), "Old": (12, 40, 18, 48)}  # left, top, right, bottom in pixels
            features = [{"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [
                [survey.transform * corner for corner in ((l, t), (r, t), (r, b), (l, b), (l, t))]]}} for name, (l, t, r, b) in boxes.items()]
            with open(survey.path("mines.geojson"), "w") as file:
                json.dump({"type": "FeatureCollection", "features": features,
                           "crs": {"type": "name", "properties": {"name": "EPSG:32649"}}}, file)
            polygons = {name: np.zeros(mined.shape[1:], bool) for name in boxes}
            for name, (l, t, r, b) in boxes.items():
                polygons[name][t:b, l:r] = True
            for source, names, land in (("classes", ["West", "mine 2"], mined.any(0)),
                                        ("both", ["West", "mine 2", "Old"], mined.any(0) | polygons["West"] | polygons["Old"])):
                digests = {digest(survey.run(f"{source}{ranks}", f"--mines.source={source}", f"--run.tile-size={size}",
                                             ranks=ranks))
                           for ranks, size in ((1, 256), (3, 16))}
                self.assertEqual(len(digests), 1)
                result = survey.path(source + "1")
                numbers = read_map(result)
                self.assertTrue(((numbers > 0) == land).all(), source)
                self.assertEqual(set(numbers[:25][land[:25]]), {1})
                mines = table(os.path.join(result, "survey.h5"), "mines")
                self.assertEqual(list(mines["mine"]), names)
                self.assertEqual(list(table(os.path.join(result, "survey.h5"), "rings")["mine"]), names)
                self.assertEqual(mines["year_pixels"].tolist(), [[48, 70], [0, 80], [0, 0]][:len(names)])
                self.assertTrue(((read_map(result, "rings-2010", "ring") == 0) == mined[1]).all())

    def test_the_demo_knows_their_names(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            succeed("run", shared_demo(), f"--output.dir={result}", "--run.progress=off", "--mines.find=yes",
                    "--mines.source=classes", "--mines.min-area=10", "--rings.on=no", ranks=2)
            numbers = read_map(result)
            names = list(table(os.path.join(result, "survey.h5"), "mines")["mine"])
            self.assertEqual(sorted(names), ["Anjialing", "Antaibao", "East mine"])
            demo = os.path.dirname(shared_demo())
            with rasterio.open(f"{demo}/landcover/landcover-2020.tif") as file:
                transform = file.transform
            layer = ogr.Open(f"{demo}/mines.gpkg")
            shared = {}
            for feature in layer.GetLayer(0):
                outline = json.loads(feature.ExportToJson())["geometry"]
                inside = ~rasterio.features.geometry_mask([outline], numbers.shape, transform)
                shared[feature.GetField("name")] = np.bincount(numbers[inside], minlength=len(names) + 1)[1:]
            for i, name in enumerate(names):
                self.assertEqual(max(shared, key=lambda zone: shared[zone][i]), name)

    def test_what_is_said_and_made_again(self):
        with Folder() as folder:
            mined = np.zeros((2, 40, 50), bool)
            mined[0, 5:15, 5:15] = mined[1, 5:25, 30:40] = True
            survey = Survey(folder, mined)
            result = survey.run("r", "--rings.mines=mine 2")
            self.assertIn("2 mines found: mine 1, mine 2", survey.outcome.out + survey.outcome.err)
            before = digest(result)
            self.assertIn("mines: up to date", str(survey.start("r", "--rings.mines=mine 2")))
            os.remove(os.path.join(result, "maps/mines.nc"))
            self.assertEqual(digest(survey.run("r", "--rings.mines=mine 2")), before)
            wrong = survey.start("r", "--rings.mines=mine 3", ranks=2)
            self.assertEqual(wrong.code, 2, wrong)
            self.assertIn("no mine is called 'mine 3'; found were mine 1, mine 2", wrong.err)
            survey.run("r", "--mines.min-area=1000", ranks=2)
            self.assertIn("no mines found", survey.outcome.err)
            self.assertFalse(read_map(result).any())
            self.assertEqual(len(table(os.path.join(result, "survey.h5"), "mines")["pixels"]), 0)
            survey.run("r", "--mines.find=no")
            self.assertFalse(os.path.exists(os.path.join(result, "maps/mines.nc")))
            with h5py.File(os.path.join(result, "survey.h5")) as file:
                self.assertNotIn("mines", file)


if __name__ == "__main__":
    unittest.main()
