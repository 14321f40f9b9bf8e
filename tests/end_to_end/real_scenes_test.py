"""Real Landsat and MODIS scenes, as they are downloaded, become the NDVI that an independent reading gives."""
import glob
import json
import os
import subprocess
import unittest

import netCDF4
import numpy
import rasterio

from program import DATA, Folder, digest, minenpp, succeed
from surveys import link, write_survey

LANDSAT = os.path.join(DATA, "landsat")
COLOMBIA, APPALACHIA = "lc08_c2l2_2019_colombia", "lc08_c2l2_2013_appalachia_cloud"


def files(folder, *patterns):
    found = []
    for pattern in patterns:
        found += glob.glob(os.path.join(LANDSAT, folder, pattern))
    return sorted(found)


def need(folder):
    return unittest.skipUnless(os.path.isdir(os.path.join(LANDSAT, folder)), f"{folder} is not there")


def raw(path, band=1):
    with rasterio.open(path) as raster:
        return raster.read(band)


def result_of(survey, *options, ranks=0):
    outcome = succeed("run", survey, "--run.progress=off", *options, ranks=ranks)
    return os.path.join(os.path.dirname(survey), "result"), outcome


def ndvi_of(result, year):
    """NDVI with NaN, and observations: (month, row, column)."""
    with netCDF4.Dataset(os.path.join(result, f"ndvi/ndvi-{year}.nc")) as opened:
        return numpy.ma.filled(opened["ndvi"][:].astype(float), numpy.nan), numpy.asarray(opened["observations"][:])


def level2_ndvi(folder):
    """science, section 1, once more and by other means: OLI, Collection 2 Level-2."""
    red, nir = (raw(files(folder, f"*_SR_B{band}.TIF")[0]).astype(float) for band in (4, 5))
    quality, radsat = (raw(files(folder, f"*_QA_{name}.TIF")[0]).astype(int) for name in ("PIXEL", "RADSAT"))
    usable = (quality & 0b111111) == 0
    usable &= (radsat & (1 << 3 | 1 << 4 | 1 << 11)) == 0
    for band in (red, nir):
        usable &= (band >= 7273) & (band <= 43636)
    red, nir = red * 2.75e-5 - 0.2, nir * 2.75e-5 - 0.2
    with numpy.errstate(all="ignore"):
        ndvi = (nir - red) / (nir + red)
    return numpy.where(usable & (nir + red > 0), ndvi, numpy.nan)


@need(COLOMBIA)
class Colombia(unittest.TestCase):
    """One scene through every form of its metadata."""

    BANDS = ("*_SR_B4.TIF", "*_SR_B5.TIF", "*_QA_*.TIF")

    def run_with(self, folder, name, *metadata, **options):
        scenes = link(os.path.join(folder, name, "scenes"), *files(COLOMBIA, *self.BANDS, *metadata))
        survey = write_survey(os.path.join(folder, name), {"scenes": {"from": "scenes"}}, -75.1, 1.5, [2019])
        return ndvi_of(result_of(survey, **options)[0], 2019), scenes

    def test_every_metadata_gives_the_same_and_the_right_ndvi(self):
        expected = level2_ndvi(COLOMBIA)
        with Folder() as folder:
            for name, metadata in (("txt", "*_MTL.txt"), ("json", "*_MTL.json"), ("xml", "*_MTL.xml"),
                                   ("stac", "*_stac.json"), ("all", "*_MTL.*"), ("none", "*_none")):
                (ndvi, observations), _ = self.run_with(folder, name, metadata)
                self.assertEqual(ndvi.shape, (1, 512, 512))
                self.assertTrue((numpy.isnan(ndvi[0]) == numpy.isnan(expected)).all(), name)
                self.assertLessEqual(numpy.nanmax(abs(ndvi[0] - expected)), 0.5001e-4, name)
                self.assertTrue((observations[0] == ~numpy.isnan(expected)).all(), name)
            self.assertGreater(float((~numpy.isnan(expected)).mean()), 0.05)

    def test_a_tar_as_delivered(self):
        import tarfile
        with Folder() as folder:
            os.makedirs(os.path.join(folder, "scenes"))
            with tarfile.open(os.path.join(folder, "scenes", "LC08_L2SP_008059_20191201_20200825_02_T1.tar"), "w") as tar:
                for path in files(COLOMBIA, *self.BANDS, "*_MTL.*"):
                    tar.add(os.path.realpath(path), arcname=os.path.basename(path))
            survey = write_survey(folder, {"scenes": {"from": "scenes"}}, -75.1, 1.5, [2019])
            ndvi, _ = ndvi_of(result_of(survey)[0], 2019)
            expected = level2_ndvi(COLOMBIA)
            self.assertTrue((numpy.isnan(ndvi[0]) == numpy.isnan(expected)).all())

    def test_the_scene_is_listed(self):
        with Folder() as folder:
            _, _ = self.run_with(folder, "listed", "*_MTL.txt")
            listed = succeed("scenes", os.path.join(folder, "listed", "survey.ini")).out
            for text in ("Landsat 8", "2019-12-01", "008/059", "81.0", "yes", "LC08_L2SP_008059_20191201"):
                self.assertIn(text, listed)

    def test_ranks_and_tiles_change_nothing(self):
        with Folder() as folder:
            link(os.path.join(folder, "scenes"), *files(COLOMBIA, *self.BANDS, "*_MTL.txt"))
            survey = write_survey(folder, {"scenes": {"from": "scenes"},
                                           "grid": {"crs": "EPSG:32619", "pixel-size": 500}}, -75.1, 1.5, [2019])
            digests = {}
            for ranks, tile in ((0, 256), (2, 64), (3, 100), (4, 256), (6, 64)):
                result = os.path.join(folder, f"result-{ranks}-{tile}")
                succeed("run", survey, "--run.progress=off", f"--output.dir={result}", f"--run.tile-size={tile}",
                        ranks=ranks)
                digests[ranks, tile] = digest(result)
            self.assertEqual(len(set(digests.values())), 1, digests)


@need(APPALACHIA)
class Appalachia(unittest.TestCase):
    def test_a_month_of_cloud_is_said_and_not_computed(self):
        with Folder() as folder:
            link(os.path.join(folder, "scenes"), *files(APPALACHIA, "*"))
            survey = write_survey(folder, {"scenes": {"from": "scenes"}}, -82, 37.5, [2013])
            result, outcome = result_of(survey)
            ndvi, observations = ndvi_of(result, 2013)
            self.assertTrue(numpy.isnan(ndvi).all())
            self.assertEqual(observations.max(), 0)
            self.assertIn("2013-04 is empty: 1 image, no usable pixel", outcome.out + outcome.err)
            with netCDF4.Dataset(os.path.join(result, "maps/npp-2013.nc")) as maps:
                self.assertTrue(numpy.ma.getmaskarray(maps["npp"][:]).all())
            with netCDF4.Dataset(os.path.join(result, "survey.h5")) as archive:
                self.assertTrue(numpy.isnan(numpy.ma.filled(archive["classes/npp_mean"][:], numpy.nan)).all())
                self.assertEqual(float(archive["ndvi/observed_share"][0, 0]), 0)


@need("le07_sr_2011_michigan")
class Michigan(unittest.TestCase):
    def test_usgs_own_ndvi(self):
        with Folder() as folder:
            found = files("le07_sr_2011_michigan", "*_sr_band*.tif", "*_fmask.tif")
            link(os.path.join(folder, "scenes"), *found)
            survey = write_survey(folder, {"scenes": {"from": "scenes", "harmonise": "none"}}, -85, 45, [2011])
            ndvi, _ = ndvi_of(result_of(survey)[0], 2011)
            usgs = raw(files("le07_sr_2011_michigan", "*_ndvi.tif")[0]) / 10000.0
            fmask = raw(files("le07_sr_2011_michigan", "*_fmask.tif")[0])
            observed = ~numpy.isnan(ndvi[0])
            self.assertTrue((observed <= numpy.isin(fmask, (0, 1))).all())
            self.assertGreater(observed.sum(), 0.9 * numpy.isin(fmask, (0, 1)).sum())
            worst = abs(ndvi[0] - usgs)[observed].max()
            print(f"Michigan: {observed.sum()} pixels, largest difference to USGS's NDVI {worst:.6f}")
            self.assertLessEqual(worst, 1.0001e-4)

    def test_harmonised_by_default(self):
        with Folder() as folder:
            link(os.path.join(folder, "scenes"), *files("le07_sr_2011_michigan", "*_sr_band*.tif", "*_fmask.tif"))
            survey = write_survey(folder, {"scenes": {"from": "scenes"}}, -85, 45, [2011])
            result, outcome = result_of(survey)
            ndvi, _ = ndvi_of(result, 2011)
            usgs = 0.0235 + 0.9723 * raw(files("le07_sr_2011_michigan", "*_ndvi.tif")[0]) / 10000.0
            observed = ~numpy.isnan(ndvi[0])
            self.assertLessEqual(abs(ndvi[0] - usgs)[observed].max(), 2e-4)
            self.assertIn("Roy et al. 2016", outcome.out + outcome.err)


@need("lc08_l1_sr_2016_mendoza")
class Mendoza(unittest.TestCase):
    NAME = "lc08_l1_sr_2016_mendoza"

    def ndvi(self, folder, name, patterns, **scenes):
        base = os.path.join(folder, name)
        link(os.path.join(base, "scenes"), *files(self.NAME, *patterns))
        settings = {"from": "scenes", "missing-quality": "use", **scenes}
        survey = write_survey(base, {"scenes": settings}, -69, -33, [2016])
        return ndvi_of(result_of(survey)[0], 2016)[0][0]

    def test_dark_objects_against_surface_reflectance(self):
        with Folder() as folder:
            surface = self.ndvi(folder, "surface", ("*_sr_band*.tif", "*.xml"))
            for correction, least in (("dos1", 0.98), ("cost", 0.98), ("none", 0.98)):
                level1 = self.ndvi(folder, correction, ("*LGN00_band*.tif", "*_MTL.txt"),
                                   correction=correction, **{"dark-count": 1})
                both = ~numpy.isnan(level1) & ~numpy.isnan(surface)
                r = numpy.corrcoef(level1[both], surface[both])[0, 1]
                bias = (level1 - surface)[both].mean()
                print(f"Mendoza, {correction}: r = {r:.4f}, bias = {bias:+.4f}, {both.sum()} pixels")
                self.assertGreater(r, least)

    def test_surface_reflectance_is_preferred(self):
        with Folder() as folder:
            link(os.path.join(folder, "scenes"), *files(self.NAME, "*.tif", "*_MTL.txt", "*.xml"))
            survey = write_survey(folder, {"scenes": {"from": "scenes", "missing-quality": "use"}}, -69, -33, [2016])
            listed = succeed("scenes", survey).out
            self.assertIn("surface reflectance of the same scene is used", listed)
            self.assertIn("1 of 2 scenes are used", listed)

    def test_a_scene_without_quality_is_refused_until_allowed(self):
        with Folder() as folder:
            link(os.path.join(folder, "scenes"), *files(self.NAME, "*_sr_band*.tif", "*.xml"))
            survey = write_survey(folder, {"scenes": {"from": "scenes"}}, -69, -33, [2016])
            outcome = minenpp("run", survey)
            self.assertEqual(outcome.code, 3, outcome)
            self.assertIn("no quality layer", outcome.err)
            self.assertIn("scenes.missing-quality=use", outcome.err)


@need("lt05_l1_1988_para")
class Para(unittest.TestCase):
    NAME = "lt05_l1_1988_para"

    def test_metadata_with_nul_bytes_and_radiances_only(self):
        with Folder() as folder:
            link(os.path.join(folder, "scenes"), *files(self.NAME, "*"))
            survey = write_survey(folder, {"scenes": {"from": "scenes", "missing-quality": "use",
                                                      "correction": "none"}}, -49.5, -3.9, [1988])
            ndvi = ndvi_of(result_of(survey)[0], 1988)[0][0]
            red, nir = (raw(files(self.NAME, f"*_B{band}.TIF")[0]).astype(float) for band in (3, 4))
            distance = 1 - 0.01672 * numpy.cos(numpy.radians(0.9856 * (227 - 4)))
            factor = numpy.pi * distance ** 2 / numpy.sin(numpy.radians(49.75588889))
            rho_red = (1.044 * red - 2.21398) * factor / 1536
            rho_nir = (0.876 * nir - 2.38602) * factor / 1031
            with numpy.errstate(all="ignore"):
                expected = (rho_nir - rho_red) / (rho_nir + rho_red)
            observed = ~numpy.isnan(ndvi)
            self.assertGreater(observed.mean(), 0.9)
            self.assertLessEqual(abs(ndvi - expected)[observed].max(), 0.51e-4)


@need("le07_2002_pennsylvania")
class Pennsylvania(unittest.TestCase):
    """Rasters without a CRS, through a STAC item that gives their scale."""

    def scenes(self, folder):
        source = files("le07_2002_pennsylvania", "*20020720_DN.tif")[0]
        os.makedirs(os.path.join(folder, "scenes"))
        with rasterio.open(source) as raster:
            profile = dict(driver="GTiff", width=raster.width, height=raster.height, count=1, dtype="uint8",
                           transform=raster.transform, nodata=255)
            for name, band in (("red", 3), ("nir", 4)):
                with rasterio.open(os.path.join(folder, "scenes", f"{name}.tif"), "w", **profile) as out:
                    out.write(raster.read(band), 1)
        assets = {name: {"href": f"./{name}.tif", "eo:bands": [{"common_name": common}],
                         "raster:bands": [{"scale": 0.004, "offset": 0.0}]}
                  for name, common in (("red", "red"), ("nir", "nir"))}
        item = {"type": "Feature", "stac_version": "1.0.0", "id": "pennsylvania", "geometry": None, "links": [],
                "properties": {"datetime": "2002-07-20T00:00:00Z", "platform": "somewhere"}, "assets": assets}
        with open(os.path.join(folder, "scenes", "item.json"), "w") as text:
            json.dump(item, text)

    def test_no_crs_is_refused_and_a_set_one_is_used(self):
        with Folder() as folder:
            self.scenes(folder)
            survey = write_survey(folder, {"scenes": {"from": "scenes", "missing-quality": "use"}}, -77, 41, [2002])
            outcome = minenpp("run", survey)
            self.assertEqual(outcome.code, 3, outcome)
            self.assertIn("scenes.crs", outcome.err)
            self.assertIn("coordinate reference system", outcome.err)
            result, _ = result_of(survey, "--scenes.crs=EPSG:32618")
            ndvi = ndvi_of(result, 2002)[0][0]
            source = files("le07_2002_pennsylvania", "*20020720_DN.tif")[0]
            red, nir = raw(source, 3).astype(float), raw(source, 4).astype(float)
            with numpy.errstate(all="ignore"):
                expected = (nir - red) / (nir + red)
            observed = ~numpy.isnan(ndvi)
            self.assertGreater(observed.mean(), 0.5)
            self.assertLessEqual(abs(ndvi - expected)[observed].max(), 0.51e-4)


@unittest.skipUnless(os.path.isdir(os.path.join(DATA, "modis_sinop_2013")), "modis_sinop_2013 is not there")
class Sinop(unittest.TestCase):
    def scenes(self, folder):
        """The twelve dates as single files named like the product."""
        source = glob.glob(os.path.join(DATA, "modis_sinop_2013", "*.tif"))[0]
        os.makedirs(os.path.join(folder, "scenes"))
        layers = {}
        with rasterio.open(source) as raster:
            for band, text in enumerate(raster.descriptions, 1):
                date = numpy.datetime64(text[-10:])
                doy = (date - date.astype("datetime64[Y]").astype("datetime64[D]")).astype(int) + 1
                name = f"MOD13Q1.A{str(date)[:4]}{doy:03}.h12v10.006.NDVI.tif"
                profile = dict(driver="GTiff", width=raster.width, height=raster.height, count=1, dtype="int16",
                               transform=raster.transform, crs=raster.crs)
                layers[str(date)[:7]] = raster.read(band)
                with rasterio.open(os.path.join(folder, "scenes", name), "w", **profile) as out:
                    out.write(layers[str(date)[:7]], 1)
        return layers

    def test_twelve_dates_on_their_own_grid(self):
        with Folder() as folder:
            layers = self.scenes(folder)
            survey = write_survey(folder, {"scenes": {"from": "scenes", "missing-quality": "use"}}, -55.5, -11.6,
                                  [2013, 2014])
            result, outcome = result_of(survey)
            outside = 0
            for year, months in ((2013, range(9, 13)), (2014, range(1, 9))):
                ndvi, observations = ndvi_of(result, year)
                for k, month in enumerate(months):
                    stored = layers[f"{year}-{month:02}"].astype(float)
                    valid = (stored >= -2000) & (stored <= 10000)
                    outside += int((~valid & (stored != -3000)).sum())
                    self.assertTrue((numpy.isnan(ndvi[k]) == ~valid).all(), (year, month))
                    self.assertLessEqual(abs(ndvi[k] - stored / 10000)[valid].max(), 1e-9)
                    self.assertTrue((observations[k] == valid).all())
            self.assertGreater(outside, 0)
            self.assertIn("NDVI values are outside -1..1 and count as no data", outcome.out + outcome.err)
            with netCDF4.Dataset(os.path.join(result, "survey.h5")) as archive:
                self.assertEqual(int(archive["maps/ndvi_out_of_range"][:].sum()), outside)
                self.assertEqual(int(archive["scenes/out_of_range"][:].sum()), outside)

    def test_warped_to_utm_like_gdal(self):
        """gdalwarp without its approximation (-et 0) gives the same to the rounding of 1e-4."""
        with Folder() as folder:
            self.scenes(folder)
            survey = write_survey(folder, {"scenes": {"from": "scenes", "missing-quality": "use"},
                                           "grid": {"crs": "EPSG:32721", "pixel-size": 225}}, -55.5, -11.6, [2014])
            ndvi, _ = ndvi_of(result_of(survey, "--run.years=2014")[0], 2014)
            with rasterio.open(f"netcdf:{folder}/result/ndvi/ndvi-2014.nc:ndvi") as written:
                bounds = written.bounds
            for k, source in enumerate(sorted(glob.glob(os.path.join(folder, "scenes", "*A2014*")))):
                warped = os.path.join(folder, "warped.tif")
                subprocess.run(["gdalwarp", "-q", "-overwrite", "-et", "0", "-r", "bilinear", "-t_srs", "EPSG:32721",
                                "-te", *map(str, bounds), "-tr", "225", "225", "-ot", "Float64", "-srcnodata", "-3000",
                                "-dstnodata", "-9999", source, warped], check=True)
                theirs = raw(warped) / 10000
                both = ~numpy.isnan(ndvi[k]) & (theirs > -0.3)
                self.assertGreater(both.sum(), 39000)
                # All but the neighbours of values out of range, which gdalwarp lets take part.
                self.assertLess(numpy.percentile(abs(ndvi[k] - theirs)[both], 95), 0.51e-4)


if __name__ == "__main__":
    unittest.main()
