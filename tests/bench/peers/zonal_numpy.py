"""Means by zone and class of a series with a loop of masks: zonal_numpy.py NPP ZONES CLASSES ROWS COLS OUT. As
bench_zonal. With "bincount" as a seventh word, one weighted count of combined codes instead of the masks."""
import json
import sys
import time

import numpy as np

CLASSES = 12


def by_masks(npp, zones, classes):
    count = int(zones.max())
    means = np.full((len(npp), count, CLASSES), np.nan)
    for year, layer in enumerate(npp):
        for zone in range(1, count + 1):
            for code in range(1, CLASSES + 1):
                mask = (zones == zone) & (classes == code) & ~np.isnan(layer)
                if mask.any():
                    means[year, zone - 1, code - 1] = layer[mask].mean(dtype=np.float64)
    return means


def by_bincount(npp, zones, classes):
    count = int(zones.max())
    cell = (zones.astype(np.intp) * (CLASSES + 1) + classes).ravel()
    size = (count + 1) * (CLASSES + 1)
    means = []
    for layer in npp:
        good = ~np.isnan(layer.ravel())
        sums = np.bincount(cell[good], layer.ravel()[good], size)
        with np.errstate(invalid="ignore"):
            means.append(sums / np.bincount(cell[good], minlength=size))
    return np.reshape(means, (len(npp), count + 1, CLASSES + 1))[:, 1:, 1:]


def main():
    npp, zones, classes, rows, cols, out = sys.argv[1:7]
    shape = int(rows), int(cols)
    npp = np.fromfile(npp, np.float32).reshape((-1,) + shape)
    zones, classes = (np.fromfile(path, np.uint8).reshape(shape) for path in (zones, classes))
    work = by_bincount if sys.argv[7:] == ["bincount"] else by_masks
    start = time.process_time()
    means = work(npp, zones, classes)
    seconds = time.process_time() - start
    means.astype(np.float64).tofile(out)
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
