"""What `minenpp export` takes of a result: layers, years, months, zones by pixel centres; what it refuses."""
import glob
import json
import os
import subprocess
import unittest
import urllib.parse
import xml.etree.ElementTree

import netCDF4
import numpy as np
import rasterio
from osgeo import ogr, osr
from osgeo_utils.samples import validate_cloud_optimized_geotiff
from rasterio.transform import from_origin

from exports import YEARS, ExportedDemo, demo, inside, names_in, polygons_of, run, source_of
from program import Folder, minenpp, succeed
from surveys import write_survey

TRIANGLE = "POLYGON((112.1037 39.9012,112.3021 39.8533,112.2043 39.6071,112.1037 39.9012))"


class Choice(ExportedDemo):
    def test_selection(self):
        self.assertEqual(self.export("--layer=npp,class")[1],
                         sorted([f"npp-{y}-08" for y in YEARS] + [f"class-{y}" for y in YEARS]))
        self.assertEqual(self.export("--layer=change", "--year=2020")[1], ["change-2006-2020-08", "change-2016-2020-08"])
        self.assertEqual(self.export("--layer=npp,trend-p", "--year=2006", "--month=8")[1], ["npp-2006-08", "trend-p-08"])

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


class Refused(ExportedDemo):
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
