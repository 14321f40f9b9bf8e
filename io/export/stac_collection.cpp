#include "io/export/stac_collection.h"

#include <algorithm>
#include <fstream>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "io/export/stac_footprint.h"
#include "io/export/stac_item.h"
#include "model/error.h"

namespace minenpp::io {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

json read_json(const fs::path& path) {
  std::ifstream file(path);
  auto read = json::parse(file, nullptr, false);
  if (!read.is_discarded()) return read;
  throw model::Error(
      model::Fault::input,
      fmt::format("{}: is no JSON; a STAC item is expected (remove the file, or export elsewhere)",
                  path.string()));
}

/// Items of the collection, by id.
std::vector<json> items_in(const fs::path& folder, const std::string& collection) {
  std::vector<json> items;
  for (const auto& entry : fs::directory_iterator(folder)) {
    auto tif = entry.path();
    tif.replace_extension(".tif");
    if (entry.path().extension() != ".json" || !fs::exists(tif)) continue;
    auto item = read_json(entry.path());
    if (item.is_object() && item.value("type", "") == "Feature" && item.value("collection", "") == collection)
      items.push_back(std::move(item));
  }
  std::ranges::sort(items, {}, [](const json& item) { return item.at("id").get<std::string>(); });
  return items;
}

/// The box and the time that hold those of all items.
json extent_of(const std::vector<json>& items) {
  std::vector<std::vector<double>> boxes;
  std::string first, last;
  for (const auto& item : items) {
    boxes.push_back(item.at("bbox").get<std::vector<double>>());
    const auto begin = item.at("properties").at("start_datetime").get<std::string>();
    const auto end = item.at("properties").at("end_datetime").get<std::string>();
    if (boxes.size() == 1) {
      first = begin;
      last = end;
    }
    first = std::min(first, begin);
    last = std::max(last, end);
  }
  return {{"spatial", {{"bbox", json::array({box_around(std::move(boxes))})}}},
          {"temporal", {{"interval", json::array({json::array({first, last})})}}}};
}

}  // namespace

json stac_collection(const fs::path& folder, const std::string& id, const std::string& title) {
  json collection{{"type", "Collection"},
                  {"stac_version", "1.0.0"},
                  {"id", id},
                  {"title", title},
                  {"description", "Maps of " + title +
                                      ", made by minenpp: net primary productivity of land "
                                      "with opencast mines and what it was computed from."},
                  {"license", "proprietary"},
                  {"links", json::array()}};
  try {
    const auto items = items_in(folder, id);
    collection["extent"] = extent_of(items);
    collection["links"].push_back(
        {{"rel", "root"}, {"href", "./collection.json"}, {"type", "application/json"}});
    for (const auto& item : items)
      collection["links"].push_back({{"rel", "item"},
                                     {"href", stac_href(item.at("id").get<std::string>() + ".json")},
                                     {"type", "application/geo+json"},
                                     {"title", item.at("properties").at("title")}});
  } catch (const json::exception& error) {
    throw model::Error(model::Fault::input, fmt::format("{}: an item of an earlier export is damaged: {}",
                                                        folder.string(), error.what()));
  }
  return collection;
}

}  // namespace minenpp::io
