#include "io/scenes/discovery.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "io/gdal/session.h"
#include "io/scenes/espa_scene.h"
#include "io/scenes/finding.h"
#include "io/scenes/landsat_scene.h"
#include "io/scenes/modis_scene.h"
#include "io/scenes/product_name.h"
#include "io/scenes/scene_folder.h"
#include "io/scenes/scene_text.h"
#include "io/scenes/settle.h"
#include "io/scenes/stac_scene.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

namespace fs = std::filesystem;
using model::Error;
using model::Fault;

void append(std::vector<Finding>& all, std::vector<Finding> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// Deliveries still packed in a way that cannot be read at random.
std::vector<Finding> packed_scenes(const SceneFolder& folder) {
  std::vector<Finding> found;
  for (const auto& file : folder.files())
    for (const char* ending : {".tar.gz", ".tgz", ".tar.bz2", ".zip"}) {
      if (!lower(file).ends_with(ending)) continue;
      const auto name = landsat_name(std::string_view(file).substr(0, file.size() - std::strlen(ending)));
      if (!name) continue;
      Finding finding;
      finding.by = FoundBy::name;
      finding.folder = folder.path();
      if (name->product != LandsatProduct::collection2_surface) finding.level = SceneLevel::toa;
      finding.what = BrokenScene{name->id, folder.source(),
                                 fmt::format("'{}' is compressed as a whole; unpack it, or make a .tar of it",
                                             folder.path_of(file))};
      found.push_back(std::move(finding));
    }
  return found;
}

std::vector<Finding> findings_in(const SceneFolder& folder, MissingQuality missing) {
  const auto groups = landsat_groups(folder);
  auto found = landsat_scenes(folder, groups, missing);
  append(found, espa_scenes(folder, groups));
  append(found, stac_scenes(folder, missing));
  append(found, modis_scenes(folder));
  append(found, packed_scenes(folder));
  return found;
}

/// The path as it is kept: without "." and without a slash at its end.
std::string tidy(const std::string& place) {
  auto path = fs::path(place).lexically_normal().string();
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

/// One STAC file, whatever lies beside it.
std::vector<Finding> findings_in_stac(const std::string& file, MissingQuality missing) {
  const fs::path path(file);
  const auto parent = path.parent_path().empty() ? std::string(".") : path.parent_path().string();
  auto found = stac_scenes(SceneFolder(parent, parent, {}), path.filename().string(), missing);
  if (found.empty())
    throw Error(Fault::input,
                fmt::format("'{}' is neither a STAC Item nor an ItemCollection (FeatureCollection)", file));
  return found;
}

/// Adds the folders of `place`.
void list_place(const std::string& place, FolderList& list) {
  std::error_code ignored;
  const auto status = fs::status(place, ignored);
  if (!fs::exists(status)) throw Error(Fault::input, fmt::format("there is no folder or file '{}'", place));
  if (fs::is_directory(status)) return list_folder(place, list);
  if (place.ends_with(".tar")) return list_tar(place, list);
  throw Error(
      Fault::input,
      fmt::format("'{}' is neither a folder, a .tar nor a STAC file (.json); scenes are looked for in these",
                  place));
}

bool is_stac_place(const std::string& place) {
  std::error_code ignored;
  const auto small = lower(place);
  return (small.ends_with(".json") || small.ends_with(".geojson")) && fs::is_regular_file(place, ignored);
}

[[noreturn]] void throw_nothing(const std::string& place, const FolderList& list, std::size_t first) {
  std::vector<std::string> names;
  for (std::size_t i = first; i < list.folders.size(); ++i)
    for (const auto& name : list.folders[i].files()) names.push_back(name);
  const auto holds = names.empty()
                         ? std::string("no file")
                         : fmt::format("{} file(s), for example '{}'", names.size(), names[names.size() / 2]);
  throw Error(
      Fault::input,
      fmt::format(
          "no scene was found in '{}', which holds {}; Landsat deliveries with their file names, STAC "
          "items and MOD13Q1, MOD13A1, MOD13A2, MOD13A3 and Aqua's MYD13 of these are known",
          place, holds));
}

/// A place or its parent may have been searched already; then nothing new in it is no error.
bool searched(const std::string& place, const FolderList& list) {
  std::error_code failure;
  const auto real = fs::canonical(place, failure);
  return !failure && list.visited.count(real.string()) != 0;
}

}  // namespace

FoundScenes find_scenes(const std::vector<std::string>& places, MissingQuality missing) {
  start_gdal();
  std::set<std::string> sorted;
  for (const auto& place : places) {
    if (place.empty()) throw Error(Fault::usage, "an empty name is given for a place with scenes");
    sorted.insert(tidy(place));
  }
  FolderList list;
  std::vector<Finding> findings;
  for (const auto& place : sorted) {
    if (is_stac_place(place)) {
      append(findings, findings_in_stac(place, missing));
      continue;
    }
    if (searched(place, list)) continue;
    const auto first = list.folders.size(), broken_before = list.broken.size(),
               found_before = findings.size();
    list_place(place, list);
    for (std::size_t i = first; i < list.folders.size(); ++i)
      append(findings, findings_in(list.folders[i], missing));
    if (findings.size() == found_before && list.broken.size() == broken_before)
      throw_nothing(place, list, first);
  }
  for (auto& broken : list.broken) {
    Finding finding;
    finding.folder = broken.source;
    finding.what = std::move(broken);
    findings.push_back(std::move(finding));
  }
  return settle(std::move(findings));
}

}  // namespace minenpp::io
