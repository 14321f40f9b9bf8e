#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "mpi/communicator.h"

namespace minenpp::survey {

/// Land that a line of a mine's ledger stands for.
enum class LandPart : std::uint8_t {
  whole,        ///< inside the mine
  reclaimed,    ///< of it, of a reclaimed class
  unreclaimed,  ///< of it, of a mined class
  rings         ///< in the rings nearest to the mine, vegetated, that may have kept its native class
};

/// How much land the mines of one year have, whether or not anything is known of its NPP.
class LandTable {
 public:
  void add(std::int32_t mine, LandPart part, std::int64_t mm2);
  /// m2, the very number that an ExactSum of the same pixels gives; 0 where there is none.
  [[nodiscard]] double area_m2(std::int32_t mine, LandPart part) const;

  /// Sums over all ranks on the root; the others are left empty. Collective.
  void gather(const mpi::Communicator& ranks);

  /// All of it in a row, and more of it. Throws Error(system) where it is not whole.
  [[nodiscard]] std::vector<std::int64_t> to_integers() const;
  void add_integers(std::span<const std::int64_t> integers);

 private:
  static constexpr std::size_t parts = 4;
  std::map<std::int32_t, std::array<std::int64_t, parts>> mm2_;  // by mine; 63 bits hold 9e6 km2
};

}  // namespace minenpp::survey
