#include "model/stats/p_values.h"

#include <cmath>
#include <limits>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace minenpp::model {

namespace {

// Plain double: long double costs several times as much and adds no digit that a p needs.
using Policy =
    boost::math::policies::policy<boost::math::policies::promote_double<false>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>>;

}  // namespace

double student_p(double t, double df) {
  if (std::isnan(t) || !(df >= 1)) return std::numeric_limits<double>::quiet_NaN();
  if (std::isinf(t)) return 0;
  const boost::math::students_t_distribution<double, Policy> distribution(df);
  return 2 * boost::math::cdf(boost::math::complement(distribution, std::abs(t)));
}

double normal_p(double z) {
  if (std::isnan(z)) return z;
  if (std::isinf(z)) return 0;
  const boost::math::normal_distribution<double, Policy> distribution;
  return 2 * boost::math::cdf(boost::math::complement(distribution, std::abs(z)));
}

double student_of_normal(double z, double df) {
  if (std::isnan(z) || !(df >= 1)) return std::numeric_limits<double>::quiet_NaN();
  const double tail = normal_p(z) / 2;
  if (tail == 0) return std::numeric_limits<double>::infinity();
  const boost::math::students_t_distribution<double, Policy> distribution(df);
  return boost::math::quantile(boost::math::complement(distribution, tail));
}

}  // namespace minenpp::model
