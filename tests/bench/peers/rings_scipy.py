"""Rings around the mines of a mask with scipy: rings_scipy.py MASK ROWS COLS OUT [REPEATS]. As bench_rings."""
import json
import sys
import time

import numpy as np
from scipy.ndimage import distance_transform_edt

PIXEL, BREAKS = 30.0, (200, 400, 600, 800, 1000)


def rings_of(mask):
    """Ring of every pixel: 0 in a mine, -1 beyond. The transform measures between pixel centres; its indices give the
    nearest mine pixel, and the distance to that pixel's square is what counts as distance to the mine."""
    indices = distance_transform_edt(mask == 0, sampling=PIXEL, return_distances=False, return_indices=True)
    rows, cols = np.ogrid[:mask.shape[0], :mask.shape[1]]
    down = np.maximum(np.abs(indices[0] - rows) - 0.5, 0) * PIXEL
    across = np.maximum(np.abs(indices[1] - cols) - 0.5, 0) * PIXEL
    rings = np.digitize(np.hypot(down, across), (0,) + BREAKS, right=True).astype(np.int8)
    rings[rings > len(BREAKS)] = -1
    return rings


def main():
    path, rows, cols, out = sys.argv[1:5]
    mask = np.fromfile(path, np.uint8).reshape(int(rows), int(cols))
    best = float("inf")
    for _ in range(int(sys.argv[5]) if len(sys.argv) > 5 else 3):
        start = time.process_time()
        rings = rings_of(mask)
        best = min(best, time.process_time() - start)
    rings.tofile(out)
    print(json.dumps({"seconds": best}))


if __name__ == "__main__":
    main()
