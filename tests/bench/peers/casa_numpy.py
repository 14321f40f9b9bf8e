"""CASA of a whole year in numpy: arrays of (month, row, col), every formula over all pixels at once."""
import numpy as np


def simple_ratio(ndvi):
    return (1 + ndvi) / (1 - ndvi)


def fpar(ndvi, low, high):
    clipped = np.clip(ndvi, low, high)
    by_ndvi = (clipped - low) * (0.949 / (high - low)) + 0.001
    low_ratio, high_ratio = simple_ratio(low), simple_ratio(high)
    by_ratio = (simple_ratio(clipped) - low_ratio) * (0.949 / (high_ratio - low_ratio)) + 0.001
    return 0.5 * (by_ndvi + by_ratio)


def potential_evapotranspiration(temperature):
    heat = ((np.maximum(temperature, 0) / 5) ** 1.514).sum(axis=0)
    exponent = (0.6751 * heat ** 3 - 77.1 * heat ** 2 + 17920 * heat + 492390) * 1e-6
    warm = 16 * (10 * np.maximum(temperature, 0) / heat) ** exponent
    potential = np.where(temperature < 26.5, warm, -415.85 + 32.24 * temperature - 0.43 * temperature ** 2)
    return np.where((temperature <= 0) | (heat <= 0), 0, potential)


def water_stress(potential, rain):
    """Months without demand take over the last stress before them, those before the first the last of the year."""
    net = 0.369 * np.sqrt(potential * rain) + 0.598 * potential
    actual = rain * net * (rain ** 2 + net ** 2 + rain * net) / ((rain + net) * (rain ** 2 + net ** 2))
    actual = np.minimum(np.where((rain > 0) & (net > 0), actual, 0), potential)
    stress = np.where(potential > 0, 0.5 + actual / (actual + potential), np.nan)
    last = np.full(stress.shape[1:], np.nan)
    for month in stress:
        last = np.where(np.isnan(month), last, month)
    last = np.where(np.isnan(last), 0.5, last)
    for month in stress:
        np.copyto(month, last, where=np.isnan(month))
        last = month
    return stress


def temperature_stress(temperature, optimum):
    optimum = np.maximum(optimum, 0)
    te1 = np.where(temperature <= -10, 0, 0.8 + 0.02 * optimum - 0.0005 * optimum ** 2)
    departure = temperature - optimum
    te2 = 1.1814 / ((1 + np.exp(-0.2 * departure - 2)) * (1 + np.exp(0.3 * departure - 3)))
    half = 0.5 * 1.1814 / ((1 + np.exp(-2)) * (1 + np.exp(-3)))
    return te1 * np.where((departure >= 10) | (departure <= -13), half, te2)


def npp_of_year(codes, classes, weather, bounds, emax):
    """NPP of twelve months. codes: NDVI x 10000; weather: temperature, precipitation, radiation, 36 fields."""
    temperature, rain, radiation = weather[:12], np.maximum(weather[12:24], 0), np.maximum(weather[24:], 0)
    ndvi = codes / 1e4
    with np.errstate(all="ignore"):
        stress = water_stress(potential_evapotranspiration(temperature), rain)
        optimum = np.take_along_axis(temperature, codes.argmax(axis=0)[None], axis=0)
        light = temperature_stress(temperature, optimum) * stress
        low, high = bounds[classes, 0], bounds[classes, 1]
        absorbed = 0.5 * radiation * fpar(ndvi, low, high)
        npp = np.where(emax[classes] > 0, absorbed * light * emax[classes], 0)
    npp[:, classes == 0] = np.nan
    return npp
