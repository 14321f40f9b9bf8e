#include "survey/statistics/bounds_by_year.h"

namespace minenpp::survey {

void BoundsByYear::add(const ClassHistograms& year) {
  ++years_;
  if (science_.pooling == BoundsPooling::per_year) {
    of_year_.push_back(model::ndvi_bounds(classes_, year, science_.bounds));
    return;
  }
  pooled_.resize(classes_.size());
  for (std::size_t i = 0; i < classes_.size(); ++i) pooled_[i].merge(year[i]);
}

std::vector<std::vector<model::NdviBounds>> BoundsByYear::bounds() const {
  if (years_ == 0 || science_.pooling == BoundsPooling::per_year) return of_year_;
  return std::vector(years_, model::ndvi_bounds(classes_, pooled_, science_.bounds));
}

}  // namespace minenpp::survey
