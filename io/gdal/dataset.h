#pragma once

#include <optional>
#include <string>

#include "io/gdal/handles.h"

namespace minenpp::io {

/// Opens a raster for reading. `path`: a file, or a name GDAL knows (NETCDF:"file":variable, /vsizip/...).
/// Throws Error(input): no such file, a directory, not a raster GDAL can read, damaged header.
[[nodiscard]] DatasetHandle open_raster(const std::string& path);

/// Opens a vector file (or a folder, where the format is one) for reading. `encoding`: of the letters of a
/// shapefile, whatever it tells; empty: as it tells. Throws like open_raster, and where GDAL does not know
/// the encoding.
[[nodiscard]] DatasetHandle open_vector(const std::string& path, const std::string& encoding = {});

/// Opens what may be either, also a folder. Throws Error(input) where it is neither, is not there or cannot
/// be read.
[[nodiscard]] DatasetHandle open_raster_or_vector(const std::string& path);

/// A layer of an open vector file. `name` empty: its only layer.
/// Throws Error(input) listing the layers where `name` is not among them, or is empty and there are several
/// or none. `setting`: what names the layer, for error messages.
[[nodiscard]] OGRLayer& layer_of(GDALDataset& dataset, const std::string& name,
                                 const std::string& setting = "the layer");

/// A band, counted from 1. Throws Error(input) saying how many bands there are where `band` is not among
/// them.
[[nodiscard]] GDALRasterBand& band_of(GDALDataset& dataset, int band);

/// The number as a pixel of the band holds it: rounded where its numbers are 32-bit floating point.
[[nodiscard]] double as_stored(double number, GDALRasterBand& band);

/// The band's own no-data number, as_stored(); none where it has none.
[[nodiscard]] std::optional<double> stored_nodata(GDALRasterBand& band);

}  // namespace minenpp::io
