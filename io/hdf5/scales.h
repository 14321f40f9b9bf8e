#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "io/hdf5/dataset.h"

namespace minenpp::io::hdf5 {

/// Makes `dataset` (one-dimensional) the scale of dimension `name`: a netCDF-4 coordinate variable. `id`
/// numbers the dimensions of a file from 0.
void make_scale(const Dataset& dataset, const std::string& name, std::int32_t id);

/// A dimension without values of its own, as netCDF-4 stores it.
[[nodiscard]] Dataset make_bare_scale(hid_t parent, const std::string& name, std::int64_t length,
                                      std::int32_t id);

/// Is this dataset such a bare dimension, which holds no data?
[[nodiscard]] bool is_bare_scale(hid_t dataset);

/// Names dimension `dimension` of `dataset` after a scale.
void attach_scale(const Dataset& dataset, const Dataset& scale, int dimension);

/// Names of the scales of one open file, by where they lie in it: HDF5 finds a name by looking through the
/// whole file, which takes long where there are many.
using ScaleNames = std::map<haddr_t, std::string>;

/// Dimension names, slowest first; empty texts where a dimension has no scale. A scale is named after itself.
/// Adds to `known` what it had to look for.
[[nodiscard]] std::vector<std::string> dimension_names(const Dataset& dataset, ScaleNames& known);

}  // namespace minenpp::io::hdf5
