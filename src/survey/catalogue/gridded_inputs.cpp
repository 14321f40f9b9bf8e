#include "survey/catalogue/gridded_inputs.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/gdal/dataset.h"
#include "io/gdal/excerpt.h"
#include "io/raster/alpha_band.h"
#include "io/raster/lonlat_axes.h"
#include "io/raster/pattern.h"
#include "io/raster/time_axis.h"
#include "io/tables/declared_unit.h"
#include "survey/catalogue/raster_crs.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

namespace {

constexpr int months_per_year = 12;

std::string key_of(WeatherVariable variable) {
  return "gridded." + io::name_of(variable);
}

/// The rasters of one variable, each opened at most once.
class GriddedFiles {
 public:
  GriddedFiles(const Settings& settings, WeatherVariable variable)
      : settings_(settings),
        variable_(variable),
        files_(io::find_files(settings.path(key_of(variable)).string())) {
    for (const auto& file : files_)
      if (file.doy)
        throw Error(Fault::usage,
                    "{doy} has no meaning here; monthly rasters are named by {year} and {month}");
  }

  /// The bands of `year`, by month; `surveyed` counts as the year of a climatology.
  std::array<std::optional<GriddedBand>, 12> months_of(int year, int surveyed) {
    std::array<std::optional<GriddedBand>, 12> months;
    for (const auto& file : files_) {
      if (file.year && *file.year != year) continue;
      const auto& [raster, bands, unit, placing] = listing_of(file);
      for (std::size_t i = 0; i < bands.size(); ++i) {
        if (bands[i].year && *bands[i].year != year) continue;
        add({file.path, raster, static_cast<int>(i) + 1, bands[i].year.value_or(surveyed), !bands[i].year},
            bands[i].month, months);
      }
    }
    return months;
  }

  /// The years met so far and those in names of files, for messages.
  [[nodiscard]] std::string years() const {
    std::set<int> years;
    for (const auto& file : files_)
      if (file.year) years.insert(*file.year);
    for (const auto& [path, listing] : listings_)
      for (const auto& band : listing.bands)
        if (band.year) years.insert(*band.year);
    if (years.empty()) return "no year";
    if (years.size() > 1 && *years.rbegin() - *years.begin() + 1 == static_cast<int>(years.size()))
      return fmt::format("{} to {}", *years.begin(), *years.rbegin());
    return fmt::format("{}", fmt::join(years, ", "));
  }

  /// What a file that was looked at says its unit is, where the setting says something else.
  [[nodiscard]] std::optional<std::string> unit_doubt() const {
    const auto key = key_of(variable_);
    if (settings_.has(key + "-scale") || settings_.has(key + "-offset")) return std::nullopt;
    const auto set = settings_.text(key + "-unit");
    for (const auto& [path, listing] : listings_) {
      const auto meant = io::units_meant(variable_, listing.unit);
      if (!meant.empty() && std::ranges::find(meant, set) == meant.end())
        return fmt::format("{} says that its unit is '{}', but {}-unit is {}", path,
                           io::excerpt(listing.unit), key, set);
    }
    return std::nullopt;
  }

  /// Files that were looked at and lie nowhere, and those whose place their axes tell alone.
  [[nodiscard]] std::vector<std::string> without_crs() const { return files_of(Placing::unknown); }
  [[nodiscard]] std::vector<std::string> placed_by_axes() const { return files_of(Placing::by_axes); }

 private:
  enum class Placing { known, by_axes, unknown };
  struct Listing {
    std::string raster;
    std::vector<io::BandTime> bands;
    std::string unit;  ///< that the file declares
    Placing placing;
  };

  [[nodiscard]] std::vector<std::string> files_of(Placing placing) const {
    std::vector<std::string> files;
    for (const auto& [path, listing] : listings_)
      if (listing.placing == placing) files.push_back(path);
    return files;
  }

  [[nodiscard]] Placing placing_of(GDALDataset& opened) const {
    if (opened.GetSpatialRef() != nullptr || settings_.has("gridded.crs")) return Placing::known;
    return io::has_lonlat_axes(opened) ? Placing::by_axes : Placing::unknown;
  }

  const Listing& listing_of(const io::DatedFile& file) {
    const auto known = listings_.find(file.path);
    if (known != listings_.end()) return known->second;
    const auto key = key_of(variable_) + "-variable";
    const auto raster = io::name_of_variable(file.path, settings_.text(key), key);
    return listings_[file.path] = model::in_context(raster, [&] {
             const auto opened = io::open_raster(raster);
             return Listing{raster, bands_of(file, *opened), opened->GetRasterBand(1)->GetUnitType(),
                            placing_of(*opened)};
           });
  }

  static std::vector<io::BandTime> bands_of(const io::DatedFile& file, GDALDataset& opened) {
    const int count = io::value_bands(opened);
    if (file.month) {
      if (count == 1) return {{file.year, *file.month}};
      throw Error(Fault::input,
                  fmt::format("it has {} bands, but its name says that it is of one month", count));
    }
    if (auto axis = io::time_axis(opened, file.path)) {
      if (file.year)
        for (auto& band : *axis)
          if (!band.year) band.year = file.year;
      return *axis;
    }
    if (count != months_per_year)
      throw Error(Fault::input,
                  fmt::format("it has {} band(s) and no time axis; 12, one a month, are expected, or "
                              "{{month}} in the names of files",
                              count));
    std::vector<io::BandTime> bands;
    for (int month = 1; month <= months_per_year; ++month) bands.push_back({file.year, month});
    return bands;
  }

  static void add(GriddedBand band, int month, std::array<std::optional<GriddedBand>, 12>& months) {
    auto& place = months[static_cast<std::size_t>(month - 1)];
    if (place)
      throw Error(
          Fault::input,
          fmt::format("band {} of '{}' and band {} of '{}' are both of month {} of one year; one value a "
                      "month is expected: make monthly means or sums of daily or hourly data first",
                      place->band, place->file, band.band, band.file, month));
    place = std::move(band);
  }

  const Settings& settings_;
  WeatherVariable variable_;
  std::vector<io::DatedFile> files_;
  std::map<std::string, Listing> listings_;
};

void require_months(const GriddedYear& found, WeatherVariable variable, int year, const GriddedFiles& files) {
  const auto v = static_cast<std::size_t>(variable);
  std::vector<int> empty;
  for (int month = 1; month <= months_per_year; ++month) {
    const auto m = static_cast<std::size_t>(month - 1);
    if (found.needed[v][m] && !found.bands[v][m]) empty.push_back(month);
  }
  if (!empty.empty())
    throw Error(Fault::input,
                fmt::format("there is no gridded {} of {} in month(s) {}; {} month(s) are needed; the "
                            "rasters hold {}",
                            io::name_of(variable), year, fmt::join(empty, ", "),
                            std::ranges::count(found.needed[v], true), files.years()));
}

/// Of a file that holds all variables and months one problem, and not one of each.
void tell_places(const GriddedFiles& files, WeatherVariable variable, ProblemList& problems,
                 const Notices& notices) {
  for (const auto& file : files.without_crs())
    problems.add(Fault::input, fmt::format("gridded weather: '{}' has no coordinate reference system; write "
                                           "one into the file or name it with the setting gridded.crs",
                                           file));
  if (const auto by_axes = files.placed_by_axes(); !by_axes.empty())
    notices.info(
        fmt::format("gridded {}: {} file(s) without a coordinate reference system, '{}' first, are "
                    "taken as EPSG:4326, since their axes are longitude and latitude",
                    io::name_of(variable), by_axes.size(), by_axes.front()));
}

void find_variable(const Settings& settings, const Catalogue& catalogue, WeatherVariable variable,
                   std::vector<GriddedYear>& years, ProblemList& problems, Notices& notices) {
  const auto where = settings.where(key_of(variable));
  problems.attempt(where, [&] {
    GriddedFiles files(settings, variable);
    const auto use_year = settings.integer_if_set("gridded.use-year");
    for (std::size_t i = 0; i < years.size(); ++i) {
      const int surveyed = catalogue.years[i].year, year = use_year.value_or(surveyed);
      const auto v = static_cast<std::size_t>(variable);
      years[i].needed[v] = needed_months(catalogue, i, variable);
      years[i].bands[v] = files.months_of(year, surveyed);
      problems.attempt(where, [&] { require_months(years[i], variable, year, files); });
      const auto& first =
          std::ranges::find_if(years[i].bands[v], [](const auto& band) { return band.has_value(); });
      if (first == years[i].bands[v].end()) continue;
      if ((*first)->climatology)
        notices.warn(fmt::format("gridded {} is a climatology: the same months serve every year",
                                 io::name_of(variable)));
      else if (year != surveyed)
        notices.warn(fmt::format("{} uses the gridded {} of {} (gridded.use-year)", surveyed,
                                 io::name_of(variable), year));
    }
    if (const auto doubt = files.unit_doubt()) notices.warn(*doubt);
    tell_places(files, variable, problems, notices);
  });
}

}  // namespace

bool is_gridded(const Settings& settings, WeatherVariable variable) {
  return settings.has(key_of(variable));
}

model::MonthMask needed_months(const Catalogue& catalogue, std::size_t year, WeatherVariable variable) {
  const bool whole_year = catalogue.science.casa.water_stress != model::WaterStress::monthly;
  model::MonthMask all{};
  all.fill(true);
  if (variable == WeatherVariable::temperature) return all;
  if (variable == WeatherVariable::precipitation && whole_year) return all;
  return catalogue.surveyed_months(year);
}

std::vector<GriddedYear> find_gridded(const Settings& settings, const Catalogue& catalogue,
                                      ProblemList& problems, Notices& notices) {
  std::vector<GriddedYear> years(catalogue.years.size());
  for (const auto variable : weather_variables)
    if (is_gridded(settings, variable))
      find_variable(settings, catalogue, variable, years, problems, notices);
  return years;
}

io::RasterSettings gridded_raster(const Settings& settings, WeatherVariable variable,
                                  const GriddedBand& band) {
  io::RasterSettings raster;
  const auto key = key_of(variable);
  raster.path = band.raster;
  raster.band = band.band;
  raster.resampling = io::resampling_from(settings.text("gridded.resampling"));
  raster.nodata = settings.number_if_set(key + "-nodata");
  raster.scale = settings.number_if_set(key + "-scale");
  raster.offset = settings.number_if_set(key + "-offset");
  raster.crs = raster_crs(settings, "gridded.crs");
  raster.crs_setting = "gridded.crs";
  return raster;
}

io::ClimateUnit gridded_unit(const Settings& settings, WeatherVariable variable) {
  return {variable, settings.text(key_of(variable) + "-unit")};
}

}  // namespace minenpp::survey
