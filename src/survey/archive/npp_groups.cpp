#include <functional>

#include "survey/archive/archive_groups.h"

namespace minenpp::survey {

namespace {

using TableOf = std::function<const TallyTable&(std::size_t year)>;

/// values[group][year][column], for columns first..first+count-1 of the tables.
template <typename T>
std::vector<T> layer(const SurveyRun& run, std::size_t groups, std::size_t first, std::size_t count,
                     const TableOf& table, const std::function<T(const NppTally&)>& value) {
  std::vector<T> values;
  for (std::size_t group = 0; group < groups; ++group)
    for (std::size_t year = 0; year < run.catalogue.years.size(); ++year)
      for (std::size_t column = first; column < first + count; ++column)
        values.push_back(value(table(year).at(group, column)));
  return values;
}

/// The arrays that classes and zones have in common.
void write_npp(const SurveyRun& run, const SurveyResult& result, const std::string& first_dimension,
               std::size_t groups, const TableOf& table, io::ArchiveGroup& out) {
  const std::vector<std::string> dimensions{first_dimension, "year", "month"};
  const auto months = result.columns.months.size();
  const auto numbers = [&](const std::function<double(const NppTally&)>& value) {
    return layer<double>(run, groups, 0, months, table, value);
  };
  out.array("npp_mean", dimensions, numbers([](const NppTally& t) { return t.mean(); }),
            described("g m-2 month-1", "mean net primary productivity over pixels"));
  out.array("npp_area_weighted_mean", dimensions,
            numbers([](const NppTally& t) { return t.area_weighted_mean(); }),
            described("g m-2 month-1", "mean net primary productivity weighted by pixel area"));
  out.array("npp_total", dimensions, numbers([](const NppTally& t) { return t.total_tC(); }),
            described("t month-1", "carbon fixed, tC a month"));
  out.array("area", dimensions, numbers([](const NppTally& t) { return t.area_hm2(); }),
            described("hm2", "area of the pixels with a value"));
  out.array("count", dimensions,
            layer<std::int64_t>(run, groups, 0, months, table, [](const NppTally& t) { return t.count; }),
            described("1", "pixels with a value"));
  if (!result.columns.annual) return;
  out.array("npp_annual_mean", {first_dimension, "year"},
            layer<double>(run, groups, months, 1, table, [](const NppTally& t) { return t.mean(); }),
            described("g m-2 year-1", "mean annual net primary productivity over pixels"));
  out.array(
      "npp_annual_area_weighted_mean", {first_dimension, "year"},
      layer<double>(run, groups, months, 1, table, [](const NppTally& t) { return t.area_weighted_mean(); }),
      described("g m-2 year-1", "mean annual net primary productivity weighted by pixel area"));
  out.array("npp_annual_total", {first_dimension, "year"},
            layer<double>(run, groups, months, 1, table, [](const NppTally& t) { return t.total_tC(); }),
            described("t year-1", "carbon fixed, tC a year"));
  // A pixel with gaps has values in some months and none of the year, so the months' areas are not those of
  // the annual mean and total.
  out.array("annual_area", {first_dimension, "year"},
            layer<double>(run, groups, months, 1, table, [](const NppTally& t) { return t.area_hm2(); }),
            described("hm2", "area of the pixels with annual net primary productivity"));
  out.array("annual_count", {first_dimension, "year"},
            layer<std::int64_t>(run, groups, months, 1, table, [](const NppTally& t) { return t.count; }),
            described("1", "pixels with annual net primary productivity"));
}

/// The weather's share in the uncertainty of NPP, by class or zone.
void write_effects(const SurveyResult& result, const std::string& first_dimension, std::size_t groups,
                   const std::function<const EffectTable&(std::size_t year)>& table, io::ArchiveGroup& out) {
  if (table(0).empty()) return;
  const auto years = result.tables.size(), months = result.columns.months.size();
  std::vector<double> of_mean, of_pixel, share;
  std::vector<std::int64_t> samples;
  for (std::size_t group = 0; group < groups; ++group)
    for (std::size_t year = 0; year < years; ++year)
      for (std::size_t month = 0; month < months; ++month) {
        const auto found = combined(table(year), group, month);
        of_mean.push_back(found.of_mean);
        of_pixel.push_back(found.of_pixel);
        share.insert(share.end(), found.share.begin(), found.share.end());
        samples.push_back(found.samples);
      }
  const std::vector<std::string> dimensions{first_dimension, "year", "month"};
  std::vector<std::string> variables;
  for (const auto variable : weather_variables) variables.push_back(io::name_of(variable));
  out.dimension("weather_variable", variables, {io::attribute("long_name", "weather variable")});
  out.array(
      "npp_weather_se", dimensions, of_mean,
      described("g m-2 month-1",
                "standard error of npp_mean due to kriging the weather, errors of pixels going together"));
  out.array("npp_weather_se_pixel", dimensions, of_pixel,
            described("g m-2 month-1", "standard error of a pixel's NPP due to kriging the weather"));
  out.array("npp_weather_share", {first_dimension, "year", "month", "weather_variable"}, share,
            described("1", "share of each weather variable in npp_weather_se squared"));
  out.array("npp_weather_samples", dimensions, samples, described("1", "pixels sampled for it"));
  if (!result.columns.annual) return;
  std::vector<double> annual;
  for (std::size_t group = 0; group < groups; ++group)
    for (std::size_t year = 0; year < years; ++year)
      annual.push_back(combined(table(year), group, months).of_mean);
  out.array("npp_annual_weather_se", {first_dimension, "year"}, annual,
            described("g m-2 year-1", "standard error of npp_annual_mean due to kriging the weather"));
}

/// Where pixels count in zones by area.
void write_covered_pixels(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& out) {
  if (!run.catalogue.zones.by_area()) return;
  const auto months = result.columns.months.size();
  std::vector<double> pixels, annual;
  for (std::size_t zone = 0; zone < run.catalogue.zones.size(); ++zone)
    for (const auto& year : result.tables) {
      const auto covered = [&](std::size_t column) {
        return static_cast<double>(year.zones.at(zone, column).weight) /
               static_cast<double>(run.catalogue.zones[zone].whole());
      };
      for (std::size_t month = 0; month < months; ++month) pixels.push_back(covered(month));
      if (result.columns.annual) annual.push_back(covered(months));
    }
  const std::string meaning = ", each counted by the share of its area in the zone";
  out.array("covered_pixels", {"zone", "year", "month"}, pixels,
            described("1", "pixels with a value" + meaning));
  if (result.columns.annual)
    out.array("annual_covered_pixels", {"zone", "year"}, annual,
              described("1", "pixels with annual net primary productivity" + meaning));
}

void write_quantiles(const SurveyResult& result, std::size_t zones, io::ArchiveGroup& out) {
  const auto& probabilities = ZoneHistograms::probabilities;
  const auto years = result.histograms.size(), months = result.columns.months.size();
  std::vector<double> monthly, annual;
  for (std::size_t zone = 0; zone < zones; ++zone)
    for (const auto& year : result.histograms) {
      for (std::size_t month = 0; month < months; ++month)
        for (const double probability : probabilities)
          monthly.push_back(year.quantile(zone, month, probability));
      if (result.columns.annual)
        for (const double probability : probabilities)
          annual.push_back(year.quantile(zone, months, probability));
    }
  if (years == 0) return;
  out.dimension("probability", std::vector<double>(probabilities.begin(), probabilities.end()),
                {io::attribute("long_name", "share of the zone's pixels")});
  out.array("npp_quantile", {"zone", "year", "month", "probability"}, monthly,
            described("g m-2 month-1", "NPP that this share of the zone's pixels do not exceed, to 0.05"));
  if (result.columns.annual)
    out.array(
        "npp_annual_quantile", {"zone", "year", "probability"}, annual,
        described("g m-2 year-1", "annual NPP that this share of the zone's pixels do not exceed, to 0.5"));
}

std::string name_of(model::BoundsOrigin origin) {
  switch (origin) {
    case model::BoundsOrigin::quantiles:
      return "quantiles";
    case model::BoundsOrigin::table:
      return "table";
    case model::BoundsOrigin::table_few_pixels:
      return "table (too few values)";
    case model::BoundsOrigin::table_narrow_range:
      return "table (range too narrow)";
    case model::BoundsOrigin::not_vegetated:
      return "none";
  }
  return {};
}

void write_bounds(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& out) {
  std::vector<double> lowest, highest;
  std::vector<std::int64_t> pixels;
  std::vector<std::string> origin;
  for (std::size_t i = 0; i < run.catalogue.classes.size(); ++i)
    for (const auto& year : result.bounds) {
      lowest.push_back(year[i].ndvi_min);
      highest.push_back(year[i].ndvi_max);
      pixels.push_back(year[i].count);
      origin.push_back(name_of(year[i].origin));
    }
  const std::vector<std::string> dimensions{"class", "year"};
  out.array("ndvi_min", dimensions, lowest, described("1", "NDVI at which FPAR is 0.001"));
  out.array("ndvi_max", dimensions, highest, described("1", "NDVI at which FPAR is 0.95"));
  out.array("ndvi_bounds_count", dimensions, pixels,
            described("1", "pixel-months that gave the NDVI bounds"));
  out.array("ndvi_bounds_origin", dimensions, origin,
            {io::attribute("long_name", "where the NDVI bounds came from")});
}

}  // namespace

void write_classes_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  std::vector<std::int32_t> codes;
  std::vector<std::string> names;
  std::vector<double> emax;
  std::vector<std::uint8_t> vegetated;
  for (const auto& land_class : run.catalogue.classes) {
    codes.push_back(land_class.code);
    names.push_back(land_class.name);
    emax.push_back(land_class.emax_gC_MJ);
    vegetated.push_back(land_class.vegetated ? 1 : 0);
  }
  group.dimension("class", codes, {io::attribute("long_name", "land-cover class code")});
  add_years(run, group);
  add_months(run, group);
  group.array("name", {"class"}, names, {io::attribute("long_name", "land-cover class")});
  group.array("emax", {"class"}, emax,
              described("g MJ-1", "maximum light-use efficiency, gC per MJ of APAR"));
  group.array("vegetated", {"class"}, vegetated, described("1", "1 where the class has plants"));
  write_bounds(run, result, group);
  write_npp(
      run, result, "class", codes.size(),
      [&](std::size_t year) -> const TallyTable& { return result.tables[year].classes; }, group);
  write_effects(
      result, "class", codes.size(),
      [&](std::size_t year) -> const EffectTable& { return result.tables[year].class_effects; }, group);
}

void write_zones_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  const auto& zones = run.catalogue.zones;
  std::vector<std::string> kinds;
  std::vector<double> from, to, share;
  for (std::size_t zone = 0; zone < zones.size(); ++zone) {
    kinds.push_back(kind_of(zones[zone]));
    from.push_back(zones[zone].from_year ? *zones[zone].from_year : model::no_data);
    to.push_back(zones[zone].to_year ? *zones[zone].to_year : model::no_data);
    for (std::size_t year = 0; year < run.catalogue.years.size(); ++year)
      for (std::size_t month = 0; month < result.columns.months.size(); ++month) {
        const auto weight = result.tables[year].zones.at(zone, month).weight;
        share.push_back(zone == 0 || weight == 0
                            ? model::no_data
                            : static_cast<double>(result.change.above(zone, year, month)) /
                                  static_cast<double>(weight));
      }
  }
  add_zones(run, group);
  add_years(run, group);
  add_months(run, group);
  group.array("kind", {"zone"}, kinds,
              {io::attribute("long_name", "study area, mine, township, or the name of a further layer")});
  group.array("from_year", {"zone"}, from,
              described("1", "first year of mining, where the polygons state it"));
  group.array("to_year", {"zone"}, to, described("1", "last year of mining, where the polygons state it"));
  write_npp(
      run, result, "zone", zones.size(),
      [&](std::size_t year) -> const TallyTable& { return result.tables[year].zones; }, group);
  write_covered_pixels(run, result, group);
  write_effects(
      result, "zone", zones.size(),
      [&](std::size_t year) -> const EffectTable& { return result.tables[year].zone_effects; }, group);
  write_quantiles(result, zones.size(), group);
  group.array("high_value_share", {"zone", "year", "month"}, share,
              described("1",
                        "share of the zone's valid pixels with NPP above the mean of the study area; of the "
                        "study area itself there is none"));
}

}  // namespace minenpp::survey
