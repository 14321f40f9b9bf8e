"""`minenpp export`: GeoTIFFs as GDAL's own validation, rasterio and netCDF4 see them, QGIS styles, STAC, zones, errors."""
import glob
import json
import os
import subprocess
import unittest
import urllib.parse
import xml.etree.ElementTree

import jsonschema
import netCDF4
import numpy as np
import rasterio
import rasterio.features
import rasterio.warp
from osgeo import gdal, ogr, osr
from osgeo_utils.samples import validate_cloud_optimized_geotiff
from rasterio.transform import from_origin

from program import SOURCE, Folder, digest, minenpp, shared_demo, succeed
from surveys import write_survey

gdal.UseExceptions()
YEARS = (2006, 2016, 2020)
TRIANGLE = "POLYGON((112.1037 39.9012,112.3021 39.8533,112.2043 39.6071,112.1037 39.9012))"


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


class Whole(unittest.TestCase):
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

    # Styles

    def style(self, name, folder=None):
        return xml.etree.ElementTree.parse(os.path.join(folder or self.out, name + ".qml")).getroot()

    def test_ramps_rise_and_are_shared_by_the_layer(self):
        for layer in ("npp", "change", "ndvi"):
            styles = [self.style(name) for name in self.sources() if name.rsplit("-20")[0] == layer]
            self.assertGreaterEqual(len(styles), 3)
            texts = {xml.etree.ElementTree.tostring(style) for style in styles}
            self.assertEqual(len(texts), 1, layer)
            values = [float(item.get("value")) for item in styles[0].iter("item")]
            self.assertEqual(values, sorted(set(values)))
            renderer = next(styles[0].iter("rasterrenderer"))
            self.assertEqual(renderer.get("type"), "singlebandpseudocolor")
            self.assertEqual([float(renderer.get(k)) for k in ("classificationMin", "classificationMax")],
                             [values[0], values[-1]])

    def test_ramps_hold_nearly_all_values_and_diverge_at_zero(self):
        for name in ("npp-2016-08", "change-2006-2016-08", "trend-sen-08"):
            values = [float(item.get("value")) for item in self.style(name).iter("item")]
            with rasterio.open(self.tif(name)) as got:
                pixels = np.ma.masked_invalid(got.read(1, masked=True).astype(float) * got.scales[0]).compressed()
            share = np.mean((pixels >= values[0]) & (pixels <= values[-1]))
            self.assertGreater(share, 0.93, name)
            if not name.startswith("npp"):
                self.assertEqual(values[0], -values[-1], name)
                self.assertEqual(values[len(values) // 2], 0, name)

    def test_class_styles_name_the_classes_of_the_file(self):
        for name in ("class-2020", "change-class-2006-2020-08", "trend-class-08", "rings-2020"):
            source = self.sources()[name]
            values, attributes = source_of(self.result, source)
            entries = {int(e.get("value")): e for e in self.style(name).iter("paletteEntry")}
            self.assertEqual(list(entries), list(attributes["flag_values"]), name)
            self.assertEqual([e.get("label") for e in entries.values()],
                             [m.replace("_", " ") for m in attributes["flag_meanings"].split()], name)
            self.assertEqual(len({e.get("color") for e in entries.values()}), len(entries), name)
            self.assertLessEqual(set(np.unique(values)) - {attributes["_FillValue"]}, set(entries), name)

    # STAC

    def load(self, name, folder=None):
        with open(os.path.join(folder or self.out, name + ".json"), encoding="utf-8") as file:
            return json.load(file)

    def validate(self, document, *schemas):
        for schema in schemas:
            with open(os.path.join(SOURCE, "tests", "data", "stac", schema + ".json"), encoding="utf-8") as file:
                rules = json.load(file)
            jsonschema.Draft7Validator.check_schema(rules)
            jsonschema.Draft7Validator(rules, format_checker=jsonschema.FormatChecker()).validate(document)

    def test_items_and_collection_are_valid(self):
        self.validate(self.load("collection"), "collection")
        for name in self.sources():
            self.validate(self.load(name), "item", "projection", "raster")

    def test_the_schemas_refuse_what_is_wrong(self):
        item = self.load("npp-2020-08")
        for path, wrong in ((["stac_version"], "1.1.0"), (["properties", "start_datetime"], "2020-13-01T00:00:00Z"),
                            (["properties", "proj:shape"], [1.5, 2]), (["assets", "data", "raster:bands", 0, "data_type"], "short"),
                            (["bbox"], [1, 2, 3]), (["assets", "data", "href"], None)):
            changed = json.loads(json.dumps(item))
            place = changed
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = wrong
            with self.assertRaises(jsonschema.ValidationError, msg=path):
                self.validate(changed, "item", "projection", "raster")

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

    def test_a_reader_follows_the_collection_to_the_rasters(self):
        collection = self.load("collection")
        links = [link for link in collection["links"] if link["rel"] == "item"]
        self.assertEqual(len(links), len(self.sources()))
        for link in links:
            name = os.path.splitext(os.path.basename(urllib.parse.unquote(link["href"])))[0]
            item = self.load(name)
            self.assertEqual((item["id"], item["collection"]), (name, collection["id"]))
            self.assert_item_is_the_raster(self.out, item)

    def test_times(self):
        times = {"npp-2016-08": ("2016-08-01T00:00:00Z", "2016-08-31T23:59:59Z"),
                 "class-2016": ("2016-01-01T00:00:00Z", "2016-12-31T23:59:59Z"),
                 "change-2006-2016-08": ("2006-08-01T00:00:00Z", "2016-08-31T23:59:59Z"),
                 "trend-slope-08": ("2006-08-01T00:00:00Z", "2020-08-31T23:59:59Z")}
        for name, (start, end) in times.items():
            properties = self.load(name)["properties"]
            self.assertEqual((properties["start_datetime"], properties["end_datetime"]), (start, end), name)
        self.assertEqual(self.load("collection")["extent"]["temporal"]["interval"],
                         [["2006-01-01T00:00:00Z", "2020-12-31T23:59:59Z"]])

    # What is chosen

    def export(self, *options):
        """Names of what an export into a folder of its own writes."""
        out = os.path.join(self.path, "-".join(option.strip("-").replace("=", "-") for option in options))
        succeed("export", self.result, f"--dir={out}", *options)
        return out, names_in(out, ".tif")

    def test_selection(self):
        self.assertEqual(self.export("--layer=npp,class")[1],
                         sorted([f"npp-{y}-08" for y in YEARS] + [f"class-{y}" for y in YEARS]))
        self.assertEqual(self.export("--layer=change", "--year=2020")[1], ["change-2006-2020-08", "change-2016-2020-08"])
        self.assertEqual(self.export("--layer=npp,trend-p", "--year=2006", "--month=8")[1], ["npp-2006-08", "trend-p-08"])

    def test_a_second_export_keeps_what_the_first_listed(self):
        out, _ = self.export("--layer=class", "--year=2016")
        succeed("export", self.result, f"--dir={out}", "--layer=rings", "--year=2016")
        items = [link["href"] for link in self.load("collection", out)["links"] if link["rel"] == "item"]
        self.assertEqual(items, ["./class-2016.json", "./rings-2016.json"])
        os.remove(os.path.join(out, "class-2016.tif"))
        succeed("export", self.result, f"--dir={out}", "--layer=rings", "--year=2016")
        items = [link["href"] for link in self.load("collection", out)["links"] if link["rel"] == "item"]
        self.assertEqual(items, ["./rings-2016.json"])

    def assert_cut(self, zone, shapes, ending):
        """Values where rasterio finds pixel centres inside, no data elsewhere; cropped to the fewest pixels."""
        out, names = self.export(f"--zone={zone}", "--layer=npp,class,trend-slope", "--year=2016")
        self.assertEqual(names, sorted(f"{n}-{ending}" for n in ("npp-2016-08", "class-2016", "trend-slope-08")))
        for name in names:
            whole = self.tif(name[:-len(ending) - 1])
            with rasterio.open(whole) as all_of_it, rasterio.open(os.path.join(out, name + ".tif")) as got:
                mask = inside(shapes, all_of_it)
                rows, cols = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
                box = np.s_[rows[0]:rows[-1] + 1, cols[0]:cols[-1] + 1]
                expected = np.where(mask, all_of_it.read(1), np.array(all_of_it.nodata, all_of_it.dtypes[0]))[box]
                np.testing.assert_array_equal(got.read(1), expected, name)
                corner = all_of_it.transform * (cols[0], rows[0])
                self.assertEqual((got.transform.c, got.transform.f), corner, name)
                self.assertEqual(got.res, all_of_it.res)
            self.assertEqual(validate_cloud_optimized_geotiff.validate(os.path.join(out, name + ".tif"))[:2], ([], []))
            item = self.load(name, out)
            self.validate(item, "item", "projection", "raster")
            self.assert_item_is_the_raster(out, item)
            self.assertEqual(item["properties"]["minenpp:zone"], zone.split(":")[-1])

    def test_zones_are_cut_by_pixel_centres(self):
        self.assert_cut("mine:Antaibao", polygons_of(demo("mines.gpkg"), "Antaibao"), "Antaibao")
        self.assert_cut("Yulin", polygons_of(demo("townships.gpkg"), "Yulin"), "Yulin")
        self.assert_cut("pits:East mine", polygons_of(demo("mines.gpkg"), "East mine"), "East-mine")

    def test_the_cut_zone_has_the_survey_s_mean(self):
        out, _ = self.export("--zone=township:Baitang", "--layer=npp", "--year=2020")
        with rasterio.open(os.path.join(out, "npp-2020-08-Baitang.tif")) as got:
            mean = got.read(1, masked=True).mean() * got.scales[0]
        with netCDF4.Dataset(os.path.join(self.result, "survey.h5")) as archive:
            zones = archive["zones"]
            at = list(zones["zone"][:]).index("Baitang")
            self.assertAlmostEqual(mean, float(zones["npp_mean"][at, YEARS.index(2020), 0]), places=2)

    # Errors

    def refused(self, code, words, *arguments):
        outcome = minenpp("export", *arguments)
        self.assertEqual(outcome.code, code, outcome)
        for word in words:
            self.assertIn(word, outcome.err)

    def test_what_is_not_there_is_said_with_what_is(self):
        out = f"--dir={os.path.join(self.path, 'none')}"
        self.refused(2, ["layer 'nnp'", "change-class, class", "npp"], self.result, out, "--layer=nnp")
        self.refused(2, ["year '2007'", "2006, 2016, 2020"], self.result, out, "--year=2007")
        self.refused(2, ["month '7'", "there are 8"], self.result, out, "--month=7")
        self.refused(2, ["'x' is no whole number"], self.result, out, "--year=x")
        self.refused(2, ["no zone 'Nowhere'", "Antaibao", "Yulin"], self.result, out, "--zone=Nowhere")
        self.refused(2, ["several zones are called 'Antaibao'", "mine:Antaibao", "pits:Antaibao"], self.result, out,
                     "--zone=Antaibao")
        self.refused(2, ["--zoom=1 is not an option here", "export RESULT"], self.result, "--zoom=1")
        self.refused(2, ["usage"])
        self.refused(3, ["is no folder"], os.path.join(self.path, "nowhere"))
        self.refused(3, ["holds no map"], self.path)
        self.assertFalse(os.path.exists(os.path.join(self.path, "none")))

    def test_polygons_that_are_gone_or_changed(self):
        with Folder() as folder:
            polygons = os.path.join(folder, "mines.gpkg")
            subprocess.run(["cp", demo("mines.gpkg"), polygons], check=True)
            result = run(os.path.join(folder, "result"), "--run.years=2020", f"--zones.mines={polygons}")
            choice = (result, "--zone=Antaibao", "--layer=class")
            source = ogr.Open(polygons, 1)
            layer = source.GetLayer(0)
            layer.SetAttributeFilter("name = 'East mine'")
            layer.DeleteFeature(layer.GetNextFeature().GetFID())
            del layer, source
            outcome = succeed("export", *choice)
            self.assertIn("mines.gpkg has changed since the survey", outcome.err)
            self.refused(3, ["mines.gpkg", "holds no pixel of it"], result, "--zone=East mine", "--layer=class")
            os.remove(polygons)
            self.refused(3, ["zone 'Antaibao'", "zones.mines", polygons], *choice)

    def test_a_damaged_map_is_an_error_and_leaves_no_part(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            subprocess.run(["cp", "-r", self.result, result], check=True)
            subprocess.run(["rm", "-r", os.path.join(result, "export")], check=True)
            broken = os.path.join(result, "maps", "npp-2020.nc")
            with open(broken, "r+b") as file:
                size = os.path.getsize(broken)
                file.seek(size // 2)
                file.write(bytes(2000))
            self.refused(3, ["npp-2020.nc"], result, "--layer=npp")
            self.assertEqual(glob.glob(os.path.join(result, "export", "*.part*")), [])
            self.assertFalse(os.path.exists(os.path.join(result, "export", "npp-2020-08.tif")))

    def test_a_full_disk_is_an_error_and_leaves_no_part(self):
        out = os.path.join(self.path, "full")
        limited = subprocess.run(["bash", "-c", f"ulimit -f 500; exec '{os.environ['MINENPP']}' export '{self.result}' "
                                  f"--dir='{out}' --layer=npp"], capture_output=True, text=True)
        self.assertEqual(limited.returncode, 5, limited)
        self.assertIn("npp-2006-08.tif.part", limited.stderr)
        self.assertEqual(os.listdir(out), [])


class OtherMaps(unittest.TestCase):
    """Maps of many months, of the weather, of found mines, on another grid."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.path = cls.folder.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.folder.__exit__()

    def test_months_are_split_and_mines_are_numbered(self):
        result = run(os.path.join(self.path, "found"), "--run.years=2020", "--output.weather=yes", "--zones.mines=",
                     "--mines.source=classes", "--mines.find=yes")
        out = os.path.join(result, "export")
        succeed("export", result, "--layer=temperature,mines", "--month=1,8")
        self.assertEqual(names_in(out, ".tif"), ["mines", "temperature-2020-01", "temperature-2020-08"])
        for month in (1, 8):
            values, _ = source_of(result, "maps/temperature-2020.nc", "temperature", month)
            with rasterio.open(os.path.join(out, f"temperature-2020-{month:02}.tif")) as got:
                np.testing.assert_array_equal(got.read(1), values)
                self.assertEqual(got.units[0], "degC")
        values, _ = source_of(result, "maps/mines.nc", "mine")
        with rasterio.open(os.path.join(out, "mines.tif")) as got:
            np.testing.assert_array_equal(got.read(1), values)
            self.assertEqual(got.nodata, 0)
        style = xml.etree.ElementTree.parse(os.path.join(out, "mines.qml")).getroot()
        self.assertEqual([int(e.get("value")) for e in style.iter("paletteEntry")], sorted(set(values.ravel()) - {0}))

    def test_degrees_and_names_of_any_script(self):
        folder = os.path.join(self.path, "degrees")
        os.makedirs(folder)
        ndvi = np.arange(60 * 80, dtype="int16").reshape(60, 80)
        with rasterio.open(os.path.join(folder, "ndvi-2020-08.tif"), "w", driver="GTiff", width=80, height=60, count=1,
                           dtype="int16", crs="EPSG:4326", transform=from_origin(112, 40, 0.01, 0.01)) as raster:
            raster.write(ndvi, 1)
        wgs84 = osr.SpatialReference()
        wgs84.ImportFromEPSG(4326)
        wgs84.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        source = ogr.GetDriverByName("GPKG").CreateDataSource(os.path.join(folder, "land.gpkg"))
        layer = source.CreateLayer("land", wgs84, ogr.wkbPolygon)
        layer.CreateField(ogr.FieldDefn("label", ogr.OFTString))
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("label", "安家岭 1/2")
        feature.SetGeometry(ogr.CreateGeometryFromWkt(TRIANGLE))
        layer.CreateFeature(feature)
        del feature, layer, source
        survey = write_survey(folder, {"run": {"years": 2020}, "casa": {"mode": "imaged_month"},
                                       "ndvi": {"pattern": "ndvi-{year}-{month}.tif", "scale": "0.0001"},
                                       "zones": {"counties": "land.gpkg", "counties-name": "label"}}, 112.4, 39.7, [2020])
        # From within the folder: the paths of the survey are then relative.
        succeed("run", os.path.basename(survey), "--run.progress=off", cwd=folder)
        result = os.path.join(folder, "result")
        succeed("export", result, "--layer=ndvi", "--zone=安家岭 1/2")
        out = os.path.join(result, "export")
        self.assertEqual(names_in(out, ".tif"), ["ndvi-2020-08-安家岭-1-2"])
        path = os.path.join(out, "ndvi-2020-08-安家岭-1-2")
        with rasterio.open(path + ".tif") as got:
            self.assertEqual(got.crs.to_epsg(), 4326)
            values = got.read(1)
            row, col = round((40 - got.transform.f) / 0.01), round((got.transform.c - 112) / 0.01)
            part = ndvi[row:row + got.height, col:col + got.width]
            mask = inside([json.loads(ogr.CreateGeometryFromWkt(TRIANGLE).ExportToJson())], got)
            np.testing.assert_array_equal(values, np.where(mask, part, -32768))
        with open(path + ".json", encoding="utf-8") as file:
            item = json.load(file)
        self.assertEqual(urllib.parse.unquote(item["assets"]["data"]["href"]), "./ndvi-2020-08-安家岭-1-2.tif")
        self.assertTrue(item["assets"]["data"]["href"].isascii())
        self.assertEqual(item["properties"]["proj:epsg"], 4326)


if __name__ == "__main__":
    unittest.main()
