#include "survey/catalogue/ndvi_inputs.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "io/gdal/dataset.h"
#include "io/raster/alpha_band.h"
#include "io/raster/pattern.h"
#include "io/raster/time_axis.h"
#include "model/error.h"
#include "survey/catalogue/raster_crs.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

namespace {

/// A band of a file, and the year that it is of, where that is known.
struct DatedSource {
  std::optional<int> year;
  NdviSource source;
};

int month_of(const Settings& settings, const io::DatedFile& file) {
  if (file.month) return *file.month;
  if (const auto month = settings.integer_if_set("ndvi.month")) return *month;
  throw Error(Fault::usage, fmt::format("{}: its month is not known; put {{month}} or {{doy}} into "
                                        "ndvi.pattern, or set ndvi.month",
                                        file.path));
}

std::vector<DatedSource> bands_by_axis(const Settings& settings, const io::DatedFile& file,
                                       const std::string& raster, const std::vector<io::BandTime>& axis) {
  const std::string advice = settings.has("ndvi.year")
                                 ? "ndvi.year: leave that away"
                                 : "its name: put * in place of {year} into ndvi.pattern";
  std::vector<DatedSource> bands;
  for (std::size_t i = 0; i < axis.size(); ++i) {
    const auto& time = axis[i];
    if (file.year && time.year && *time.year != *file.year)
      throw Error(Fault::input, fmt::format("{}: its time axis says that band {} is of {}-{:02}, but it is "
                                            "of {} by {} to go by the axis, or set "
                                            "ndvi.stack-months to go by the order of bands",
                                            file.path, i + 1, *time.year, time.month, *file.year, advice));
    bands.push_back(
        {file.year ? file.year : time.year, {file.path, static_cast<int>(i) + 1, time.month, true, raster}});
  }
  return bands;
}

std::vector<DatedSource> bands_by_order(const io::DatedFile& file, const std::string& raster, int bands,
                                        std::vector<int> months) {
  if (months.empty())
    for (int month = 1; month <= 12; ++month) months.push_back(month);
  if (static_cast<int>(months.size()) != bands)
    throw Error(Fault::usage, fmt::format("{} has {} bands but ndvi.stack-months names {} months", file.path,
                                          bands, months.size()));
  std::vector<DatedSource> sources;
  for (int band = 1; band <= bands; ++band)
    sources.push_back(
        {file.year, {file.path, band, months[static_cast<std::size_t>(band - 1)], true, raster}});
  return sources;
}

/// The bands of one file as months. What its name says of the month stands.
std::vector<DatedSource> bands_of(const Settings& settings, const io::DatedFile& file) {
  const auto raster = io::name_of_raster(file.path, settings.text("ndvi.variable"), "ndvi.variable");
  if (const auto band = settings.integer_if_set("ndvi.band"))
    return {{file.year, {file.path, *band, month_of(settings, file), true, raster}}};
  if (file.month) return {{file.year, {file.path, 1, *file.month, false, raster}}};
  const auto opened = io::open_raster(raster);
  const auto order = settings.integers("ndvi.stack-months");
  const int bands = io::value_bands(*opened);
  if (order.empty() && !(bands == 1 && settings.has("ndvi.month")))
    if (const auto axis = io::time_axis(*opened, file.path))
      return bands_by_axis(settings, file, raster, *axis);
  if (bands == 1) return {{file.year, {file.path, 1, month_of(settings, file), false, raster}}};
  return bands_by_order(file, raster, bands, order);
}

int year_of(const Settings& settings, const std::optional<int>& known) {
  if (known) return *known;
  if (const auto year = settings.integer_if_set("ndvi.year")) return *year;
  throw Error(Fault::usage,
              "the year of the NDVI rasters is not known; put {year} into ndvi.pattern, or set ndvi.year");
}

void check_settings(const Settings& settings) {
  if (settings.number("ndvi.valid-min") > settings.number("ndvi.valid-max"))
    throw Error(Fault::usage,
                fmt::format("{}: {} is more than ndvi.valid-max, {}", settings.where("ndvi.valid-min"),
                            settings.text("ndvi.valid-min"), settings.text("ndvi.valid-max")));
  const bool scenes = settings.has("scenes.from"), rasters = settings.has("ndvi.pattern");
  if (scenes && rasters)
    throw Error(Fault::usage, "ndvi.pattern and scenes.from are both set; NDVI comes from one of them");
  if (!scenes && !rasters)
    throw Error(Fault::usage,
                "neither ndvi.pattern nor scenes.from is set: where are the NDVI rasters, or the scenes?");
}

}  // namespace

std::map<int, std::vector<NdviSource>> find_ndvi(const Settings& settings) {
  check_settings(settings);
  if (settings.has("scenes.from")) return {};
  const auto wanted = settings.integers("ndvi.months");
  const auto excluded = settings.integers("ndvi.exclude-days");
  std::map<int, std::vector<NdviSource>> by_year;
  for (const auto& file :
       io::find_files(settings.path("ndvi.pattern").string(), settings.integer_if_set("ndvi.year"))) {
    if (file.doy && std::ranges::find(excluded, *file.doy) != excluded.end()) continue;
    for (auto& [year, source] : bands_of(settings, file))
      if (wanted.empty() || std::ranges::find(wanted, source.month) != wanted.end())
        by_year[year_of(settings, year)].push_back(std::move(source));
  }
  for (auto& [year, sources] : by_year)
    std::ranges::stable_sort(sources, {}, [](const NdviSource& source) { return source.month; });
  return by_year;
}

io::RasterSettings ndvi_raster(const Settings& settings, const NdviSource& source) {
  io::RasterSettings raster;
  raster.path = source.raster.empty() ? source.path : source.raster;
  raster.band = source.band;
  if (!source.chosen) raster.band_setting = "ndvi.band";
  raster.resampling = io::resampling_from(settings.text("ndvi.resampling"));
  raster.nodata = settings.number_if_set("ndvi.nodata");
  raster.scale = settings.number_if_set("ndvi.scale");
  raster.offset = settings.number_if_set("ndvi.offset");
  raster.plausible = {settings.number("ndvi.valid-min"), settings.number("ndvi.valid-max"),
                      settings.text("ndvi.out-of-range") == "clip"};
  raster.crs = raster_crs(settings, "ndvi.crs");
  raster.crs_setting = "ndvi.crs";
  return raster;
}

}  // namespace minenpp::survey
