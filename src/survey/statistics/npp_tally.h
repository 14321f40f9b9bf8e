#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/stats/exact_sum.h"
#include "survey/statistics/group_rows.h"

namespace minenpp::survey {

/// What is known of the NPP of a set of pixels in one month: exact, so that parts of the set add up to the
/// same numbers whatever the parts. A pixel counts with a whole number as its weight: 1, or its covered part
/// (ZoneRun), in one unit throughout a set.
struct NppTally {
  std::int64_t count = 0;      ///< pixels with a value, whatever their weight
  std::int64_t weight = 0;     ///< sum of their weights; count where pixels count by their centre
  model::ExactSum npp;         ///< sum of NPP x weight, gC/m2/month
  model::ExactSum area_m2;     ///< sum of the areas that count, m2
  model::ExactAreaSum carbon;  ///< sum of NPP x area, gC/month

  friend bool operator==(const NppTally&, const NppTally&) = default;

  /// `pixels` of one row, with the sum of their ExactSum::fixed(npp), the area of each that counts in mm2 and
  /// the weight of each.
  void add_row(std::int64_t pixels, std::int64_t npp_fixed, std::int64_t area_mm2, std::int64_t each = 1);
  void add(const NppTally& other);

  /// Weighted mean over pixels, gC/m2/month (science: area mean = sum NPP / count); NaN where there is none.
  [[nodiscard]] double mean() const { return npp.mean(weight); }
  /// Mean weighted by pixel area; equal to mean() where all pixels are of one size.
  [[nodiscard]] double area_weighted_mean() const { return carbon.mean(area_m2); }
  [[nodiscard]] double area_hm2() const { return area_m2.value() / 1e4; }
  /// Total, tC/month.
  [[nodiscard]] double total_tC() const { return carbon.value() / 1e6; }
};

/// A tally for each of `groups` (classes, or zones) and months; groups without a pixel take no room.
class TallyTable {
 public:
  TallyTable() = default;
  /// `weighted`: whether pixels have weights other than 1, which are then stored too.
  TallyTable(std::size_t groups, std::size_t months, bool weighted = false)
      : weighted_(weighted), tallies_(groups, months) {}

  [[nodiscard]] std::size_t groups() const { return tallies_.groups(); }
  [[nodiscard]] std::size_t months() const { return tallies_.width(); }
  [[nodiscard]] NppTally& at(std::size_t group, std::size_t month) { return tallies_.at(group, month); }
  [[nodiscard]] const NppTally& at(std::size_t group, std::size_t month) const {
    return tallies_.at(group, month);
  }

  /// Adds a table of as many groups and months.
  void add(const TallyTable& other);

  /// All tallies as integers, 10 each (and an 11th where they are weighted), group by group and month by
  /// month: how a table is stored.
  [[nodiscard]] std::vector<std::int64_t> to_integers() const;
  /// Throws Error(input) where the number of integers does not fit.
  [[nodiscard]] static TallyTable from_integers(std::size_t groups, std::size_t months,
                                                std::span<const std::int64_t> integers,
                                                bool weighted = false);

  /// The tallies of groups that have pixels, for other ranks and the journal; and more such tallies, of as
  /// many groups and months. Throws Error(input) where they do not fit.
  [[nodiscard]] std::vector<std::int64_t> rows() const;
  void add_rows(std::span<const std::int64_t> rows);

 private:
  [[nodiscard]] std::size_t integers_per_tally() const { return weighted_ ? 11 : 10; }
  void append(const NppTally& tally, std::vector<std::int64_t>& integers) const;
  [[nodiscard]] NppTally tally_of(std::span<const std::int64_t> integers) const;

  bool weighted_ = false;
  GroupRows<NppTally> tallies_;
};

}  // namespace minenpp::survey
