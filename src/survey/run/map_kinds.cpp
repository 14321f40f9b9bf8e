#include <algorithm>

#include "model/stats/correlation_kernel.h"
#include "survey/run/survey_size.h"
#include "survey/stages/change_maps.h"
#include "survey/stages/correlation_maps.h"
#include "survey/stages/map_layouts.h"
#include "survey/stages/trend_maps.h"

namespace minenpp::survey {

namespace {

constexpr std::int64_t uint8_bytes = 1, int16_bytes = 2, int32_bytes = 4, float32_bytes = 4;

/// Kinds of one stage, put together.
class Kinds {
 public:
  void add(Stage stage, const std::string& name, std::int64_t files, std::int64_t bands, std::int64_t bytes,
           double packed, bool has_overview = true) {
    if (files > 0 && bands > 0)
      kinds_.push_back({stage, name, files, bands, bands * bytes, packed, has_overview});
  }
  [[nodiscard]] std::vector<MapKind> take() { return std::move(kinds_); }

 private:
  std::vector<MapKind> kinds_;
};

/// Of the year that has most.
std::int64_t months_of(const Catalogue& catalogue) {
  std::int64_t most = 0;
  for (std::size_t year = 0; year < catalogue.years.size(); ++year) {
    const auto months = catalogue.surveyed_months(year);
    most = std::max<std::int64_t>(most, std::ranges::count(months, true));
  }
  return most;
}

void add_inputs(const Catalogue& catalogue, Kinds& kinds) {
  const auto years = std::ssize(catalogue.years);
  bool counts = false;
  for (const auto& year : catalogue.years) counts = counts || year.has_counts();
  const bool scenes = !catalogue.scenes.empty();
  kinds.add(Stage::landcover, "class", years, 1, uint8_bytes, 0.18);
  kinds.add(Stage::ndvi, "ndvi", years, months_of(catalogue),
            int16_bytes + (counts ? uint8_bytes : 0) + (scenes ? uint8_bytes : 0), 0.7, !counts && !scenes);
  std::int64_t marked = 0;
  for (std::size_t year = 0; year < catalogue.years.size(); ++year)
    marked += catalogue.marks_filled(year) ? 1 : 0;
  if (marked > 0) kinds.add(Stage::ndvi, "filled", marked, months_of(catalogue), uint8_bytes, 0.05, false);
}

void add_weather(const Settings& settings, const Catalogue& catalogue, Kinds& kinds) {
  const auto years = std::ssize(catalogue.years);
  for (const auto variable : weather_variables) {
    kinds.add(Stage::weather, io::name_of(variable), years, 12, float32_bytes, 0.3);
    if (settings.yes("output.weather-variance"))
      kinds.add(Stage::weather, io::name_of(variable) + "-variance", years, 12, float32_bytes, 0.3);
  }
}

void add_npp(const Settings& settings, const Catalogue& catalogue, Kinds& kinds) {
  const auto years = std::ssize(catalogue.years);
  const auto bytes = packs_npp(settings) ? int16_bytes : float32_bytes;
  const double packed = packs_npp(settings) ? 0.55 : 0.8;
  std::int64_t states = 0;
  for (std::size_t year = 0; year < catalogue.years.size(); ++year) states += catalogue.continues(year + 1);
  kinds.add(Stage::npp, "npp", years, months_of(catalogue), bytes, packed);
  if (catalogue.full_year()) kinds.add(Stage::npp, "npp-annual", years, 1, bytes, 0.7);
  kinds.add(Stage::npp, "water", states, 3, float32_bytes, 0.6, false);
}

void add_changes(const Settings& settings, const Catalogue& catalogue, Kinds& kinds) {
  if (!catalogue.science.change_maps) return;
  const auto bytes = packs_npp(settings) ? int16_bytes : float32_bytes;
  std::int64_t monthly = 0, bands = 0;
  for (const auto& period : catalogue.periods) {
    const auto months = std::ssize(common_months(catalogue, period));
    monthly += months > 0 ? 1 : 0;
    bands = std::max(bands, months);
  }
  kinds.add(Stage::synthesis, "change", monthly, bands, bytes, packs_npp(settings) ? 0.6 : 0.8);
  kinds.add(Stage::synthesis, "change-class", monthly, bands, uint8_bytes, 0.22);
  if (catalogue.full_year())
    kinds.add(Stage::synthesis, "change-annual", std::ssize(catalogue.periods), 1, bytes, 0.7);
}

void add_series(const Catalogue& catalogue, Kinds& kinds) {
  const auto bands = catalogue.full_year() ? 1 : std::ssize(catalogue.month_list);
  const auto years = std::ssize(catalogue.years);
  if (catalogue.has_trend() && catalogue.science.trend.maps)
    for (const std::string name : trend_map_names)
      kinds.add(Stage::synthesis, "trend-" + name, 1, bands, name == "class" ? uint8_bytes : float32_bytes,
                name == "class"  ? 0.18
                : name == "mk-p" ? 0.4
                                 : 0.83);
  if (!catalogue.science.climate_maps) return;
  for (const auto variable : weather_variables) {
    if (years >= model::correlation_min_years)
      kinds.add(Stage::synthesis, "correlation-" + io::name_of(variable), 1, bands, float32_bytes, 0.81);
    if (years >= model::partial_correlation_min_years)
      kinds.add(Stage::synthesis, "partial-correlation-" + io::name_of(variable), 1, bands, float32_bytes,
                0.85);
  }
}

}  // namespace

std::vector<MapKind> map_kinds(const Settings& settings, const Catalogue& catalogue, bool weather_maps) {
  Kinds kinds;
  add_inputs(catalogue, kinds);
  if (catalogue.mines.find) kinds.add(Stage::mines, "mines", 1, 1, int32_bytes, 0.02);
  if (weather_maps) add_weather(settings, catalogue, kinds);
  add_npp(settings, catalogue, kinds);
  add_changes(settings, catalogue, kinds);
  add_series(catalogue, kinds);
  if (catalogue.mines.rings)
    kinds.add(Stage::synthesis, "rings", std::ssize(catalogue.years), 1, uint8_bytes, 0.05, false);
  return kinds.take();
}

}  // namespace minenpp::survey
