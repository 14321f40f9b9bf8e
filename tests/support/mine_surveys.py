"""Mines, rings and ledgers a second time, in numpy and from the maps alone; and small surveys around mines."""
import os
import sys

import h5py
import netCDF4
import numpy as np
import rasterio
import rasterio.warp
from osgeo import ogr, osr
from rasterio.transform import from_origin

from program import SOURCE, minenpp
from surveys import station_table

sys.path.append(os.path.join(SOURCE, "tests", "end_to_end"))
from independent_survey import Inputs, rings_of  # noqa: E402

BREAKS = (200, 400, 600, 800, 1000)
MINED, RECLAIMED = (7, 8, 12), (9, 10, 11)
BARE = (4,)  # native, without NPP whatever the NDVI
MONTH = 8


def array(result, name):
    """A data set of survey.h5, such as rings/united_count; the one month of the survey is taken away."""
    with h5py.File(os.path.join(result, "survey.h5")) as file:
        data = file[name]
        values = data.asstr()[()] if h5py.check_string_dtype(data.dtype) else data[()]
    return values[..., 0] if values.ndim > 1 else values


def map_of(result, name, variable, year):
    with netCDF4.Dataset(os.path.join(result, "maps", f"{name}-{year}.nc")) as file:
        data = file[variable]
        values = data[0] if data.ndim == 3 else data[:]
    return np.ma.filled(values.astype(float), np.nan)


# Distances -----------------------------------------------------------------------------------------------------------

class PixelGrid:
    """What is needed of a grid to measure on it; `Inputs` of independent_survey fills polygons on it."""
    covered = Inputs.covered

    def __init__(self, shape, transform):
        self.shape, self.transform = shape, transform

    def distance(self, geometry, reach):
        """m from pixel centres to the polygon's boundary, 0 inside, infinite beyond about `reach`."""
        t = self.transform
        squares = np.full(self.shape, np.inf)
        for points in rings_of(geometry):
            for (x0, y0), (x1, y1) in zip(points, np.roll(points, -1, axis=0)):
                cols = [int((x - t.c) / t.a) for x in (min(x0, x1) - reach, max(x0, x1) + reach)]
                rows = [int((y - t.f) / t.e) for y in (max(y0, y1) + reach, min(y0, y1) - reach)]
                part = np.s_[max(rows[0] - 1, 0):max(rows[1] + 2, 0), max(cols[0] - 1, 0):max(cols[1] + 2, 0)]
                y, x = np.ogrid[part]
                x, y = t.c + (np.minimum(x, self.shape[1] - 1) + .5) * t.a, t.f + (y + .5) * t.e
                x, y = x[:, :squares[part].shape[1]], y[:squares[part].shape[0]]
                dx, dy = x1 - x0, y1 - y0
                length = dx * dx + dy * dy
                along = np.clip(((x - x0) * dx + (y - y0) * dy) / length, 0, 1) if length else 0
                np.minimum(squares[part], (x - x0 - along * dx) ** 2 + (y - y0 - along * dy) ** 2, out=squares[part])
        return np.where(self.covered(geometry), 0, np.sqrt(squares))


def distance_to_pixels(mask, dx, dy):
    """m from pixel centres to the squares of the pixels in `mask`, by trying every one."""
    rows, cols = np.indices(mask.shape)
    nearest = np.full(mask.shape, np.inf)
    for row, col in zip(*np.nonzero(mask)):
        down, across = np.abs(rows - row) - .5, np.abs(cols - col) - .5
        np.minimum(nearest, np.hypot(np.maximum(down, 0) * dy, np.maximum(across, 0) * dx), out=nearest)
    return np.where(mask, 0, nearest)


def rings(distance, in_a_mine, breaks=BREAKS):
    """0 in the mine, 1, 2, ... around it, -1 elsewhere."""
    ring = np.searchsorted(breaks, distance, side="left") + 1
    ring[distance <= 0] = 0
    ring[(distance > breaks[-1]) | (in_a_mine & (distance > 0))] = -1
    return ring


# Zones, rings and ledgers --------------------------------------------------------------------------------------------

class Mines:
    """All that is known of mines, from distances[year][mine] and the maps of a result."""

    def __init__(self, result, years, distances, pixel_m2, selected=None, breaks=BREAKS, reference_m=2000,
                 bounded=False):
        """`bounded`: the study area is where any year has a class, and else the whole grid."""
        self.years, self.breaks, self.pixel_m2 = years, breaks, pixel_m2
        self.npp = {year: map_of(result, "npp", "npp", year) for year in years}
        self.classes = {year: np.nan_to_num(map_of(result, "class", "land_class", year)).astype(int) for year in years}
        self.base = self.classes[years[0]]
        self.area = np.any([self.classes[year] > 0 for year in years], axis=0) | (not bounded)
        self.count = len(distances[years[0]])
        selected = self.selected = list(range(self.count)) if selected is None else selected
        self.in_a_mine, self.far, self.united, self.nearest, self.alone = {}, {}, {}, {}, {}
        for year in years:
            each = np.array(distances[year])
            self.in_a_mine[year] = (each <= 0).any(axis=0)
            self.far[year] = (each > reference_m).all(axis=0)
            self.united[year] = rings(each[selected].min(axis=0), self.in_a_mine[year], breaks)
            self.nearest[year] = np.array(selected)[each[selected].argmin(axis=0)]
            self.alone[year] = [rings(one, self.in_a_mine[year], breaks) for one in each]

    def land(self, kind, mine, ring, year):
        if kind == "per_mine":
            return self.alone[year][mine] == ring
        here = self.united[year] == ring
        return here & (self.nearest[year] == mine) if kind == "nearest" else here

    def values(self, mask, year):
        """NPP where there is any and a class."""
        return self.npp[year][mask & (self.classes[year] > 0) & ~np.isnan(self.npp[year])]

    def reference_land(self, year, land_class):
        land = self.far[year] & (self.classes[year] == self.base) & ~np.isnan(self.npp[year])
        native = (self.base > 0) & ~np.isin(self.base, MINED + RECLAIMED)
        return land & (self.base == land_class if land_class else native)

    def reference_class(self, year):
        """Which reference a pixel has: its class of the first year, 0 (all classes) where that has none."""
        own = [c for c in np.unique(self.base[self.base > 0])
               if c not in MINED + RECLAIMED and self.reference_land(year, c).any()]
        return np.where(np.isin(self.base, own), self.base, 0)

    def expected(self, year):
        """NPP of each pixel as the reference land has it."""
        which, npp = self.reference_class(year), np.full(self.base.shape, np.nan)
        for land_class in np.unique(which):
            npp[which == land_class] = self.npp[year][self.reference_land(year, land_class)].mean(dtype=float)
        return npp

    def error_parts(self, year, land_class, edge):
        """What each block (`edge`: rows and columns of pixels) adds to the error of the mean of the reference."""
        land = self.reference_land(year, land_class)
        return self.block_parts(land, self.npp[year][land].astype(float), edge)

    def block_parts(self, land, values, edge):
        """The same of any values of the pixels of `land`."""
        rows, cols = np.nonzero(land)
        across = -(-land.shape[1] // edge[1])
        block = rows // edge[0] * across + cols // edge[1]
        blocks = (land.shape[0] // edge[0] + 1) * across
        return np.bincount(block, values - values.mean(), minlength=blocks) / len(values)

    def ledger_land(self, mine, year):
        """Land that lines stand for, with or without NPP: the mine, and what may have kept its class in the rings."""
        native = {code for code in range(1, 256)} - {*MINED, *RECLAIMED, *BARE}
        now, then = self.classes[year], self.base
        kept = np.isin(now, [0, *native]) & np.isin(then, [0, *native]) & ((now == then) | (now == 0) | (then == 0))
        rings_of = (self.united[year] > 0) & (self.nearest[year] == mine)
        return self.area & (self.alone[year][mine] == 0), self.area & rings_of & kept

    def ledger(self, mine, year, edge):
        """{line: (tC, standard error in tC, pixels)}; land without NPP as the mean of the rest, half of it at least."""
        tonnes = self.pixel_m2 * 1e-6
        valid = (self.classes[year] > 0) & ~np.isnan(self.npp[year])
        own_land, near_land = self.ledger_land(mine, year)
        own = (self.alone[year][mine] == 0) & valid
        near = (self.united[year] > 0) & (self.nearest[year] == mine) & valid
        near &= (self.classes[year] == self.base) & ~np.isin(self.base, MINED + RECLAIMED)
        more = self.npp[year] - self.expected(year)

        def times(land, known):
            if land.sum() <= known.sum():
                return 1
            return land.sum() / known.sum() if 2 * known.sum() >= land.sum() else np.nan

        of_own, of_near = times(own_land, own), times(near_land, near_land & near)
        weights = np.where(own, of_own, np.where(near & near_land, of_near, 1.0))
        new, bare = (own & np.isin(self.classes[year], codes) for codes in (RECLAIMED, MINED))
        of_new, of_bare = (times(own_land & np.isin(self.classes[year], codes), known)
                           for codes, known in ((RECLAIMED, new), (MINED, bare)))
        gain = gain_error = 0
        reclaimed = (own_land & np.isin(self.classes[year], RECLAIMED)).any()
        if new.any() and bare.any():
            rest = self.npp[year][bare].astype(float)
            gain = of_new * (self.npp[year][new].astype(float) - rest.mean()).sum() * tonnes
            gain_error = (of_new * new.sum() * tonnes * (rest.std(ddof=1) if rest.size > 1 else np.nan)
                          / np.sqrt(rest.size))
        unknown = new.any() and not bare.any()
        lost = reclaimed and np.isnan(of_new * of_bare)

        def reference_error(land):
            which = self.reference_class(year)[land]
            # A block is off in all its classes at once.
            of_blocks = sum(weights[land][which == c].sum() * self.error_parts(year, c, edge) for c in np.unique(which))
            return tonnes * np.sqrt((np.asarray(of_blocks) ** 2).sum())

        inside = of_own * more[own].sum() * tonnes
        indirect = (weights * more)[near].sum() * tonnes if not np.isnan(of_near) else np.nan
        lines = {"direct": (inside - gain, np.hypot(reference_error(own), gain_error), own.sum()),
                 "indirect": (indirect, reference_error(near), near.sum()),
                 "reclamation": (np.nan, np.nan, new.sum()) if unknown or lost else (gain, gain_error, new.sum()),
                 "net": (inside + indirect, reference_error(own | near), own.sum() + near.sum())}
        if lost:
            lines["direct"] = (np.nan, np.nan, own.sum())
        if mine not in self.selected:  # land is nearest to chosen mines only
            lines["indirect"] = lines["net"] = (np.nan, np.nan, 0)
        return lines

    def cause(self, mine, ring, earlier, later, edge):
        """change, climate and mining of NPP, and the standard error; mine -1: all selected."""
        kind = "united" if mine < 0 else "per_mine"
        moved_here = self.npp[later] - self.npp[earlier]
        land = self.land(kind, mine, ring, later) & ~np.isnan(moved_here)
        if not land.any():
            return (np.nan,) * 4
        change = moved_here[land].mean()
        pairs = {c: self.reference_land(earlier, c) & self.reference_land(later, c)
                 for c in [0, *np.unique(self.base[self.base > 0])] if c not in MINED + RECLAIMED}
        which = np.where(np.isin(self.base, [c for c in pairs if c and pairs[c].any()]), self.base, 0)[land]
        climate = of_blocks = 0
        for c in np.unique(which):
            moved = self.npp[later][pairs[c]].astype(float) - self.npp[earlier][pairs[c]].astype(float)
            share = np.mean(which == c)
            climate += share * moved.mean()
            of_blocks = of_blocks + share * self.block_parts(pairs[c], moved, edge)
        error = np.sqrt((of_blocks ** 2).sum())
        return change, climate, change - climate, error


# Small surveys -------------------------------------------------------------------------------------------------------

class SmallSurvey:
    """NDVI (1e-4) and classes of each year as arrays, and polygons as {layer: [(name, [(x, y), ...]), ...]}."""

    def __init__(self, folder, ndvi, classes, pixel=(30.0, 30.0), polygons=None, corner=(600000.0, 4390000.0),
                 crs=32649, **settings):
        self.folder, self.years, self.pixel = folder, sorted(ndvi), pixel
        (self.west, self.north), self.crs = corner, crs
        self.shape = ndvi[self.years[0]].shape
        os.makedirs(folder, exist_ok=True)
        self.settings = {"run.years": ",".join(map(str, self.years)), "ndvi.pattern": "ndvi-{year}-{month}.tif",
                         "ndvi.scale": "0.0001", "ndvi.bounds": "table", "landcover.pattern": "class-{year}.tif",
                         "stations.file": "stations.csv", "output.packing": "float32"}
        self.settings.update({key.replace("__", "."): value for key, value in settings.items()})
        for year in self.years:
            for month in range(1, 13) if self.settings.get("casa.mode") == "full_year" else (MONTH,):
                self.write_raster(f"ndvi-{year}-{month:02d}.tif", ndvi[year], "int16")
            self.write_raster(f"class-{year}.tif", classes[year], "uint8")
        (lon,), (lat,) = rasterio.warp.transform(f"EPSG:{crs}", "EPSG:4326", [self.west], [self.north])
        station_table(os.path.join(folder, "stations.csv"), lon, lat, self.years)
        for layer, features in (polygons or {}).items():
            self.write_polygons(layer, features)

    @property
    def transform(self):
        return from_origin(self.west, self.north, *self.pixel)

    @property
    def grid(self):
        return PixelGrid(self.shape, self.transform)

    def write_raster(self, name, values, dtype):
        with rasterio.open(os.path.join(self.folder, name), "w", driver="GTiff", height=self.shape[0],
                           width=self.shape[1], count=1, dtype=dtype, crs=f"EPSG:{self.crs}",
                           transform=self.transform) as raster:
            raster.write(values.astype(dtype), 1)

    def write_polygons(self, layer, features):
        """Sets zones.<layer>; corners in columns and rows of pixels; after them the first and last year of mining."""
        path = os.path.join(self.folder, f"{layer}.gpkg")
        system = osr.SpatialReference()
        system.ImportFromEPSG(self.crs)
        source = ogr.GetDriverByName("GPKG").CreateDataSource(path)
        table = source.CreateLayer(layer, system, ogr.wkbPolygon)
        table.CreateField(ogr.FieldDefn("name", ogr.OFTString))
        for field in ("opened", "closed"):
            table.CreateField(ogr.FieldDefn(field, ogr.OFTInteger))
        for name, corners, *years in features:
            feature = ogr.Feature(table.GetLayerDefn())
            feature.SetField("name", name)
            for field, year in zip(("opened", "closed"), years):
                feature.SetField(field, year)
            feature.SetGeometry(self.polygon(corners))
            table.CreateFeature(feature)
        self.settings[f"zones.{layer}"] = f"{layer}.gpkg"

    def polygon(self, corners):
        ring = ogr.Geometry(ogr.wkbLinearRing)
        for col, row in list(corners) + [corners[0]]:
            ring.AddPoint_2D(self.west + col * self.pixel[0], self.north - row * self.pixel[1])
        polygon = ogr.Geometry(ogr.wkbPolygon)
        polygon.AddGeometry(ring)
        return polygon

    def start(self, name, *options, ranks=0):
        with open(os.path.join(self.folder, "survey.ini"), "w") as file:
            file.writelines(f"{key} = {value}\n" for key, value in self.settings.items())
        self.result = os.path.join(self.folder, name)
        return minenpp("run", os.path.join(self.folder, "survey.ini"), f"--output.dir={self.result}",
                       "--run.progress=off", *options, ranks=ranks)

    def run(self, name, *options, ranks=0):
        """The result folder; the outcome is kept."""
        self.outcome = self.start(name, *options, ranks=ranks)
        assert self.outcome.code == 0, self.outcome
        return self.result
