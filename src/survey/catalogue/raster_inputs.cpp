#include "survey/catalogue/raster_inputs.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/gdal/dataset.h"
#include "io/raster/alpha_band.h"
#include "io/raster/pattern.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;
using model::MonthMask;

namespace {

std::optional<io::Crs> crs_setting(const Settings& settings, const std::string& key) {
  if (!settings.has(key)) return std::nullopt;
  return model::in_context(settings.where(key), [&] { return io::Crs::from_text(settings.text(key)); });
}

int month_of(const Settings& settings, const io::DatedFile& file) {
  if (file.month) return *file.month;
  if (const auto month = settings.integer_if_set("ndvi.month")) return *month;
  throw Error(Fault::usage,
              fmt::format("{}: its month is not known; put {{month}} or {{doy}} into ndvi.pattern, or "
                          "set ndvi.month",
                          file.path));
}

/// The bands of one file as months.
std::vector<NdviSource> bands_of(const Settings& settings, const io::DatedFile& file) {
  if (const auto band = settings.integer_if_set("ndvi.band"))
    return {{file.path, *band, month_of(settings, file)}};
  if (file.month) return {{file.path, 1, *file.month, false}};
  const int bands = io::value_bands(*io::open_raster(file.path));
  if (bands == 1) return {{file.path, 1, month_of(settings, file), false}};
  const auto months = settings.integers("ndvi.stack-months");
  if (static_cast<int>(months.size()) != bands)
    throw Error(Fault::usage, fmt::format("{} has {} bands but ndvi.stack-months names {} months", file.path,
                                          bands, months.size()));
  std::vector<NdviSource> sources;
  for (int band = 1; band <= bands; ++band)
    sources.push_back({file.path, band, months[static_cast<std::size_t>(band - 1)]});
  return sources;
}

int year_of(const Settings& settings, const io::DatedFile& file) {
  if (file.year) return *file.year;
  if (const auto year = settings.integer_if_set("ndvi.year")) return *year;
  throw Error(Fault::usage,
              "the year of the NDVI rasters is not known; put {year} into ndvi.pattern, or set ndvi.year");
}

std::map<int, std::vector<NdviSource>> find_ndvi(const Settings& settings) {
  if (settings.number("ndvi.valid-min") > settings.number("ndvi.valid-max"))
    throw Error(Fault::usage,
                fmt::format("{}: {} is more than ndvi.valid-max, {}", settings.where("ndvi.valid-min"),
                            settings.text("ndvi.valid-min"), settings.text("ndvi.valid-max")));
  const bool scenes = settings.has("scenes.from");
  if (scenes && settings.has("ndvi.pattern"))
    throw Error(Fault::usage, "ndvi.pattern and scenes.from are both set; NDVI comes from one of them");
  if (scenes) return {};
  if (!settings.has("ndvi.pattern"))
    throw Error(Fault::usage,
                "neither ndvi.pattern nor scenes.from is set: where are the NDVI rasters, or the scenes?");
  const auto wanted = settings.integers("ndvi.months");
  const auto excluded = settings.integers("ndvi.exclude-days");
  std::map<int, std::vector<NdviSource>> by_year;
  for (const auto& file :
       io::find_files(settings.path("ndvi.pattern").string(), settings.integer_if_set("ndvi.year"))) {
    if (file.doy && std::ranges::find(excluded, *file.doy) != excluded.end()) continue;
    auto& sources = by_year[year_of(settings, file)];
    for (auto& source : bands_of(settings, file))
      if (wanted.empty() || std::ranges::find(wanted, source.month) != wanted.end())
        sources.push_back(std::move(source));
  }
  std::erase_if(by_year, [](const auto& year) { return year.second.empty(); });
  for (auto& [year, sources] : by_year)
    std::ranges::stable_sort(sources, {}, [](const NdviSource& source) { return source.month; });
  return by_year;
}

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
      throw Error(Fault::input, fmt::format("landcover.pattern finds two rasters for one year: {} and {}",
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

io::RasterSettings ndvi_raster(const Settings& settings, const NdviSource& source) {
  io::RasterSettings raster;
  raster.path = source.path;
  raster.band = source.band;
  if (!source.chosen) raster.band_setting = "ndvi.band";
  raster.resampling = io::resampling_from(settings.text("ndvi.resampling"));
  raster.nodata = settings.number_if_set("ndvi.nodata");
  raster.scale = settings.number_if_set("ndvi.scale");
  raster.offset = settings.number_if_set("ndvi.offset");
  raster.plausible = {settings.number("ndvi.valid-min"), settings.number("ndvi.valid-max"),
                      settings.text("ndvi.out-of-range") == "clip"};
  raster.crs = crs_setting(settings, "ndvi.crs");
  raster.crs_setting = "ndvi.crs";
  return raster;
}

io::RasterSettings landcover_raster(const Settings& settings, const std::string& path) {
  io::RasterSettings raster;
  raster.path = path;
  raster.band = settings.integer_if_set("landcover.band").value_or(1);
  if (!settings.has("landcover.band")) raster.band_setting = "landcover.band";
  raster.resampling = io::resampling_from(settings.text("landcover.resampling"));
  raster.nodata = settings.number_if_set("landcover.nodata");
  raster.crs = crs_setting(settings, "landcover.crs");
  raster.crs_setting = "landcover.crs";
  return raster;
}

}  // namespace minenpp::survey
