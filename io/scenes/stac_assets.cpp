#include "io/scenes/stac_assets.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "io/scenes/scene_text.h"
#include "io/scenes/stac_href.h"
#include "io/scenes/stac_json.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;
using model::NdviBand;
using nlohmann::json;

/// Pictures for the eye: their bands are named red, green and blue, but their numbers are no reflectance.
bool is_picture(const std::string& key, const json& asset) {
  if (const auto type = text_member(asset, {"type"}))
    if (type->starts_with("image/jpeg") || type->starts_with("image/png")) return true;
  for (const char* word : {"visual", "overview", "thumbnail", "preview"}) {
    if (key.find(word) != std::string::npos) return true;
    const auto* roles = member(asset, "roles");
    if (roles != nullptr && roles->is_array() &&
        std::any_of(roles->begin(), roles->end(), [&](const json& role) { return role == word; }))
      return true;
  }
  return false;
}

/// An asset's key without what deliveries add to it: "SR_B4.TIF" is sr_b4.
std::string plain_key(const std::string& key) {
  auto small = lower(key);
  for (const char* ending : {".tif", ".tiff"})
    if (small.ends_with(ending)) small.resize(small.size() - std::string_view(ending).size());
  return small;
}

/// Empty where it has none. A text longer than any such name is not copied: many assets may refer to one
/// band.
std::string common_name(const json& band) {
  constexpr std::size_t longest = 32;
  for (const char* key : {"common_name", "eo:common_name"})
    if (const auto* value = member(band, key); value != nullptr && value->is_string()) {
      const auto& name = value->get_ref<const std::string&>();
      return name.size() > longest ? "" : lower(name);
    }
  return "";
}

/// The common names of an asset's bands, in their order. eo:bands holds objects (STAC 0.8 to 1.0) or numbers
/// (0.7), which count the item's own list; STAC 1.1 says bands.
std::vector<std::string> common_names_of(const json& item, const json& asset) {
  const auto* bands = member(asset, "bands");
  if (bands == nullptr || !bands->is_array()) bands = member(asset, "eo:bands");
  std::vector<std::string> names;
  if (bands == nullptr || !bands->is_array()) return names;
  const auto* properties = member(item, "properties");
  const auto* list = properties == nullptr ? nullptr : member(*properties, "eo:bands");
  if (list == nullptr) list = member(item, "eo:bands");
  for (const auto& band : *bands) {
    const bool listed = band.is_number_unsigned() && list != nullptr && list->is_array() &&
                        band.get<std::uint64_t>() < list->size();
    names.push_back(common_name(listed ? (*list)[band.get<std::size_t>()] : band));
  }
  return names;
}

/// scale, offset and nodata of a band, said by the band itself or else by its asset.
void read_scaling(const json& asset, std::size_t index, StacBand& band) {
  std::vector<const json*> sources;
  for (const char* key : {"raster:bands", "bands"})
    if (const auto* list = member(asset, key); list != nullptr && list->is_array() && index < list->size())
      sources.push_back(&(*list)[index]);
  sources.push_back(&asset);
  const auto first = [&](std::initializer_list<const char*> keys) -> std::optional<double> {
    for (const auto* source : sources)
      if (const auto value = number_member(*source, keys)) return value;
    return std::nullopt;
  };
  band.scale = first({"raster:scale", "scale"});
  band.offset = first({"raster:offset", "offset"});
  band.nodata = first({"raster:nodata", "nodata"});
}

}  // namespace

struct StacAssets::Candidate {
  std::size_t bands = 0, preference = 0;  // the better name first, then fewer bands in the file
  std::string key;
  const json* asset = nullptr;
  std::size_t index = 0;
  friend bool operator<(const Candidate& a, const Candidate& b) {
    return std::tie(a.preference, a.bands, a.key, a.index) < std::tie(b.preference, b.bands, b.key, b.index);
  }
};

const json& StacAssets::assets() const {
  const auto* assets = member(item_, "assets");
  if (assets == nullptr || !assets->is_object()) throw Error(Fault::input, "it has no assets");
  return *assets;
}

std::string StacAssets::resolve(const std::string& key, const json& asset) const {
  return local_file(key, text_member(asset, {"href"}).value_or(""), folder_, there_);
}

std::vector<std::string> StacAssets::common_names(NdviBand band) const {
  if (band == NdviBand::red) return {"red"};
  // Landsat's near infrared is the narrow one; elsewhere the wide one has the resolution of red.
  if (platform_) return {"nir08", "nir"};
  return {"nir", "nir08"};
}

std::vector<std::string> StacAssets::keys(NdviBand band) const {
  auto names = common_names(band);
  if (platform_) {
    const int number = model::band_number(platform_->landsat, band);
    names.push_back(fmt::format("sr_b{}", number));
    names.push_back(fmt::format("b{}", number));
  } else {
    names.emplace_back(band == NdviBand::red ? "b04" : "b08");
    names.emplace_back(band == NdviBand::red ? "b4" : "b8");
  }
  return names;
}

std::vector<StacAssets::Candidate> StacAssets::by_common_name(NdviBand band) const {
  std::vector<Candidate> found;
  const auto wanted = common_names(band);
  for (const auto& [key, asset] : assets().items()) {
    if (is_picture(lower(key), asset)) continue;
    const auto names = common_names_of(item_, asset);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto at = std::find(wanted.begin(), wanted.end(), names[i]);
      if (at != wanted.end())
        found.push_back({names.size(), static_cast<std::size_t>(at - wanted.begin()), key, &asset, i});
    }
  }
  return found;
}

std::vector<StacAssets::Candidate> StacAssets::by_key(NdviBand band) const {
  std::vector<Candidate> found;
  const auto wanted = keys(band);
  for (const auto& [key, asset] : assets().items()) {
    const auto at = std::find(wanted.begin(), wanted.end(), plain_key(key));
    if (at != wanted.end())
      found.push_back({1, static_cast<std::size_t>(at - wanted.begin()), key, &asset, 0});
  }
  return found;
}

std::vector<StacAssets::Candidate> StacAssets::by_title(NdviBand band) const {
  std::vector<Candidate> found;
  const std::string begin = band == NdviBand::red ? "red band" : "near infrared band";
  for (const auto& [key, asset] : assets().items()) {
    const auto title = lower(text_member(asset, {"title"}).value_or(""));
    if (title.starts_with(begin) && !is_picture(lower(key), asset)) found.push_back({1, 0, key, &asset, 0});
  }
  return found;
}

StacBand StacAssets::band(NdviBand band) const {
  auto found = by_common_name(band);
  if (found.empty()) found = by_key(band);
  if (found.empty()) found = by_title(band);
  if (found.empty())
    throw Error(Fault::input,
                fmt::format("none of its assets is the {} band (by common name {}, or by key)",
                            band == NdviBand::red ? "red" : "near-infrared", common_names(band).front()));
  std::sort(found.begin(), found.end());
  std::string reason;
  for (const auto& candidate : found) {
    try {
      StacBand result;
      result.file = {resolve(candidate.key, *candidate.asset), static_cast<int>(candidate.index) + 1};
      read_scaling(*candidate.asset, candidate.index, result);
      return result;
    } catch (const Error& error) {
      if (reason.empty()) reason = error.what();
    }
  }
  throw Error(Fault::input, reason);
}

std::optional<std::string> StacAssets::file(std::initializer_list<const char*> keys) const {
  for (const char* wanted : keys)
    for (const auto& [key, asset] : assets().items())
      if (plain_key(key) == wanted) return resolve(key, asset);
  return std::nullopt;
}

}  // namespace minenpp::io
