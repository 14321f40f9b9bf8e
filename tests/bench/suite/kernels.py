"""Kernels: Google Benchmark's, and two beside scipy and numpy on the same files."""
import json

import numpy as np

from running import PEERS, PYTHON, fail, json_of, program, run, say


def google_benchmark(repeats):
    """name -> counters of the fastest repetition."""
    say("kernels")
    out, _ = run([program("bench_kernels"), "--benchmark_format=json", f"--benchmark_repetitions={repeats}",
                  "--benchmark_min_time=0.2"])
    best = {}
    for line in json.loads(out[out.index("{\n"):])["benchmarks"]:
        if line["run_type"] != "iteration":
            continue
        name = line["run_name"]
        if name not in best or line["cpu_time"] < best[name]["cpu_time"]:
            best[name] = line
    return best


def blobs(edge, count, seed):
    """Numbered round regions on a square, as mines or townships lie on a map."""
    rng = np.random.default_rng(seed)
    rows, cols = np.ogrid[:edge, :edge]
    numbers = np.zeros((edge, edge), np.uint8)
    for number in range(1, count + 1):
        row, col = rng.uniform(0, edge, 2)
        numbers[np.hypot(rows - row, cols - col) < rng.uniform(0.02, 0.06) * edge] = number
    return numbers


def least(command, repeats):
    return min(json_of(command)["seconds"] for _ in range(repeats))


def rings(folder, edge, repeats):
    """Processor seconds of minenpp's ring kernel and of scipy, on one mask."""
    say("rings beside scipy")
    blobs(edge, 20, 1).tofile(folder / "mask.raw")
    mask = [folder / "mask.raw", edge, edge]
    ours = least([program("bench_rings"), *mask, folder / "ours.raw"], repeats)
    theirs = least([PYTHON, PEERS / "rings_scipy.py", *mask, folder / "theirs.raw"], repeats)
    apart = np.fromfile(folder / "ours.raw", np.int8) != np.fromfile(folder / "theirs.raw", np.int8)
    if apart.mean() > 1e-3:
        fail(f"rings differ from scipy's at {apart.sum()} of {apart.size} pixels")
    return {"ours": ours, "scipy": theirs, "apart": int(apart.sum()), "pixels": int(apart.size)}


def zonal(folder, edge, years, zones, repeats):
    """Processor seconds of minenpp's table of cells, of a loop of masks, and of bincount."""
    say(f"zonal statistics of {years} years beside numpy")
    rng = np.random.default_rng(2)
    rng.uniform(0, 150, (years, edge, edge)).astype(np.float32).tofile(folder / "npp.raw")
    blobs(edge, zones, 3).tofile(folder / "zones.raw")
    classes = 1 + np.add.outer(np.arange(edge) // 20, np.arange(edge) // 30) % 12
    classes.astype(np.uint8).tofile(folder / "classes.raw")
    files = [folder / "npp.raw", folder / "zones.raw", folder / "classes.raw", edge, edge]
    script = [PYTHON, PEERS / "zonal_numpy.py", *files]
    commands = {"ours": [program("bench_zonal"), *files, folder / "ours.raw"],
                "masks": script + [folder / "masks.raw"], "bincount": script + [folder / "bincount.raw", "bincount"]}
    seconds = {name: least(command, 1 if name == "masks" else repeats) for name, command in commands.items()}
    ours = np.fromfile(folder / "ours.raw")
    for peer in ("masks", "bincount"):
        if not np.allclose(ours, np.fromfile(folder / f"{peer}.raw"), rtol=0, atol=1e-5, equal_nan=True):
            fail(f"zonal means differ from those of {peer} in numpy")
    return seconds
