#!/usr/bin/python3
"""Draws the picture of the README from a finished demo. Usage: make_picture.py RESULT OUT.png (needs matplotlib)."""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import xarray

result, target = sys.argv[1:3]
years = (2006, 2010, 2016, 2020)
zones = xarray.open_dataset(f"{result}/survey.h5", group="zones", engine="h5netcdf")
figure, axes = plt.subplots(1, 4, figsize=(13, 3.9), layout="constrained")
for axis, year, mean in zip(axes, years, zones.npp_mean.values[0, :, 0]):
    npp = xarray.open_dataset(f"{result}/maps/npp-{year}.nc").npp[0]
    image = axis.imshow(np.ma.masked_invalid(npp), cmap="viridis", vmin=0, vmax=120, interpolation="nearest",
                        extent=[float(npp.x[0]) / 1e3, float(npp.x[-1]) / 1e3, float(npp.y[-1]) / 1e3, float(npp.y[0]) / 1e3])
    axis.set_title(f"August {year}: mean {mean:.1f}", fontsize=11)
    axis.tick_params(labelsize=7)
    axis.set_xlabel("easting, km (UTM 49N)", fontsize=8)
axes[0].set_ylabel("northing, km", fontsize=8)
figure.colorbar(image, ax=axes, shrink=0.8, label="NPP, gC/m2/month")
figure.savefig(target, dpi=80, bbox_inches="tight")
