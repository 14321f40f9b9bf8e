#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "model/grid/batch.h"
#include "model/stats/exact_sum.h"
#include "survey/catalogue/zone_list.h"
#include "survey/npp/npp_tile.h"
#include "survey/statistics/group_rows.h"
#include "survey/statistics/tally_columns.h"

namespace minenpp::survey {

/// What the kriging error of one weather variable does to the NPP of a set of sampled pixels.
struct EffectTally {
  std::int64_t count = 0;
  model::ExactSum sum;      ///< of the effects of one standard error, with their sign, gC/m2/month
  model::ExactSum squares;  ///< of their squares
  std::int64_t weather_count = 0;
  model::ExactSum weather;  ///< of the variable itself: degC, mm, MJ/m2

  void add(double effect);
  void add_weather(double value);
  void add(const EffectTally& other);
  /// Standard error of the mean NPP of the set where the errors of its pixels go together, as they do within
  /// the range of the variogram; NaN for an empty set.
  [[nodiscard]] double of_mean() const;
  /// Standard error of the NPP of a pixel: root mean square.
  [[nodiscard]] double of_pixel() const;
};

/// An EffectTally for each group (class or zone), column (TallyColumns) and weather variable; groups without
/// a sample take no room.
class EffectTable {
 public:
  EffectTable() = default;
  EffectTable(std::size_t groups, std::size_t columns) : tallies_(groups, columns * 3) {}

  [[nodiscard]] EffectTally& at(std::size_t group, std::size_t column, std::size_t variable) {
    return tallies_.at(group, column * 3 + variable);
  }
  [[nodiscard]] const EffectTally& at(std::size_t group, std::size_t column, std::size_t variable) const {
    return tallies_.at(group, column * 3 + variable);
  }
  /// Has it no groups?
  [[nodiscard]] bool empty() const { return tallies_.groups() == 0; }

  /// Adds a table of as many groups and columns.
  void add(const EffectTable& other);

  static constexpr std::size_t integers_per_tally = 11;
  [[nodiscard]] std::vector<std::int64_t> to_integers() const;
  /// Throws Error(input) where the number of integers does not fit.
  [[nodiscard]] static EffectTable from_integers(std::size_t groups, std::size_t columns,
                                                 std::span<const std::int64_t> integers);

  /// The tallies of groups that have samples, for other ranks and the journal; and more such tallies, of as
  /// many groups and columns. Throws Error(input) where they do not fit.
  [[nodiscard]] std::vector<std::int64_t> rows() const;
  void add_rows(std::span<const std::int64_t> rows);

 private:
  GroupRows<EffectTally> tallies_;
};

/// The three variables together, whose errors are taken as independent.
struct CombinedEffect {
  double of_mean = model::no_data, of_pixel = model::no_data;
  std::array<double, 3> share{model::no_data, model::no_data, model::no_data};  ///< in of_mean squared
  std::int64_t samples = 0;
};
[[nodiscard]] CombinedEffect combined(const EffectTable& table, std::size_t group, std::size_t column);

/// Adds a tile's sampled effects to the tables of classes (as in `class_codes`) and zones; zone 0 is the
/// study area. Samples without a value are passed over.
void add_effects(const TileInputs& inputs, const WeatherEffects& effects, const TallyColumns& columns,
                 const std::vector<int>& class_codes, const ZoneList& zones, EffectTable& of_class,
                 EffectTable& of_zone);

}  // namespace minenpp::survey
