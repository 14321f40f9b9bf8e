#include "survey/mines/mine_join.h"

#include <algorithm>
#include <cstring>
#include <map>

#include "model/error.h"
#include "mpi/collective_error.h"

namespace minenpp::survey {

namespace {

using Borders = std::map<std::int64_t, const model::TileBorder*>;  // by tile
using Numbers = std::vector<std::int64_t>;

constexpr std::size_t component_numbers = 7;

std::vector<std::vector<std::int32_t>*> sides_of(model::TileBorder& border) {
  return {&border.top, &border.bottom, &border.left, &border.right};
}

bool touches_mines(const model::TileBorder& border) {
  const auto any = [](const std::vector<std::int32_t>& side) {
    return std::ranges::any_of(side, [](std::int32_t label) { return label != 0; });
  };
  return any(border.top) || any(border.bottom) || any(border.left) || any(border.right);
}

/// The neighbours of a tile (8 around it) with lower numbers, or with higher ones.
std::vector<std::int64_t> neighbours(const model::TileLattice& lattice, std::int64_t tile, bool lower) {
  const auto row = tile / lattice.tile_cols(), col = tile % lattice.tile_cols();
  std::vector<std::int64_t> tiles;
  for (auto r = row - 1; r <= row + 1; ++r)
    for (auto c = col - 1; c <= col + 1; ++c) {
      const auto other = r * lattice.tile_cols() + c;
      if (r < 0 || c < 0 || r >= lattice.tile_rows() || c >= lattice.tile_cols() || other == tile) continue;
      if ((other < tile) == lower) tiles.push_back(other);
    }
  return tiles;
}

std::vector<mpi::Message> messages_of(const mpi::Communicator& ranks, const mpi::Partition& partition,
                                      const Borders& own) {
  std::map<int, std::map<std::int64_t, const model::TileBorder*>> for_rank;
  for (const auto& [tile, border] : own)
    for (const auto other : neighbours(partition.lattice(), tile, true)) {
      const auto owner = partition.owner(other);
      if (owner && *owner != ranks.rank()) for_rank[*owner][tile] = border;
    }
  std::vector<mpi::Message> messages;
  for (const auto& [rank, borders] : for_rank) {
    std::vector<const model::TileBorder*> list;
    for (const auto& [tile, border] : borders) list.push_back(border);
    messages.push_back({rank, pack_borders(list)});
  }
  return messages;
}

/// The seams between tiles of this rank and those of higher numbers, as four numbers a match.
Numbers match_seams(const model::TileLattice& lattice, const Borders& own, const Borders& all) {
  Numbers matches;
  for (const auto& [tile, border] : own)
    for (const auto other : neighbours(lattice, tile, false)) {
      const auto found = all.find(other);
      if (found == all.end()) continue;
      for (const auto& match : model::match_seam(*border, *found->second))
        matches.insert(matches.end(), {match.tile_a, match.tile_b, match.label_a, match.label_b});
    }
  return matches;
}

Numbers numbers_of(const std::vector<TileMines>& tiles) {
  Numbers numbers;
  for (const auto& tile : tiles) {
    numbers.insert(numbers.end(), {tile.found.tile, std::ssize(tile.found.components)});
    for (const auto& c : tile.found.components)
      numbers.insert(numbers.end(),
                     {c.pixels, c.box.row, c.box.col, c.box.rows, c.box.cols, c.first_row, c.first_col});
  }
  return numbers;
}

std::vector<model::TileComponents> components_of(const Numbers& numbers) {
  std::vector<model::TileComponents> tiles;
  for (std::size_t at = 0; at < numbers.size();) {
    auto& tile = tiles.emplace_back();
    tile.tile = numbers.at(at);
    const auto count = static_cast<std::size_t>(numbers.at(at + 1));
    at += 2;
    for (std::size_t i = 0; i < count; ++i, at += component_numbers) {
      const auto part = std::span(numbers).subspan(at, component_numbers);
      tile.components.push_back({part[0], {part[1], part[2], part[3], part[4]}, part[5], part[6]});
    }
  }
  return tiles;
}

}  // namespace

std::vector<std::byte> pack_borders(std::span<const model::TileBorder* const> borders) {
  std::vector<std::byte> bytes;
  const auto put = [&](const void* from, std::size_t count) {
    const auto* first = static_cast<const std::byte*>(from);
    bytes.insert(bytes.end(), first, first + count);
  };
  for (const auto* border : borders) {
    put(&border->tile, sizeof border->tile);
    for (const auto* side : {&border->top, &border->bottom, &border->left, &border->right})
      put(side->data(), side->size() * sizeof(std::int32_t));
  }
  return bytes;
}

std::vector<model::TileBorder> unpack_borders(std::span<const std::byte> bytes,
                                              const model::TileLattice& lattice) {
  std::vector<model::TileBorder> borders;
  const auto take = [&](void* into, std::size_t count) {
    if (bytes.size() < count)
      throw model::Error(model::Fault::system, "a message with the borders of tiles ends before their end");
    if (count > 0) std::memcpy(into, bytes.data(), count);
    bytes = bytes.subspan(count);
  };
  while (!bytes.empty()) {
    auto& border = borders.emplace_back();
    take(&border.tile, sizeof border.tile);
    if (border.tile < 0 || border.tile >= lattice.count())
      throw model::Error(model::Fault::system, "a message holds the border of tile " +
                                                   std::to_string(border.tile) + ", which does not exist");
    border.window = lattice.window(border.tile);
    for (auto* side : sides_of(border)) {
      const bool across = side == &border.top || side == &border.bottom;
      side->resize(static_cast<std::size_t>(across ? border.window.cols : border.window.rows));
      take(side->data(), side->size() * sizeof(std::int32_t));
    }
  }
  return borders;
}

model::ComponentTable join_mines(const mpi::Communicator& ranks, const mpi::Partition& partition,
                                 const std::vector<TileMines>& tiles) {
  Borders own;
  auto messages = mpi::agree(ranks, [&] {
    for (const auto& tile : tiles)
      if (touches_mines(tile.border)) own[tile.found.tile] = &tile.border;
    return messages_of(ranks, partition, own);
  });
  const auto received = ranks.exchange(std::move(messages));
  const auto matches = mpi::agree(ranks, [&] {
    std::vector<model::TileBorder> others;
    for (const auto& message : received)
      for (auto& border : unpack_borders(message.bytes, partition.lattice()))
        others.push_back(std::move(border));
    auto all = own;
    for (const auto& border : others) all[border.tile] = &border;
    return match_seams(partition.lattice(), own, all);
  });
  const auto all_matches = ranks.all_gather(matches);
  const auto all_parts = ranks.all_gather(mpi::agree(ranks, [&] { return numbers_of(tiles); }));
  return mpi::agree(ranks, [&] {
    std::vector<model::SeamMatch> seams;
    for (std::size_t at = 0; at + 3 < all_matches.size(); at += 4)
      seams.push_back({all_matches[at], all_matches[at + 1], static_cast<std::int32_t>(all_matches[at + 2]),
                       static_cast<std::int32_t>(all_matches[at + 3])});
    return model::ComponentTable(components_of(all_parts), seams);
  });
}

}  // namespace minenpp::survey
