#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "model/error.h"
#include "survey/run/notices.h"
#include "survey/settings/settings.h"
#include "survey/weather/weather_variable.h"

namespace minenpp::survey {

/// What the rasters of one year hold at the pixels that have a class.
struct GriddedCounts {
  std::int64_t pixels = 0;  ///< pixels with a class
  /// Values, and those outside the plausible range, which became no data: [variable][month - 1].
  std::array<std::array<std::int64_t, 12>, 3> values{}, outside{};
  std::array<std::int64_t, 3> missing{};  ///< pixels without a month that is needed, by variable

  void add(const GriddedCounts& other);

  /// All counts in a row, and back. Throws Error(input) where the number of integers is another one.
  [[nodiscard]] std::vector<std::int64_t> to_integers() const;
  [[nodiscard]] static GriddedCounts from_integers(const std::vector<std::int64_t>& integers);

  /// Throws Error(input), naming the unit setting, where most values of a month are outside the plausible
  /// range.
  void check_units(const Settings& settings, int year) const;

  /// Warns of pixels without weather, and of values outside the plausible range, once a variable.
  void tell(const Settings& settings, int year, Notices& notices) const;
};

/// The error of a gridded variable most of whose values are not plausible.
[[nodiscard]] model::Error wrong_unit(const Settings& settings, WeatherVariable variable,
                                      std::int64_t outside, std::int64_t values);

}  // namespace minenpp::survey
