#pragma once

#include <cstdint>
#include <vector>

#include "model/casa/composite.h"

namespace minenpp::survey {

/// The observations of one tile in one month on their way to one NDVI a pixel. Observations arrive in order
/// of date.
class MonthComposite {
 public:
  MonthComposite(model::Composite rule, std::size_t pixels);

  /// One observation of a pixel. `layer`: the source it is from, counted up from 0.
  void add(std::size_t layer, std::size_t pixel, const model::Observation& observation);

  /// NDVI codes (no_ndvi without observation), numbers of observations (at most 255) and water (1 or 0).
  void finish(std::vector<std::int16_t>& codes, std::vector<std::uint8_t>& counts,
              std::vector<std::uint8_t>& water);

 private:
  void choose(std::size_t pixel, const model::Observation& observation);
  void choose_median(std::size_t pixel);

  model::Composite rule_;
  std::vector<model::Observation> chosen_;  // no_ndvi: none yet
  std::vector<std::uint8_t> counts_;
  std::vector<std::vector<model::Observation>> layers_;  // all of them, for the median
  std::vector<model::Observation> of_pixel_;
};

}  // namespace minenpp::survey
