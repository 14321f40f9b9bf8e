#include "survey/statistics/weather_effect_tally.h"

#include <algorithm>
#include <cmath>

#include "model/error.h"
#include "model/grid/batch.h"
#include "survey/statistics/sum_integers.h"

namespace minenpp::survey {

namespace {

std::size_t layer_of(const TallyColumns& columns, std::size_t column) {
  constexpr std::size_t annual = 12;
  return column < columns.months.size() ? static_cast<std::size_t>(columns.months[column] - 1) : annual;
}

/// The values of one column and variable, summed into whatever group `group_of` names; -1: none.
template <typename GroupOf>
void add_column(const WeatherEffects& effects, const TallyColumns& columns, const GroupOf& group_of,
                EffectTable& table) {
  for (std::size_t sample = 0; sample < effects.pixels.size(); ++sample) {
    const auto group = group_of(sample);
    if (group < 0) continue;
    for (std::size_t column = 0; column < columns.count(); ++column)
      for (std::size_t variable = 0; variable < 3; ++variable) {
        const double effect = effects.effect[variable][layer_of(columns, column)][sample];
        const double weather = effects.weather[variable][layer_of(columns, column)][sample];
        if (std::isnan(effect) && std::isnan(weather)) continue;
        auto& tally = table.at(static_cast<std::size_t>(group), column, variable);
        if (!std::isnan(effect)) tally.add(effect);
        if (!std::isnan(weather)) tally.add_weather(weather);
      }
  }
}

void append(const EffectTally& tally, std::vector<std::int64_t>& integers) {
  integers.insert(integers.end(), {tally.count, tally.weather_count});
  for (const auto& sum : {tally.sum, tally.squares, tally.weather}) append_limbs(sum, integers);
}

EffectTally tally_of(std::span<const std::int64_t> integers) {
  const auto sum_at = [&](std::size_t first) {
    return model::ExactSum::from_limbs({integers[first], integers[first + 1], integers[first + 2]});
  };
  return {integers[0], sum_at(2), sum_at(5), integers[1], sum_at(8)};
}

}  // namespace

void EffectTally::add(double effect) {
  ++count;
  sum.add(effect);
  squares.add(effect * effect);
}

void EffectTally::add_weather(double value) {
  ++weather_count;
  weather.add(value);
}

void EffectTally::add(const EffectTally& other) {
  weather_count += other.weather_count;
  weather.add(other.weather);
  count += other.count;
  sum.add(other.sum);
  squares.add(other.squares);
}

double EffectTally::of_mean() const {
  return std::abs(sum.mean(count));
}
double EffectTally::of_pixel() const {
  return std::sqrt(squares.mean(count));
}

CombinedEffect combined(const EffectTable& table, std::size_t group, std::size_t column) {
  CombinedEffect result;
  double of_mean = 0, of_pixel = 0;
  for (std::size_t variable = 0; variable < 3; ++variable) {
    const auto& tally = table.at(group, column, variable);
    if (tally.count == 0) continue;
    result.samples = std::max(result.samples, tally.count);
    of_mean += tally.of_mean() * tally.of_mean();
    of_pixel += tally.of_pixel() * tally.of_pixel();
  }
  if (result.samples == 0) return result;
  result.of_mean = std::sqrt(of_mean);
  result.of_pixel = std::sqrt(of_pixel);
  for (std::size_t variable = 0; variable < 3 && of_mean > 0; ++variable) {
    const auto& tally = table.at(group, column, variable);
    result.share[variable] = tally.count == 0 ? 0 : tally.of_mean() * tally.of_mean() / of_mean;
  }
  return result;
}

void EffectTable::add(const EffectTable& other) {
  tallies_.add(other.tallies_, [](EffectTally& tally, const EffectTally& more) { tally.add(more); });
}

std::vector<std::int64_t> EffectTable::to_integers() const {
  std::vector<std::int64_t> integers;
  integers.reserve(tallies_.groups() * tallies_.width() * integers_per_tally);
  for (std::size_t group = 0; group < tallies_.groups(); ++group)
    for (std::size_t i = 0; i < tallies_.width(); ++i) append(tallies_.at(group, i), integers);
  return integers;
}

EffectTable EffectTable::from_integers(std::size_t groups, std::size_t columns,
                                       std::span<const std::int64_t> integers) {
  EffectTable table(groups, columns);
  const auto width = table.tallies_.width();
  if (integers.size() != groups * width * integers_per_tally)
    throw model::Error(model::Fault::input, "a table of weather effects has the wrong size");
  for (std::size_t i = 0; i < groups * width; ++i) {
    const auto tally = tally_of(integers.subspan(i * integers_per_tally, integers_per_tally));
    if (tally.count > 0 || tally.weather_count > 0) table.tallies_.at(i / width, i % width) = tally;
  }
  return table;
}

std::vector<std::int64_t> EffectTable::rows() const {
  return tallies_.to_integers(integers_per_tally, append);
}

void EffectTable::add_rows(std::span<const std::int64_t> rows) {
  tallies_.add_integers(rows, integers_per_tally,
                        [](EffectTally& tally, auto integers) { tally.add(tally_of(integers)); });
}

void add_effects(const TileInputs& inputs, const WeatherEffects& effects, const TallyColumns& columns,
                 const std::vector<int>& class_codes, const ZoneList& zones, EffectTable& of_class,
                 EffectTable& of_zone) {
  if (effects.pixels.empty()) return;
  const auto class_of = [&](std::size_t sample) {
    const auto found = std::ranges::find(class_codes, int{inputs.classes[effects.pixels[sample]]});
    return found == class_codes.end() ? std::ptrdiff_t{-1} : found - class_codes.begin();
  };
  add_column(effects, columns, class_of, of_class);
  add_column(
      effects, columns, [](std::size_t) { return std::ptrdiff_t{0}; }, of_zone);
  std::vector<std::uint8_t> mask;
  for (const auto zone : zones.near(inputs.window)) {
    if (zones[zone].pixels.count(inputs.window) == 0) continue;
    zones[zone].pixels.mask(inputs.window, mask);
    add_column(
        effects, columns,
        [&](std::size_t sample) {
          return mask[effects.pixels[sample]] != 0 ? static_cast<std::ptrdiff_t>(zone) : std::ptrdiff_t{-1};
        },
        of_zone);
  }
}

}  // namespace minenpp::survey
