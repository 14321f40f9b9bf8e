"""What the peers share: a survey's input files as arrays, and the maps and means they leave behind."""
import configparser
import csv
import json
import pathlib

import numpy as np
import rasterio
import rasterio.features
import rasterio.warp
from osgeo import ogr

ogr.UseExceptions()

MONTHS = range(1, 13)
CHUNK = 256
STEP, FILL = 0.02, -32768
NO_NDVI = -32768

# code: (emax, classes whose NDVI gives the bounds); the others bear no plants
PLANTS = {1: (0.692, (1,)), 2: (0.542, (2,)), 3: (0.542, (3,)), 5: (0.542, (1, 2, 3)), 6: (0.542, (1, 2, 3)),
          9: (0.542, (2,)), 10: (0.692, (1,)), 11: (0.542, (3,)), 12: (0.542, (1, 2, 3))}
CLASSES = range(1, 13)


class Survey:
    """A survey file: where its inputs are and on which grid."""

    def __init__(self, path):
        self.folder = pathlib.Path(path).resolve().parent
        self.ini = configparser.ConfigParser(interpolation=None)
        self.ini.read(path)
        self.years = [int(year) for year in self.ini["run"]["years"].split(",")]
        with rasterio.open(self.ndvi_path(self.years[0], 1)) as first:
            self.shape, self.transform, self.crs = first.shape, first.transform, first.crs

    def ndvi_path(self, year, month):
        return self.folder / self.ini["ndvi"]["pattern"].format(year=year, month=f"{month:02d}")

    def landcover_path(self, year):
        return self.folder / self.ini["landcover"]["pattern"].format(year=year)

    def boundary(self):
        """True inside the study area (pixel centres)."""
        source = ogr.Open(str(self.folder / self.ini["zones"]["boundary"]))
        shapes = [json.loads(feature.GetGeometryRef().ExportToJson()) for feature in source.GetLayer(0)]
        return rasterio.features.rasterize(shapes, self.shape, transform=self.transform, dtype="uint8") == 1

    def stations(self, year):
        """Places (station, xy) and values (station, 36): temperature, precipitation, radiation of twelve months."""
        with open(self.folder / self.ini["stations"]["file"], newline="") as table:
            rows = [row for row in csv.DictReader(table) if int(row["year"]) == year]
        ids = sorted({row["id"] for row in rows})
        lonlat = {row["id"]: (float(row["lon"]), float(row["lat"])) for row in rows}
        places = rasterio.warp.transform("EPSG:4326", self.crs, *zip(*(lonlat[name] for name in ids)))
        values = np.empty((len(ids), 36))
        for row in rows:
            for i, name in enumerate(("temperature", "precipitation", "radiation")):
                values[ids.index(row["id"]), 12 * i + int(row["month"]) - 1] = float(row[name])
        return np.transpose(places), values

    def centres(self, first_row, last_row):
        """x of the columns and y of some rows."""
        t = self.transform
        return t.c + (np.arange(self.shape[1]) + 0.5) * t.a, t.f + (np.arange(first_row, last_row) + 0.5) * t.e


def spherical(distance, reach):
    u = np.minimum(distance / reach, 1.0)
    return 1.5 * u - 0.5 * u ** 3


class Kriging:
    """Ordinary kriging, spherical, without nugget, range the largest distance between stations: one inverse serves all
    pixels and all 36 fields."""

    def __init__(self, places, values):
        distance = np.linalg.norm(places[:, None] - places[None], axis=-1)
        n = len(places)
        system = np.ones((n + 1, n + 1))
        system[:n, :n] = spherical(distance, distance.max())
        system[n, n] = 0
        self.places, self.reach = places, distance.max()
        # value = gammas . (inverse . values), so the weights themselves are never needed
        self.dual = np.linalg.inv(system)[:, :n] @ values

    def fields(self, x, y):
        """(36, rows, cols)."""
        gammas = np.ones((len(self.places) + 1, y.size, x.size))
        for i, (px, py) in enumerate(self.places):
            gammas[i] = spherical(np.hypot(x[None, :] - px, y[:, None] - py), self.reach)
        return np.tensordot(self.dual, gammas, axes=(0, 0))


def ndvi_bounds(histograms):
    """NDVI at the 5 % and 95 % quantile of each class, from counts of the codes -10000..10000 (class, code)."""
    bounds = np.full((256, 2), np.nan)
    for code, (_, sources) in PLANTS.items():
        counts = histograms[list(sources)].sum(axis=0)
        cumulative = np.cumsum(counts)
        for i, probability in enumerate((0.05, 0.95)):
            at = (cumulative[-1] - 1) * probability
            low, high = np.searchsorted(cumulative, [np.floor(at), np.ceil(at)], side="right") - 10000
            bounds[code, i] = (low + (at - np.floor(at)) * (high - low)) / 1e4
    return bounds


def add_histogram(histograms, ndvi, classes):
    """Counts the codes of one layer: classes and codes become one index, so that one bincount does."""
    good = (ndvi != NO_NDVI) & (classes > 0)
    index = classes[good].astype(np.int64) * 20001 + ndvi[good] + 10000
    histograms += np.bincount(index, minlength=histograms.size).reshape(histograms.shape)


def new_histograms():
    return np.zeros((13, 20001), np.int64)


def emax_table():
    emax = np.zeros(256)
    for code, (value, _) in PLANTS.items():
        emax[code] = value
    return emax


def packed(npp):
    return np.where(np.isnan(npp), FILL, np.rint(npp / STEP)).astype(np.int16)


def add_class_sums(sums, counts, npp, classes):
    """By class and month; npp as (month, row, col)."""
    for month, layer in enumerate(npp):
        good = ~np.isnan(layer)
        sums[:, month] += np.bincount(classes[good], layer[good], 13)[:13]
        counts[:, month] += np.bincount(classes[good], minlength=13)[:13]


def write_means(path, survey, sums, counts):
    """sums, counts: (year, class, month)."""
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["year", "month", "class", "npp_mean"])
        for y, year in enumerate(survey.years):
            for code in CLASSES:
                for month in range(12):
                    if counts[y, code, month]:
                        writer.writerow([year, month + 1, code, repr(sums[y, code, month] / counts[y, code, month])])
