#include <functional>

#include "survey/archive/archive_groups.h"

namespace minenpp::survey {

namespace {

void write_samples(const SurveyRun& run, const Validation& validation, const std::string& unit,
                   io::ArchiveGroup& group) {
  std::vector<std::string> ids, mines, townships, reasons;
  std::vector<double> lon, lat, value, measured, estimated;
  std::vector<std::int32_t> years, months, classes, used;
  for (std::size_t i = 0; i < validation.samples.size(); ++i) {
    const auto& placed = run.catalogue.samples.samples[i];
    const auto& found = validation.samples[i];
    ids.push_back(placed.sample.id);
    lon.push_back(placed.longitude_deg);
    lat.push_back(placed.latitude_deg);
    years.push_back(placed.sample.year);
    months.push_back(placed.sample.month);
    value.push_back(placed.sample.value);
    measured.push_back(found.measured);
    estimated.push_back(found.estimated);
    classes.push_back(found.class_code);
    mines.push_back(found.mine);
    townships.push_back(found.township);
    used.push_back(found.reason.empty() ? 1 : 0);
    reasons.push_back(found.reason);
  }
  const std::vector<std::string> sample{"sample"};
  group.dimension("sample", static_cast<std::int64_t>(ids.size()));
  group.array("id", sample, ids, {io::attribute("long_name", "name of the sample in its table")});
  group.array("lon", sample, lon, described("degrees_east", "longitude"));
  group.array("lat", sample, lat, described("degrees_north", "latitude"));
  group.array("year", sample, years, described("1", "year of the sample"));
  group.array("month", sample, months, described("1", "month of the sample; 0: the whole year"));
  group.array("value", sample, value, {io::attribute("long_name", "value in its table")});
  group.array("measured", sample, measured, described(unit, "NPP as measured"));
  group.array("estimated", sample, estimated, described(unit, "NPP of the sample's pixel in the map"));
  group.array("land_class", sample, classes, described("1", "land-cover class of its pixel; 0: none"));
  group.array("mine", sample, mines, {io::attribute("long_name", "mine that holds its pixel")});
  group.array("township", sample, townships, {io::attribute("long_name", "township that holds its pixel")});
  group.array("used", sample, used, described("1", "1 where the sample is used"));
  group.array("reason", sample, reasons, {io::attribute("long_name", "why it is not used")});
}

/// A number that an agreement has.
struct Measure {
  const char* name;
  const char* units;  ///< empty: those of NPP
  const char* long_name;
  double (*of)(const model::Agreement&);
};

constexpr Measure measures[] = {
    {"r", "1", "Pearson's correlation of estimated and measured NPP",
     [](const model::Agreement& a) { return a.correlation.r; }},
    {"r2", "1", "r squared", [](const model::Agreement& a) { return a.correlation.r2; }},
    {"t", "1", "t of r", [](const model::Agreement& a) { return a.correlation.t; }},
    {"p", "1", "two-sided p of r", [](const model::Agreement& a) { return a.correlation.p; }},
    {"rmse", "", "root mean square of estimated - measured",
     [](const model::Agreement& a) { return a.rmse; }},
    {"bias", "", "mean of estimated - measured", [](const model::Agreement& a) { return a.bias; }},
};

void write_agreement(const SurveyRun& run, const Validation& validation, const std::string& unit,
                     io::ArchiveGroup& group) {
  std::vector<std::int32_t> codes;
  std::vector<std::string> names;
  std::vector<std::int64_t> counts;
  for (std::size_t i = 0; i < run.catalogue.classes.size(); ++i) {
    codes.push_back(run.catalogue.classes[i].code);
    names.push_back(run.catalogue.classes[i].name);
    counts.push_back(validation.by_class[i].correlation.n);
  }
  group.dimension("class", codes, {io::attribute("long_name", "land-cover class code")});
  group.array("class_name", {"class"}, names, {io::attribute("long_name", "land-cover class")});
  group.scalar("n", validation.all.correlation.n, described("1", "samples used"));
  group.array("class_n", {"class"}, counts, described("1", "samples used of the class"));
  for (const auto& measure : measures) {
    const std::string own = measure.units;
    const auto attributes = described(own.empty() ? unit : own, measure.long_name);
    std::vector<double> values;
    for (const auto& agreement : validation.by_class) values.push_back(measure.of(agreement));
    group.scalar(measure.name, measure.of(validation.all), attributes);
    group.array(std::string("class_") + measure.name, {"class"}, values, attributes);
  }
}

}  // namespace

void write_validation_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  if (!result.validation) return;
  const std::string unit = run.catalogue.samples.rules.whole_years ? "g m-2 year-1" : "g m-2 month-1";
  write_samples(run, *result.validation, unit, group);
  write_agreement(run, *result.validation, unit, group);
}

}  // namespace minenpp::survey
