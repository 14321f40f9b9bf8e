#include "survey/export/zone_clip.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/inputs/identity.h"
#include "io/results/archive_reader.h"
#include "io/vector/polygon_layer.h"
#include "survey/catalogue/pixel_set.h"

namespace minenpp::survey {

namespace fs = std::filesystem;

namespace {

using model::Error;
using model::Fault;

constexpr auto study_area = "study area";

/// A zone as the archive has it.
struct StoredZone {
  std::string kind, name;
};

std::vector<StoredZone> stored_zones(const io::ArchiveReader& archive) {
  const auto names = archive.read<std::string>("/zones/zone"),
             kinds = archive.read<std::string>("/zones/kind");
  std::vector<StoredZone> zones;
  for (std::size_t i = 0; i < names.size() && i < kinds.size(); ++i) zones.push_back({kinds[i], names[i]});
  return zones;
}

bool is_called(const StoredZone& zone, const std::string& wanted) {
  return zone.name == wanted || zone.kind + ":" + zone.name == wanted ||
         (zone.kind == study_area && wanted == study_area);
}

/// At most so many names in an error.
std::string listing_of(const std::vector<StoredZone>& zones) {
  constexpr std::size_t most = 40;
  std::vector<std::string> names;
  for (const auto& zone : zones)
    if (names.size() < most) names.push_back(zone.name);
  const auto rest = zones.size() - names.size();
  return fmt::format("{}{}", fmt::join(names, ", "), rest == 0 ? "" : fmt::format(" and {} more", rest));
}

StoredZone find_zone(const io::ArchiveReader& archive, const std::string& wanted) {
  const auto all = stored_zones(archive);
  std::vector<StoredZone> found;
  std::vector<std::string> names;
  for (const auto& zone : all) {
    if (!is_called(zone, wanted)) continue;
    found.push_back(zone);
    names.push_back(zone.kind + ":" + zone.name);
  }
  if (found.size() == 1) return found.front();
  if (found.empty())
    throw Error(Fault::usage, fmt::format("the survey has no zone '{}'; it has {}", wanted, listing_of(all)));
  throw Error(Fault::usage,
              fmt::format("several zones are called '{}'; say which: {}", wanted, fmt::join(names, ", ")));
}

/// What the archive recorded of the survey's settings and inputs.
class Record {
 public:
  Record(const io::ArchiveReader& archive, fs::path result) : result_(std::move(result)) {
    const auto keys = archive.read<std::string>("/settings/setting"),
               values = archive.read<std::string>("/settings/value");
    for (std::size_t i = 0; i < keys.size() && i < values.size(); ++i) values_[keys[i]] = values[i];
    const auto settings = archive.read<std::string>("/provenance/input_setting"),
               paths = archive.read<std::string>("/provenance/input_path"),
               identities = archive.read<std::string>("/provenance/input_identity");
    for (std::size_t i = 0; i < settings.size() && i < paths.size() && i < identities.size(); ++i)
      inputs_.try_emplace(settings[i], Input{paths[i], identities[i]});
    survey_file_ = archive.text("/provenance/survey_file");
  }

  struct Input {
    std::string path, identity;
  };

  [[nodiscard]] std::string value(const std::string& key, const std::string& fallback) const {
    const auto found = values_.find(key);
    return found == values_.end() ? fallback : found->second;
  }

  /// Empty where the survey had no such input. A path is relative to the folder the survey ran in, which is
  /// often that of its file. Where nothing is there any longer, inputs that moved together with the result
  /// are looked for as they lay beside the survey file.
  [[nodiscard]] std::optional<Input> input(const std::string& key) const {
    const auto found = inputs_.find(key);
    if (found == inputs_.end()) return std::nullopt;
    auto input = found->second;
    for (const auto& place : places_of(input.path))
      if (std::error_code unreadable; fs::exists(place, unreadable)) {
        input.path = place.string();
        break;
      }
    return input;
  }

 private:
  [[nodiscard]] std::vector<fs::path> places_of(const fs::path& path) const {
    constexpr int most_up = 3;
    const auto folder = survey_file_.parent_path();
    std::vector<fs::path> places{path, folder / path};
    const auto from_survey = path.is_absolute() ? path.lexically_relative(folder) : path;
    if (from_survey.empty()) return places;
    auto above = fs::absolute(result_).lexically_normal();
    for (int up = 0; up <= most_up && above != above.root_path(); ++up, above = above.parent_path())
      places.push_back((above / from_survey).lexically_normal());
    return places;
  }

  fs::path result_;
  std::map<std::string, std::string> values_;
  std::map<std::string, Input> inputs_;
  fs::path survey_file_;
};

/// The setting that named the polygons of a kind of zone.
std::string setting_of(const std::string& kind) {
  if (kind == study_area) return "zones.boundary";
  if (kind == "mine") return "zones.mines";
  if (kind == "township") return "zones.townships";
  return "zones." + kind;
}

io::PolygonSettings polygon_settings(const Record& record, const std::string& key, const std::string& path) {
  io::PolygonSettings polygons;
  polygons.path = path;
  polygons.layer = record.value(key + "-layer", "");
  polygons.encoding = record.value("zones.encoding", "");
  const auto crs = record.value("zones.crs", "");
  if (!crs.empty()) polygons.crs = io::Crs::from_text(crs);
  polygons.crs_setting = "zones.crs";
  polygons.repair = record.value("zones.repair", "no") == "yes";
  if (key == "zones.boundary") return polygons;
  polygons.name_field = record.value(key + "-name", "name");
  polygons.name_setting = key + "-name";
  return polygons;
}

/// The smallest window that holds all pixels of a set.
model::Window window_of(const PixelSet& pixels, const model::Window& grid) {
  auto row = grid.rows, col = grid.cols;
  std::int64_t row_end = 0, col_end = 0;
  pixels.for_each_span(grid, [&](std::int64_t at, std::int64_t begin, std::int64_t end) {
    row = std::min(row, at);
    row_end = std::max(row_end, at + 1);
    col = std::min(col, begin);
    col_end = std::max(col_end, end);
  });
  return row_end <= row ? model::Window{} : model::Window{row, col, row_end - row, col_end - col};
}

}  // namespace

io::Clip zone_clip(const fs::path& result, const std::string& zone, const io::StudyGrid& grid,
                   const std::function<void(const std::string&)>& warn) {
  const io::ArchiveReader archive(result / "survey.h5");
  const auto found = find_zone(archive, zone);
  const auto key = setting_of(found.kind);
  const Record record(archive, result);
  const auto input = record.input(key);
  if (!input && found.kind == study_area) return {found.name, grid.grid.window()};
  if (!input)
    throw Error(Fault::input,
                fmt::format("zone '{}': the survey records no polygons for it ({})", found.name, key));
  return model::in_context(fmt::format("zone '{}' ({})", found.name, key), [&] {
    const auto polygons = io::read_polygons(polygon_settings(record, key, input->path), grid);
    if (io::identity_of_dataset(input->path).text() != input->identity)
      warn(fmt::format("{} has changed since the survey; the zone is cut as it is now", input->path));
    auto pixels = std::make_shared<PixelSet>();
    for (const auto& feature : polygons.features) {
      if (found.kind != study_area && feature.name != found.name) continue;
      pixels->add(model::PolygonRaster(feature.rings));
    }
    const auto window = window_of(*pixels, grid.grid.window());
    if (window.empty()) throw Error(Fault::input, fmt::format("'{}' holds no pixel of it", input->path));
    return io::Clip{found.name, window, [pixels](const model::Window& part, std::vector<std::uint8_t>& mask) {
                      pixels->mask(part, mask);
                    }};
  });
}

}  // namespace minenpp::survey
