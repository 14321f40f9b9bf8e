#include "survey/catalogue/precipitation_check.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/climate/calendar.h"
#include "model/climate/thornthwaite.h"
#include "model/stats/median.h"
#include "survey/catalogue/gridded_inputs.h"
#include "survey/catalogue/gridded_sample.h"
#include "survey/catalogue/pixel_check.h"

namespace minenpp::survey {

namespace {

constexpr auto precipitation = WeatherVariable::precipitation, temperature = WeatherVariable::temperature;
// Hyper-arid is below 0.05 of the potential evapotranspiration, arid below 0.2 (UNEP 1997).
constexpr double driest_mm = 20, driest_share = 0.1;
constexpr double wettest_mm = 6000, wet_mm = 3000, wet_share = 5;
constexpr double fits_above_mm = 100, fits_below_mm = 4000, fits_above_share = 0.2, fits_below_share = 4;

double sum_of(const std::array<double, 12>& months) {
  double sum = 0;
  for (const double month : months) sum += month;
  return sum;
}

double potential_evapotranspiration(const WaterYear& of) {
  model::MonthlyBatch monthly, potential;
  model::MonthMask all{};
  all.fill(true);
  for (std::size_t m = 0; m < 12; ++m) monthly[m].setConstant(of.temperature_degC[m]);
  model::potential_year(monthly, all, potential);
  const model::Batch latitude = model::Batch::Constant(of.latitude_deg);
  double sum = 0;
  for (std::size_t m = 0; m < 12; ++m)
    sum += potential[m][0] * model::day_length_factor(latitude, of.year, static_cast<int>(m) + 1)[0];
  return sum;
}

bool is_too_dry(double mm, std::optional<double> share) {
  return mm < driest_mm || (share && *share < driest_share);
}

bool is_too_wet(double mm, std::optional<double> share) {
  return mm > wettest_mm || (mm > wet_mm && share && *share > wet_share);
}

bool fits(const AnnualPrecipitation& years) {
  const auto mm = years.sum_mm(), share = years.share();
  return mm && *mm >= fits_above_mm && *mm <= fits_below_mm &&
         (!share || (*share >= fits_above_share && *share <= fits_below_share));
}

/// Far from what is usual, as a factor either way.
double unlikelihood(const AnnualPrecipitation& years) {
  constexpr double usual_mm = 700, usual_share = 0.8;
  if (const auto share = years.share()) return std::abs(std::log(*share / usual_share));
  return std::abs(std::log(*years.sum_mm() / usual_mm));
}

/// " It would be 420 mm with cm, 1280 mm with mm/day", the likeliest first.
std::string better_units(const AnnualPrecipitation& years, const PrecipitationSource& source) {
  const io::ClimateUnit taken(precipitation, source.unit);
  std::vector<std::pair<double, std::string>> found;
  for (const auto& name : io::ClimateUnit::names(precipitation)) {
    if (name == source.unit) continue;
    const auto other = years.in(io::ClimateUnit(precipitation, name), taken);
    if (fits(other))
      found.emplace_back(unlikelihood(other), fmt::format("{:.0f} mm with {}", *other.sum_mm(), name));
  }
  // CMA's tables, among others, are in tenths.
  if (const auto tenth = years.times(0.1); fits(tenth))
    found.emplace_back(
        unlikelihood(tenth),
        fmt::format("{:.0f} mm were the values tenths of {}{}", *tenth.sum_mm(), source.unit,
                    source.scale_key.empty() ? "" : fmt::format(" ({}=0.1)", source.scale_key)));
  std::ranges::stable_sort(found, {}, [](const auto& unit) { return unit.first; });
  constexpr std::size_t most = 3;
  if (found.size() > most) found.resize(most);
  std::vector<std::string> texts;
  for (const auto& [place, text] : found) texts.push_back(text);
  return texts.empty() ? "" : fmt::format(" It would be {}", fmt::join(texts, ", "));
}

/// The first year whose rasters have precipitation of every month.
const GriddedYear* whole_year(const Catalogue& catalogue) {
  for (const auto& year : catalogue.gridded)
    if (std::ranges::all_of(year.of(precipitation), [](const auto& band) { return band.has_value(); }))
      return &year;
  return nullptr;
}

std::array<double, 12> sampled(GriddedSample& sample, const GriddedYear& year, WeatherVariable variable,
                               const model::Window& window) {
  std::array<double, 12> months{};
  months.fill(model::no_data);
  for (int month = 1; month <= model::months_per_year; ++month) {
    const auto m = static_cast<std::size_t>(month - 1);
    if (const auto& band = year.of(variable)[m]) months[m] = sample.mean(variable, *band, month, window);
  }
  return months;
}

}  // namespace

void AnnualPrecipitation::add(const WaterYear& year) {
  if (std::isnan(sum_of(year.precipitation_mm))) return;
  years_.push_back({year.year, year.precipitation_mm, potential_evapotranspiration(year)});
}

std::optional<double> AnnualPrecipitation::sum_mm() const {
  std::vector<double> sums;
  for (const auto& year : years_) sums.push_back(sum_of(year.mm));
  return model::median_of(std::move(sums));
}

std::optional<double> AnnualPrecipitation::share() const {
  std::vector<double> shares;
  for (const auto& year : years_)
    if (year.potential_mm > 0) shares.push_back(sum_of(year.mm) / year.potential_mm);
  return model::median_of(std::move(shares));
}

AnnualPrecipitation AnnualPrecipitation::in(const io::ClimateUnit& other,
                                            const io::ClimateUnit& taken) const {
  auto converted = *this;
  for (auto& year : converted.years_)
    for (int month = 1; month <= model::months_per_year; ++month)
      year.mm[static_cast<std::size_t>(month - 1)] *=
          other.convert(1, year.year, month) / taken.convert(1, year.year, month);
  return converted;
}

AnnualPrecipitation AnnualPrecipitation::times(double factor) const {
  auto scaled = *this;
  for (auto& year : scaled.years_)
    for (auto& month : year.mm) month *= factor;
  return scaled;
}

void judge_precipitation(const AnnualPrecipitation& years, const PrecipitationSource& source,
                         Notices& notices) {
  const auto mm = years.sum_mm(), share = years.share();
  if (!mm) return;
  const bool dry = is_too_dry(*mm, share);
  if (!dry && !is_too_wet(*mm, share)) return;
  const auto share_text =
      share ? fmt::format(", {:.2g} of the potential evapotranspiration", *share) : std::string();
  notices.warn(
      fmt::format("{}: the precipitation is {:.4g} mm a year (median of {} {}){}, which {} alone have: is "
                  "{} ({}) right?{}",
                  source.where, *mm, years.size(), source.records, share_text,
                  dry ? "deserts" : "a few wet coasts and mountains", source.unit_key, source.unit,
                  better_units(years, source)));
}

void check_station_precipitation(const Settings& settings, const io::StationTable& table, Notices& notices) {
  constexpr std::size_t enough = 10000;
  const auto& stations = table.stations();
  const std::size_t step = 1 + stations.size() * table.years().size() / enough;
  AnnualPrecipitation annual;
  for (const int year : table.years())
    for (std::size_t s = 0; s < stations.size(); s += step) {
      WaterYear water{stations[s].lat, year, {}, {}};
      for (int month = 1; month <= model::months_per_year; ++month) {
        const auto m = static_cast<std::size_t>(month - 1);
        water.precipitation_mm[m] = table.value(precipitation, year, month, s);
        water.temperature_degC[m] = table.value(temperature, year, month, s);
      }
      annual.add(water);
    }
  const std::string key = "stations.precipitation-unit";
  judge_precipitation(annual, {settings.where("stations.file"), key, settings.text(key), "station years", ""},
                      notices);
}

void check_gridded_precipitation(const Settings& settings, const Catalogue& catalogue, Notices& notices) {
  const auto* year = whole_year(catalogue);
  if (year == nullptr) return;
  GriddedSample sample(settings, catalogue);
  AnnualPrecipitation annual;
  for (const auto& window : sample_windows(catalogue.grid.grid))
    annual.add({sample.latitude_of_centre(window), year->of(precipitation).front()->year,
                sampled(sample, *year, precipitation, window), sampled(sample, *year, temperature, window)});
  const std::string key = "gridded.precipitation";
  const auto scale_key = settings.has(key + "-scale") ? "" : key + "-scale";
  judge_precipitation(annual,
                      {settings.where(key), key + "-unit", settings.text(key + "-unit"), "places", scale_key},
                      notices);
}

}  // namespace minenpp::survey
