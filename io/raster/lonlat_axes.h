#pragma once

class GDALDataset;

namespace minenpp::io {

/// Does an open raster say that its columns are longitudes and its rows latitudes? So do netCDF files by the
/// CF units of their axes (degrees_east, degrees_north) or by their names (longitude and latitude, lon and
/// lat), and most of them have no other CRS. Never where its corners are no longitudes and latitudes.
[[nodiscard]] bool has_lonlat_axes(GDALDataset& dataset);

}  // namespace minenpp::io
