#include "mpi/halo_exchange.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <string>
#include <utility>

#include "model/error.h"

namespace minenpp::mpi {

using model::Error;
using model::Fault;
using model::TileLattice;
using model::Window;

namespace {

/// A rectangle of one tile: what is asked of the tile's owner.
struct Part {
  std::int64_t tile = 0;
  Window window;
};
static_assert(std::is_trivially_copyable_v<Part>);

using PartsByRank = std::map<int, std::vector<Part>>;

/// Calls `visit(part)` for every part of a tile of the lattice that `window` meets.
template <typename Visit>
void for_each_part(const TileLattice& lattice, const Window& window, Visit&& visit) {
  const auto size = lattice.tile_size();
  const auto first_row = std::max<std::int64_t>(window.row, 0) / size;
  const auto first_col = std::max<std::int64_t>(window.col, 0) / size;
  for (auto row = first_row; row < lattice.tile_rows() && row * size < window.row + window.rows; ++row)
    for (auto col = first_col; col < lattice.tile_cols() && col * size < window.col + window.cols; ++col) {
      const auto tile = row * lattice.tile_cols() + col;
      const Part part{tile, intersect(lattice.window(tile), window)};
      if (!part.window.empty()) visit(part);
    }
}

PartsByRank parts_needed(const Partition& partition, std::span<const HaloTarget> targets) {
  std::map<std::int64_t, Window> windows;
  for (const auto& target : targets)
    for_each_part(partition.lattice(), target.window, [&](const Part& part) {
      if (!partition.owner(part.tile)) return;
      const auto [known, is_new] = windows.try_emplace(part.tile, part.window);
      if (!is_new) known->second = around(known->second, part.window);
    });
  PartsByRank parts;
  for (const auto& [tile, window] : windows) parts[*partition.owner(tile)].push_back({tile, window});
  return parts;
}

std::vector<Message> requests_for(const PartsByRank& parts) {
  std::vector<Message> requests;
  for (const auto& [rank, wanted] : parts) {
    const auto bytes = std::as_bytes(std::span(wanted));
    requests.push_back({rank, {bytes.begin(), bytes.end()}});
  }
  return requests;
}

std::size_t bytes_of(const Window& window, std::size_t pixel_bytes) {
  return static_cast<std::size_t>(window.size()) * pixel_bytes;
}

Message answer_to(const Message& request, std::size_t pixel_bytes, const ReadBytes& read) {
  std::vector<Part> parts(request.bytes.size() / sizeof(Part));
  std::memcpy(parts.data(), request.bytes.data(), request.bytes.size());
  std::size_t total = 0;
  for (const auto& part : parts) total += bytes_of(part.window, pixel_bytes);
  Message answer{request.rank, std::vector<std::byte>(total)};
  std::span<std::byte> rest(answer.bytes);
  for (const auto& part : parts) {
    const auto length = bytes_of(part.window, pixel_bytes);
    read(part.tile, part.window, rest.first(length));
    rest = rest.subspan(length);
  }
  return answer;
}

/// Copies the pixels of `from`, which fill `source`, to where they lie in `target`.
void copy_shared(const Window& source, std::span<const std::byte> from, const HaloTarget& target,
                 std::size_t pixel_bytes) {
  const auto shared = intersect(source, target.window);
  for (std::int64_t row = shared.row; row < shared.row + shared.rows; ++row) {
    const auto read_at = (row - source.row) * source.cols + shared.col - source.col;
    const auto write_at = (row - target.window.row) * target.window.cols + shared.col - target.window.col;
    std::memcpy(target.pixels.data() + static_cast<std::size_t>(write_at) * pixel_bytes,
                from.data() + static_cast<std::size_t>(read_at) * pixel_bytes,
                static_cast<std::size_t>(shared.cols) * pixel_bytes);
  }
}

}  // namespace

Window widened(const Window& window, std::int64_t width) {
  return {window.row - width, window.col - width, window.rows + 2 * width, window.cols + 2 * width};
}

void check_halo(const Partition& partition, int rank, std::span<const std::int64_t> tiles,
                std::int64_t width) {
  if (width < 0) throw Error(Fault::system, "a halo of " + std::to_string(width) + " pixels was asked for");
  for (const auto tile : tiles)
    if (tile < 0 || tile >= partition.lattice().count() || partition.owner(tile) != rank)
      throw Error(Fault::system, "the halo of tile " + std::to_string(tile) + " was asked for on rank " +
                                     std::to_string(rank) + ", which does not own it");
}

void fill_halos(const Communicator& comm, const Partition& partition, std::size_t pixel_bytes,
                std::span<const HaloTarget> targets, const ReadBytes& read) {
  PartsByRank wanted;
  auto requests = agree(comm, [&] {
    wanted = parts_needed(partition, targets);
    return requests_for(wanted);
  });
  auto asked = comm.exchange(std::move(requests));
  auto answers = agree(comm, [&] {
    std::vector<Message> made;
    for (const auto& request : asked) made.push_back(answer_to(request, pixel_bytes, read));
    return made;
  });
  for (const auto& answer : comm.exchange(std::move(answers))) {
    std::span<const std::byte> rest(answer.bytes);
    for (const auto& part : wanted.at(answer.rank)) {
      const auto length = bytes_of(part.window, pixel_bytes);
      for (const auto& target : targets) copy_shared(part.window, rest.first(length), target, pixel_bytes);
      rest = rest.subspan(length);
    }
  }
}

}  // namespace minenpp::mpi
