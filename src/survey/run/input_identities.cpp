#include "survey/run/input_identities.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xxhash.h>

#include "io/inputs/identity.h"
#include "mpi/collective_error.h"
#include "survey/run/stop_request.h"

namespace minenpp::survey {

namespace {

std::string hash_of(const std::string& text) {
  const auto hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("xxh3 {:016x}{:016x}", hash.high64, hash.low64);
}

std::string stations_text(const StationYear& stations) {
  std::string text = fmt::format("stations of {}\n", stations.year);
  for (std::size_t i = 0; i < stations.ids.size(); ++i)
    text += fmt::format("{} {:a} {:a} {:a} {:a}\n", stations.ids[i], stations.positions[i].x,
                        stations.positions[i].y, stations.positions[i].z, stations.elevation_m[i]);
  for (const auto& variable : stations.values)
    for (const auto& month : variable)
      for (const double value : month) text += fmt::format("{:a} ", value);
  return text;
}

std::string calibration_text(const model::BandCalibration& band) {
  return fmt::format("{:a} {:a} {:a} {:a} {}", band.gain, band.bias, band.lowest_dn, band.highest_dn,
                     band.floor_at_zero);
}

constexpr std::array table_keys{"stations.file", "stations.hourly-radiation", "landcover.classes",
                                "validation.samples"};

/// Polygons and the DEM.
std::vector<std::string> dataset_keys(const Settings& settings) {
  std::vector<std::string> keys{"zones.boundary", "zones.mines", "zones.townships", "weather.dem"};
  for (const auto& layer : settings.zone_layers()) keys.push_back("zones." + layer);
  return keys;
}

}  // namespace

std::string InputIdentities::of(const std::string& path) {
  if (path.empty()) return "none";
  auto& known = known_[path];
  if (known.empty()) {
    throw_if_stop_requested();
    auto& seen = seen_[path] = {};
    known = io::identity_of_dataset(path, &seen.states).text();
  }
  return known;
}

std::string InputIdentities::of_file(const std::string& path) {
  auto& known = known_[path];
  if (known.empty()) {
    seen_[path] = {true, {io::state_of_file(path)}};
    known = io::identity_of_file(path).text();
  }
  return known;
}

bool InputIdentities::is_changed(const std::string& path, Seen& seen) const {
  if (std::ranges::all_of(seen.states,
                          [](const auto& state) { return io::state_of_file(state.path) == state; }))
    return false;
  throw_if_stop_requested();
  try {
    Seen now{seen.is_file, {}};
    if (seen.is_file) now.states = {io::state_of_file(path)};
    const auto identity =
        seen.is_file ? io::identity_of_file(path) : io::identity_of_dataset(path, &now.states);
    if (identity.text() != known_.at(path)) return true;
    seen = std::move(now);  // only touched: no need to read it once more
    return false;
  } catch (const model::Error&) {
    return true;
  } catch (const std::filesystem::filesystem_error&) {
    return true;  // a folder of files that is gone
  }
}

std::vector<std::string> InputIdentities::changed(const mpi::Communicator& ranks) {
  const auto own = mpi::agree(ranks, [&] {
    auto found = nlohmann::json::array();
    for (auto& [path, seen] : seen_)
      if (is_changed(path, seen)) found.push_back(path);
    const auto bytes = nlohmann::json::to_msgpack(found);
    return std::string(bytes.begin(), bytes.end());
  });
  std::vector<std::string> all;
  for (const auto& of_rank : ranks.gather(own))
    for (auto& path : nlohmann::json::from_msgpack(of_rank).get<std::vector<std::string>>())
      all.push_back(std::move(path));
  std::ranges::sort(all);
  const auto twice = std::ranges::unique(all);
  all.erase(twice.begin(), twice.end());
  return all;
}

void InputIdentities::look_at(const std::vector<std::string>& paths, const mpi::Communicator& ranks) {
  if (ranks.size() == 1) return;
  const auto size = static_cast<std::size_t>(ranks.size()), rank = static_cast<std::size_t>(ranks.rank());
  const auto own = mpi::agree(ranks, [&] {
    auto found = nlohmann::json::object();
    for (std::size_t i = rank; i < paths.size(); i += size) found[paths[i]] = of(paths[i]);
    // As bytes, since the names of files need not be UTF-8.
    const auto bytes = nlohmann::json::to_msgpack(found);
    return std::string(bytes.begin(), bytes.end());
  });
  const auto of_ranks = ranks.gather(own);
  mpi::agree(ranks, [&] {
    for (const auto& bytes : of_ranks)
      known_.merge(nlohmann::json::from_msgpack(bytes).get<std::map<std::string, std::string>>());
  });
}

std::string stations_identity(const StationYear& stations) {
  return fmt::format("{} stations, {}", stations.ids.size(), hash_of(stations_text(stations)));
}

std::string scene_identity(const io::Scene& scene, InputIdentities& identities) {
  auto text = fmt::format("scene {} {} {} {} {} {:a} {:a}\n", scene.id, io::text_of(scene.date),
                          static_cast<int>(scene.level), static_cast<int>(scene.landsat),
                          static_cast<int>(scene.quality_layout), scene.sun_elevation_deg.value_or(0),
                          scene.cloud_share.value_or(0));
  text += calibration_text(scene.red_calibration) + "\n" + calibration_text(scene.nir_calibration) + "\n";
  text += fmt::format("{:a} {:a} {:a} {:a} {:a}\n", scene.ndvi_fill_dn.value_or(0), scene.ndvi_scale,
                      scene.ndvi_offset, scene.ndvi_lowest_dn, scene.ndvi_highest_dn);
  const auto layer = [&](const char* role, const io::BandFile& from) {
    if (!from.path.empty()) text += fmt::format("{} {} {}\n", role, from.band, identities.of(from.path));
  };
  layer("red", scene.red);
  layer("nir", scene.nir);
  layer("ndvi", scene.ndvi);
  if (scene.quality) layer("quality", *scene.quality);
  if (scene.saturation)
    layer(("saturation " + std::to_string(static_cast<int>(scene.saturation_layout))).c_str(),
          *scene.saturation);
  return hash_of(text);
}

void look_at_catalogue_inputs(const Settings& settings, InputIdentities& identities) {
  const auto unless_unreadable = [](const auto& look) {
    try {
      look();
    } catch (const model::Error& error) {
      if (error.fault() != model::Fault::input) throw;
    }
  };
  for (const auto& key : dataset_keys(settings))
    unless_unreadable([&] { (void)identities.of(settings.path(key).string()); });
  for (const std::string key : table_keys)
    if (const auto path = settings.path(key).string(); !path.empty())
      unless_unreadable([&] { (void)identities.of_file(path); });
}

std::vector<InputRecord> input_records(const Settings& settings, const Catalogue& catalogue,
                                       InputIdentities& identities) {
  std::vector<InputRecord> records;
  const auto add = [&](const std::string& setting, const std::string& path) {
    if (!path.empty()) records.push_back({setting, path, identities.of(path)});
  };
  for (const auto& key : dataset_keys(settings)) add(key, settings.path(key).string());
  for (const std::string key : table_keys) {
    if (key.starts_with("stations.") && catalogue.stations.front().ids.empty()) continue;
    if (const auto path = settings.path(key).string(); !path.empty())
      records.push_back({key, path, identities.of_file(path)});
  }
  for (const auto& year : catalogue.years) {
    add("landcover.pattern", year.landcover);
    for (const auto& source : year.ndvi) add("ndvi.pattern", source.path);
    for (const auto index : year.scenes)
      for (const auto& file : files_of(catalogue.scenes.scenes[index].scene)) add("scenes.from", file);
  }
  std::set<std::string> seen;
  for (const auto& year : catalogue.gridded)
    for (const auto variable : weather_variables)
      for (const auto& band : year.of(variable))
        if (band && seen.insert(io::name_of(variable) + " " + band->file).second)
          add("gridded." + io::name_of(variable), band->file);
  return records;
}

}  // namespace minenpp::survey
