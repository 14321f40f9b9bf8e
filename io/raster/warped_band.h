#pragma once

#include <optional>

#include "io/gdal/handles.h"
#include "io/raster/grid_reader.h"

namespace minenpp::io {

/// Band `band` of `file` as a one-band virtual raster of doubles with the CRS `crs`. `file` must outlive it.
/// `nodata`: raw value that means no data; empty for none.
[[nodiscard]] DatasetHandle band_as_double(GDALDataset& file, int band, const Crs& crs,
                                           std::optional<double> nodata);

/// A virtual raster with the size of the whole study grid that warps `source`'s only band block by block,
/// with the exact transformation (error threshold 0) and NaN for no data. `source` must outlive it.
[[nodiscard]] DatasetHandle warped_onto(GDALDataset& source, const Crs& source_crs, const StudyGrid& study,
                                        Resampling resampling);

}  // namespace minenpp::io
