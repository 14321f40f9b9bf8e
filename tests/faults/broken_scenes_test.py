"""Scenes that cannot be used are named with the reason; input.skip-broken goes on without them."""
import os
import shutil
import unittest

import netCDF4
import numpy

from program import Folder, digest, minenpp, succeed, without_pages

without_pages()
from scenes import EDGE, make_scene, numbers_of, product_id, stac_item, write_band
from surveys import write_survey

LON, LAT = 112.3, 39.6


def field(low, high):
    return numpy.linspace(low, high, EDGE * EDGE).reshape(EDGE, EDGE)


GOOD, OTHER = field(0.1, 0.5), field(0.5, 0.9)


def replace_in(path, old, new):
    with open(path) as text:
        content = text.read()
    assert old in content
    with open(path, "w") as text:
        text.write(content.replace(old, new))


def missing_band(scenes):
    folder, product = make_scene(scenes, "2019-08-20", OTHER)
    os.remove(os.path.join(folder, f"{product}_SR_B5.TIF"))
    return product, "SR_B5"


def mtl_of_another_scene(scenes):
    folder, product = make_scene(scenes, "2019-08-20", OTHER)
    replace_in(os.path.join(folder, f"{product}_MTL.txt"), "_20190820_", "_20190719_")
    return product, "20190719"


def truncated_band(scenes):
    folder, product = make_scene(scenes, "2019-08-20", OTHER)
    path = os.path.join(folder, f"{product}_SR_B4.TIF")
    os.truncate(path, os.path.getsize(path) * 2 // 3)
    return product, "cut off or damaged"


def damaged_inside(scenes):
    """A block in the middle that no look at headers and ends can find."""
    folder, product = make_scene(scenes, "2019-08-20", OTHER)
    path = os.path.join(folder, f"{product}_SR_B4.TIF")
    write_band(path, list(numbers_of(OTHER))[0], nodata=0, compress="deflate", blockysize=8)
    with open(path, "r+b") as band:
        band.seek(os.path.getsize(path) // 3)
        band.write(b"\xff" * 400)
    return product, "cut off or damaged"


def quality_of_another_size(scenes):
    folder, product = make_scene(scenes, "2019-08-20", OTHER)
    write_band(os.path.join(folder, f"{product}_QA_PIXEL.TIF"), numpy.full((40, 80), 21824))
    return product, "40 x 80"


def no_date(scenes):
    folder, product = make_scene(scenes, "2019-08-20", OTHER)
    replace_in(os.path.join(folder, f"{product}_MTL.txt"), "2019-08-20", "2019-13-45")
    return product, "2019-13-45"


def two_copies(scenes):
    make_scene(scenes, "2019-08-20", OTHER)
    older = product_id("2019-08-20", processed="20190901")
    make_scene(scenes, "2019-08-20", field(0.6, 0.95), product=older)
    return older, product_id("2019-08-20")


def absent_asset(scenes):
    folder, product = make_scene(scenes, "2019-08-20", OTHER, product="ITEM", mtl=False)
    os.remove(os.path.join(folder, "ITEM_SR_B5.TIF"))
    stac_item(folder, "ITEM-20190820", "2019-08-20",
              {"red": "./ITEM_SR_B4.TIF", "nir08": "https://example.org/data/ITEM_SR_B5.TIF",
               "qa_pixel": "./ITEM_QA_PIXEL.TIF", "qa_radsat": "./ITEM_QA_RADSAT.TIF"})
    return "ITEM-20190820", "https://example.org/data/ITEM_SR_B5.TIF"


CASES = (missing_band, mtl_of_another_scene, truncated_band, damaged_inside, quality_of_another_size, no_date,
         two_copies, absent_asset)


class BrokenScenes(unittest.TestCase):
    def survey(self, folder, case):
        scenes = os.path.join(folder, "scenes")
        os.makedirs(scenes)
        make_scene(scenes, "2019-08-04", GOOD)
        broken, reason = case(scenes)
        return write_survey(folder, {"scenes": {"from": "scenes"}}, LON, LAT, [2019]), broken, reason

    def ndvi(self, result):
        with netCDF4.Dataset(os.path.join(result, "ndvi/ndvi-2019.nc")) as opened:
            return numpy.asarray(opened["ndvi"][0])

    def test_each_is_named_and_stops_the_run(self):
        for case in CASES:
            for ranks in (0, 3):
                with self.subTest(case=case.__name__, ranks=ranks), Folder() as folder:
                    survey, broken, reason = self.survey(folder, case)
                    outcome = minenpp("run", survey, ranks=ranks, timeout=60)
                    self.assertEqual(outcome.code, 3, outcome)
                    self.assertIn(broken, outcome.err)
                    self.assertIn(reason, outcome.err)
                    self.assertFalse(os.path.exists(os.path.join(folder, "result", "survey.h5")))

    def test_check_finds_what_headers_tell(self):
        for case in CASES:
            if case is damaged_inside:
                continue
            with self.subTest(case=case.__name__), Folder() as folder:
                survey, broken, reason = self.survey(folder, case)
                outcome = minenpp("check", survey)
                self.assertEqual(outcome.code, 3, outcome)
                self.assertIn(broken, outcome.err)
                self.assertIn(reason, outcome.err)

    def test_skip_broken_goes_on_and_says_so(self):
        for case in CASES:
            with self.subTest(case=case.__name__), Folder() as folder:
                survey, broken, reason = self.survey(folder, case)
                outcome = succeed("run", "--input.skip-broken", survey, ranks=2)
                self.assertIn(broken, outcome.out + outcome.err)
                self.assertIn(reason, outcome.out + outcome.err)
                result = os.path.join(folder, "result")
                kept = GOOD if case is not two_copies else numpy.maximum(GOOD, OTHER)
                self.assertLess(abs(self.ndvi(result) - kept).max(), 2e-4)
                with netCDF4.Dataset(os.path.join(result, "survey.h5")) as archive:
                    listed = dict(zip(archive["scenes/scene"][:], archive["scenes/reason"][:]))
                    used = dict(zip(archive["scenes/scene"][:], archive["scenes/used"][:]))
                    warnings = " ".join(archive["provenance/warning_text"][:])
                self.assertIn(reason, listed[broken])
                self.assertEqual(used[broken], 0)
                self.assertIn(broken, warnings)

    def test_the_digest_does_not_depend_on_the_folder(self):
        digests = set()
        for _ in range(2):
            with Folder() as folder:
                survey, _, _ = self.survey(folder, truncated_band)
                succeed("run", survey, "--input.skip-broken")
                digests.add(digest(os.path.join(folder, "result")))
        self.assertEqual(len(digests), 1)

    def test_a_second_run_makes_nothing_again_and_says_the_same(self):
        with Folder() as folder:
            survey, broken, reason = self.survey(folder, damaged_inside)
            succeed("run", survey, "--input.skip-broken")
            again = succeed("run", survey, "--input.skip-broken")
            self.assertIn("NDVI 2019: up to date", again.out + again.err)
            self.assertIn(broken, again.out + again.err)
            self.assertIn(reason, again.out + again.err)

    def test_scenes_lists_them(self):
        with Folder() as folder:
            survey, broken, reason = self.survey(folder, missing_band)
            listed = succeed("scenes", survey).out
            self.assertIn(broken, listed)
            self.assertIn(reason, listed)
            self.assertIn("1 of 2 scenes are used", listed)

    def test_nothing_left_is_an_error(self):
        with Folder() as folder:
            survey, broken, _ = self.survey(folder, missing_band)
            shutil.rmtree(os.path.join(folder, "scenes", product_id("2019-08-04")))
            outcome = minenpp("run", survey, "--input.skip-broken=yes")
            self.assertEqual(outcome.code, 3, outcome)
            self.assertIn("scene", outcome.err)


class Rules(unittest.TestCase):
    """Which scenes are used, by settings."""

    def test_settings_choose_scenes(self):
        with Folder() as folder:
            scenes = os.path.join(folder, "scenes")
            os.makedirs(scenes)
            cloudy = numpy.full((EDGE, EDGE), 21824)
            cloudy[:60] = 22280
            make_scene(scenes, "2019-07-03", GOOD)
            make_scene(scenes, "2019-08-04", GOOD, quality=cloudy)
            make_scene(scenes, "2019-08-12", OTHER, sensor="LE07")
            survey = write_survey(folder, {"scenes": {"from": "scenes"}}, LON, LAT, [2019])
            for options, used, why in (((), 3, ""), (("--ndvi.months=8",), 2, "does not ask for month 7"),
                                       (("--scenes.sensors=landsat8",), 2, "does not ask for Landsat 7"),
                                       (("--scenes.min-clear=50",), 2, "scenes.min-clear"),
                                       (("--scenes.max-cloud=1",), 0, "3.5 % cloud"),
                                       ((f"--scenes.exclude={product_id('2019-07-03')}",), 2, "leaves it out")):
                with self.subTest(options=options):
                    listed = minenpp("scenes", survey, *options)
                    self.assertIn(f"{used} of 3 scenes are used", listed.out, listed)
                    self.assertIn(why, listed.out)
            succeed("run", survey, "--scenes.min-clear=50", ranks=2)
            with netCDF4.Dataset(os.path.join(folder, "result", "survey.h5")) as archive:
                clear = dict(zip(archive["scenes/date"][:], archive["scenes/clear_share"][:]))
                self.assertAlmostEqual(clear["2019-08-04"], 0.25, places=6)
            # OLI is not used in August, so the harmonised ETM+ is all there is.
            with netCDF4.Dataset(os.path.join(folder, "result", "ndvi/ndvi-2019.nc")) as opened:
                august = numpy.asarray(opened["ndvi"][1])
            self.assertLess(abs(august - (0.0235 + 0.9723 * OTHER)).max(), 2e-4)

    def test_a_scene_without_saturation_is_used_where_asked_for_and_said(self):
        with Folder() as folder:
            scenes = os.path.join(folder, "scenes")
            os.makedirs(scenes)
            make_scene(scenes, "2019-07-03", GOOD)
            place, product = make_scene(scenes, "2019-08-04", OTHER)
            survey = write_survey(folder, {"scenes": {"from": "scenes"}}, LON, LAT, [2019])
            self.assertNotIn("saturat", minenpp("run", survey).err)
            os.remove(os.path.join(place, f"{product}_QA_RADSAT.TIF"))
            self.assertEqual(minenpp("run", survey).code, 3)
            self.assertIn("1 scene has no layer of radiometric saturation (QA_RADSAT), so saturated pixels count: "
                          f"{product} ", minenpp("run", survey, "--scenes.missing-quality=use").err)

    def test_a_corrected_item_is_read_again(self):
        """Red and near infrared taken for each other at first: the files stay, their roles change."""
        with Folder() as folder:
            scenes = os.path.join(folder, "scenes")
            os.makedirs(scenes)
            inside, _ = make_scene(scenes, "2019-08-20", GOOD, product="ITEM", mtl=False)
            survey = write_survey(folder, {"scenes": {"from": "scenes"}}, LON, LAT, [2019])
            quality = {"qa_pixel": "./ITEM_QA_PIXEL.TIF", "qa_radsat": "./ITEM_QA_RADSAT.TIF"}
            for red, nir, sign in (("B5", "B4", -1), ("B4", "B5", 1)):
                stac_item(inside, "ITEM-20190820", "2019-08-20",
                          {"red": f"./ITEM_SR_{red}.TIF", "nir08": f"./ITEM_SR_{nir}.TIF", **quality})
                succeed("run", survey)
                with netCDF4.Dataset(os.path.join(folder, "result", "ndvi/ndvi-2019.nc")) as opened:
                    self.assertLess(abs(numpy.asarray(opened["ndvi"][0]) - sign * GOOD).max(), 2e-4)

    def test_unknown_names_are_refused(self):
        with Folder() as folder:
            os.makedirs(os.path.join(folder, "scenes"))
            make_scene(os.path.join(folder, "scenes"), "2019-07-03", GOOD)
            survey = write_survey(folder, {"scenes": {"from": "scenes"}}, LON, LAT, [2019])
            for option, text in (("--scenes.sensors=landsat6", "landsat6"), ("--scenes.exclude=NOBODY", "NOBODY"),
                                 ("--scenes.from=elsewhere", "elsewhere"), ("--ndvi.pattern=a.tif", "both set")):
                outcome = minenpp("run", survey, option)
                self.assertIn(outcome.code, (2, 3), outcome)
                self.assertIn(text, outcome.err)


class Composites(unittest.TestCase):
    def test_maximum_median_best_and_snow(self):
        with Folder() as folder:
            scenes = os.path.join(folder, "scenes")
            os.makedirs(scenes)
            values = (0.3, 0.5, 0.4)
            confidence = (21824, 21824 + (1 << 8), 21824)  # the second one has medium cloud confidence
            for day, value, quality in zip((3, 11, 19), values, confidence):
                layer = numpy.full((EDGE, EDGE), quality)
                layer[0, 0] |= 1 << 5  # snow
                layer[1, 1] |= 1 << 7  # water
                make_scene(scenes, f"2019-08-{day:02}", numpy.full((EDGE, EDGE), value), quality=layer)
            survey = write_survey(folder, {"scenes": {"from": "scenes"}}, LON, LAT, [2019])
            for rule, expected in (("maximum", 0.5), ("median", 0.4), ("best", 0.4)):
                result = os.path.join(folder, rule)
                succeed("run", survey, f"--ndvi.composite={rule}", f"--output.dir={result}", ranks=2)
                with netCDF4.Dataset(os.path.join(result, "ndvi/ndvi-2019.nc")) as opened:
                    ndvi, counts = opened["ndvi"][0], numpy.asarray(opened["observations"][0])
                    water = numpy.asarray(opened["water"][0])
                self.assertLess(abs(ndvi[5, 5] - expected), 2e-4, rule)
                self.assertTrue(numpy.ma.getmaskarray(ndvi)[0, 0])
                self.assertEqual((counts[0, 0], counts[5, 5]), (0, 3))
                self.assertEqual((water[1, 1], water[5, 5]), (1, 0))
                with netCDF4.Dataset(os.path.join(result, "maps/npp-2019.nc")) as maps:
                    self.assertEqual(float(maps["npp"][0, 1, 1]), 0)
                    self.assertGreater(float(maps["npp"][0, 5, 5]), 0)
            kept = os.path.join(folder, "kept")
            succeed("run", survey, "--scenes.snow=keep", f"--output.dir={kept}")
            with netCDF4.Dataset(os.path.join(kept, "ndvi/ndvi-2019.nc")) as opened:
                self.assertLess(abs(float(opened["ndvi"][0, 0, 0]) - 0.5), 2e-4)


if __name__ == "__main__":
    unittest.main()
