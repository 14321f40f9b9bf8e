#include "survey/catalogue/raster_inputs.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/raster/pattern.h"
#include "io/raster/time_axis.h"
#include "survey/catalogue/raster_crs.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;
using model::MonthMask;

namespace {

/// Land-cover rasters by year; year 0 where one serves all.
std::map<int, std::string> find_landcover(const Settings& settings) {
  if (settings.has("landcover.everywhere") && settings.has("landcover.pattern"))
    throw Error(Fault::usage,
                "landcover.everywhere and landcover.pattern are both set; one of them is enough");
  if (settings.has("landcover.everywhere")) return {};
  if (!settings.has("landcover.pattern"))
    throw Error(Fault::usage, "landcover.pattern is not set: where are the land-cover rasters?");
  std::map<int, std::string> by_year;
  for (const auto& file : io::find_files(settings.path("landcover.pattern").string())) {
    const auto [place, fresh] = by_year.emplace(file.year.value_or(0), file.path);
    if (!fresh)
      throw Error(
          Fault::input,
          fmt::format("landcover.pattern finds two rasters for one year: {} and {}; join the tiles of a year "
                      "(gdalbuildvrt year.vrt tile1.tif tile2.tif ...)",
                      place->second, file.path));
  }
  return by_year;
}

void assign_landcover(const std::map<int, std::string>& by_year, YearRasters& year, ProblemList& problems,
                      Notices& notices) {
  auto after = by_year.upper_bound(year.year);
  if (after == by_year.begin()) {
    problems.add(Fault::input,
                 fmt::format("no land cover of {} or an earlier year (landcover.pattern finds {} and later)",
                             year.year, by_year.begin()->first));
    return;
  }
  const auto& [found_year, path] = *std::prev(after);
  year.landcover = path;
  year.landcover_year = found_year;
  if (found_year != 0 && found_year != year.year)
    notices.warn(fmt::format("no land cover of {}: using that of {}", year.year, found_year));
}

}  // namespace

MonthMask YearRasters::months() const {
  MonthMask mask{};
  for (const auto& source : ndvi) mask[static_cast<std::size_t>(source.month - 1)] = true;
  for (std::size_t month = 0; month < mask.size(); ++month) mask[month] = mask[month] || scene_months[month];
  return mask;
}

bool YearRasters::has_counts() const {
  const auto same_month = [](const NdviSource& a, const NdviSource& b) { return a.month == b.month; };
  return !scenes.empty() || std::ranges::adjacent_find(ndvi, same_month) != ndvi.end();
}

std::vector<YearRasters> find_rasters(const Settings& settings, const SceneInputs& scenes,
                                      ProblemList& problems, Notices& notices) {
  std::map<int, std::vector<NdviSource>> ndvi;
  std::map<int, std::string> landcover;
  problems.attempt("NDVI", [&] { ndvi = find_ndvi(settings); });
  problems.attempt("land cover", [&] { landcover = find_landcover(settings); });

  std::set<int> wanted;
  for (const int year : settings.integers("run.years")) wanted.insert(year);
  if (wanted.empty())
    for (const auto& [year, sources] : ndvi) wanted.insert(year);
  if (settings.integers("run.years").empty())
    for (const auto& input : scenes.scenes)
      if (input.used) wanted.insert(input.scene.date.year);

  std::vector<YearRasters> years;
  for (const int year : wanted) {
    YearRasters rasters;
    rasters.year = year;
    const auto found = ndvi.find(year);
    if (found != ndvi.end()) rasters.ndvi = found->second;
    if (rasters.ndvi.empty() && !ndvi.empty()) {
      std::vector<int> there;
      for (const auto& [known, sources] : ndvi) there.push_back(known);
      problems.add(Fault::input,
                   fmt::format("run.years asks for {}, but ndvi.pattern finds no NDVI of that year (it "
                               "finds {})",
                               year, fmt::join(there, ", ")));
    }
    if (!landcover.empty()) assign_landcover(landcover, rasters, problems, notices);
    years.push_back(std::move(rasters));
  }
  return years;
}

void assign_scenes(const Settings& settings, const SceneInputs& scenes, std::vector<YearRasters>& years,
                   ProblemList& problems) {
  if (scenes.empty()) return;
  for (auto& year : years) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < scenes.scenes.size(); ++i) {
      const auto& input = scenes.scenes[i];
      if (input.scene.date.year != year.year) continue;
      ++found;
      if (!input.used) continue;
      year.scenes.push_back(i);
      year.scene_months[static_cast<std::size_t>(input.scene.date.month - 1)] = true;
    }
    if (year.scenes.empty() && settings.has("run.years"))
      problems.add(Fault::input,
                   fmt::format("run.years asks for {}, but no scene of that year can be used ({} found); "
                               "minenpp scenes says why",
                               year.year, found));
  }
  if (!settings.has("run.years"))
    std::erase_if(years, [](const YearRasters& year) { return year.scenes.empty(); });
  if (years.empty()) problems.add(Fault::input, "no scene can be used; minenpp scenes says why");
}

io::RasterSettings landcover_raster(const Settings& settings, const std::string& path) {
  io::RasterSettings raster;
  raster.path = io::name_of_raster(path, settings.text("landcover.variable"), "landcover.variable");
  raster.band = settings.integer_if_set("landcover.band").value_or(1);
  if (!settings.has("landcover.band")) raster.band_setting = "landcover.band";
  raster.resampling = io::resampling_from(settings.text("landcover.resampling"));
  raster.nodata = settings.number_if_set("landcover.nodata");
  raster.crs = raster_crs(settings, "landcover.crs");
  raster.crs_setting = "landcover.crs";
  return raster;
}

}  // namespace minenpp::survey
