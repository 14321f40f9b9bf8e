"""Whole surveys: minenpp, the peers that do the same job, and the copy of the same bytes."""
import csv

import h5py
import numpy as np

from running import PEERS, PYTHON, Time, alternate, clean, fail, json_of, on_ranks, program, run, say

STEP = 0.02  # of packed NPP
# Monthly NPP and class means, without what a survey does beyond. Annual maps, the sums of the study area and the NDVI
# as it was used stay on: no setting turns them off.
SAME_JOB = ("--only=npp", "--weather.uncertainty-step=0", "--zones.mines=", "--zones.townships=", "--rings.on=no")
PEERS_OF = {"numpy + rasterio + h5py": ("survey_numpy.py", "numpy"),
            "the same with numba": ("survey_numpy.py", "numba"),
            "xarray + dask, 2 workers": ("survey_dask.py",)}
MOST_OFF = 1e-4
# Two ranks take both processors, so any other work on the machine shows, and only in their time. Turns at least, by job.
SCALING_JOBS = {"the peers' job": (5, "same", SAME_JOB), "full survey": (3, "full", ())}


class District:
    """The demo at some scale, and where results go."""

    def __init__(self, folder, scale):
        self.folder, self.scale = folder, scale
        self.survey = folder / "demo" / "demo.ini"
        if not self.survey.exists():
            say(f"making the demo at scale {scale}")
            run([program("minenpp"), "demo", folder / "demo", f"--scale={scale}", "--months=all"])
        # Larger demos are rasters of blocks.
        self.inputs = sorted([*(folder / "demo").glob("*/*.tif"), *(folder / "demo").glob("*/*.vrt")])

    def minenpp(self, ranks, result, *settings):
        to = clean(self.folder / result)
        command = [str(program("minenpp")), "run", self.survey, f"--output.dir={to}", *settings]
        return run(on_ranks(ranks, *command))[1]

    def peer(self, name):
        script, *words = PEERS_OF[name]
        return run([PYTHON, PEERS / script, self.survey, clean(self.result_of(name)), *words])[1]

    def result_of(self, name):
        return self.folder / PEERS_OF[name][-1].replace(".py", "")

    def copy(self, ranks, result="full"):
        scratch = clean(self.folder / "copy")
        line = json_of(on_ranks(ranks, str(program("bench_copy")), self.folder / result, scratch, *self.inputs))
        clean(scratch)
        return Time(*(line["reading"][kind] + line["writing"][kind] for kind in ("wall", "processor")))


def maps_apart(ours, theirs):
    """Values, those more than one step apart, and those with data in one only."""
    values = off = alone = 0
    for path in sorted(ours.glob("maps/npp-[0-9]*.nc")):
        with h5py.File(path) as a, h5py.File(theirs / path.name) as b:
            for month in range(12):
                left, right = a["npp"][month].astype(int), b["npp"][month].astype(int)
                values += left.size
                alone += int(((left == -32768) != (right == -32768)).sum())
                off += int((np.abs(left - right) > 1).sum())
    return values, off, alone


def means_apart(ours, theirs):
    """Largest difference of a class mean."""
    mine = {}
    for path in sorted(ours.glob("maps/npp-[0-9]*.nc")):
        with h5py.File(path) as file:
            group, year = file["statistics"], int(path.stem[-4:])
            columns = (group[f"class_month_{name}"][...] for name in ("class", "month", "npp_mean"))
            mine.update({(int(code), year, int(month)): mean for code, month, mean in zip(*columns)})
    with open(theirs / "means.csv", newline="") as file:
        return max(abs(mine[int(row["class"]), int(row["year"]), int(row["month"])] - float(row["npp_mean"]))
                   for row in csv.DictReader(file))


def compare(district):
    """Every peer against minenpp with exact kriging and as it is timed. Ends the bench where they differ."""
    district.minenpp(2, "exact", "--weather.lattice=off", *SAME_JOB)
    lines = []
    for name in PEERS_OF:
        for label, result, most in (("exact kriging", "exact", 0), ("as timed", "same", MOST_OFF)):
            values, off, alone = maps_apart(district.folder / result, district.result_of(name))
            apart = means_apart(district.folder / result, district.result_of(name))
            if alone or off > most * values or apart > STEP:
                fail(f"{name} and minenpp ({label}) differ: {off} of {values} values by more than a step, {alone} have "
                     f"data in one only, class means by {apart:.3g}")
            lines.append((name, label, values, off, apart))
    return lines


def measure(district, repeats):
    """Compared results, and the best Times by contestant."""
    contestants = {"minenpp, 2 ranks": lambda: district.minenpp(2, "same", *SAME_JOB),
                   "minenpp, 1 rank": lambda: district.minenpp(1, "same", *SAME_JOB)}
    for name in PEERS_OF:
        contestants[name] = lambda name=name: district.peer(name)
    contestants["copy of the same job, 2 ranks"] = lambda: district.copy(2, "same")
    contestants["full survey, 2 ranks"] = lambda: district.minenpp(2, "full")
    contestants["copy, 2 ranks"] = lambda: district.copy(2)
    contestants["full survey, 1 rank"] = lambda: district.minenpp(1, "full")
    contestants["copy, 1 rank"] = lambda: district.copy(1)
    district.peer("the same with numba")  # compiles, which is not timed
    times = alternate(contestants, repeats)
    times["scaling"] = {job: scaling(district, repeats, *how) for job, how in SCALING_JOBS.items()}
    return compare(district), times


def scaling(district, repeats, turns, result, settings):
    """The best Times of one job on one rank and on two, in turns."""
    return alternate({"1 rank": lambda: district.minenpp(1, result, *settings),
                      "2 ranks": lambda: district.minenpp(2, result, *settings)}, max(repeats, turns))
