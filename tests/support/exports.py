"""An export of the demo, and what its tests share: the maps it came from, polygons, STAC rules."""
import glob
import json
import os
import unittest
import urllib.parse

import jsonschema
import netCDF4
import numpy as np
import rasterio
import rasterio.features
import rasterio.warp
from osgeo import gdal, ogr

from program import SOURCE, Folder, digest, shared_demo, succeed

gdal.UseExceptions()
YEARS = (2006, 2016, 2020)


def demo(*parts):
    return os.path.join(os.path.dirname(shared_demo()), *parts)


def run(result, *settings):
    succeed("run", shared_demo(), f"--output.dir={result}", "--run.progress=off", *settings, ranks=2)
    return result


def names_in(folder, ending):
    return sorted(os.path.basename(path)[:-len(ending)] for path in glob.glob(os.path.join(folder, "*" + ending)))


def source_of(result, name, variable=None, month=None):
    """Stored values and attributes of the map an export came from."""
    with netCDF4.Dataset(os.path.join(result, name)) as file:
        file.set_auto_maskandscale(False)
        variable = variable or next(v for v in file.variables if {"x", "y"} <= set(file[v].dimensions))
        values = file[variable][:]
        if month is not None:
            values = values[[date.month for date in netCDF4.num2date(file["time"][:], file["time"].units)].index(month)]
        return values[0] if values.ndim == 3 else values, {k: file[variable].getncattr(k) for k in file[variable].ncattrs()}


def polygons_of(path, *names, layer=0):
    """Shapes of the features of these names; of all without any."""
    source = ogr.Open(path)
    return [json.loads(feature.ExportToJson())["geometry"] for feature in source.GetLayer(layer)
            if not names or feature.GetField("name") in names]


def inside(shapes, raster):
    """True where a pixel's centre is inside, by rasterio."""
    return rasterio.features.geometry_mask(shapes, raster.shape, raster.transform, all_touched=False, invert=True)


class ExportedDemo(unittest.TestCase):
    """Three years, with a polygon layer of its own; everything exported."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.path = cls.folder.__enter__()
        cls.result = run(os.path.join(cls.path, "result"), "--run.years=" + ",".join(map(str, YEARS)),
                         f"--zones.pits={demo('mines.gpkg')}", "--zones.pits-name=name")
        cls.before = digest(cls.result)
        cls.outcome = succeed("export", cls.result)
        cls.out = os.path.join(cls.result, "export")

    @classmethod
    def tearDownClass(cls):
        cls.folder.__exit__()

    def tif(self, name):
        return os.path.join(self.out, name + ".tif")

    def sources(self):
        """{name of an export: map file} of all maps of this result."""
        changes = ("2006-2016", "2006-2020", "2016-2020")
        found = {f"ndvi-{y}-08": f"ndvi/ndvi-{y}.nc" for y in YEARS}
        found.update({f"npp-{y}-08": f"maps/npp-{y}.nc" for y in YEARS})
        found.update({f"{layer}-{y}": f"maps/{layer}-{y}.nc" for layer in ("class", "rings") for y in YEARS})
        found.update({f"{layer}-{c}-08": f"maps/{layer}-{c}.nc" for layer in ("change", "change-class") for c in changes})
        found.update({f"trend-{t}-08": f"maps/trend-{t}.nc" for t in ("slope", "p", "sen", "mk-p", "class")})
        return found

    def load(self, name, folder=None):
        with open(os.path.join(folder or self.out, name + ".json"), encoding="utf-8") as file:
            return json.load(file)

    def validate(self, document, *schemas):
        for schema in schemas:
            with open(os.path.join(SOURCE, "tests", "data", "stac", schema + ".json"), encoding="utf-8") as file:
                rules = json.load(file)
            jsonschema.Draft7Validator.check_schema(rules)
            jsonschema.Draft7Validator(rules, format_checker=jsonschema.FormatChecker()).validate(document)

    def assert_item_is_the_raster(self, folder, item):
        href = urllib.parse.unquote(item["assets"]["data"]["href"])
        properties, (band,) = item["properties"], item["assets"]["data"]["raster:bands"]
        with rasterio.open(os.path.normpath(os.path.join(folder, href))) as got:
            self.assertEqual(properties["proj:epsg"], got.crs.to_epsg())
            self.assertEqual(tuple(properties["proj:shape"]), got.shape)
            self.assertEqual(properties["proj:transform"], list(got.transform)[:6])
            self.assertEqual(band["data_type"], got.dtypes[0])
            self.assertEqual((band.get("scale", 1), band.get("offset", 0)), (got.scales[0], got.offsets[0]))
            self.assertEqual(float(band.get("nodata", "nan")), got.nodata) if band.get("nodata") != "nan" \
                else self.assertTrue(np.isnan(got.nodata))
            self.assertEqual(band.get("unit"), got.units[0] or None)
            expected = rasterio.warp.transform_bounds(got.crs, "EPSG:4326", *got.bounds, densify_pts=21)
            np.testing.assert_allclose(item["bbox"], expected, atol=2e-5)
            # The footprint, back on the raster's own grid, is its outline.
            corners = np.array(item["geometry"]["coordinates"][0])
            x, y = map(np.array, rasterio.warp.transform("EPSG:4326", got.crs, *corners.T))
            left, bottom, right, top = got.bounds
            off = np.min([abs(x - left), abs(x - right), abs(y - bottom), abs(y - top)], axis=0)
            self.assertLess(off.max(), 0.1 * got.res[0])
            area = 0.5 * np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])
            self.assertGreater(area, 0.999 * (right - left) * (top - bottom))  # counter-clockwise
        self.assertTrue(os.path.exists(os.path.join(folder, urllib.parse.unquote(item["assets"]["style"]["href"]))))

    def export(self, *options):
        """Names of what an export into a folder of its own writes."""
        out = os.path.join(self.path, "-".join(option.strip("-").replace("=", "-") for option in options))
        succeed("export", self.result, f"--dir={out}", *options)
        return out, names_in(out, ".tif")
