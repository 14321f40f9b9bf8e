"""How long thousands of mines take, and how much memory a rank needs: a made-up survey of a square of land full of mines,
run with and without them. It measures and asserts one thing: what the mines add to the run takes less time than NPP.

    many_mines.py [--pixels 10000] [--mines 10000] [--ranks 2] [--folder DIR] [-- further settings of the run]

Needs the environment of the program tests (MINENPP, ...; see tests/programs.cmake, target program.many_mines, label
soak) or --program. The land: pixels of 30 m, three native classes in patches, two years of one month, 24 stations.
The mines: about 40 corners, 0.2 to 3 km2, anywhere, so that most buffers overlap; pits and dumps, a third reclaimed in
the second year. With --folder the inputs are made once and used again.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

import numpy as np
from osgeo import gdal, ogr, osr

YEARS, MONTH, PIXEL, BLOCK = (2006, 2016), 8, 30.0, 512
WEST, NORTH, ZONE = 400000.0, 4500000.0, 32649
gdal.UseExceptions()


# Inputs --------------------------------------------------------------------------------------------------------------

def system():
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(ZONE)
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return crs


def outline(rng, extent_m):
    """About 40 corners around a random place, x and y in metres from the square's north-west corner."""
    radius = np.sqrt(np.exp(rng.uniform(np.log(0.2e6), np.log(3e6))) / np.pi)
    angle = np.linspace(0, 2 * np.pi, rng.integers(35, 46), endpoint=False)
    wave = sum(rng.uniform(0, 0.25 / k) * np.cos(k * angle + rng.uniform(0, 6.3)) for k in range(2, 6))
    r = radius * (1 + wave)
    return rng.uniform(0, extent_m) + r * np.cos(angle), rng.uniform(0, extent_m) + r * np.sin(angle)


def write_mines(path, count, pixels):
    """Polygons with the land-cover code they have in each year."""
    rng = np.random.default_rng(1)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = source.CreateLayer("mines", system(), ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("name", ogr.OFTString))
    for year in YEARS:
        layer.CreateField(ogr.FieldDefn(f"code{year}", ogr.OFTInteger))
    source.StartTransaction()
    for number in range(count):
        xs, ys = outline(rng, pixels * PIXEL)
        ring = ogr.Geometry(ogr.wkbLinearRing)
        for x, y in zip(np.append(xs, xs[0]), np.append(ys, ys[0])):
            ring.AddPoint_2D(WEST + x, NORTH - y)
        polygon = ogr.Geometry(ogr.wkbPolygon)
        polygon.AddGeometry(ring)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("name", f"mine {number:05}")
        feature.SetField("code2006", int(rng.choice((8, 12))))
        feature.SetField("code2016", int(rng.choice((8, 12, 10))))
        feature.SetGeometry(polygon)
        layer.CreateFeature(feature)
    source.CommitTransaction()


def create_raster(path, pixels, kind):
    raster = gdal.GetDriverByName("GTiff").Create(
        path, pixels, pixels, 1, kind, ["TILED=YES", f"BLOCKXSIZE={BLOCK}", f"BLOCKYSIZE={BLOCK}", "COMPRESS=DEFLATE",
                                        "ZLEVEL=1"])
    raster.SetGeoTransform((WEST, PIXEL, 0, NORTH, 0, -PIXEL))
    raster.SetProjection(system().ExportToWkt())
    return raster


def fill(raster, pixels, values_of):
    """values_of(rows, cols) for one row of blocks after the other."""
    cols = np.arange(pixels)[None, :]
    for row in range(0, pixels, BLOCK):
        rows = np.arange(row, min(row + BLOCK, pixels))[:, None]
        raster.GetRasterBand(1).WriteArray(values_of(rows, cols), 0, row)


def write_rasters(folder, pixels, mines):
    for index, year in enumerate(YEARS):
        cover = create_raster(os.path.join(folder, f"class-{year}.tif"), pixels, gdal.GDT_Byte)
        fill(cover, pixels, lambda rows, cols: ((rows // 90 + cols // 70) % 3 + 1).astype(np.uint8))
        source = ogr.Open(mines)
        gdal.RasterizeLayer(cover, [1], source.GetLayer(), options=[f"ATTRIBUTE=code{year}"])
        cover = None
        ndvi = create_raster(os.path.join(folder, f"ndvi-{year}-{MONTH:02}.tif"), pixels, gdal.GDT_Int16)
        fill(ndvi, pixels, lambda rows, cols: (3500 + 300 * index + (rows * 37 + cols * 53 + rows * cols) % 1500)
             .astype(np.int16))


def write_stations(path, pixels):
    rng = np.random.default_rng(2)
    to_degrees = osr.CoordinateTransformation(system(), geographic())
    with open(path, "w") as table:
        table.write("id,lon,lat,elevation,year,month,temperature,precipitation,radiation\n")
        for number in range(24):
            x, y = rng.uniform(0, pixels * PIXEL, 2)
            lon, lat, _ = to_degrees.TransformPoint(WEST + x, NORTH - y)
            for year in YEARS:
                for month in range(1, 13):
                    warm = 20 - 3.5 * abs(month - 7) + rng.normal(0, 0.5)
                    table.write(f"S{number},{lon:.6f},{lat:.6f},1000,{year},{month},{warm:.2f},"
                                f"{rng.uniform(20, 120):.1f},{rng.uniform(400, 600):.1f}\n")


def geographic():
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(4326)
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return crs


def write_survey(folder, name, with_mines):
    settings = {"run.years": ",".join(map(str, YEARS)), "ndvi.pattern": "ndvi-{year}-{month}.tif",
                "ndvi.scale": "0.0001", "landcover.pattern": "class-{year}.tif", "stations.file": "stations.csv"}
    if with_mines:
        settings["zones.mines"] = "mines.gpkg"
    path = os.path.join(folder, f"{name}.ini")
    with open(path, "w") as file:
        file.writelines(f"{key} = {value}\n" for key, value in settings.items())
    return path


def make_inputs(folder, pixels, mines):
    done = os.path.join(folder, f"made-{pixels}-{mines}")
    if os.path.exists(done):
        return
    os.makedirs(folder, exist_ok=True)
    polygons = os.path.join(folder, "mines.gpkg")
    write_mines(polygons, mines, pixels)
    write_rasters(folder, pixels, polygons)
    write_stations(os.path.join(folder, "stations.csv"), pixels)
    open(done, "w").close()


# Measuring -----------------------------------------------------------------------------------------------------------

def run_one_rank(command):
    """What each rank is started through: tells its process, and how much memory it needed at most."""
    process = subprocess.Popen(command)
    print(f"\nprocess {process.pid}", file=sys.stderr, flush=True)
    _, status, usage = os.wait4(process.pid, 0)
    print(f"\npeak memory {usage.ru_maxrss / 1024:.0f} MB", file=sys.stderr, flush=True)
    sys.exit(os.waitstatus_to_exitcode(status))


def processor_time(processes):
    """Seconds that the processes have computed so far, in the program itself and not in waiting for the others."""
    total = 0.0
    for process in processes:
        try:
            with open(f"/proc/{process}/stat") as file:
                total += int(file.read().rsplit(")", 1)[1].split()[11]) / os.sysconf("SC_CLK_TCK")
        except OSError:
            return float("nan")
    return total


class Clock:
    """Wall and processor time since the last mark."""

    def __init__(self):
        self.processes, self.wall, self.processor = [], time.monotonic(), 0.0

    def mark(self):
        now, computed = time.monotonic(), processor_time(self.processes)
        passed = (now - self.wall, computed - self.processor)
        self.wall, self.processor = now, computed
        return passed


def measured_run(options, survey, result):
    """{stage: (wall seconds, processor seconds of all ranks)}, and the largest memory of any rank in MB. A stage ends
    when the log says so."""
    shutil.rmtree(result, ignore_errors=True)
    launcher = os.environ.get("MINENPP_MPIRUN", "mpirun --allow-run-as-root --oversubscribe").split()
    command = launcher + ["-n", str(options.ranks), sys.executable, os.path.abspath(__file__), "--rank",
                          options.program, "run", survey, f"--output.dir={result}", "--run.progress=lines",
                          "--run.progress-interval=60", *options.settings]
    environment = dict(os.environ, OMPI_MCA_rmaps_base_oversubscribe="1", OMPI_MCA_mpi_yield_when_idle="1",
                       OMPI_MCA_btl_vader_single_copy_mechanism="none")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)
    stages, peaks, log, clock, began = {}, [], [], Clock(), time.monotonic()
    for line in process.stderr:
        log.append(line)
        if stage := re.match(r"\[\d+/\d+\] (.*): 100 %, done", line):
            stages[stage[1]] = clock.mark()
        elif rank := re.match(r"process (\d+)", line):
            clock.processes.append(int(rank[1]))
        elif peak := re.match(r"peak memory (\d+) MB", line):
            peaks.append(int(peak[1]))
    if process.wait() != 0:
        sys.exit("".join(log))
    stages["all"] = (time.monotonic() - began, sum(computed for _, computed in stages.values()))
    return stages, max(peaks)


def report(options, with_mines, without, peaks):
    """Prints the table; whether the mines take less than NPP. Processor time decides, which other programs of the
    machine do not disturb much."""
    print(f"{options.pixels} x {options.pixels} pixels, {options.mines} mines, {options.ranks} ranks, "
          f"{len(YEARS)} years of one month; wall time and processor time of all ranks")
    print(f"{'stage':<24}{'with mines':>22}{'without':>22}")
    for name in with_mines:
        print(f"{name:<24}" + "".join(f"{run[name][0]:>10.1f} s{run[name][1]:>8.1f} s" for run in (with_mines, without)))
    print(f"{'peak memory of a rank':<24}{peaks[0]:>19} MB{peaks[1]:>17} MB")
    added = [with_mines["all"][i] - without["all"][i] for i in (0, 1)]
    npp = [sum(times[i] for name, times in without.items() if name.startswith("NPP")) for i in (0, 1)]
    print(f"the mines add {added[0]:.1f} s, processors {added[1]:.1f} s; "
          f"NPP without mines takes {npp[0]:.1f} s, processors {npp[1]:.1f} s")
    return added[1] < npp[1]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pixels", type=int, default=int(os.environ.get("MINENPP_MANY_PIXELS", "10000")))
    parser.add_argument("--mines", type=int, default=int(os.environ.get("MINENPP_MANY_MINES", "10000")))
    parser.add_argument("--ranks", type=int, default=2)
    parser.add_argument("--program", default=os.environ.get("MINENPP"))
    parser.add_argument("--folder", help="where inputs and results are; without, a temporary one")
    parser.add_argument("-v", action="store_true", help="as test programs are called; no effect")
    parser.add_argument("settings", nargs="*", help="of both runs, such as --run.tile-size=512, after --")
    return parser.parse_args()


def main():
    options = arguments()
    folder = options.folder or tempfile.mkdtemp(prefix="minenpp-many-")
    try:
        make_inputs(folder, options.pixels, options.mines)
        runs = [measured_run(options, write_survey(folder, name, name == "with"), os.path.join(folder, f"result-{name}"))
                for name in ("with", "without")]
        in_time = report(options, runs[0][0], runs[1][0], [runs[0][1], runs[1][1]])
    finally:
        if not options.folder:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if in_time else "the mines take longer than NPP")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--rank"]:
        run_one_rank(sys.argv[2:])
    main()
