#include "survey/validation/validation.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "survey/run/survey_run.h"
#include "survey/validation/map_pixels.h"

namespace minenpp::survey {

namespace {

constexpr const char* no_value = "no value";
constexpr const char* outside_grid = "outside the study grid";
constexpr const char* outside_area = "outside the study area";
constexpr const char* other_year = "year not surveyed";
constexpr const char* other_month = "month not surveyed";
constexpr const char* no_class_there = "no land-cover class";
constexpr const char* woody_biomass = "woody class: NPP of trees needs increments of biomass";
constexpr const char* no_npp = "no NPP in its pixel";

model::Window pixel_of(const PlacedSample& placed) {
  return {placed.row, placed.col, 1, 1};
}

/// Finds out about the samples step by step; one with a reason takes no part in the next step.
class Comparison {
 public:
  explicit Comparison(const SurveyRun& run)
      : run_(run), inputs_(run.catalogue.samples), samples(inputs_.samples.size()) {}

  void place() {
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const auto& placed = inputs_.samples[i];
      samples[i].reason = reason_of_place(placed);
      if (placed.row >= 0) find_zones(placed, samples[i]);
      if (!inputs_.rules.biomass) samples[i].measured = measured_npp(inputs_.rules, placed.sample, 0);
    }
  }

  void compare_year(std::size_t year) {
    const auto& calendar_year = run_.catalogue.years[year].year;
    if (const auto chosen = still_asked(year); !chosen.empty()) {
      read_classes(calendar_year, chosen);
      if (inputs_.rules.whole_years)
        read_npp(io::MapReader(run_.annual_map(calendar_year)), "npp_annual", std::nullopt,
                 still_asked(year));
      else
        read_months(io::MapReader(run_.npp_map(calendar_year)), still_asked(year));
    }
  }

 private:
  using Chosen = std::vector<std::size_t>;

  [[nodiscard]] std::string reason_of_place(const PlacedSample& placed) const {
    if (std::isnan(placed.sample.value)) return no_value;
    if (placed.row < 0) return outside_grid;
    if (run_.catalogue.area.count(pixel_of(placed)) == 0) return outside_area;
    const auto& years = run_.catalogue.years;
    const auto year = std::ranges::find(years, placed.sample.year, &YearRasters::year);
    if (year == years.end()) return other_year;
    if (placed.sample.month == 0) return {};
    const auto months = run_.catalogue.surveyed_months(static_cast<std::size_t>(year - years.begin()));
    return months[static_cast<std::size_t>(placed.sample.month - 1)] ? "" : other_month;
  }

  void find_zones(const PlacedSample& placed, ValidatedSample& sample) const {
    for (const auto& zone : run_.catalogue.zones) {
      auto* name = zone.kind == ZoneKind::mine       ? &sample.mine
                   : zone.kind == ZoneKind::township ? &sample.township
                                                     : nullptr;
      if (name && name->empty() && zone.pixels.count(pixel_of(placed)) > 0) *name = zone.name;
    }
  }

  [[nodiscard]] Chosen still_asked(std::size_t year) const {
    Chosen chosen;
    for (std::size_t i = 0; i < samples.size(); ++i)
      if (samples[i].reason.empty() && inputs_.samples[i].sample.year == run_.catalogue.years[year].year)
        chosen.push_back(i);
    return chosen;
  }

  [[nodiscard]] std::vector<PixelPlace> pixels_of(const Chosen& chosen) const {
    std::vector<PixelPlace> pixels;
    for (const auto i : chosen) pixels.push_back({inputs_.samples[i].row, inputs_.samples[i].col});
    return pixels;
  }

  void read_classes(int year, const Chosen& chosen) {
    const auto codes =
        read_map_pixels(io::MapReader(run_.class_map(year)), "land_class", std::nullopt, pixels_of(chosen));
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      auto& sample = samples[chosen[k]];
      sample.class_code = std::isnan(codes[k]) ? 0 : static_cast<int>(codes[k]);
      if (sample.class_code == 0)
        sample.reason = no_class_there;
      else if (inputs_.rules.biomass && is_woody(sample.class_code))
        sample.reason = woody_biomass;
      else
        sample.measured = measured_npp(inputs_.rules, inputs_.samples[chosen[k]].sample, sample.class_code);
    }
  }

  [[nodiscard]] bool is_woody(int code) const {
    return std::ranges::any_of(run_.catalogue.classes, [&](const model::LandClass& land_class) {
      return land_class.code == code && land_class.woody;
    });
  }

  void read_months(const io::MapReader& map, const Chosen& chosen) {
    for (const auto& month : map.months()) {
      Chosen of_month;
      for (const auto i : chosen)
        if (inputs_.samples[i].sample.month == month.month) of_month.push_back(i);
      if (!of_month.empty()) read_npp(map, "npp", io::MonthRange{*map.index_of(month), 1}, of_month);
    }
  }

  void read_npp(const io::MapReader& map, const std::string& variable,
                const std::optional<io::MonthRange>& month, const Chosen& chosen) {
    const auto npp = read_map_pixels(map, variable, month, pixels_of(chosen));
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      samples[chosen[k]].estimated = npp[k];
      if (std::isnan(npp[k])) samples[chosen[k]].reason = no_npp;
    }
  }

  const SurveyRun& run_;
  const SampleInputs& inputs_;

 public:
  std::vector<ValidatedSample> samples;
};

/// Of the samples used, in one class or (0) in all.
model::Agreement agreement_in(const std::vector<ValidatedSample>& samples, int class_code) {
  std::vector<double> measured, estimated;
  for (const auto& sample : samples) {
    if (!sample.reason.empty() || (class_code != 0 && sample.class_code != class_code)) continue;
    measured.push_back(sample.measured);
    estimated.push_back(sample.estimated);
  }
  return model::agreement(measured, estimated);
}

}  // namespace

Validation validate(const SurveyRun& run) {
  return model::in_context("comparing with field samples", [&] {
    Comparison comparison(run);
    comparison.place();
    for (std::size_t year = 0; year < run.catalogue.years.size(); ++year) comparison.compare_year(year);
    Validation validation;
    validation.samples = std::move(comparison.samples);
    summarise(run.catalogue.class_codes(), validation);
    return validation;
  });
}

void summarise(const std::vector<int>& class_codes, Validation& validation) {
  validation.all = agreement_in(validation.samples, 0);
  validation.by_class.clear();
  for (const int code : class_codes) validation.by_class.push_back(agreement_in(validation.samples, code));
  validation.left_out.clear();
  for (const auto& sample : validation.samples)
    if (!sample.reason.empty()) ++validation.left_out[sample.reason];
}

std::string left_out_text(const Validation& validation) {
  int left_out = 0;
  std::vector<std::string> texts;
  for (const auto& [reason, count] : validation.left_out) {
    left_out += count;
    texts.push_back(fmt::format("{} {}", count, reason));
  }
  if (left_out == 0) return {};
  return fmt::format("{} of {} samples are left out: {}", left_out, validation.samples.size(),
                     fmt::join(texts, ", "));
}

}  // namespace minenpp::survey
