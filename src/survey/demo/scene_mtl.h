#pragma once

#include <string>
#include <vector>

namespace minenpp::survey {

/// One entry of a metadata file. `quoted`: text, which the ODL form puts between quotation marks.
struct MtlField {
  std::string key, value;
  bool quoted = false;
};

/// Entries that belong together; a key may come again in another group.
struct MtlGroup {
  std::string name;
  std::vector<MtlField> fields;
};

/// The three forms in which USGS delivers the metadata of a scene: _MTL.txt (ODL), _MTL.json and _MTL.xml,
/// with the groups inside LANDSAT_METADATA_FILE. JSON and XML have all values as text.
[[nodiscard]] std::string mtl_text(const std::vector<MtlGroup>& groups);
[[nodiscard]] std::string mtl_json(const std::vector<MtlGroup>& groups);
[[nodiscard]] std::string mtl_xml(const std::vector<MtlGroup>& groups);

}  // namespace minenpp::survey
