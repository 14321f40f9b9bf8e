#include "io/scenes/espa_metadata.h"

#include <fmt/format.h>

#include "io/scenes/scene_text.h"
#include "io/scenes/xml_tree.h"
#include "io/tables/csv.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

/// Takes values out of the tree; empty where the file does not have them.
class EspaReader {
 public:
  explicit EspaReader(const std::string& name) : name_(name) {}

  EspaMetadata read(const CPLXMLNode* root) const {
    const auto* global = CPLGetXMLNode(root, "global_metadata");
    if (global == nullptr) fail("no <global_metadata> is found");
    EspaMetadata metadata;
    for (const char* key : {"product_id", "scene_id"})
      if (const auto id = text(global, key)) metadata.ids.push_back(*id);
    if (const auto satellite = text(global, "satellite")) metadata.platform = landsat_platform(*satellite);
    metadata.date = date(global, "acquisition_date");
    metadata.path = whole(global, "wrs.path");
    metadata.row = whole(global, "wrs.row");
    constexpr double zenith_and_elevation = 90;
    if (const auto zenith = number(global, "solar_angles.zenith"))
      metadata.sun_elevation_deg = zenith_and_elevation - *zenith;
    metadata.cloud_share = cloud_share_from(number(global, "cloud_cover"));
    if (const auto* bands = CPLGetXMLNode(root, "bands")) read_bands(bands, metadata);
    return metadata;
  }

 private:
  void read_bands(const CPLXMLNode* bands, EspaMetadata& metadata) const {
    for (const auto* node = bands->psChild; node != nullptr; node = node->psNext) {
      const auto name = text(node, "name");
      if (node->eType != CXT_Element || !name) continue;
      metadata.bands.emplace(*name, EspaBand{number(node, "scale_factor"), number(node, "add_offset")});
      if (!metadata.cloud_share) metadata.cloud_share = cloud_cover(node);
    }
  }

  std::optional<double> cloud_cover(const CPLXMLNode* band) const {
    const auto* covers = CPLGetXMLNode(band, "percent_coverage");
    for (const auto* node = covers == nullptr ? nullptr : covers->psChild; node != nullptr;
         node = node->psNext)
      if (text(node, "type") == "cloud") return cloud_share_from(number(node, ""));
    return std::nullopt;
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw Error(Fault::input, fmt::format("'{}': {}", name_, what));
  }

  static std::optional<std::string> text(const CPLXMLNode* node, const char* path) {
    const char* value = CPLGetXMLValue(node, path, nullptr);
    if (value == nullptr) return std::nullopt;
    return std::string(trimmed(value));
  }

  std::optional<double> number(const CPLXMLNode* node, const char* path) const {
    const auto value = text(node, path);
    if (!value) return std::nullopt;
    if (auto parsed = number_from(*value)) return parsed;
    fail(fmt::format("<{}> is '{}'; a number is expected", path, shown(*value)));
  }

  std::optional<int> whole(const CPLXMLNode* node, const char* path) const {
    const auto value = text(node, path);
    if (!value) return std::nullopt;
    if (auto parsed = whole_from(*value)) return parsed;
    fail(fmt::format("<{}> is '{}'; a whole number is expected", path, shown(*value)));
  }

  std::optional<Date> date(const CPLXMLNode* node, const char* path) const {
    const auto value = text(node, path);
    if (!value) return std::nullopt;
    if (auto parsed = date_from(*value)) return parsed;
    fail(fmt::format("<{}> is '{}'; a date such as 2016-02-09 is expected", path, shown(*value)));
  }

  const std::string& name_;
};

}  // namespace

EspaMetadata parse_espa(std::string_view bytes, const std::string& name) {
  if (bytes.size() > longest_espa)
    throw Error(Fault::input, fmt::format("'{}' has {} bytes; ESPA metadata have at most {}", name,
                                          bytes.size(), longest_espa));
  const auto tree = parse_xml(bytes, name);
  const auto* root = root_element(tree, "espa_metadata");
  if (root == nullptr) throw Error(Fault::input, fmt::format("'{}' has no <espa_metadata>", name));
  return EspaReader(name).read(root);
}

}  // namespace minenpp::io
