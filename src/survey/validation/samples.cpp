#include "survey/validation/samples.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "model/error.h"
#include "model/grid/longitude_turn.h"
#include "model/stats/biomass.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

namespace {

/// A unit of the table: what it measures, and the largest value that is plausible in it.
struct SampleUnit {
  const char* name;
  bool biomass, annual;
  double to_base_unit;  ///< gC/m2 or g/m2 a unit
  double highest;
};

// 100 t/ha of herbs or crops is beyond any harvest; trees are left out later, but must be readable.
constexpr std::array sample_units{
    SampleUnit{"gC/m2/month", false, false, 1, 1000}, SampleUnit{"gC/m2/year", false, true, 1, 5000},
    SampleUnit{"g/m2", true, false, 1, 1e5},          SampleUnit{"kg/ha", true, false, 0.1, 1e6},
    SampleUnit{"t/ha", true, false, 100, 1000},
};

const SampleUnit& unit_of(const Settings& settings) {
  const bool biomass = settings.text("validation.quantity") == "biomass";
  const auto name = settings.text("validation.unit");
  const auto found = std::ranges::find_if(sample_units, [&](const SampleUnit& unit) {
    return unit.biomass == biomass && (name.empty() || name == unit.name);
  });
  if (found != sample_units.end()) return *found;
  throw Error(Fault::usage,
              fmt::format("{}: this is no unit of {} (validation.quantity); expected {}",
                          settings.where("validation.unit"), settings.text("validation.quantity"),
                          biomass ? "g/m2, kg/ha or t/ha" : "gC/m2/month or gC/m2/year"));
}

SampleRules rules_of(const Settings& settings, const SampleUnit& unit) {
  SampleRules rules;
  rules.biomass = unit.biomass;
  rules.whole_years = unit.annual;
  rules.to_base_unit = unit.to_base_unit;
  if (!rules.biomass) return rules;
  rules.whole_years = settings.text("validation.period") == "year";
  rules.carbon_fraction = settings.number("validation.carbon-fraction");
  rules.root_shoot = settings.number_if_set("validation.root-shoot");
  rules.crop_classes = settings.integers("validation.crop-classes");
  rules.growing_months = settings.number("validation.growing-months");
  return rules;
}

io::SampleSettings table_settings(const Settings& settings, const SampleUnit& unit,
                                  const SampleRules& rules) {
  io::SampleSettings table;
  table.path = settings.path("validation.samples").string();
  auto& columns = table.columns;
  columns.id = settings.text("validation.column-id");
  columns.x = settings.text("validation.column-x");
  columns.y = settings.text("validation.column-y");
  if (columns.x.empty() || columns.y.empty()) {
    columns.lon = settings.text("validation.column-lon");
    columns.lat = settings.text("validation.column-lat");
  }
  columns.date = settings.text("validation.column-date");
  if (columns.date.empty()) {
    columns.year = settings.text("validation.column-year");
    table.fixed_year = settings.integer_if_set("validation.year");
    if (!rules.whole_years) {
      columns.month = settings.text("validation.column-month");
      table.fixed_month = settings.integer_if_set("validation.month");
    }
  }
  columns.value = settings.text("validation.column-value");
  if (rules.biomass) columns.root_shoot = settings.text("validation.column-root-shoot");
  table.whole_years = rules.whole_years;
  table.highest = unit.highest;
  table.unit = unit.name;
  table.missing = settings.texts("validation.missing");
  table.missing.emplace_back();
  return table;
}

bool inside(const model::Grid& grid, double col, double row) {
  return col >= 0 && row >= 0 && col < static_cast<double>(grid.cols()) &&
         row < static_cast<double>(grid.rows());
}

/// Puts a sample whose coordinates in the grid's CRS are known into its pixel.
void put_into_pixel(const model::Grid& grid, double x, double y, PlacedSample& placed) {
  const double col = grid.col_of(x), row = grid.row_of(y);
  if (!inside(grid, col, row)) return;  // NaN too
  placed.col = static_cast<std::int64_t>(std::floor(col));
  placed.row = static_cast<std::int64_t>(std::floor(row));
}

std::vector<PlacedSample> from_lonlat(const std::vector<io::Sample>& samples, const io::StudyGrid& study) {
  std::vector<double> x, y;
  for (const auto& sample : samples) {
    x.push_back(sample.x);
    y.push_back(sample.y);
  }
  io::to_grid_xy(study, x, y);
  std::vector<PlacedSample> placed;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    placed.push_back({samples[i], samples[i].x, samples[i].y, -1, -1});
    put_into_pixel(study.grid, model::nearest_turn(study.grid, x[i]), y[i], placed.back());
  }
  return placed;
}

std::vector<PlacedSample> from_grid_xy(const std::vector<io::Sample>& samples, const io::StudyGrid& study) {
  std::vector<double> lon, lat;
  for (const auto& sample : samples) {
    lon.push_back(study.grid.col_of(sample.x));
    lat.push_back(study.grid.row_of(sample.y));
  }
  io::to_lonlat(study, lon, lat);
  std::vector<PlacedSample> placed;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    placed.push_back({samples[i], lon[i], lat[i], -1, -1});
    put_into_pixel(study.grid, samples[i].x, samples[i].y, placed.back());
  }
  return placed;
}

bool any_on_grid(const std::vector<PlacedSample>& placed) {
  return std::ranges::any_of(placed, [](const PlacedSample& sample) { return sample.row >= 0; });
}

/// No sample on the grid is said later; that they are swapped is sure enough to stop.
void check_not_swapped(const std::vector<io::Sample>& samples, const std::vector<PlacedSample>& placed,
                       const io::StudyGrid& study) {
  if (any_on_grid(placed)) return;
  auto swapped = samples;
  for (auto& sample : swapped) std::swap(sample.x, sample.y);
  std::erase_if(swapped, [](const io::Sample& sample) { return std::abs(sample.y) > 90; });
  if (any_on_grid(from_lonlat(swapped, study)))
    throw Error(Fault::input,
                "no sample lies on the study grid, but some would with longitude and latitude "
                "exchanged; they look swapped");
}

}  // namespace

SampleInputs read_sample_inputs(const Settings& settings, const io::StudyGrid& grid, bool full_year) {
  SampleInputs inputs;
  if (!settings.has("validation.samples")) return inputs;
  const auto& unit = unit_of(settings);
  inputs.rules = rules_of(settings, unit);
  if (inputs.rules.whole_years && !full_year)
    throw Error(Fault::usage,
                fmt::format("{}: samples of a whole year need casa.mode=full_year",
                            settings.where(inputs.rules.biomass ? "validation.period" : "validation.unit")));
  const auto table = table_settings(settings, unit, inputs.rules);
  model::in_context(settings.where("validation.samples"), [&] {
    const auto samples = io::read_samples(table);
    const bool lonlat = table.columns.x.empty();
    inputs.samples = lonlat ? from_lonlat(samples, grid) : from_grid_xy(samples, grid);
    if (lonlat) check_not_swapped(samples, inputs.samples, grid);
  });
  return inputs;
}

double measured_npp(const SampleRules& rules, const io::Sample& sample, int class_code) {
  const double value = sample.value * rules.to_base_unit;
  if (!rules.biomass || std::isnan(value)) return value;
  const bool crops = std::ranges::find(rules.crop_classes, class_code) != rules.crop_classes.end();
  const double by_class = crops ? model::root_shoot_crops : model::root_shoot_dry_grass;
  const double ratio =
      std::isnan(sample.root_shoot) ? rules.root_shoot.value_or(by_class) : sample.root_shoot;
  const double npp = model::herb_npp(value, ratio, rules.carbon_fraction);
  return rules.whole_years ? npp : model::monthly_npp(npp, rules.growing_months);
}

}  // namespace minenpp::survey
