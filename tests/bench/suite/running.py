"""Runs programs and measures them: wall time, and processor time of all their processes."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
PEERS = ROOT / "tests/bench/peers"
BUILD = ROOT / "build/bench"
PYTHON = "/usr/bin/python3"
PACKAGES = ("python3-numpy", "python3-scipy", "python3-rasterio", "python3-h5py", "python3-gdal", "python3-numba",
            "python3-xarray", "python3-h5netcdf", "python3-dask", "python3-distributed", "libdeflate-dev",
            "libisal-dev", "r-base-core", "r-cran-sp", "r-cran-gstat")
TARGETS = ("minenpp", "bench_kernels", "bench_rings", "bench_zonal", "bench_copy")


def fail(text):
    sys.exit("bench: " + text)


def say(text):
    print("bench: " + text, flush=True)


class Time:
    """Seconds of one run."""

    def __init__(self, wall, processor):
        self.wall, self.processor = wall, processor


def environment():
    return dict(os.environ, PYTHONDONTWRITEBYTECODE="1", OMPI_MCA_rmaps_base_oversubscribe="1",
                OMPI_MCA_mpi_yield_when_idle="1",
                NUMBA_CACHE_DIR=str(BUILD / "numba"), OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")


def on_ranks(ranks, *command):
    if ranks == 1:
        return list(command)
    return ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", str(ranks), *command]


def run(command):
    """Runs to the end; returns what it printed and its Time. What earlier runs wrote is on the disk before it starts."""
    words = [str(word) for word in command]
    os.sync()
    start = time.monotonic()
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment()) as job:
        out = job.stdout.read()
        _, status, used = os.wait4(job.pid, 0)
        job.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - start
    if job.returncode != 0:
        fail(f"{' '.join(words)} failed:\n{out[-3000:]}")
    return out, Time(wall, used.ru_utime + used.ru_stime)


def json_of(command):
    out, _ = run(command)
    return next(json.loads(line) for line in out.splitlines() if line.startswith("{"))


def alternate(contestants, repeats):
    """Runs each contestant in turn, again and again; keeps the least wall and the least processor time of each.

    contestants: name -> function that returns a Time."""
    best = {}
    for turn in range(repeats):
        for name, contestant in contestants.items():
            say(f"{name}, run {turn + 1} of {repeats}")
            taken, least = contestant(), best.get(name)
            best[name] = Time(min(taken.wall, least.wall), min(taken.processor, least.processor)) if least else taken
    return best


def clean(folder):
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def install_peers():
    query = ["dpkg-query", "-W", "-f=${Status}"]
    missing = [name for name in PACKAGES
               if "install ok" not in subprocess.run(query + [name], capture_output=True, text=True).stdout]
    if not missing:
        return
    say("installing " + " ".join(missing))
    root = [] if os.geteuid() == 0 else ["sudo"]
    install = root + ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    if subprocess.run(install, stdout=subprocess.DEVNULL).returncode != 0:
        fail("these Debian packages are missing: " + " ".join(missing))


def build():
    os.environ.update(CCACHE_BASEDIR=str(ROOT), CCACHE_NOHASHDIR="1")
    configure = ["cmake", "-S", ROOT, "-B", BUILD, "-DCMAKE_BUILD_TYPE=Release", "-DMINENPP_BENCH=ON",
                 "-DMINENPP_TESTS=OFF", "-DMINENPP_UNITY=ON"]
    for command in (configure, ["cmake", "--build", BUILD, "--parallel", "2", "--target", *TARGETS]):
        if subprocess.run(command, stdout=subprocess.DEVNULL).returncode != 0:
            fail("the bench cannot be built: " + " ".join(map(str, command)))


def program(name):
    return BUILD / "minenpp" if name == "minenpp" else BUILD / "tests/bench" / name
