#include <functional>
#include <numeric>

#include <fmt/format.h>

#include "survey/archive/archive_groups.h"
#include "survey/stages/trend_maps.h"

namespace minenpp::survey {

namespace {

/// Writes the trends of zones or classes, `prefix` before each name.
class TrendArrays {
 public:
  TrendArrays(const SurveyRun& run, std::string prefix, std::vector<std::string> dimensions,
              const std::vector<SeriesTrend>& trends, io::ArchiveGroup& group)
      : run_(run),
        prefix_(std::move(prefix)),
        dimensions_(std::move(dimensions)),
        trends_(trends),
        group_(group) {}

  void write() const {
    const bool annual = run_.catalogue.full_year(), index = run_.catalogue.science.trend.by_index;
    const std::string units = annual ? "g m-2 year-1" : "g m-2 month-1";
    const std::string slope_units = index ? units : units + " year-1";
    const std::string of = index ? "trend of mean NPP per surveyed year, " : "trend of mean NPP, ";
    numbers("slope", slope_units, of + "least squares", [](const SeriesTrend& t) { return t.line.slope; });
    numbers("slope_se", slope_units, "standard error of slope",
            [](const SeriesTrend& t) { return t.line.slope_error; });
    numbers("p", "1", "two-sided p of slope", [](const SeriesTrend& t) { return t.line.p; });
    numbers("sen", slope_units, of + "Theil-Sen", [](const SeriesTrend& t) { return t.sen_slope; });
    numbers("mk_z", "1", "standard score of the Mann-Kendall test",
            [](const SeriesTrend& t) { return t.test.z; });
    numbers("mk_p", "1", "two-sided p of the Mann-Kendall test",
            [](const SeriesTrend& t) { return t.test.p; });
    array<std::int64_t>("mk_s", "S of the Mann-Kendall test", [](const SeriesTrend& t) { return t.test.s; });
    array<std::int64_t>("n", "years with a value", [](const SeriesTrend& t) { return t.line.n; });
    array<std::uint8_t>("trend", "class of trend (trend_class), 0: too few years",
                        [](const SeriesTrend& t) { return static_cast<std::uint8_t>(t.trend); });
  }

 private:
  void numbers(const std::string& name, const std::string& units, const std::string& long_name,
               const std::function<double(const SeriesTrend&)>& value) const {
    group_.array(prefix_ + name, dimensions_, collected<double>(value), described(units, long_name));
  }
  template <typename T>
  void array(const std::string& name, const std::string& long_name,
             const std::function<T(const SeriesTrend&)>& value) const {
    group_.array(prefix_ + name, dimensions_, collected<T>(value), described("1", long_name));
  }
  template <typename T>
  [[nodiscard]] std::vector<T> collected(const std::function<T(const SeriesTrend&)>& value) const {
    std::vector<T> values;
    for (const auto& trend : trends_) values.push_back(value(trend));
    return values;
  }

  const SurveyRun& run_;
  std::string prefix_;
  std::vector<std::string> dimensions_;
  const std::vector<SeriesTrend>& trends_;
  io::ArchiveGroup& group_;
};

void add_dimensions(const SurveyRun& run, io::ArchiveGroup& group) {
  std::vector<std::int32_t> codes;
  for (const auto& land_class : run.catalogue.classes) codes.push_back(land_class.code);
  std::vector<std::int32_t> trends(model::trend_classes);
  std::iota(trends.begin(), trends.end(), 1);
  std::string meaning;
  for (const auto trend : trends)
    meaning += fmt::format("{}{} {}", meaning.empty() ? "" : ", ", trend,
                           model::trend_class_name(static_cast<model::TrendClass>(trend)));
  add_zones(run, group);
  group.dimension("class", codes, {io::attribute("long_name", "land-cover class code")});
  add_years(run, group);
  if (!run.catalogue.full_year()) add_months(run, group);
  group.dimension("trend_class", trends,
                  {io::attribute("long_name", meaning),
                   io::attribute("alpha", run.catalogue.science.trend.options.alpha)});
}

void write_areas(const SurveyRun& run, const ClassAreas& areas, std::size_t columns,
                 const std::vector<std::string>& dimensions, io::ArchiveGroup& group) {
  std::vector<double> area, share;
  for (std::size_t zone = 0; zone < run.catalogue.zones.size(); ++zone)
    for (std::size_t column = 0; column < columns; ++column)
      for (std::size_t code = 1; code <= areas.classes(); ++code) {
        area.push_back(areas.area_hm2(zone, column, code));
        share.push_back(areas.share_percent(zone, column, code));
      }
  group.array("area", dimensions, area, described("hm2", "area of pixels by their class of trend"));
  group.array("share", dimensions, share, described("percent", "share of the zone's area that has a trend"));
}

void write_trend_map_names(const SurveyRun& run, io::ArchiveGroup& group) {
  std::vector<std::string> files;
  for (const auto& file : trend_files(run)) files.push_back(file.lexically_relative(run.folder).string());
  if (files.empty()) return;
  group.dimension("trend_map", std::vector<std::string>(trend_map_names.begin(), trend_map_names.end()),
                  {io::attribute("long_name", "what a map shows")});
  group.array("map_file", {"trend_map"}, files,
              {io::attribute("long_name", "map file of the trend of pixels")});
}

}  // namespace

void write_trend_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  const auto& rules = run.catalogue.science.trend;
  const auto times = trend_times(rules, run.catalogue.year_numbers());
  const auto columns = trend_columns(result.columns);
  add_dimensions(run, group);
  group.array("time", {"year"}, times, described("1", "what the slopes are over"));
  const auto dimensions = [&](const std::string& first) {
    std::vector<std::string> names{first};
    if (!run.catalogue.full_year()) names.push_back("month");
    return names;
  };
  const auto zones =
      group_trends(rules, times, columns, run.catalogue.zones.size(),
                   [&](std::size_t year) -> const TallyTable& { return result.tables[year].zones; });
  TrendArrays(run, "", dimensions("zone"), zones, group).write();
  const auto classes =
      group_trends(rules, times, columns, run.catalogue.classes.size(),
                   [&](std::size_t year) -> const TallyTable& { return result.tables[year].classes; });
  TrendArrays(run, "class_", dimensions("class"), classes, group).write();
  auto by_trend = dimensions("zone");
  by_trend.push_back("trend_class");
  write_areas(run, result.trend.areas, columns.size(), by_trend, group);
  write_trend_map_names(run, group);
}

}  // namespace minenpp::survey
