#include "model/casa/ndvi.h"

#include <cmath>

#include "model/climate/batch_map.h"

namespace minenpp::model {

double ndvi(double red, double nir) {
  const double sum = nir + red;
  return sum > 0 ? (nir - red) / sum : no_data;
}

Batch ndvi(const Batch& red, const Batch& nir) {
  return map_batch([](double r, double n) { return ndvi(r, n); }, red, nir);
}

double composite_ndvi(double so_far, double next) {
  return next > so_far || std::isnan(so_far) ? next : so_far;
}

double simple_ratio(double ndvi) {
  return (1 + ndvi) / (1 - ndvi);
}

}  // namespace minenpp::model
