#!/usr/bin/python3
"""What unevenly spread work costs, by the clock.

    PYTHONPATH=tests/support MINENPP=build/release/minenpp MINENPP_MPIRUN="mpirun" tests/bench/skew.py FOLDER [SCALE] [TURNS]

Two surveys on one rank and on two: the demo at SCALE (4), twelve months a year, and the same without data in half of the area
and with plants in the north-west quarter alone, mines and water elsewhere. A stage's loss is what two ranks take over half
of what one takes, less 1. What the skewed area loses beyond the even one is what its skew costs. Least times of TURNS (3).
"""
import json
import os
import shutil
import sys

from osgeo import gdal

from program import succeed

gdal.UseExceptions()
PIT, NO_CLASS = 8, 0
STAGES = ("ndvi", "npp", "statistics")


def skew(folder):
    """The south-east half, below the diagonal, has no class; of the rest only the north-west quarter has plants."""
    import numpy as np
    for name in os.listdir(os.path.join(folder, "landcover")):
        raster = gdal.Open(os.path.join(folder, "landcover", name), gdal.GA_Update)
        codes = raster.ReadAsArray()
        row, col = np.indices(codes.shape)
        row, col = row / codes.shape[0], col / codes.shape[1]
        codes[(row > 0.5) | (col > 0.5)] = PIT
        codes[row + col > 1] = NO_CLASS
        raster.GetRasterBand(1).WriteArray(codes)
        raster.FlushCache()


def stage_seconds(survey, result, ranks):
    shutil.rmtree(result, ignore_errors=True)
    succeed("run", survey, f"--output.dir={result}", "--run.progress=off", "--report.page=no", ranks=ranks, timeout=3600)
    seconds = dict.fromkeys(STAGES, 0.0)
    with open(os.path.join(result, "run.jsonl")) as lines:
        for event in map(json.loads, lines):
            if event["event"] == "stage_end" and event["stage"] in seconds:
                seconds[event["stage"]] += event["seconds"]
    return seconds


def least_seconds(survey, result, ranks, turns):
    measured = [stage_seconds(survey, result, ranks) for _ in range(turns)]
    return {stage: min(one[stage] for one in measured) for stage in STAGES}


def main():
    folder = os.path.abspath(sys.argv[1])
    scale = sys.argv[2] if len(sys.argv) > 2 else "4"
    turns = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    losses = {}
    for kind in ("even", "skewed"):
        demo = os.path.join(folder, kind)
        if not os.path.exists(demo):
            succeed("demo", demo, f"--scale={scale}", "--months=all", timeout=3600)
            if kind == "skewed":
                skew(demo)
        one, two = (least_seconds(os.path.join(demo, "demo.ini"), os.path.join(folder, "result"), ranks, turns)
                    for ranks in (1, 2))
        one["all"], two["all"] = sum(one.values()), sum(two.values())
        losses[kind] = {stage: 2 * two[stage] / one[stage] - 1 for stage in one}
        losses[kind, "seconds"] = one
    print("| stage | loss, even | loss, skewed | by the skew |\n|---|---|---|---|")
    for stage in (*STAGES, "all"):
        even, skewed = losses["even"][stage], losses["skewed"][stage]
        print(f"| {stage} | {even:.3f} | {skewed:.3f} | {(1 + skewed) / (1 + even) - 1:.3f} |")


main()
