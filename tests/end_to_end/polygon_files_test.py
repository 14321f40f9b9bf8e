"""Files of several polygon layers, and polygons that moved together with the result."""
import glob
import os
import shutil
import unittest

import netCDF4
import numpy as np
import rasterio
from osgeo import gdal

from exports import demo
from program import Folder, minenpp, shared_demo, succeed

gdal.UseExceptions()
LAYERS = {"boundary": "boundary.gpkg", "mines": "mines.gpkg", "townships": "townships.gpkg"}


def file_of_all(path):
    """One GeoPackage as a desk GIS saves a project: a layer for each kind of polygons."""
    for name, file in LAYERS.items():
        gdal.VectorTranslate(path, demo(file), layerName=name, accessMode="update" if os.path.exists(path) else None)
    return path


def run(result, *settings, survey=None):
    return succeed("run", survey or shared_demo(), f"--output.dir={result}", "--run.progress=off", "--run.years=2006,2020",
                   *settings, ranks=2)


def zones_of(result):
    with netCDF4.Dataset(os.path.join(result, "survey.h5")) as archive:
        return {name: archive["zones"][name][:] for name in archive["zones"].variables}


class LayersOfOneFile(unittest.TestCase):
    def test_each_setting_names_its_layer(self):
        with Folder() as folder:
            everything = file_of_all(os.path.join(folder, "project.gpkg"))
            kinds = [f"--zones.{name}={everything}" for name in LAYERS]
            layers = [f"--zones.{name}-layer={name}" for name in LAYERS]
            apart, together = os.path.join(folder, "apart"), os.path.join(folder, "together")
            run(apart, f"--zones.pits={demo('mines.gpkg')}")
            run(together, *kinds, *layers, f"--zones.pits={everything}", "--zones.pits-layer=mines")
            expected, got = zones_of(apart), zones_of(together)
            self.assertEqual(expected.keys(), got.keys())
            for name, values in expected.items():
                np.testing.assert_array_equal(got[name], values, name)

            outs = []
            for result in (apart, together):
                outs.append(os.path.join(folder, os.path.basename(result) + "-out"))
                succeed("export", result, "--zone=mine:Antaibao", "--layer=npp", f"--dir={outs[-1]}")
            for path in glob.glob(os.path.join(outs[0], "*.tif")):
                with rasterio.open(path) as wanted, rasterio.open(os.path.join(outs[1], os.path.basename(path))) as found:
                    np.testing.assert_array_equal(found.read(1), wanted.read(1))

            def names(kind, zones):
                return sorted(name for name, k in zip(zones["zone"], zones["kind"]) if k == kind)

            # The same folder again: what changes is made anew, layers of the user's own kind as well.
            for pits, kind in (("townships", "township"), ("mines", "mine")):
                run(together, *kinds, *layers[:1], "--zones.mines-layer=townships", "--zones.townships-layer=mines",
                    f"--zones.pits={everything}", f"--zones.pits-layer={pits}")
                got = zones_of(together)
                self.assertEqual(names("pits", got), names(kind, expected))
                self.assertEqual(names("mine", got), names("township", expected))

    def test_a_layer_that_is_not_named_or_not_there(self):
        with Folder() as folder:
            everything = file_of_all(os.path.join(folder, "project.gpkg"))
            outcome = minenpp("check", shared_demo(), f"--zones.mines={everything}",
                              f"--zones.townships={everything}", "--zones.townships-layer=towns")
            self.assertEqual(outcome.code, 3, outcome)
            for part in ("holds several layers (boundary, mines, townships); name the one to read (zones.mines-layer)",
                         "holds no layer 'towns' (zones.townships-layer); it holds boundary, mines, townships"):
                self.assertIn(part, outcome.err)


class MovedTogether(unittest.TestCase):
    def test_polygons_are_found_where_they_went(self):
        with Folder() as folder:
            here, there = os.path.join(folder, "here"), os.path.join(folder, "there")
            shutil.copytree(os.path.dirname(shared_demo()), here, ignore=shutil.ignore_patterns("result*"))
            run(os.path.join(here, "results", "first"), survey=os.path.join(here, "demo.ini"))
            os.rename(here, there)
            result = os.path.join(there, "results", "first")
            outcome = succeed("export", result, "--zone=Antaibao", "--layer=class")
            self.assertNotIn("has changed", outcome.err)
            self.assertTrue(glob.glob(os.path.join(result, "export", "class-2020-Antaibao.tif")))
            os.remove(os.path.join(there, "mines.gpkg"))
            gone = minenpp("export", result, "--zone=Antaibao", "--layer=class")
            self.assertEqual(gone.code, 3, gone)
            self.assertIn(os.path.join(here, "mines.gpkg"), gone.err)


if __name__ == "__main__":
    unittest.main()
