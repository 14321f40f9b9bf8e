#include "io/scenes/stac_reader.h"

#include <array>

#include <fmt/format.h>

#include "io/scenes/scene_text.h"
#include "io/scenes/stac_assets.h"
#include "io/scenes/stac_json.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;
using model::NdviBand;
using nlohmann::json;

/// The Landsat name in an item's id; USGS adds the kind of product (LC08_..._T1_SR).
std::optional<LandsatName> name_in(const std::string& id) {
  for (const char* ending : {"_SR", "_ST"})
    if (id.ends_with(ending)) return landsat_name(std::string_view(id).substr(0, id.size() - 3));
  return landsat_name(id);
}

/// In UTC, which scenes of other deliveries are dated in too.
Date date_of(const json& properties) {
  const auto text = text_member(properties, {"datetime", "start_datetime"});
  if (!text) throw Error(Fault::input, "it has neither datetime nor start_datetime");
  if (const auto date = utc_date_from(*text)) return *date;
  throw Error(
      Fault::input,
      fmt::format("its datetime is '{}'; a date such as 2019-12-01T15:13:51Z is expected", shown(*text)));
}

void read_platform(const json& properties, StacItem& item) {
  const auto text = text_member(properties, {"platform", "eo:platform"});
  if (text) item.platform = landsat_platform(*text);
  if (!text && item.name) item.platform = item.name->platform;
  if (item.platform) item.sensor = item.platform->sensor;
  if (text && lower(*text) == "terra") item.sensor = SceneSensor::terra_modis;
  if (text && lower(*text) == "aqua") item.sensor = SceneSensor::aqua_modis;
}

void read_place(const json& properties, StacItem& item) {
  const auto whole = [&](const char* key) {
    const auto text = text_member(properties, {key});
    return text ? whole_from(*text) : std::nullopt;
  };
  item.path = whole("landsat:wrs_path");
  item.row = whole("landsat:wrs_row");
  if (!item.name || (item.path && item.row)) return;
  item.path = item.name->path;
  item.row = item.name->row;
}

/// Level-1 numbers cannot be told from the item alone, and Collection 1 is scaled in another way.
void check_level(const json& properties, const StacItem& item) {
  const auto level =
      text_member(properties, {"landsat:correction", "landsat:processing_level", "processing:level"});
  if ((level && level->starts_with("L1")) ||
      (item.name && item.name->product != LandsatProduct::collection2_surface))
    throw Error(Fault::input,
                "it is of Level-1; surface reflectance, or Landsat's MTL beside it, is expected");
  if (!item.platform || item.red.scale) return;
  const auto collection = text_member(properties, {"landsat:collection_number"});
  if (collection && whole_from(*collection) != 2)
    throw Error(Fault::input,
                fmt::format("it is of Landsat Collection '{}' and its bands have no scale; Collection 2 "
                            "is expected",
                            shown(*collection)));
}

void read_layers(const StacAssets& assets, StacItem& item) {
  item.red = assets.band(NdviBand::red);
  item.nir = assets.band(NdviBand::nir);
  if (!item.platform) return;
  item.qa_pixel = assets.file({"qa_pixel"});
  item.qa_radsat = assets.file({"qa_radsat"});
}

StacItem read_item(const json& value, const std::string& folder, const FileThere& there) {
  StacItem item;
  constexpr std::size_t longest_id = 200;
  item.id = shown(text_member(value, {"id"}).value_or(""), longest_id);
  item.name = name_in(item.id);
  try {
    const auto* properties = member(value, "properties");
    if (properties == nullptr || !properties->is_object()) throw Error(Fault::input, "it has no properties");
    read_platform(*properties, item);
    read_place(*properties, item);
    item.date = date_of(*properties);
    item.cloud_share = cloud_share_from(number_member(*properties, {"eo:cloud_cover"}));
    item.sun_elevation_deg = number_member(*properties, {"view:sun_elevation", "eo:sun_elevation"});
    read_layers(StacAssets(value, item.platform, folder, there), item);
    check_level(*properties, item);
  } catch (const Error& error) {
    item.problem = error.what();
  }
  return item;
}

bool is_item(const json& value) {
  return value.is_object() && member(value, "assets") != nullptr && text_member(value, {"type"}) == "Feature";
}

}  // namespace

bool may_be_stac(std::string_view bytes) {
  const auto has = [&](std::string_view word) { return bytes.find(word) != std::string_view::npos; };
  return has("\"stac_version\"") || (has("\"assets\"") && has("\"Feature"));
}

std::vector<StacItem> parse_stac(std::string_view bytes, const std::string& name, const std::string& folder,
                                 const FileThere& there) {
  if (bytes.size() > longest_stac)
    throw Error(Fault::input, fmt::format("'{}' has {} bytes; STAC files of at most {} are read", name,
                                          bytes.size(), longest_stac));
  const auto document = parse_json(bytes, name);
  std::vector<StacItem> items;
  if (is_item(document)) items.push_back(read_item(document, folder, there));
  const auto* features = member(document, "features");
  if (features != nullptr && features->is_array())
    for (const auto& feature : *features)
      if (is_item(feature)) items.push_back(read_item(feature, folder, there));
  return items;
}

}  // namespace minenpp::io
