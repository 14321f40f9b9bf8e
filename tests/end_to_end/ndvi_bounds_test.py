"""A run says which classes on the map have NDVI bounds from the table, and speaks of no others."""
import os
import re
import unittest

import numpy as np
import rasterio
from rasterio.transform import from_origin

from program import Folder, succeed, without_pages
from surveys import write_survey

YEAR = 2020


def warned_of(landcover_class, pixels, *options):
    """Names of the classes that a survey of one class, with one row of so many pixels, warns of; what it says of them."""
    with Folder() as folder:
        with rasterio.open(os.path.join(folder, f"ndvi-{YEAR}-07.tif"), "w", driver="GTiff", height=1, width=pixels, count=1,
                           dtype="float32", crs="EPSG:32649", transform=from_origin(600000, 4380000, 30, 30)) as raster:
            raster.write(np.linspace(0.2, 0.8, pixels, dtype="float32")[None], 1)
        survey = write_survey(folder, {"ndvi": {"pattern": "ndvi-{year}-{month}.tif"},
                                       "landcover": {"everywhere": landcover_class}}, 112.2, 39.5, [YEAR])
        said = succeed("run", survey, "--run.progress=off", *options).err
    return sorted(set(re.findall(r"NDVI bounds of (.*) are the table's: (.*)", said)))


class NdviBounds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        without_pages()

    def test_only_of_classes_on_the_map(self):
        self.assertEqual(warned_of(3, 20), [("grassland", "quantiles of only 20 values (pixels and months)")])

    def test_also_where_the_native_class_is_not_on_the_map(self):
        self.assertEqual(warned_of(9, 200), [("reclaimed arable land", "quantiles of only 0 values (pixels and months)")])

    def test_the_same_by_year(self):
        self.assertEqual(warned_of(9, 200, "--ndvi.bounds=per_year"),
                         [("reclaimed arable land", "quantiles of only 0 values (pixels and months)")])

    def test_not_where_there_are_enough(self):
        self.assertEqual(warned_of(3, 200), [])


if __name__ == "__main__":
    unittest.main()
