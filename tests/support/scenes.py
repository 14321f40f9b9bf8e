"""Small Landsat scenes for tests, in the form that USGS delivers them."""
import json
import os

import numpy
import rasterio
from rasterio.transform import from_origin

CLEAR = {"oli": 21824, "etm": 5440, "tm": 5440}
EDGE = 80


def write_band(path, values, crs="EPSG:32649", west=600000, north=4390000, pixel=30, dtype="uint16", **options):
    with rasterio.open(path, "w", driver="GTiff", width=values.shape[1], height=values.shape[0], count=1, dtype=dtype,
                       crs=crs, transform=from_origin(west, north, pixel, pixel), **options) as out:
        out.write(values.astype(dtype), 1)


def numbers_of(ndvi, total=0.4):
    """Stored numbers of red and near infrared that give this NDVI in Collection 2 Level-2."""
    nir = total * (1 + ndvi) / 2
    return (numpy.rint((reflectance + 0.2) / 2.75e-5) for reflectance in (total - nir, nir))


def mtl_text(product, date, path=126, row=33, level="L2SP"):
    sensor = {"LC08": ("LANDSAT_8", "OLI_TIRS"), "LE07": ("LANDSAT_7", "ETM"), "LT05": ("LANDSAT_5", "TM")}[product[:4]]
    return f"""GROUP = LANDSAT_METADATA_FILE
  GROUP = PRODUCT_CONTENTS
    LANDSAT_PRODUCT_ID = "{product}"
    PROCESSING_LEVEL = "{level}"
    COLLECTION_NUMBER = 02
  END_GROUP = PRODUCT_CONTENTS
  GROUP = IMAGE_ATTRIBUTES
    SPACECRAFT_ID = "{sensor[0]}"
    SENSOR_ID = "{sensor[1]}"
    WRS_PATH = {path}
    WRS_ROW = {row}
    DATE_ACQUIRED = {date}
    CLOUD_COVER = 3.50
    SUN_ELEVATION = 55.0
  END_GROUP = IMAGE_ATTRIBUTES
END_GROUP = LANDSAT_METADATA_FILE
END
"""


def product_id(date, sensor="LC08", path=126, row=33, processed="20200825"):
    return f"{sensor}_L2SP_{path:03}{row:03}_{date.replace('-', '')}_{processed}_02_T1"


def make_scene(parent, date, ndvi, sensor="LC08", quality=None, product=None, mtl=True, **place):
    """Writes one scene into a folder of its own and returns the folder and the product id."""
    product = product or product_id(date, sensor)
    folder = os.path.join(parent, product)
    os.makedirs(folder)
    red, nir = numbers_of(ndvi)
    bands = (3, 4) if sensor != "LC08" else (4, 5)
    clear = CLEAR["oli" if sensor == "LC08" else "tm"]
    for band, values in zip(bands, (red, nir)):
        write_band(os.path.join(folder, f"{product}_SR_B{band}.TIF"), values, nodata=0, **place)
    quality = numpy.full(ndvi.shape, clear) if quality is None else quality
    write_band(os.path.join(folder, f"{product}_QA_PIXEL.TIF"), quality, **place)
    write_band(os.path.join(folder, f"{product}_QA_RADSAT.TIF"), numpy.zeros(ndvi.shape), **place)
    if mtl:
        with open(os.path.join(folder, f"{product}_MTL.txt"), "w") as text:
            text.write(mtl_text(product, date))
    return folder, product


def stac_item(folder, name, date, hrefs):
    item = {"type": "Feature", "stac_version": "1.0.0", "id": name, "geometry": None, "links": [],
            "properties": {"datetime": f"{date}T03:00:00Z", "platform": "landsat-8", "instruments": ["oli"],
                           "eo:cloud_cover": 5.0},
            "assets": {key: {"href": href} for key, href in hrefs.items()}}
    path = os.path.join(folder, f"{name}.json")
    with open(path, "w") as text:
        json.dump(item, text)
    return path
