#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

namespace {

model::CasaOptions casa_options(const Settings& settings) {
  model::CasaOptions casa;
  casa.mode = settings.text("casa.mode") == "full_year" ? model::SurveyMode::full_year
                                                        : model::SurveyMode::imaged_month;
  casa.temperature_rule = settings.text("casa.te2-rule") == "smooth" ? model::TemperatureRule::smooth
                                                                     : model::TemperatureRule::zhu2007;
  casa.te2_constant = settings.number("casa.te2-constant");
  const auto water = settings.text("casa.water");
  casa.water_stress = water == "annual"   ? model::WaterStress::annual
                      : water == "bucket" ? model::WaterStress::bucket
                                          : model::WaterStress::monthly;
  casa.day_length = settings.yes("casa.day-length");
  if (casa.water_stress == model::WaterStress::bucket) casa.soil_code = settings.integer("casa.soil-code");
  return casa;
}

model::GapFilling filling(const Settings& settings) {
  const auto word = settings.text("ndvi.fill");
  if (word == "linear") return model::GapFilling::linear;
  if (word == "harmonic") return model::GapFilling::harmonic;
  if (word == "savgol") return model::GapFilling::savgol;
  return model::GapFilling::none;
}

model::Composite composite(const Settings& settings) {
  const auto word = settings.text("ndvi.composite");
  if (word == "median") return model::Composite::median;
  if (word == "best") return model::Composite::best;
  return model::Composite::maximum;
}

void add_bounds_options(const Settings& settings, ScienceOptions& options) {
  const auto pooling = settings.text("ndvi.bounds");
  options.pooling = pooling == "per_year" ? BoundsPooling::per_year
                    : pooling == "table"  ? BoundsPooling::table
                                          : BoundsPooling::pooled;
  options.bounds.table_only = options.pooling == BoundsPooling::table;
  options.bounds.lower_probability = settings.number("ndvi.lower-quantile");
  options.bounds.upper_probability = settings.number("ndvi.upper-quantile");
  if (options.bounds.lower_probability >= options.bounds.upper_probability)
    throw model::Error(model::Fault::usage, settings.where("ndvi.lower-quantile") + ": must lie below " +
                                                settings.where("ndvi.upper-quantile"));
}

}  // namespace

ScienceOptions science_options(const Settings& settings) {
  ScienceOptions options;
  options.casa = casa_options(settings);
  if (options.casa.mode == model::SurveyMode::full_year) options.filling = filling(settings);
  options.composite = composite(settings);
  add_bounds_options(settings, options);
  options.weather = weather_rules(settings);
  options.change = model::in_context(settings.where("change.limits"), [&] {
    return model::change_limits(settings.numbers("change.limits"), settings.number("change.tolerance"));
  });
  options.mined_classes = settings.integers("change.mined-classes");
  options.reclaimed_classes = settings.integers("change.reclaimed-classes");
  options.change_maps = settings.yes("change.maps");
  options.climate_maps = settings.yes("climate.maps");
  options.trend = trend_rules(settings);
  return options;
}

}  // namespace minenpp::survey
