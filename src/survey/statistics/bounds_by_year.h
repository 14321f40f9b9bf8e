#pragma once

#include <cstddef>
#include <vector>

#include "model/casa/ndvi_bounds.h"
#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// NDVI histograms of one year, one a class in the order of the class table.
using ClassHistograms = std::vector<model::NdviHistogram>;

/// NDVI bounds of every surveyed year and class, by ndvi.bounds: the same for all years (pooled, table) or
/// each year's. Holds the histograms of at most one year, however many there are.
class BoundsByYear {
 public:
  /// Both outlive this.
  BoundsByYear(const ScienceOptions& science, const std::vector<model::LandClass>& classes)
      : science_(science), classes_(classes) {}

  /// The next year. Throws Error(usage) as model::ndvi_bounds does.
  void add(const ClassHistograms& year);

  /// Of the years that were added, by year and class.
  [[nodiscard]] std::vector<std::vector<model::NdviBounds>> bounds() const;

 private:
  const ScienceOptions& science_;
  const std::vector<model::LandClass>& classes_;
  ClassHistograms pooled_;                               // empty where each year has its own bounds
  std::vector<std::vector<model::NdviBounds>> of_year_;  // empty where all have the same
  std::size_t years_ = 0;
};

}  // namespace minenpp::survey
