#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <map>
#include <ranges>
#include <span>
#include <vector>

#include "model/stats/exact_sum.h"
#include "mpi/communicator.h"

namespace minenpp::survey {

/// Which pixels a cell of the statistics holds. Only cells that have a pixel exist.
enum class CellKind : std::int32_t {
  zone,      ///< of a zone (group = its index), by class
  united,    ///< near the selected mines taken together (group 0), by ring
  per_mine,  ///< near one mine (group = its number), by ring; a pixel may be near several
  nearest,   ///< near its nearest mine (group = its number), by ring
  block,     ///< block of the reference land (group = number of the block)
  reclaimed  ///< reclaimed land (group = number of the mine it lies in, else of its nearest; ring = years
             ///< since it was reclaimed)
};

/// `ring`: 0 inside a mine, 1, 2, ... outside, or as the kind says. `base_class`: class of the pixel in
/// the first surveyed year, 0 where the cell does not tell. `land_class`: class of the year, 0 where the cell
/// does not tell.
struct CellKey {
  CellKind kind = CellKind::zone;
  std::int32_t group = 0, ring = 0, base_class = 0, land_class = 0;
  friend auto operator<=>(const CellKey&, const CellKey&) = default;
};

/// What is known of the NPP of a cell's pixels in one month (or of its annual sum): exact. Weights as in
/// NppTally.
struct CellTally {
  std::int64_t count = 0, weight = 0;
  model::ExactSum npp, squares;  ///< gC/m2/month x weight, and of their squares x weight
  model::ExactSum area_m2;
  model::ExactAreaSum carbon;  ///< NPP x area

  void add(const CellTally& other);
  /// gC/m2/month (a year); NaN without weight.
  [[nodiscard]] double mean() const { return npp.mean(weight); }
  /// Of the pixels, weighted, sample ((n - 1) / n with n = count); NaN below two.
  [[nodiscard]] double standard_deviation() const;
  [[nodiscard]] double area_hm2() const { return area_m2.value() / 1e4; }
  /// tC a month (a year).
  [[nodiscard]] double total_tC() const { return carbon.value() / 1e6; }
};

/// Cells of one year, each with a tally for every column (TallyColumns).
class CellTable {
 public:
  CellTable() = default;
  explicit CellTable(std::size_t columns) : columns_(columns) {}

  [[nodiscard]] std::size_t columns() const { return columns_; }
  /// The cell's tallies, made where there are none yet.
  [[nodiscard]] std::span<CellTally> at(const CellKey& key);
  /// Empty where the cell does not exist.
  [[nodiscard]] std::span<const CellTally> find(const CellKey& key) const;
  [[nodiscard]] const std::map<CellKey, std::vector<CellTally>>& cells() const { return cells_; }

  /// Of one kind.
  [[nodiscard]] auto cells_of(CellKind kind) const {
    constexpr auto least = std::numeric_limits<std::int32_t>::min();
    const auto first_of = [&](std::int32_t number) {
      return cells_.lower_bound({static_cast<CellKind>(number), least, least, least, least});
    };
    const auto number = static_cast<std::int32_t>(kind);
    return std::ranges::subrange(first_of(number), first_of(number + 1));
  }

  /// Sum over the cells of one kind, group and ring for which `wanted(key)` holds, in one column.
  template <typename Wanted>
  [[nodiscard]] CellTally sum(CellKind kind, std::int32_t group, std::int32_t ring, std::size_t column,
                              const Wanted& wanted) const {
    CellTally total;
    const CellKey first{kind, group, ring, 0, 0};
    for (auto at = cells_.lower_bound(first); at != cells_.end(); ++at) {
      const auto& key = at->first;
      if (key.kind != kind || key.group != group || key.ring != ring) break;
      if (wanted(key)) total.add(at->second[column]);
    }
    return total;
  }
  [[nodiscard]] CellTally sum(CellKind kind, std::int32_t group, std::int32_t ring,
                              std::size_t column) const {
    return sum(kind, group, ring, column, [](const CellKey&) { return true; });
  }

  /// Sums over all ranks on the root; the others are left empty. Collective.
  void gather(const mpi::Communicator& ranks);

  /// All cells in a row, and more such cells. Throws Error(system) where they are not whole.
  [[nodiscard]] std::vector<std::int64_t> to_integers() const;
  void add_integers(std::span<const std::int64_t> integers);

 private:
  std::size_t columns_ = 0;
  std::map<CellKey, std::vector<CellTally>> cells_;
};

}  // namespace minenpp::survey
