#include "copy_map.h"

#include <algorithm>

#include "io/results/map_reader.h"
#include "mpi/collective_error.h"

namespace minenpp::bench {
namespace {

using Months = std::optional<io::MonthRange>;

/// A map is an array over the whole grid; the rest of a file is its axes.
bool is_map(const io::ArrayInfo& array, const io::MapReader& reader) {
  const auto& shape = array.shape;
  return shape.size() >= 2 && shape[shape.size() - 2] == reader.rows() && shape.back() == reader.cols();
}

io::MapLayout layout_of(const io::MapReader& reader) {
  io::MapLayout layout;
  layout.grid = reader.grid();
  layout.crs_wkt = reader.crs_wkt();
  layout.months = reader.months();
  layout.title = "copy";
  layout.stage_key = "copy";
  for (const auto& name : reader.archive().arrays()) {
    const auto array = reader.archive().info(name);
    if (!is_map(array, reader)) continue;
    io::MapVariable variable;
    variable.name = name.substr(name.rfind('/') + 1);
    variable.type = array.type;
    variable.fill = reader.archive().number_attribute(array.path, "_FillValue");
    variable.units = "1";
    variable.long_name = "copy";
    variable.per_time = array.shape.size() == 3;
    layout.variables.push_back(variable);
  }
  return layout;
}

/// Calls work(variable, months) for every layer of the file, in the order they are written.
template <typename Work>
void for_each_layer(const io::MapLayout& layout, const Work& work) {
  for (const auto& variable : layout.variables) {
    if (!variable.per_time) work(variable, Months());
    for (std::size_t month = 0; variable.per_time && month < layout.months.size(); ++month)
      work(variable, Months(io::MonthRange{static_cast<std::int64_t>(month), 1}));
  }
}

std::vector<std::byte> read_layer(const io::MapReader& reader, const io::MapVariable& variable, Months months,
                                  const model::Window& window) {
  std::vector<std::byte> bytes(static_cast<std::size_t>(window.size()) * io::size_of(variable.type));
  io::with_number_type(variable.type, [&](auto number) {
    using T = decltype(number);
    reader.read<T>(variable.name, months, window,
                   {reinterpret_cast<T*>(bytes.data()), static_cast<std::size_t>(window.size())});
  });
  return bytes;
}

}  // namespace

CopiedMap::CopiedMap(const mpi::Communicator& ranks, const mpi::Partition& partition,
                     const std::filesystem::path& map)
    : ranks_(ranks) {
  mpi::agree(ranks, [&] {
    const io::MapReader reader(map);
    layout_ = layout_of(reader);
    layout_.tile_size = partition.lattice().tile_size();
    for (const auto tile : partition.tiles_of(ranks.rank())) {
      auto& piece = pieces_.emplace_back();
      piece.window = partition.lattice().window(tile);
      for_each_layer(layout_, [&](const io::MapVariable& variable, Months months) {
        piece.layers.push_back(read_layer(reader, variable, months, piece.window));
      });
    }
  });
  rounds_ = static_cast<std::size_t>(
      ranks.all_reduce(static_cast<std::int64_t>(pieces_.size()), mpi::Reduction::max));
}

void CopiedMap::write(const std::filesystem::path& to) const {
  io::MapWriter writer(ranks_, to, layout_);
  for (std::size_t round = 0; round < rounds_; ++round) write_round(writer, round);
  writer.finish();
}

void CopiedMap::write_round(io::MapWriter& writer, std::size_t round) const {
  const bool mine = round < pieces_.size();
  std::size_t layer = 0;
  for_each_layer(layout_, [&](const io::MapVariable& variable, Months months) {
    io::with_number_type(variable.type, [&](auto number) {
      using T = decltype(number);
      std::span<const T> values;
      if (mine) {
        const auto& bytes = pieces_[round].layers[layer];
        values = {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
      }
      writer.write<T>(variable.name, months, mine ? pieces_[round].window : model::Window(), values);
    });
    ++layer;
  });
}

std::int64_t CopiedMap::bytes() const {
  std::size_t total = 0;
  for (const auto& piece : pieces_)
    for (const auto& layer : piece.layers) total += layer.size();
  return static_cast<std::int64_t>(total);
}

}  // namespace minenpp::bench
