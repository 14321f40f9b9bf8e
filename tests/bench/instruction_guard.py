"""Counts the instructions of fixed work and fails where they grow: performance that can be tested on a busy machine.

Run with --update to store the counts measured now (instruction_limits.txt) after a change that is meant.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

LIMITS = pathlib.Path(__file__).with_name("instruction_limits.txt")
GROWTH = 1.10
KERNELS = ("casa", "histogram", "distance")
# 128 x 128 pixels in the middle of the demo, one month of two years.
SURVEY = ("--run.years=2006,2020", "--grid.from=", "--grid.crs=EPSG:32649", "--grid.pixel-size=30", "--report.page=no",
          "--run.progress=off")
EDGE = 128


def count(command, only=None):
    """Instructions of a program, or of one function and what it calls."""
    options = ["--tool=callgrind", "--callgrind-out-file=/dev/null"] + ([f"--toggle-collect={only}"] if only else [])
    # The kernels for every x86-64, so that the counts of different processors compare.
    environment = dict(os.environ, GLIBC_TUNABLES="glibc.cpu.hwcaps=-AVX2,-AVX2_Usable")
    done = subprocess.run(["valgrind", *options, *map(str, command)], capture_output=True, text=True, env=environment)
    found = re.search(r"Collected : (\d+)", done.stderr)
    assert done.returncode == 0 and found, done.stdout[-2000:] + done.stderr[-2000:]
    return int(found[1])


def middle_of_demo(survey):
    """Bounds of EDGE pixels in the middle of the study area."""
    import rasterio
    folder = pathlib.Path(survey).parent
    with rasterio.open(next((folder / "landcover").glob("*.tif"))) as raster:
        bounds, cell = raster.bounds, raster.transform.a
    west = bounds.left + (bounds.right - bounds.left) // (2 * cell) * cell
    south = bounds.bottom + (bounds.top - bounds.bottom) // (2 * cell) * cell
    return f"--grid.bounds={west},{south},{west + EDGE * cell},{south + EDGE * cell}"


def count_survey():
    survey = os.path.join(os.environ["MINENPP_DEMO"], "demo.ini")
    with tempfile.TemporaryDirectory(prefix="minenpp-guard-") as folder:
        # The program's own work alone: how MPI and GDAL start is not ours and differs between machines.
        return count([os.environ["MINENPP"], "run", survey, f"--output.dir={folder}/result", middle_of_demo(survey),
                      *SURVEY], only="minenpp::survey::run_survey?abi:cxx11?(*")


def counts():
    for kernel in KERNELS:
        yield kernel, count([os.environ["MINENPP_GUARD_KERNELS"], kernel])
    yield "survey", count_survey()


def limits():
    lines = (line.split() for line in LIMITS.read_text().splitlines() if line and not line.startswith("#"))
    return {name: int(number) for name, number in lines}


class Instructions(unittest.TestCase):
    def setUp(self):
        if os.environ.get("MINENPP_GUARD_SKIP"):
            self.skipTest(os.environ["MINENPP_GUARD_SKIP"])
        if not shutil.which("valgrind"):
            self.skipTest("valgrind is not installed")

    def test_none_grew(self):
        stored = limits()
        for name, measured in counts():
            change = measured / stored[name] - 1
            print(f"{name}: {measured:,} instructions, {100 * change:+.1f} %")
            with self.subTest(name):
                self.assertLessEqual(measured, GROWTH * stored[name],
                                     f"{name} takes {100 * change:.1f} % more instructions than stored")


def update():
    text = ("# Instructions of fixed work, counted by valgrind in a Release build of GCC 12 (instruction_guard.py).\n"
            "# The test fails where a count grows by more than 10 %. Lower them when the work gets cheaper.\n")
    LIMITS.write_text(text + "".join(f"{name} {number}\n" for name, number in counts()))


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        update()
    else:
        unittest.main()
