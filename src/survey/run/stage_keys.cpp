#include "survey/run/stage_keys.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xxhash.h>

#include "io/inputs/identity.h"
#include "io/results/transaction.h"

namespace minenpp::survey {

namespace {

std::string hash_of(const std::string& text) {
  const auto hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string grid_text(const io::StudyGrid& grid) {
  const auto& g = grid.grid;
  return fmt::format("{:a} {:a} {:a} {:a} {} {}\n{}\n", g.west(), g.north(), g.dx(), g.dy(), g.rows(),
                     g.cols(), grid.crs.wkt());
}

std::string class_names(const Catalogue& catalogue) {
  std::string text;
  for (const auto& land_class : catalogue.classes)
    text += fmt::format("{} {}\n", land_class.code, land_class.name);
  return text;
}

std::string stations_text(const StationYear& stations) {
  std::string text = fmt::format("stations of {}\n", stations.year);
  for (std::size_t i = 0; i < stations.ids.size(); ++i)
    text += fmt::format("{} {:a} {:a} {:a}\n", stations.ids[i], stations.positions[i].x,
                        stations.positions[i].y, stations.positions[i].z);
  for (const auto& variable : stations.values)
    for (const auto& month : variable)
      for (const double value : month) text += fmt::format("{:a} ", value);
  return text;
}

std::string bounds_text(const std::vector<model::NdviBounds>& bounds) {
  std::string text;
  for (const auto& bound : bounds) text += fmt::format("{:a} {:a}\n", bound.ndvi_min, bound.ndvi_max);
  return text;
}

}  // namespace

std::string StageKeys::identity(const std::string& path) {
  if (path.empty()) return "none";
  auto& known = identities_[path];
  if (known.empty()) known = io::identity_of_dataset(path).text();
  return known;
}

std::string StageKeys::landcover(std::size_t year) {
  return hash_of(fmt::format(
      "landcover {}\n{}{}{}\n{}\n{}", io::format_version, grid_text(catalogue_.grid), class_names(catalogue_),
      identity(settings_.path("zones.boundary").string()), identity(catalogue_.years[year].landcover),
      settings_.fingerprint({"landcover.map", "landcover.nodata", "landcover.crs", "landcover.resampling",
                             "landcover.everywhere", "zones.crs", "zones.repair"})));
}

std::string StageKeys::ndvi(std::size_t year) {
  std::string sources;
  for (const auto& source : catalogue_.years[year].ndvi)
    sources += fmt::format("{} {} {}\n", source.month, source.band, identity(source.path));
  return hash_of(fmt::format(
      "ndvi {}\n{}\n{}{}", io::format_version, landcover(year), sources,
      settings_.fingerprint({"ndvi.scale", "ndvi.offset", "ndvi.nodata", "ndvi.valid-min", "ndvi.valid-max",
                             "ndvi.crs", "ndvi.resampling", "ndvi.fill", "casa.mode"})));
}

std::string StageKeys::npp(std::size_t year, const std::vector<std::vector<model::NdviBounds>>& bounds) {
  if (const auto known = npp_keys_.find(year); known != npp_keys_.end()) return known->second;
  const auto before = catalogue_.continues(year) ? npp(year - 1, bounds) : std::string("starts here");
  return npp_keys_[year] = hash_of(fmt::format(
             "npp {}\n{}\n{}\n{}\n{}{}{}{}{} {}", io::format_version, ndvi(year), before,
             fmt::join(catalogue_.month_list, ","), bounds_text(bounds[year]),
             class_table_text(catalogue_.classes), stations_text(catalogue_.stations[year]), zones_text(),
             settings_.fingerprint({"casa.", "weather.", "output.packing", "output.npp-scale"}),
             catalogue_.continues(year + 1) ? "goes on" : "ends"));
}

std::string StageKeys::synthesis(const std::vector<std::vector<model::NdviBounds>>& bounds) {
  std::string text = fmt::format("synthesis {}\n{}\n", io::format_version, settings_.survey_name());
  for (std::size_t year = 0; year < catalogue_.years.size(); ++year)
    text += fmt::format("{} {}\n", catalogue_.years[year].year, npp(year, bounds));
  std::vector<std::string> all;
  for (const auto& section : sections())
    if (section.name != "run" && section.name != "output") all.push_back(section.name + ".");
  return hash_of(text + settings_.fingerprint(all));
}

std::string StageKeys::zones_text() {
  std::string text;
  for (const std::string key : {"zones.mines", "zones.townships"})
    text += identity(settings_.path(key).string()) + "\n";
  return text + settings_.fingerprint({"zones.mines-name", "zones.mines-from", "zones.mines-to",
                                       "zones.townships-name", "zones.crs", "zones.repair"});
}

std::vector<InputRecord> StageKeys::inputs() {
  std::vector<InputRecord> records;
  const auto add = [&](const std::string& setting, const std::string& path) {
    if (!path.empty()) records.push_back({setting, path, identity(path)});
  };
  for (const std::string key : {"zones.boundary", "zones.mines", "zones.townships"})
    add(key, settings_.path(key).string());
  for (const std::string key : {"stations.file", "landcover.classes"})
    if (const auto path = settings_.path(key).string(); !path.empty())
      records.push_back({key, path, io::identity_of_file(path).text()});
  for (const auto& year : catalogue_.years) {
    add("landcover.pattern", year.landcover);
    for (const auto& source : year.ndvi) add("ndvi.pattern", source.path);
  }
  return records;
}

}  // namespace minenpp::survey
