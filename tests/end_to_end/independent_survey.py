#!/usr/bin/python3
"""Recomputes an imaged-month survey from its input files with numpy in double precision and compares the archive.

Usage: independent_survey.py SURVEY.ini RESULT
RESULT must come from a run with --output.packing=float32, so that pixels can be compared before packing.
Nothing of minenpp is used: the formulas are written down here a second time, after the papers.
"""
import configparser
import csv
import math
import os
import sys

import h5py
import netCDF4
import numpy as np
import rasterio
import rasterio.warp
from osgeo import gdal, ogr

gdal.UseExceptions()

# code: (emax, classes whose NDVI gives the bounds, table NDVI max, vegetated)
CLASSES = {
    1: (0.692, (1,), 0.747, True), 2: (0.542, (2,), 0.634, True), 3: (0.542, (3,), 0.634, True),
    4: (0.0, (), 0.634, False), 5: (0.542, (1, 2, 3), 0.634, True), 6: (0.542, (1, 2, 3), 0.634, True),
    7: (0.0, (), 0.634, False), 8: (0.0, (), 0.634, False), 9: (0.542, (2,), 0.634, True),
    10: (0.692, (1,), 0.747, True), 11: (0.542, (3,), 0.634, True), 12: (0.542, (1, 2, 3), 0.634, True)}
TABLE_MIN = 0.023
RELATIVE_PIXEL, RELATIVE_MEAN = 1e-4, 1e-6


class Inputs:
    """The survey file's inputs as arrays on the grid of the first NDVI raster."""

    def __init__(self, survey):
        self.folder = os.path.dirname(os.path.abspath(survey))
        self.ini = configparser.ConfigParser(interpolation=None, inline_comment_prefixes=("#",))
        self.ini.read(survey)
        self.years = [int(y) for y in self.ini["run"]["years"].split(",")]
        self.month = 8
        with rasterio.open(self.path(self.ini["ndvi"]["pattern"], self.years[0])) as first:
            self.shape, self.transform, self.crs = first.shape, first.transform, first.crs
        self.boundary = self.rasterize(self.ini["zones"]["boundary"])

    def path(self, pattern, year=0):
        return os.path.join(self.folder, pattern.format(year=year, month=f"{self.month:02d}"))

    def ndvi_codes(self, year):
        with rasterio.open(self.path(self.ini["ndvi"]["pattern"], year)) as raster:
            values = raster.read(1).astype(float)
            values[raster.read_masks(1) == 0] = np.nan
        values = values * float(self.ini["ndvi"].get("scale", "1")) + float(self.ini["ndvi"].get("offset", "0"))
        values[(values < -1) | (values > 1)] = np.nan
        return np.where(np.isfinite(values), np.rint(values * 1e4), np.nan)

    def classes(self, year):
        with rasterio.open(self.path(self.ini["landcover"]["pattern"], year)) as raster:
            codes = raster.read(1).astype(int)
        return np.where(self.boundary, codes, 0)

    def rasterize(self, name, where=None):
        """Pixels whose centre is inside; a centre on a left or top edge is in, on a right or bottom edge out."""
        source = ogr.Open(os.path.join(self.folder, name))
        layer = source.GetLayer(0)
        if where:
            layer.SetAttributeFilter(where)
        inside = np.zeros(self.shape, bool)
        for feature in layer:
            inside |= self.covered(feature.GetGeometryRef())
        return inside

    def covered(self, geometry):
        """Even-odd rule: every edge flips the pixels from its crossing with the row of centres on."""
        flips = np.zeros((self.shape[0], self.shape[1] + 1), int)
        t = self.transform
        for points in rings_of(geometry):
            cols, rows = (points[:, 0] - t.c) / t.a, (points[:, 1] - t.f) / t.e
            for (x0, y0), (x1, y1) in zip(zip(cols, rows), zip(np.roll(cols, -1), np.roll(rows, -1))):
                if y0 > y1:
                    x0, y0, x1, y1 = x1, y1, x0, y0
                for row in range(max(0, math.ceil(y0 - 0.5)), min(self.shape[0], math.ceil(y1 - 0.5))):
                    crossing = x0 + (row + 0.5 - y0) * (x1 - x0) / (y1 - y0)
                    flips[row, min(max(math.ceil(crossing - 0.5), 0), self.shape[1])] += 1
        return np.cumsum(flips, axis=1)[:, :-1] % 2 == 1

    def zone_names(self, kind):
        source = ogr.Open(os.path.join(self.folder, self.ini["zones"][kind]))
        field = self.ini["zones"].get(kind + "-name", "name")
        return field, sorted(feature.GetField(field) for feature in source.GetLayer(0))

    def stations(self, year):
        """Positions in the grid's CRS and T, P, SOL as (station, month)."""
        with open(os.path.join(self.folder, self.ini["stations"]["file"]), newline="") as table:
            rows = [row for row in csv.DictReader(table) if int(row["year"]) == year]
        ids = sorted({row["id"] for row in rows})
        lonlat = {row["id"]: (float(row["lon"]), float(row["lat"])) for row in rows}
        x, y = rasterio.warp.transform("EPSG:4326", self.crs, [lonlat[i][0] for i in ids], [lonlat[i][1] for i in ids])
        values = {}
        for name in ("temperature", "precipitation", "radiation"):
            values[name] = np.full((len(ids), 12), np.nan)
            for row in rows:
                values[name][ids.index(row["id"]), int(row["month"]) - 1] = float(row[name])
        return np.c_[x, y], values


def rings_of(geometry):
    """All rings of a polygon or multipolygon as arrays of points."""
    if geometry.GetGeometryName() == "MULTIPOLYGON":
        return [ring for part in geometry for ring in rings_of(part)]
    return [np.array(ring.GetPoints())[:, :2] for ring in geometry]


def kriging_weights(stations, x, y):
    """Ordinary kriging, spherical, nugget 0, range the largest station distance: (station, row, col)."""
    distance = np.linalg.norm(stations[:, None] - stations[None], axis=-1)
    reach = distance.max()

    def gamma(h):
        u = np.minimum(h / reach, 1.0)
        return 1.5 * u - 0.5 * u ** 3

    n = len(stations)
    matrix = np.ones((n + 1, n + 1))
    matrix[:n, :n] = gamma(distance)
    matrix[n, n] = 0
    right = np.ones((n + 1, x.size))
    for i in range(n):
        right[i] = gamma(np.hypot(x - stations[i, 0], y - stations[i, 1]).ravel())
    return np.linalg.solve(matrix, right)[:n].reshape((n,) + x.shape)


def simple_ratio(ndvi):
    return (1 + ndvi) / (1 - ndvi)


def fpar(ndvi, low, high):
    clipped = np.clip(ndvi, low, high)
    by_ndvi = (clipped - low) * 0.949 / (high - low) + 0.001
    low, high, ratio = simple_ratio(low), simple_ratio(high), simple_ratio(clipped)
    return 0.5 * (by_ndvi + (ratio - low) * 0.949 / (high - low) + 0.001)


def light_use_factor(temperature, rain, month):
    """T_e1 T_e2 W of an imaged month; temperature and rain as (month, row, col)."""
    heat = ((np.maximum(temperature, 0) / 5) ** 1.514).sum(axis=0)
    exponent = (0.6751 * heat ** 3 - 77.1 * heat ** 2 + 17920 * heat + 492390) * 1e-6
    t, r = temperature[month], np.maximum(rain[month], 0)
    with np.errstate(all="ignore"):
        local = np.where(t < 26.5, 16 * (10 * t / heat) ** exponent, -415.85 + 32.24 * t - 0.43 * t * t)
        local = np.where((t <= 0) | (heat <= 0), 0, local)
        net = np.sqrt(local * r) * (0.369 + 0.598 * np.sqrt(local / r))
        actual = r * net * (r * r + net * net + r * net) / ((r + net) * (r * r + net * net))
    actual = np.where(r > 0, np.minimum(actual, local), 0)
    assert (local > 0).all(), "this program knows only imaged months above freezing"
    water = 0.5 + 0.5 * actual / (0.5 * (actual + local))
    optimum = np.maximum(t, 0)
    te1 = np.where(t <= -10, 0, 0.8 + 0.02 * optimum - 0.0005 * optimum ** 2)
    te2 = 1.1814 / (1 + np.exp(0.2 * (optimum - 10 - t))) / (1 + np.exp(0.3 * (-optimum - 10 + t)))
    return te1 * te2 * water


def bounds_of(codes_of_class):
    """NDVI bounds by type-7 quantiles of the codes pooled over years; the table where there is too little."""
    bounds = {}
    for code, (_, sources, table_max, vegetated) in CLASSES.items():
        if not vegetated:
            continue
        pooled = np.concatenate([codes_of_class[s] for s in sources])
        low, high = (np.quantile(pooled, [0.05, 0.95]) / 1e4) if pooled.size else (0, 0)
        high = min(high, 0.99)
        bounds[code] = (low, high) if pooled.size >= 100 and high - low >= 0.05 else (TABLE_MIN, table_max)
    return bounds


def compute(inputs):
    rows, cols = np.mgrid[0:inputs.shape[0], 0:inputs.shape[1]]
    t = inputs.transform
    x, y = t.c + (cols + 0.5) * t.a, t.f + (rows + 0.5) * t.e
    codes = {year: inputs.ndvi_codes(year) for year in inputs.years}
    classes = {year: inputs.classes(year) for year in inputs.years}
    by_class = {code: np.concatenate([codes[y][(classes[y] == code) & np.isfinite(codes[y])] for y in inputs.years])
                for code in CLASSES}
    bounds = bounds_of(by_class)
    npp = {}
    for year in inputs.years:
        stations, values = inputs.stations(year)
        weights = kriging_weights(stations, x, y)
        surface = {name: np.einsum("sm,sij->mij", v, weights) for name, v in values.items()}
        factor = light_use_factor(surface["temperature"], surface["precipitation"], inputs.month - 1)
        sol = np.maximum(surface["radiation"][inputs.month - 1], 0)
        result = np.full(inputs.shape, np.nan)
        for code, (emax, _, _, vegetated) in CLASSES.items():
            here = (classes[year] == code) & np.isfinite(codes[year])
            result[here] = 0
            if vegetated and here.any():
                part = fpar(codes[year][here] / 1e4, *bounds[code])
                result[here] = 0.5 * sol[here] * part * factor[here] * emax
        npp[year] = result
    return classes, bounds, npp


class Comparison:
    def __init__(self):
        self.worst, self.failures, self.count = {}, [], 0

    def check(self, kind, what, got, expected, relative):
        self.count += 1
        if math.isnan(expected) and math.isnan(got):
            return
        error = abs(got - expected) / max(abs(expected), 1e-12) if expected else abs(got)
        self.worst[kind] = max(self.worst.get(kind, 0), error)
        if not error <= relative:
            self.failures.append(f"{what}: archive {got!r}, recomputed {expected!r}")


def compare_maps(inputs, npp, result, comparison):
    for year in inputs.years:
        with netCDF4.Dataset(os.path.join(result, "maps", f"npp-{year}.nc")) as file:
            got = file["npp"][0].filled(np.nan).astype(float)
        expected = npp[year]
        if not np.array_equal(np.isnan(got), np.isnan(expected)):
            comparison.failures.append(f"npp {year}: {np.sum(np.isnan(got) != np.isnan(expected))} pixels have data in one only")
            continue
        error = np.nanmax(np.abs(got - expected) / np.maximum(np.abs(expected), 1e-6))
        comparison.check("pixel", f"npp {year}, worst pixel", 1 + error, 1.0, RELATIVE_PIXEL)


def compare_archive(inputs, classes, bounds, npp, result, comparison):
    with h5py.File(os.path.join(result, "survey.h5"), "r") as archive:
        group = archive["classes"]
        codes = list(group["class"][...])
        for code, (low, high) in bounds.items():
            at = codes.index(code)
            comparison.check("bound", f"class {code} ndvi_min", float(np.ravel(group["ndvi_min"][at])[0]), low, 1e-9)
            comparison.check("bound", f"class {code} ndvi_max", float(np.ravel(group["ndvi_max"][at])[0]), high, 1e-9)
        for j, year in enumerate(inputs.years):
            for code in CLASSES:
                values = npp[year][(classes[year] == code) & np.isfinite(npp[year])]
                expected = values.mean() if values.size else math.nan
                comparison.check("class mean", f"class {code} {year}",
                                 float(group["npp_mean"][codes.index(code), j, 0]), expected, RELATIVE_MEAN)
        zones = archive["zones"]
        names = [n.decode() if isinstance(n, bytes) else n for n in zones["zone"][...]]
        kinds = [n.decode() if isinstance(n, bytes) else n for n in zones["kind"][...]]
        for kind, plural in (("mine", "mines"), ("township", "townships")):
            field, expected_names = inputs.zone_names(plural)
            for name in expected_names:
                mask = inputs.rasterize(inputs.ini["zones"][plural], f"{field} = '{name}'")
                at = [i for i, (n, k) in enumerate(zip(names, kinds)) if n == name and k == kind]
                for j, year in enumerate(inputs.years):
                    expected = np.nanmean(npp[year][mask])
                    comparison.check("zone mean", f"{name} {year}", float(zones["npp_mean"][at[0], j, 0]), expected, RELATIVE_MEAN)
        for j, year in enumerate(inputs.years):
            comparison.check("area mean", f"study area {year}", float(zones["npp_mean"][0, j, 0]), np.nanmean(npp[year]), RELATIVE_MEAN)


def main():
    survey, result = sys.argv[1:3]
    inputs = Inputs(survey)
    classes, bounds, npp = compute(inputs)
    comparison = Comparison()
    compare_maps(inputs, npp, result, comparison)
    compare_archive(inputs, classes, bounds, npp, result, comparison)
    for kind, error in comparison.worst.items():
        print(f"{kind}: largest relative difference {error:.2e}")
    for failure in comparison.failures[:20]:
        print("DIFFERS", failure)
    print(f"{comparison.count} values compared, {len(comparison.failures)} differ")
    return 1 if comparison.failures or comparison.count < 50 else 0


if __name__ == "__main__":
    sys.exit(main())
