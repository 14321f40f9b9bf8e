"""A survey in xarray and dask with two workers: survey_dask.py SURVEY.ini OUT.

The arrays are chunked as the rasters are; dask's workers read, compute and compress, and xarray writes one file a year.
"""
import pathlib
import sys

import dask
import dask.array as da
import numpy as np
import rasterio
import xarray as xr
from distributed import Client, LocalCluster
from rasterio.windows import Window

from casa_numpy import npp_of_year
from survey_inputs import (CHUNK, FILL, MONTHS, STEP, Kriging, Survey, add_class_sums, add_histogram, emax_table,
                           ndvi_bounds, new_histograms, write_means)

EDGE = 4 * CHUNK  # some 12 million pixel-months a task: fewer, larger tasks suit dask


def read_block(path, rows, cols):
    with rasterio.open(path) as raster:
        return raster.read(1, window=Window.from_slices(rows, cols))


def windows(shape):
    for first in range(0, shape[0], EDGE):
        for left in range(0, shape[1], EDGE):
            yield slice(first, min(first + EDGE, shape[0])), slice(left, min(left + EDGE, shape[1]))


def raster(path, shape, dtype):
    """A raster as a lazy array of (row, col)."""
    rows = [[da.from_delayed(dask.delayed(read_block)(path, r, c), (r.stop - r.start, c.stop - c.start), dtype)
             for r, c in windows((shape[0], shape[1])) if r.start == first] for first in range(0, shape[0], EDGE)]
    return da.block(rows)


def open_year(survey, year, inside):
    codes = da.stack([raster(survey.ndvi_path(year, month), survey.shape, np.int16) for month in MONTHS])
    codes = codes.rechunk((12, EDGE, EDGE))
    classes = da.where(inside, raster(survey.landcover_path(year), survey.shape, np.uint8), 0).astype(np.uint8)
    x, y = survey.centres(0, survey.shape[0])
    coordinates = {"month": list(MONTHS), "y": y, "x": x}
    return xr.Dataset({"codes": (("month", "y", "x"), codes), "classes": (("y", "x"), classes)}, coordinates)


def histogram_of(codes, classes):
    histograms = new_histograms()
    for month in codes:
        add_histogram(histograms, month, classes)
    return histograms


def sums_of(npp, classes):
    sums, counts = np.zeros((13, 12)), np.zeros((13, 12), np.int64)
    add_class_sums(sums, counts, npp, classes)
    return sums, counts


def by_block(function, cube, classes):
    """function(block of cube, block of classes) of every block, lazy."""
    return [dask.delayed(function)(a, b)
            for a, b in zip(cube.to_delayed().ravel(), classes.to_delayed().ravel())]


def npp_block(codes, classes, x, y, kriging, bounds, emax):
    return npp_of_year(codes, classes[0], kriging.fields(x[0, 0], y[0, :, 0]), bounds, emax)


def npp_of(year, kriging, bounds, emax):
    codes, classes = year.codes.data, year.classes.data
    x = da.from_array(year.x.values, EDGE)[None, None, :]
    y = da.from_array(year.y.values, EDGE)[None, :, None]
    npp = da.map_blocks(npp_block, codes, classes[None], x, y, kriging=kriging, bounds=bounds, emax=emax,
                        dtype=float, chunks=codes.chunks)
    return xr.DataArray(npp, dims=("month", "y", "x"), coords=year.coords, name="npp")


def survey_year(survey, year, dataset, bounds, out):
    npp = npp_of(dataset, Kriging(*survey.stations(year)), bounds, emax_table())
    encoding = {"npp": dict(dtype="int16", scale_factor=STEP, _FillValue=FILL, zlib=True, complevel=1, shuffle=True,
                            chunksizes=(1, CHUNK, CHUNK))}
    written = npp.to_dataset().to_netcdf(out / f"npp-{year}.nc", engine="h5netcdf", encoding=encoding, compute=False)
    parts = by_block(sums_of, npp.data, dataset.classes.data)
    _, parts = dask.compute(written, parts)
    return sum(part[0] for part in parts), sum(part[1] for part in parts)


def main():
    survey, out = Survey(sys.argv[1]), pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
        inside = da.from_array(survey.boundary(), (EDGE, EDGE))
        years = {year: open_year(survey, year, inside) for year in survey.years}
        parts = [part for data in years.values() for part in by_block(histogram_of, data.codes.data, data.classes.data)]
        bounds = ndvi_bounds(sum(dask.compute(*parts)))
        tables = [survey_year(survey, year, data, bounds, out) for year, data in years.items()]
    write_means(out / "means.csv", survey, *map(np.stack, zip(*tables)))


if __name__ == "__main__":
    main()
