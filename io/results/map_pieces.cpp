#include "io/results/map_pieces.h"

#include <algorithm>
#include <cstring>

namespace minenpp::io {

namespace {

using hdf5::Shape;
using hdf5::Slab;

/// The next index of [start, start + count) in steps, row-major; false after the last.
bool advance(Shape& index, const Slab& range, const Shape& step) {
  for (auto d = index.size(); d-- > 0;) {
    index[d] += step[d];
    if (index[d] < range.start[d] + range.count[d]) return true;
    index[d] = range.start[d];
  }
  return false;
}

/// Place of the value at `index` in a row-major array that holds `slab`.
std::size_t place(const Shape& index, const Slab& slab) {
  std::int64_t at = 0;
  for (std::size_t d = 0; d < index.size(); ++d) at = at * slab.count[d] + index[d] - slab.start[d];
  return static_cast<std::size_t>(at);
}

MapPiece piece(const Shape& at, const Shape& map, const Shape& chunk, const Slab& block) {
  MapPiece made{at, {at, at}, true};
  for (std::size_t d = 0; d < at.size(); ++d) {
    const auto chunk_end = std::min(at[d] + chunk[d], map[d]);
    const auto begin = std::max(at[d], block.start[d]);
    const auto end = std::min(chunk_end, block.start[d] + block.count[d]);
    made.slab.start[d] = begin;
    made.slab.count[d] = end - begin;
    made.whole = made.whole && begin == at[d] && end == chunk_end;
  }
  return made;
}

}  // namespace

std::vector<MapPiece> pieces_of(const Shape& map, const Shape& chunk, const Slab& block) {
  std::vector<MapPiece> pieces;
  if (hdf5::count_of(block.count) == 0) return pieces;
  Slab chunks = block;  // grown to begin on a chunk's edge
  for (std::size_t d = 0; d < chunk.size(); ++d) {
    chunks.start[d] = block.start[d] / chunk[d] * chunk[d];
    chunks.count[d] += block.start[d] - chunks.start[d];
  }
  auto at = chunks.start;
  do pieces.push_back(piece(at, map, chunk, block));
  while (advance(at, chunks, chunk));
  return pieces;
}

void copy_part(const Slab& part, std::size_t value_size, const Slab& from, std::span<const std::byte> values,
               const Slab& to, std::span<std::byte> out) {
  if (hdf5::count_of(part.count) == 0) return;
  const auto row = static_cast<std::size_t>(part.count.back()) * value_size;
  Shape step(part.count.size(), 1);
  step.back() = part.count.back();
  auto at = part.start;
  do std::memcpy(out.data() + place(at, to) * value_size, values.data() + place(at, from) * value_size, row);
  while (advance(at, part, step));
}

}  // namespace minenpp::io
