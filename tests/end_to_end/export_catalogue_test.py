"""QGIS styles and STAC of an export: colours and names of classes, valid items, links that lead to the rasters."""
import json
import os
import shutil
import unittest
import urllib.parse
import xml.etree.ElementTree

import jsonschema
import numpy as np
import rasterio
from rasterio.transform import from_origin

from exports import ExportedDemo, source_of
from program import Folder, minenpp, succeed
from surveys import write_survey


class Styles(ExportedDemo):
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


class Stac(ExportedDemo):
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

    def test_files_of_others_beside_the_items(self):
        """A raster of the user's own with JSON of another kind beside it is no item; one of ours that lost its id is told."""
        with Folder() as folder:
            aoi, out = os.path.join(folder, "aoi.json"), f"--dir={folder}"
            shutil.copy(os.path.join(self.out, "class-2020.tif"), os.path.join(folder, "aoi.tif"))
            for text in ("[1,2]", "7", '{"type": "Feature", "id": 3}'):
                with open(aoi, "w") as file:
                    file.write(text)
                succeed("export", self.result, out, "--layer=class", "--year=2020")
            collection = self.load("class-2020", folder)["collection"]
            with open(aoi, "w") as file:
                json.dump({"type": "Feature", "collection": collection}, file)
            outcome = minenpp("export", self.result, out, "--layer=class", "--year=2020")
            self.assertEqual(outcome.code, 3, outcome)
            self.assertIn(f"{folder}: an item of an earlier export is damaged", outcome.err)

    def test_a_second_export_keeps_what_the_first_listed(self):
        out, _ = self.export("--layer=class", "--year=2016")
        succeed("export", self.result, f"--dir={out}", "--layer=rings", "--year=2016")
        items = [link["href"] for link in self.load("collection", out)["links"] if link["rel"] == "item"]
        self.assertEqual(items, ["./class-2016.json", "./rings-2016.json"])
        os.remove(os.path.join(out, "class-2016.tif"))
        succeed("export", self.result, f"--dir={out}", "--layer=rings", "--year=2016")
        items = [link["href"] for link in self.load("collection", out)["links"] if link["rel"] == "item"]
        self.assertEqual(items, ["./rings-2016.json"])

    def test_a_grid_across_180_degrees(self):
        """GeoJSON counts longitudes to 180 on either side: the footprint is cut there, whatever the grid counts to."""
        for west in (179.0, -181.0):
            with self.subTest(west=west), Folder() as folder:
                with rasterio.open(os.path.join(folder, "ndvi-2020-07.tif"), "w", driver="GTiff", height=2, width=3, count=1,
                                   dtype="float32", crs="EPSG:4326", transform=from_origin(west, 60, 1, 1)) as raster:
                    raster.write(np.full((2, 3), 0.5, "float32"), 1)
                survey = write_survey(folder, {"ndvi": {"pattern": "ndvi-{year}-{month}.tif"}}, 179.5, 59, [2020])
                result, out = os.path.join(folder, "result"), os.path.join(folder, "export")
                succeed("run", survey, "--report.page=no", "--run.progress=off")
                succeed("export", result, f"--dir={out}", "--layer=npp,class")
                item, collection = self.load("npp-2020-07", out), self.load("collection", out)
                self.validate(item, "item", "projection", "raster")
                self.assertEqual(item["bbox"], [179, 58, -178, 60])
                self.assertEqual(collection["extent"]["spatial"]["bbox"], [[179, 58, -178, 60]])
                self.assertEqual(item["geometry"]["type"], "MultiPolygon")
                sides = [np.array(part[0])[:, 0] for part in item["geometry"]["coordinates"]]
                self.assertEqual([(side.min(), side.max()) for side in sides], [(179, 180), (-180, -178)])


if __name__ == "__main__":
    unittest.main()
