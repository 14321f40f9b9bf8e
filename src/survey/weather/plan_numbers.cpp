#include "survey/weather/plan_numbers.h"

#include "model/error.h"

namespace minenpp::survey {

namespace {

constexpr std::size_t per_field = 15, per_plan = 3 * 12 * per_field + 2;

}  // namespace

std::vector<double> numbers_of(const WeatherPlan& plan) {
  std::vector<double> numbers{plan.low_m, plan.high_m};
  numbers.reserve(per_plan);
  for (const auto& months : plan.fields)
    for (const auto& field : months)
      numbers.insert(numbers.end(), {field.there ? 1.0 : 0.0, field.global ? 1.0 : 0.0,
                                     static_cast<double>(field.variogram.model()), field.variogram.nugget(),
                                     field.variogram.partial_sill(), field.variogram.range_m(),
                                     field.variogram.kappa(), field.trend.mean(), field.trend.centre().x,
                                     field.trend.centre().y, field.trend.centre().z, field.trend.slope().x,
                                     field.trend.slope().y, field.trend.slope().z, field.variance_ratio});
  return numbers;
}

WeatherPlan plan_from(std::span<const double> numbers) {
  if (numbers.size() != per_plan)
    throw model::Error(model::Fault::system, "a weather plan of " + std::to_string(numbers.size()) +
                                                 " numbers; expected " + std::to_string(per_plan));
  WeatherPlan plan;
  plan.low_m = numbers[0];
  plan.high_m = numbers[1];
  auto at = numbers.subspan(2);
  for (auto& months : plan.fields)
    for (auto& field : months) {
      field.there = at[0] != 0;
      field.global = at[1] != 0;
      field.variogram = model::Variogram(static_cast<model::VariogramModel>(static_cast<int>(at[2])), at[3],
                                         at[4], at[5], at[6]);
      field.trend = model::TrendSurface(at[7], {at[8], at[9], at[10]}, {at[11], at[12], at[13]});
      field.variance_ratio = at[14];
      at = at.subspan(per_field);
    }
  return plan;
}

}  // namespace minenpp::survey
