#include "io/hdf5/dataset.h"

#include <fmt/format.h>

#include "io/hdf5/chunk_reader.h"

namespace minenpp::io::hdf5 {

namespace {

using model::Error;
using model::Fault;

std::vector<hsize_t> sizes(const Shape& shape) {
  return {shape.begin(), shape.end()};
}

void require_inside(const Shape& shape, const Slab& slab) {
  bool inside = slab.start.size() == shape.size() && slab.count.size() == shape.size();
  for (std::size_t d = 0; inside && d < shape.size(); ++d)
    inside = slab.start[d] >= 0 && slab.count[d] >= 0 && slab.start[d] + slab.count[d] <= shape[d];
  if (inside) return;
  throw Error(Fault::input,
              fmt::format("asked for [{}] from [{}] on, but the array is [{}]", fmt::join(slab.count, ", "),
                          fmt::join(slab.start, ", "), fmt::join(shape, ", ")));
}

}  // namespace

std::int64_t count_of(const Shape& shape) {
  std::int64_t count = 1;
  for (const auto length : shape) count *= length;
  return count;
}

Dataspace space_of(const Shape& shape) {
  if (shape.empty()) return {H5Screate(H5S_SCALAR), Fault::system, "making a dataspace"};
  return {H5Screate_simple(static_cast<int>(shape.size()), sizes(shape).data(), nullptr), Fault::system,
          "making a dataspace"};
}

Dataspace selection(const Dataset& dataset, const Slab& slab) {
  Dataspace space(H5Dget_space(dataset.get()), Fault::input, "reading the shape of a dataset");
  if (count_of(slab.count) == 0)
    check(H5Sselect_none(space.get()), Fault::system, "selecting nothing");
  else if (!slab.count.empty())
    check(H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, sizes(slab.start).data(), nullptr,
                              sizes(slab.count).data(), nullptr),
          Fault::system, "selecting a block");
  return space;
}

Dataset open_dataset(hid_t parent, const std::string& path) {
  return {H5Dopen2(parent, path.c_str(), H5P_DEFAULT), Fault::input, fmt::format("opening dataset {}", path)};
}

Shape shape_of(const Dataset& dataset) {
  const Dataspace space(H5Dget_space(dataset.get()), Fault::input, "reading the shape of a dataset");
  const int rank = check(H5Sget_simple_extent_ndims(space.get()), Fault::input, "reading a shape");
  std::vector<hsize_t> lengths(static_cast<std::size_t>(rank));
  check(H5Sget_simple_extent_dims(space.get(), lengths.data(), nullptr), Fault::input, "reading a shape");
  return {lengths.begin(), lengths.end()};
}

ValueType type_of(const Dataset& dataset, const std::string& path) {
  const Datatype stored(H5Dget_type(dataset.get()), Fault::input, "reading the type of a dataset");
  const auto type = value_type(stored);
  if (!type) throw Error(Fault::input, fmt::format("dataset {} has a type that no result holds", path));
  return *type;
}

void read_numbers(const Dataset& dataset, const Slab& slab, ValueType type, void* out) {
  require_inside(shape_of(dataset), slab);
  if (count_of(slab.count) == 0 || read_whole_chunks(dataset, slab, type, out)) return;
  const auto file_space = selection(dataset, slab);
  // The block's own shape: with a flat one HDF5 walks the values one by one.
  const auto memory_space = space_of(slab.count);
  check(H5Dread(dataset.get(), datatype(type).get(), memory_space.get(), file_space.get(), H5P_DEFAULT, out),
        Fault::input, "reading values");
}

std::vector<std::string> read_texts(const Dataset& dataset, const Slab& slab) {
  require_inside(shape_of(dataset), slab);
  const auto count = static_cast<std::size_t>(count_of(slab.count));
  if (count == 0) return {};
  std::vector<char*> raw(count, nullptr);
  const auto type = datatype(ValueType::text);
  const auto file_space = selection(dataset, slab);
  const auto memory_space = space_of({count_of(slab.count)});
  check(H5Dread(dataset.get(), type.get(), memory_space.get(), file_space.get(), H5P_DEFAULT, raw.data()),
        Fault::input, "reading texts");
  std::vector<std::string> texts;
  for (const char* text : raw) texts.emplace_back(text == nullptr ? "" : text);
  H5Dvlen_reclaim(type.get(), memory_space.get(), H5P_DEFAULT, raw.data());
  return texts;
}

Slab whole(const Shape& shape) {
  return {Shape(shape.size(), 0), shape};
}

}  // namespace minenpp::io::hdf5
