#pragma once

#include <span>
#include <vector>

#include "survey/weather/weather_plan.h"

namespace minenpp::survey {

/// A plan as numbers, which ranks can send each other without losing a bit; always the same count.
[[nodiscard]] std::vector<double> numbers_of(const WeatherPlan& plan);

/// The plan of numbers_of(). Throws Error(system) where the count is another.
[[nodiscard]] WeatherPlan plan_from(std::span<const double> numbers);

}  // namespace minenpp::survey
