"""The formulas of casa_numpy.py for one pixel after the other, compiled by numba and run on all cores."""
import math

import numba
import numpy as np

HALF_BELL = 0.5 * 1.1814 / ((1 + math.exp(-2)) * (1 + math.exp(-3)))
compiled = numba.njit(cache=True, error_model="numpy")


@compiled
def potential_of(t, heat, exponent):
    if t <= 0 or heat <= 0:
        return 0.0
    return 16 * (10 * t / heat) ** exponent if t < 26.5 else -415.85 + 32.24 * t - 0.43 * t * t


@compiled
def stress_of(potential, rain):
    if potential <= 0:
        return np.nan
    net = 0.369 * math.sqrt(potential * rain) + 0.598 * potential
    actual = 0.0
    if rain > 0:
        squares = rain * rain + net * net
        actual = min(rain * net * (squares + rain * net) / ((rain + net) * squares), potential)
    return 0.5 + actual / (actual + potential)


@compiled
def water_year(temperature, rain, stress):
    heat = 0.0
    for month in range(12):
        heat += (max(temperature[month], 0.0) / 5) ** 1.514
    exponent = (0.6751 * heat ** 3 - 77.1 * heat ** 2 + 17920 * heat + 492390) * 1e-6
    last = np.nan
    for month in range(12):
        stress[month] = stress_of(potential_of(temperature[month], heat, exponent), max(rain[month], 0.0))
        if not math.isnan(stress[month]):
            last = stress[month]
    if math.isnan(last):
        last = 0.5
    for month in range(12):
        if math.isnan(stress[month]):
            stress[month] = last
        last = stress[month]


@compiled
def temperature_stress(t, optimum):
    if t <= -10:
        return 0.0
    te1 = 0.8 + 0.02 * optimum - 0.0005 * optimum * optimum
    departure = t - optimum
    if departure >= 10 or departure <= -13:
        return te1 * HALF_BELL
    return te1 * 1.1814 / ((1 + math.exp(-0.2 * departure - 2)) * (1 + math.exp(0.3 * departure - 3)))


@compiled
def fpar(ndvi, low, high):
    ndvi = min(max(ndvi, low), high)
    low_ratio, high_ratio = (1 + low) / (1 - low), (1 + high) / (1 - high)
    by_ratio = ((1 + ndvi) / (1 - ndvi) - low_ratio) * 0.949 / (high_ratio - low_ratio)
    return 0.5 * ((ndvi - low) * 0.949 / (high - low) + by_ratio) + 0.001


@compiled
def pixel_year(codes, weather, low, high, emax, stress, npp):
    water_year(weather[:12], weather[12:24], stress)
    optimum = max(weather[np.argmax(codes)], 0.0)
    for month in range(12):
        light = temperature_stress(weather[month], optimum) * stress[month]
        npp[month] = 0.5 * max(weather[24 + month], 0.0) * fpar(codes[month] / 1e4, low, high) * light * emax


@numba.njit(cache=True, parallel=True, error_model="numpy")
def npp_of_year(codes, classes, weather, bounds, emax):
    npp = np.empty(codes.shape)
    for row in numba.prange(classes.shape[0]):
        stress, year = np.empty(12), np.empty(12)
        for col in range(classes.shape[1]):
            code = classes[row, col]
            if code == 0:
                npp[:, row, col] = np.nan
            elif emax[code] == 0:
                npp[:, row, col] = 0
            else:
                pixel_year(codes[:, row, col].copy(), weather[:, row, col].copy(), bounds[code, 0], bounds[code, 1],
                           emax[code], stress, year)
                npp[:, row, col] = year
    return npp
