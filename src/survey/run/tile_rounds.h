#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "mpi/partition.h"

namespace minenpp::survey {

/// Work of a round where memory is no matter: about four full tiles of 256 pixels.
inline constexpr std::int64_t usual_round_pixels = std::int64_t{4} * 256 * 256;

/// Tiles by number.
using TileSet = std::set<std::int64_t>;

/// A rank's tiles that are not finished, in their order.
[[nodiscard]] std::vector<std::int64_t> unfinished_tiles(const mpi::Partition& partition, int rank,
                                                         const TileSet& finished);

/// The rounds in which all ranks walk their tiles: within a round no rank waits for another
/// (RoundEnds). Each rank spreads its work evenly over them, so that a rank with many light tiles does
/// several of them while another does one heavy one. Work is what tiles
/// weigh (share_tiles.h). The same on all ranks, without a message.
class TileRounds {
 public:
  /// A round takes about `pixels` pixels of work a rank, or the heaviest tile where that is more: enough that
  /// chance evens out, few enough that a request to stop is met soon.
  /// Tiles that are `finished` are in no round.
  explicit TileRounds(const mpi::Partition& partition, std::int64_t pixels = usual_round_pixels,
                      const TileSet& finished = {});

  /// How many there are, at least as many as make every tile's.
  [[nodiscard]] std::size_t count() const { return count_; }

  /// The tiles of a rank in a round, which may be none.
  [[nodiscard]] std::span<const std::int64_t> tiles(int rank, std::size_t round) const;

 private:
  std::size_t count_ = 0;
  std::vector<std::vector<std::int64_t>> tiles_;  // by rank: those to be walked
  std::vector<std::vector<std::size_t>>
      begins_;  // by rank: where each round begins among its tiles, and the end
};

}  // namespace minenpp::survey
