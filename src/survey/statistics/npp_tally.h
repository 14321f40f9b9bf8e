#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/stats/exact_sum.h"
#include "mpi/communicator.h"

namespace minenpp::survey {

/// What is known of the NPP of a set of pixels in one month: exact, so that parts of the set add up to the
/// same numbers whatever the parts.
struct NppTally {
  std::int64_t count = 0;      ///< pixels with a value
  model::ExactSum npp;         ///< sum over pixels, gC/m2/month
  model::ExactSum area_m2;     ///< sum of the areas of these pixels, m2
  model::ExactAreaSum carbon;  ///< sum of NPP x area, gC/month

  friend bool operator==(const NppTally&, const NppTally&) = default;

  /// `count` pixels of one row, with the sum of their ExactSum::fixed(npp) and the row's pixel area in mm2.
  void add_row(std::int64_t pixels, std::int64_t npp_fixed, std::int64_t area_mm2);
  void add(const NppTally& other);

  /// Mean over pixels, gC/m2/month (science: area mean = sum NPP / count); NaN where there is none.
  [[nodiscard]] double mean() const { return npp.mean(count); }
  /// Mean weighted by pixel area; equal to mean() where all pixels are of one size.
  [[nodiscard]] double area_weighted_mean() const { return carbon.mean(area_m2); }
  [[nodiscard]] double area_hm2() const { return area_m2.value() / 1e4; }
  /// Total, tC/month.
  [[nodiscard]] double total_tC() const { return carbon.value() / 1e6; }
};

/// A tally for each of `groups` (classes, or zones) and months.
class TallyTable {
 public:
  TallyTable() = default;
  TallyTable(std::size_t groups, std::size_t months) : months_(months), tallies_(groups * months) {}

  [[nodiscard]] std::size_t groups() const { return months_ == 0 ? 0 : tallies_.size() / months_; }
  [[nodiscard]] std::size_t months() const { return months_; }
  [[nodiscard]] NppTally& at(std::size_t group, std::size_t month) {
    return tallies_[group * months_ + month];
  }
  [[nodiscard]] const NppTally& at(std::size_t group, std::size_t month) const {
    return tallies_[group * months_ + month];
  }

  /// Sums over all ranks; every rank then holds the whole. Collective.
  void reduce(const mpi::Communicator& ranks);

  /// All tallies as integers, `integers_per_tally` each, group by group and month by month: how a table is
  /// stored.
  static constexpr std::size_t integers_per_tally = 10;
  [[nodiscard]] std::vector<std::int64_t> to_integers() const;
  /// Throws Error(input) where the number of integers does not fit.
  [[nodiscard]] static TallyTable from_integers(std::size_t groups, std::size_t months,
                                                std::span<const std::int64_t> integers);

 private:
  std::size_t months_ = 0;
  std::vector<NppTally> tallies_;
};

}  // namespace minenpp::survey
