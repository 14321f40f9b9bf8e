"""`minenpp export`: GeoTIFFs as GDAL's own validation, rasterio and netCDF4 see them."""
import glob
import os
import subprocess
import unittest

import numpy as np
import rasterio
from osgeo_utils.samples import validate_cloud_optimized_geotiff

from exports import ExportedDemo, names_in, source_of
from program import digest, succeed


class GeoTiffs(ExportedDemo):
    def test_every_map_is_there_with_its_style_and_item(self):
        expected = sorted(self.sources())
        self.assertEqual(names_in(self.out, ".tif"), expected)
        self.assertEqual(names_in(self.out, ".qml"), expected)
        self.assertEqual(names_in(self.out, ".json"), sorted([*expected, "collection"]))
        self.assertEqual(len(os.listdir(self.out)), 3 * len(expected) + 1)
        self.assertEqual(len(self.outcome.out.splitlines()), len(expected) + 1)
        self.assertEqual({f"{os.path.splitext(m)[0]}" for m in (os.path.relpath(p, self.result) for p in glob.glob(
            os.path.join(self.result, "*", "*.nc")))}, {os.path.splitext(s)[0] for s in self.sources().values()})

    def test_gdal_validates_each_as_cloud_optimised(self):
        for name in self.sources():
            warnings, errors, _ = validate_cloud_optimized_geotiff.validate(self.tif(name), full_check=True)
            self.assertEqual((warnings, errors), ([], []), name)

    def test_stored_values_and_grid_are_those_of_the_map(self):
        for name, source in self.sources().items():
            values, attributes = source_of(self.result, source)
            with rasterio.open(os.path.join(self.result, source)) as expected, rasterio.open(self.tif(name)) as got:
                self.assertEqual(got.dtypes[0], str(values.dtype), name)
                np.testing.assert_array_equal(got.read(1), values, name)
                self.assertEqual((got.crs.to_epsg(), got.transform, got.shape),
                                 (32649, expected.transform, expected.shape), name)
                self.assertEqual(str(got.nodata), str(float(attributes["_FillValue"])), name)
                self.assertEqual(got.scales[0], attributes.get("scale_factor", 1), name)
                self.assertEqual(got.offsets[0], attributes.get("add_offset", 0), name)
                self.assertEqual(got.descriptions[0], attributes["long_name"], name)

    def test_storage(self):
        for name in self.sources():
            with rasterio.open(self.tif(name)) as got:
                structure = got.tags(ns="IMAGE_STRUCTURE")
                self.assertEqual((structure["COMPRESSION"], structure["LAYOUT"]), ("DEFLATE", "COG"), name)
                self.assertEqual(structure.get("PREDICTOR"), "3" if got.dtypes[0] == "float32" else "2", name)
                self.assertEqual(got.block_shapes, [(512, 512)], name)
                self.assertEqual(got.overviews(1), [2], name)

    def test_units(self):
        units = {"npp-2020-08": "gC/m2/month", "change-2006-2020-08": "gC/m2/month", "ndvi-2020-08": None,
                 "trend-slope-08": "gC/m2/month/year", "class-2020": None}
        for name, unit in units.items():
            with rasterio.open(self.tif(name)) as got:
                self.assertEqual(got.units[0] or None, unit, name)

    def test_statistics_are_those_of_the_values(self):
        for name in ("npp-2020-08", "trend-slope-08", "class-2006"):
            with rasterio.open(self.tif(name)) as got:
                values, tags = got.read(1, masked=True), got.tags(1)
                if np.issubdtype(values.dtype, np.floating):
                    values = np.ma.masked_invalid(values)
                values = values.compressed().astype(float)
            for tag, number in (("MINIMUM", values.min()), ("MAXIMUM", values.max()), ("MEAN", values.mean()),
                                ("STDDEV", values.std())):
                self.assertAlmostEqual(float(tags["STATISTICS_" + tag]), number, delta=1e-6 * max(1, abs(number)), msg=name)

    def blocks(self, values):
        """2 x 2 pixels of each overview pixel."""
        rows, cols = values.shape
        return values.reshape(rows // 2, 2, cols // 2, 2).swapaxes(1, 2).reshape(rows // 2, cols // 2, 4)

    def test_overviews_average_what_is_there(self):
        for name in ("npp-2020-08", "trend-slope-08"):
            with rasterio.open(self.tif(name)) as got:
                values = got.read(1, masked=True)
            with rasterio.open(self.tif(name), overview_level=0) as got:
                small = got.read(1, masked=True)
            if np.issubdtype(values.dtype, np.floating):
                values, small = np.ma.masked_invalid(values), np.ma.masked_invalid(small)
            mean = np.ma.mean(self.blocks(values).astype(float), axis=2)
            np.testing.assert_array_equal(np.ma.getmaskarray(small), np.ma.getmaskarray(mean), name)
            step = 0.51 if small.dtype == np.int16 else 1e-4
            self.assertLess(np.abs(small.astype(float) - mean).max(), step, name)

    def test_overviews_of_classes_take_the_most_frequent(self):
        for name in ("class-2020", "trend-class-08", "rings-2020"):
            with rasterio.open(self.tif(name)) as got:
                nodata, blocks = got.nodata, self.blocks(got.read(1))
            with rasterio.open(self.tif(name), overview_level=0) as got:
                small = got.read(1)
            counts = (blocks == small[..., None]).sum(axis=2)
            most = np.max([(blocks == blocks[..., i:i + 1]).sum(axis=2) * (blocks[..., i] != nodata) for i in range(4)], axis=0)
            self.assertTrue(np.all((counts == most) | (most == 0)), name)
            self.assertTrue(np.all((small == nodata) == (most == 0)), name)

    def test_exporting_changes_no_result_and_comes_out_the_same(self):
        self.assertEqual(digest(self.result), self.before)
        again = os.path.join(self.path, "again")
        succeed("export", self.result, f"--dir={again}")
        self.assertEqual(subprocess.run(["diff", "-r", self.out, again]).returncode, 0)


if __name__ == "__main__":
    unittest.main()
