"""A survey in numpy, rasterio and h5py: survey_numpy.py SURVEY.ini OUT [numpy|numba].

Works in belts of 256 rows, which fit one row of chunks and some hundred megabytes. With numba the formulas of a pixel
are compiled and run on all cores; the rest is the same.
"""
import pathlib
import sys

import h5py
import numpy as np
import rasterio

from survey_inputs import (CHUNK, FILL, MONTHS, NO_NDVI, STEP, Kriging, Survey, add_class_sums, add_histogram,
                           emax_table, ndvi_bounds, new_histograms, packed, write_means)


def read_year(survey, year, inside):
    """NDVI codes of twelve months and the classes, kept in memory as they are stored."""
    codes = np.empty((12,) + survey.shape, np.int16)
    for month in MONTHS:
        with rasterio.open(survey.ndvi_path(year, month)) as raster:
            raster.read(1, out=codes[month - 1])
    with rasterio.open(survey.landcover_path(year)) as raster:
        classes = np.where(inside, raster.read(1), 0).astype(np.uint8)
    # The demo has no gaps; a survey with gaps would fill them here.
    assert (codes[:, inside] != NO_NDVI).all()
    return codes, classes


def create_map(path, shape):
    file = h5py.File(path, "w")
    npp = file.create_dataset("npp", (12,) + shape, np.int16, chunks=(1, CHUNK, CHUNK), shuffle=True, compression=1,
                              fillvalue=FILL)
    npp.attrs["scale_factor"], npp.attrs["_FillValue"] = STEP, np.int16(FILL)
    return file, npp


def survey_year(survey, year, codes, classes, bounds, out, npp_of_year):
    sums, counts = np.zeros((13, 12)), np.zeros((13, 12), np.int64)
    kriging = Kriging(*survey.stations(year))
    emax = emax_table()
    file, target = create_map(out / f"npp-{year}.nc", survey.shape)
    with file:
        for first in range(0, survey.shape[0], CHUNK):
            last = min(first + CHUNK, survey.shape[0])
            belt = slice(first, last)
            weather = kriging.fields(*survey.centres(first, last))
            npp = npp_of_year(codes[:, belt], classes[belt], weather, bounds, emax)
            target[:, belt] = packed(npp)
            add_class_sums(sums, counts, npp, classes[belt])
    return sums, counts


def main():
    survey, out = Survey(sys.argv[1]), pathlib.Path(sys.argv[2])
    if sys.argv[3:] == ["numba"]:
        from casa_numba import npp_of_year
    else:
        from casa_numpy import npp_of_year
    out.mkdir(parents=True, exist_ok=True)
    inside = survey.boundary()
    histograms = new_histograms()
    years = {}
    for year in survey.years:
        codes, classes = years[year] = read_year(survey, year, inside)
        for month in codes:
            add_histogram(histograms, month, classes)
    bounds = ndvi_bounds(histograms)
    tables = [survey_year(survey, year, *years.pop(year), bounds, out, npp_of_year) for year in survey.years]
    write_means(out / "means.csv", survey, *map(np.stack, zip(*tables)))


if __name__ == "__main__":
    main()
