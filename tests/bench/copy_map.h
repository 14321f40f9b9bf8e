#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "io/results/map_writer.h"
#include "mpi/communicator.h"
#include "mpi/partition.h"

namespace minenpp::bench {

/// A map file of a finished survey, written once more by the program's own writer with nothing computed
/// between.
class CopiedMap {
 public:
  /// Collective. Reads what the ranks own of the file into memory, so that writing it costs no reading.
  CopiedMap(const mpi::Communicator& ranks, const mpi::Partition& partition,
            const std::filesystem::path& map);

  /// Collective: tile by tile and month by month, as a survey writes.
  void write(const std::filesystem::path& to) const;

  /// Bytes of the values this rank writes.
  [[nodiscard]] std::int64_t bytes() const;

 private:
  struct Piece {
    model::Window window;
    std::vector<std::vector<std::byte>> layers;  // variable by variable, month by month
  };
  void write_round(io::MapWriter& writer, std::size_t round) const;

  const mpi::Communicator& ranks_;
  std::size_t rounds_ = 0;
  io::MapLayout layout_;
  std::vector<Piece> pieces_;  // by tile of this rank
};

}  // namespace minenpp::bench
