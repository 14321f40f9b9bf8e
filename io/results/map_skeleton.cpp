#include "io/results/map_skeleton.h"

#include <algorithm>
#include <limits>
#include <type_traits>

#include <fmt/format.h>

#include "io/hdf5/file.h"
#include "io/results/archive_writer.h"
#include "io/results/cf_crs.h"
#include "io/results/transaction.h"

namespace minenpp::io {

namespace {

using hdf5::check;
using model::Fault;

NamedAttribute stored_number(const std::string& name, double value, ValueType type) {
  if (is_floating(type)) return attribute(name, value, type);
  return attribute(name, static_cast<std::int64_t>(value), type);
}

Attributes map_attributes(const MapVariable& variable) {
  Attributes all;
  if (const auto fill = stored_fill(variable))
    all.push_back(stored_number("_FillValue", *fill, variable.type));
  const auto add_text = [&](const char* name, const std::string& text) {
    if (!text.empty()) all.push_back(attribute(name, text));
  };
  add_text("long_name", variable.long_name);
  add_text("standard_name", variable.standard_name);
  add_text("units", variable.units);
  if (variable.scale_factor != 1 || variable.add_offset != 0) {
    all.push_back(attribute("scale_factor", variable.scale_factor));
    all.push_back(attribute("add_offset", variable.add_offset));
  }
  add_text("cell_methods", variable.cell_methods);
  if (!variable.flag_values.empty()) {
    all.push_back(attribute("flag_values", variable.flag_values, variable.type));
    all.push_back(attribute("flag_meanings", fmt::format("{}", fmt::join(variable.flag_meanings, " "))));
  }
  add_text("grid_mapping", "crs");
  return all;
}

hdf5::PropertyList map_creation(const MapLayout& layout, const MapVariable& variable) {
  constexpr auto doing = "choosing the storage of a map";
  auto list = hdf5::dataset_creation();
  const auto chunk = map_chunk(layout, variable);
  const std::vector<hsize_t> lengths(chunk.begin(), chunk.end());
  check(H5Pset_chunk(list.get(), static_cast<int>(lengths.size()), lengths.data()), Fault::system, doing);
  check(H5Pset_shuffle(list.get()), Fault::system, doing);
  check(H5Pset_deflate(list.get(), static_cast<unsigned>(layout.deflate_level)), Fault::system, doing);
  with_number_type(variable.type, [&](auto number) {
    number = static_cast<decltype(number)>(stored_fill(variable).value_or(0));
    check(H5Pset_fill_value(list.get(), hdf5::datatype(variable.type).get(), &number), Fault::system, doing);
  });
  return list;
}

void write_coordinates(ArchiveGroup& root, const model::Grid& grid) {
  std::vector<double> y(static_cast<std::size_t>(grid.rows())), x(static_cast<std::size_t>(grid.cols()));
  for (std::size_t row = 0; row < y.size(); ++row) y[row] = grid.y(static_cast<std::int64_t>(row));
  for (std::size_t col = 0; col < x.size(); ++col) x[col] = grid.x(static_cast<std::int64_t>(col));
  root.dimension("y", y, y_attributes(grid));
  root.dimension("x", x, x_attributes(grid));
}

void write_time(ArchiveGroup& root, const std::vector<YearMonth>& months) {
  std::vector<std::int32_t> first, bounds;
  for (const auto& month : months) {
    first.push_back(first_day(month));
    bounds.insert(bounds.end(), {first_day(month), first_day(next(month))});
  }
  root.dimension(
      "time", first,
      {attribute("standard_name", "time"), attribute("long_name", "first day of the month"),
       attribute("units", "days since 1970-01-01 00:00:00"), attribute("calendar", "proleptic_gregorian"),
       attribute("bounds", "time_bnds"), attribute("axis", "T")});
  root.dimension("nv", std::int64_t{2});
  root.array("time_bnds", {"time", "nv"}, bounds);
}

}  // namespace

std::int32_t skeleton_dimensions(const MapLayout& layout) {
  return layout.months.empty() ? 2 : 4;
}

std::optional<double> stored_fill(const MapVariable& variable) {
  if (!variable.fill && is_floating(variable.type)) return std::numeric_limits<double>::quiet_NaN();
  return variable.fill;
}

std::vector<std::int64_t> map_shape(const MapLayout& layout, const MapVariable& variable) {
  std::vector<std::int64_t> shape{layout.grid.rows(), layout.grid.cols()};
  if (variable.per_time) shape.insert(shape.begin(), static_cast<std::int64_t>(layout.months.size()));
  return shape;
}

std::vector<std::int64_t> map_chunk(const MapLayout& layout, const MapVariable& variable) {
  auto chunk = map_shape(layout, variable);
  for (auto& length : chunk) length = std::min(length, layout.tile_size);
  if (variable.per_time) chunk.front() = 1;
  return chunk;
}

std::vector<std::byte> map_skeleton(const MapLayout& layout) {
  check_layout(layout);
  const auto mapping = grid_mapping_attributes(layout.crs_wkt, layout.grid);
  const auto file = hdf5::create_in_memory();
  write_stage_key(file, layout.stage_key);
  {
    ArchiveWriter writer(file);
    auto& root = writer.group("");
    root.set(attribute("Conventions", "CF-1.8"));
    root.set(attribute("title", layout.title));
    for (const auto& further : layout.attributes) root.set(further);
    if (!layout.months.empty()) write_time(root, layout.months);
    write_coordinates(root, layout.grid);
    root.scalar("crs", std::int32_t{0}, mapping);
    for (const auto& variable : layout.variables) {
      std::vector<std::string> dimensions{"y", "x"};
      if (variable.per_time) dimensions.insert(dimensions.begin(), "time");
      const auto dataset = root.create(variable.name, dimensions, variable.type, map_attributes(variable),
                                       map_creation(layout, variable));
    }
  }
  return hdf5::image(file);
}

}  // namespace minenpp::io
