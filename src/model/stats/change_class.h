#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace minenpp::model {

/// Limits between the classes of change, gC/(m2 month): below `large_loss` is class 1, up to the tolerance
/// around zero class 2, within it class 3, up to `gain` class 4, up to `large_gain` class 5, above it
/// class 6. A value on a limit belongs to the class nearer zero (Fu et al. 2022, Table 1; science 6.2).
struct ChangeLimits {
  double large_loss = -10, gain = 10, large_gain = 30;
  double tolerance = 0;  ///< >= 0
};

inline constexpr int change_classes = 6;

/// Class 1..6 of a difference later - earlier; 0 for NaN.
[[nodiscard]] int change_class(double difference, const ChangeLimits& limits = {});

/// The same of many differences; `classes` has as many elements.
void change_classes_of(std::span<const double> differences, const ChangeLimits& limits,
                       std::span<std::uint8_t> classes);

/// From "large loss, gain, large gain" as settings give them. Throws Error(usage) unless there are three
/// numbers with loss < -tolerance <= tolerance < gain < large gain.
[[nodiscard]] ChangeLimits change_limits(const std::vector<double>& limits, double tolerance);

}  // namespace minenpp::model
