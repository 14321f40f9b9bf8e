#include "survey/catalogue/radiation_check.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/climate/calendar.h"
#include "model/climate/radiation.h"
#include "model/stats/median.h"
#include "survey/catalogue/gridded_inputs.h"
#include "survey/catalogue/gridded_sample.h"
#include "survey/catalogue/odd_radiation.h"
#include "survey/catalogue/pixel_check.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

namespace {

constexpr auto radiation = WeatherVariable::radiation;
constexpr double least_extraterrestrial_MJ_m2 = 150;
constexpr double impossible_below = 0.1, impossible_above = 1, doubtful_below = 0.22;
constexpr double fits_above = 0.25, fits_below = 0.8;

std::string question(const RadiationShares& shares, const RadiationSource& source) {
  if (source.unit_key.empty()) return fmt::format("are its values {}?", source.unit);
  return fmt::format("is {} ({}) right?{}", source.unit_key, source.unit, better_units(shares, source));
}

RadiationShares shares_of_year(const Settings& settings, const Catalogue& catalogue,
                               const GriddedYear& year) {
  RadiationShares shares;
  GriddedSample sample(settings, catalogue);
  for (const auto& window : sample_windows(catalogue.grid.grid)) {
    const double latitude = sample.latitude_of_centre(window);
    for (int month = 1; month <= model::months_per_year; ++month) {
      const auto& band = year.of(radiation)[static_cast<std::size_t>(month - 1)];
      if (band) shares.add(sample.mean(radiation, *band, month, window), latitude, band->year, month);
    }
  }
  return shares;
}

bool is_usual(double share) {
  return share >= doubtful_below && share <= impossible_above;
}

}  // namespace

std::string better_units(const RadiationShares& shares, const RadiationSource& source) {
  const io::ClimateUnit taken(radiation, source.unit);
  std::vector<std::pair<double, std::string>> found;
  for (const auto& name : io::ClimateUnit::names(radiation)) {
    const io::ClimateUnit other(radiation, name);
    if (other.is_sunshine() || name == source.unit) continue;
    const auto median = shares.median_in(other, taken);
    if (median && *median >= fits_above && *median <= fits_below) found.emplace_back(*median, name);
  }
  constexpr double usual = 0.5;
  std::ranges::stable_sort(found, {}, [](const auto& unit) { return std::abs(unit.first - usual); });
  std::vector<std::string> texts;
  for (const auto& [median, name] : found)
    texts.push_back(fmt::format("{}{} {:.2f}", name, texts.empty() ? " it would be" : "", median));
  return texts.empty() ? "" : fmt::format(" In {}", fmt::join(texts, ", in "));
}

void RadiationShares::add(double radiation_MJ_m2, double latitude_deg, int year, int month) {
  const double daily = model::extraterrestrial_radiation(latitude_deg, model::mid_month_day(year, month));
  const double above = model::monthly_from_daily(daily, year, month);
  if (std::isnan(radiation_MJ_m2) || !(above >= least_extraterrestrial_MJ_m2)) return;
  shares_.push_back({radiation_MJ_m2 / above, year, month});
}

RadiationShares RadiationShares::outside(double low, double high) const {
  RadiationShares some;
  std::ranges::copy_if(shares_, std::back_inserter(some.shares_),
                       [&](const Share& share) { return share.value < low || share.value > high; });
  return some;
}

std::optional<double> RadiationShares::median() const {
  std::vector<double> values;
  for (const auto& share : shares_) values.push_back(share.value);
  return model::median_of(std::move(values));
}

std::optional<double> RadiationShares::median_in(const io::ClimateUnit& other,
                                                 const io::ClimateUnit& taken) const {
  std::vector<double> values;
  for (const auto& [value, year, month] : shares_)
    values.push_back(value * other.convert(1, year, month) / taken.convert(1, year, month));
  return model::median_of(std::move(values));
}

void judge_radiation(const RadiationShares& shares, const RadiationSource& source, Notices& notices) {
  const auto median = shares.median();
  if (!median || is_usual(*median)) return;
  const auto text = fmt::format(
      "{}: the radiation is {:.2g} of that at the top of the atmosphere (median of {} {}, at their "
      "latitudes); "
      "0.3 to 0.75 is expected on most of the Earth: {}",
      source.where, *median, shares.size(), source.records, question(shares, source));
  if (*median < impossible_below || *median > impossible_above) throw Error(Fault::input, text);
  notices.warn(text);
}

void check_station_radiation(const Settings& settings, const io::StationTable& table, Notices& notices) {
  const bool hourly = settings.has("stations.hourly-radiation");
  const std::string key = "stations.radiation-unit";
  const std::string unit = hourly ? "W/m2" : settings.text(key);
  if (io::ClimateUnit(radiation, unit).is_sunshine()) return;
  constexpr std::size_t enough = 100000;
  const auto& stations = table.stations();
  const std::size_t step = 1 + stations.size() * table.years().size() * model::months_per_year / enough;
  RadiationShares shares;
  for (const int year : table.years())
    for (int month = 1; month <= model::months_per_year; ++month) {
      const auto values = table.values(radiation, year, month);
      for (std::size_t s = 0; s < stations.size(); s += step)
        shares.add(values[s], stations[s].lat, year, month);
    }
  const RadiationSource source{settings.where(hourly ? "stations.hourly-radiation" : "stations.file"),
                               hourly ? "" : key, unit, "station months"};
  judge_radiation(shares, source, notices);
  // What is said of all of them need not be said of each.
  if (const auto median = shares.median(); median && is_usual(*median))
    warn_about_odd_radiation(table, source, notices);
}

void check_gridded_radiation(const Settings& settings, const Catalogue& catalogue, Notices& notices) {
  const auto year =
      std::ranges::find_if(catalogue.gridded, [](const GriddedYear& some) { return some.has(radiation); });
  if (year == catalogue.gridded.end() || gridded_unit(settings, radiation).is_sunshine()) return;
  judge_radiation(shares_of_year(settings, catalogue, *year),
                  {settings.where("gridded.radiation"), "gridded.radiation-unit",
                   settings.text("gridded.radiation-unit"), "months and places"},
                  notices);
}

}  // namespace minenpp::survey
