#!/usr/bin/python3
"""How much memory a rank needs for the tables of many thousand zones: the demo at scale 4 (2.36 million pixels, full
years) with a lattice of made-up townships, on several ranks. The result is the same on all; ends with an error where it
is not, or where ranks beside the first need no less memory when there are more of them.

  tests/bench/many_zones.py BUILD_FOLDER FOLDER [RANKS ...]

BUILD_FOLDER: where minenpp lies. FOLDER: for the demo and the results, kept. 140 x 140 townships, four years.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

from osgeo import gdal, ogr, osr

SIDE = 140
gdal.UseExceptions()


def write_townships(demo, path):
    """A lattice that covers the demo's land."""
    cover = gdal.Open(str(sorted([*demo.glob("landcover/*.vrt"), *demo.glob("landcover/*.tif")])[0]))
    west, dx, _, north, _, dy = cover.GetGeoTransform()
    wide, high = dx * cover.RasterXSize / SIDE, dy * cover.RasterYSize / SIDE
    crs = osr.SpatialReference(wkt=cover.GetProjection())
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = source.CreateLayer("townships", crs, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("name", ogr.OFTString))
    source.StartTransaction()
    for number in range(SIDE * SIDE):
        column, row = number % SIDE, number // SIDE
        x, y = west + wide * column, north + high * row
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("name", f"township {number:05}")
        feature.SetGeometry(ogr.CreateGeometryFromWkt(
            f"POLYGON(({x} {y}, {x + wide} {y}, {x + wide} {y + high}, {x} {y + high}, {x} {y}))"))
        layer.CreateFeature(feature)
    source.CommitTransaction()


def run_one_rank(command):
    """What each rank is started through: tells how much memory it needed at most."""
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    print(f"\nrank {os.environ['OMPI_COMM_WORLD_RANK']} peak {usage.ru_maxrss // 1024} MB", flush=True)
    sys.exit(os.waitstatus_to_exitcode(status))


def measured(minenpp, folder, ranks):
    """Peak memory in MB by rank, seconds, digest."""
    result = folder / f"result-{ranks}"
    shutil.rmtree(result, ignore_errors=True)
    environment = dict(os.environ, OMPI_MCA_rmaps_base_oversubscribe="1", OMPI_MCA_mpi_yield_when_idle="1",
                       OMPI_MCA_btl_vader_single_copy_mechanism="none")
    began = time.monotonic()
    job = subprocess.run(
        ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", str(ranks), sys.executable, os.path.abspath(__file__),
         "--rank", minenpp, "run", folder / "demo/demo.ini", f"--output.dir={result}",
         f"--zones.townships={folder / 'townships.gpkg'}", "--zones.townships-name=name", "--report.page=no",
         "--run.progress=off"], env=environment, capture_output=True, text=True)
    if job.returncode != 0:
        sys.exit(job.stdout + job.stderr)
    seconds = time.monotonic() - began
    peaks = dict(map(int, found) for found in re.findall(r"^rank (\d+) peak (\d+) MB", job.stdout, re.M))
    digest = subprocess.run([minenpp, "digest", result], check=True, capture_output=True, text=True).stdout.strip()
    return [peaks[rank] for rank in range(ranks)], seconds, digest


def main():
    if sys.argv[1] == "--rank":
        run_one_rank(sys.argv[2:])
    minenpp, folder = pathlib.Path(sys.argv[1]).resolve() / "minenpp", pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "demo/demo.ini").exists():
        subprocess.run([minenpp, "demo", folder / "demo", "--scale=4", "--months=all"], check=True,
                       stdout=subprocess.DEVNULL)
    if not (folder / "townships.gpkg").exists():
        write_townships(folder / "demo", folder / "townships.gpkg")
    digests, of_others = set(), []
    print("| ranks | first rank | fullest other | all | seconds |\n|---|---|---|---|---|")
    for ranks in map(int, sys.argv[3:] or (1, 2, 4, 8)):
        peaks, seconds, digest = measured(minenpp, folder, ranks)
        digests.add(digest)
        of_others += [max(peaks[1:])] if ranks > 1 else []
        print(f"| {ranks} | {peaks[0]} MB | {of_others[-1] if ranks > 1 else '-'} MB | {sum(peaks)} MB | {seconds:.0f} |",
              flush=True)
    if len(digests) > 1:
        sys.exit(f"{len(digests)} different digests")
    if of_others != sorted(of_others, reverse=True):
        sys.exit("more ranks do not need less memory each")


if __name__ == "__main__":
    main()
