"""An input that changes while a run reads it is told of, and the next run makes what rests on it anew."""
import os
import unittest

import h5py
from osgeo import gdal, ogr

from held_runs import HeldRun
from program import Folder, digest, succeed

gdal.UseExceptions()
OPTIONS = ("--run.years=2006,2010", "--change.maps=no", "--trend.maps=no", "--report.page=no")
CHANGED = r"1 input changed while this run read it, and its results may mix what it was with what it is; run it again with the inputs as they are now: "


def warnings(result):
    with h5py.File(os.path.join(result, "survey.h5")) as file:
        return "\n".join(file["provenance/warning_text"].asstr()[()])


class ChangedInputs(unittest.TestCase):
    def check(self, name, change):
        """`change` is applied to the input as soon as the land cover of 2006, which needs no other, is there."""
        for ranks in (1, 2):
            with self.subTest(ranks=ranks), Folder() as folder:
                demo, result, fresh = (os.path.join(folder, part) for part in ("demo", "result", "fresh"))
                succeed("demo", demo)
                survey = os.path.join(demo, "demo.ini")
                with HeldRun("run", survey, *OPTIONS, "--run.progress=off", result=result, ranks=ranks) as run:
                    run.hold_at("maps/class-2006.nc")
                    change(os.path.join(demo, name))
                    said = run.let_go()
                self.assertEqual(said.code, 0, said.err)
                for text in (" ".join(said.err.split()), warnings(result)):
                    self.assertRegex(text, CHANGED + f"'[^']*{name}'")
                again = succeed("run", survey, f"--output.dir={result}", *OPTIONS, ranks=ranks).err
                self.assertNotIn("changed while", again)
                self.assertNotIn("changed while", warnings(result))
                succeed("run", survey, f"--output.dir={fresh}", *OPTIONS)
                self.assertEqual(digest(result), digest(fresh))

    def test_a_raster(self):
        def other_class(path):
            image = gdal.Open(path, gdal.GA_Update)
            codes = image.GetRasterBand(1).ReadAsArray()
            codes[:200, :200] = 3
            image.GetRasterBand(1).WriteArray(codes)

        self.check("landcover/landcover-2006.tif", other_class)

    def test_a_table(self):
        def warmer(path):
            with open(path) as file:
                head, *rows = file.read().splitlines()
            column = head.split(",").index("temperature")
            cells = [row.split(",") for row in rows]
            for row in cells:
                row[column] = str(float(row[column]) + 1)
            with open(path, "w") as file:
                file.write("\n".join([head, *map(",".join, cells)]) + "\n")

        self.check("stations.csv", warmer)

    def test_field_samples(self):
        def fewer(path):
            with open(path) as file:
                lines = file.readlines()
            with open(path, "w") as file:
                file.writelines(lines[:1] + lines[30:])

        self.check("samples.csv", fewer)

    def test_polygons(self):
        """Read at the start, needed at the end."""
        def without_a_mine(path):
            layer = ogr.Open(path, 1)
            layer.GetLayer(0).DeleteFeature(layer.GetLayer(0).GetNextFeature().GetFID())

        self.check("mines.gpkg", without_a_mine)

    def test_one_that_was_only_touched(self):
        with Folder() as folder:
            demo, result = os.path.join(folder, "demo"), os.path.join(folder, "result")
            succeed("demo", demo)
            with HeldRun("run", os.path.join(demo, "demo.ini"), *OPTIONS, result=result) as run:
                run.hold_at("maps/class-2006.nc")
                os.utime(os.path.join(demo, "landcover/landcover-2006.tif"))
                said = run.let_go()
            self.assertEqual(said.code, 0, said.err)
            self.assertNotIn("changed while", said.err)


if __name__ == "__main__":
    unittest.main()
