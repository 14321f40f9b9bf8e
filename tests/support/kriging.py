"""Kriging in a few lines of numpy, written from the textbook, to test the program's weather against."""
import numpy as np
import scipy.special

EARTH_RADIUS = 6371008.8
LAPSE_RATE = 0.0065


def on_sphere(lon, lat):
    """Places on the sphere, m: distances between them are chords."""
    lon, lat = np.radians(lon), np.radians(lat)
    return EARTH_RADIUS * np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], -1)


def semivariogram(model, nugget, sill, reach, kappa=0.5):
    """gamma(h) with gamma(0) = 0; `sill`: partial, `reach`: gstat's range parameter."""
    def gamma(h):
        u = np.asarray(h, float) / reach
        if model == "spherical":
            rise = np.where(u < 1, 1.5 * u - 0.5 * u ** 3, 1.0)
        elif model == "exponential":
            rise = 1 - np.exp(-u)
        elif model == "gaussian":
            rise = 1 - np.exp(-u * u)
        elif model == "matern":
            v = np.maximum(u, 1e-12)
            rise = 1 - 2 ** (1 - kappa) / scipy.special.gamma(kappa) * v ** kappa * scipy.special.kv(kappa, v)
        elif model == "linear":
            rise = u
        else:
            rise = np.minimum(u, 1.0)
        return np.where(u > 0, nugget + sill * rise, 0.0)
    return gamma


def distances(a, b):
    return np.sqrt(((a[:, None] - b[None]) ** 2).sum(-1))


def krige(stations, values, places, gamma, nearest=None, elevation=None, elevation_at=None):
    """Estimate and variance at `places` from the nearest stations, or from all of them. With `elevation` the mean is
    a + b * elevation (kriging with external drift)."""
    estimates, variances = np.empty(len(places)), np.empty(len(places))
    for i, place in enumerate(places):
        away = np.sqrt(((stations - place) ** 2).sum(-1))
        some = np.argsort(away, kind="stable")[:nearest]
        trend = np.ones((len(some), 1))
        trend_at = np.ones(1)
        if elevation is not None:
            centre, scale = elevation[some].mean(), np.ptp(elevation[some])
            trend = np.column_stack([trend, (elevation[some] - centre) / scale])
            trend_at = np.append(trend_at, (elevation_at[i] - centre) / scale)
        zeros = np.zeros((trend.shape[1], trend.shape[1]))
        system = np.block([[gamma(distances(stations[some], stations[some])), trend], [trend.T, zeros]])
        right = np.append(gamma(away[some]), trend_at)
        solved = np.linalg.solve(system, right)
        estimates[i] = solved[:len(some)] @ values[some]
        variances[i] = solved @ right
    return estimates, variances
