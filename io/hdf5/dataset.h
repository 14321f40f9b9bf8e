#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "io/hdf5/value_type.h"

namespace minenpp::io::hdf5 {

/// Lengths of the dimensions, slowest first; empty for a scalar.
using Shape = std::vector<std::int64_t>;

/// How many values a shape holds: 1 for a scalar, 0 where a length is 0.
[[nodiscard]] std::int64_t count_of(const Shape& shape);

/// A block of an array: where it begins and how long it is along each dimension.
struct Slab {
  Shape start;
  Shape count;
};

/// A dataspace of this shape.
[[nodiscard]] Dataspace space_of(const Shape& shape);

/// A dataset's file space with `slab` selected; nothing selected where the slab is empty. The slab lies
/// inside.
[[nodiscard]] Dataspace selection(const Dataset& dataset, const Slab& slab);

/// Opens a dataset; Error(input) where there is none.
[[nodiscard]] Dataset open_dataset(hid_t parent, const std::string& path);

/// Shape of a dataset; Error(input) where it is damaged.
[[nodiscard]] Shape shape_of(const Dataset& dataset);

/// The type of a dataset; Error(input) naming `path` where it is none of a result's.
[[nodiscard]] ValueType type_of(const Dataset& dataset, const std::string& path);

/// Reads a block of numbers of type `type` into `out` (count_of(slab.count) values, row-major). HDF5 converts
/// where the stored type differs. Error(input) where the slab leaves the array or the data is damaged.
void read_numbers(const Dataset& dataset, const Slab& slab, ValueType type, void* out);

/// Reads a block of texts. Error(input) as above.
[[nodiscard]] std::vector<std::string> read_texts(const Dataset& dataset, const Slab& slab);

/// All of an array.
[[nodiscard]] Slab whole(const Shape& shape);

}  // namespace minenpp::io::hdf5
