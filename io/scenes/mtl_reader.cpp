#include "io/scenes/mtl_reader.h"

#include <fmt/format.h>

#include "io/scenes/mtl_formats.h"
#include "io/scenes/scene_text.h"
#include "io/scenes/vsi_file.h"
#include "model/error.h"

namespace minenpp::io {

using model::Error;
using model::Fault;

void check_mtl_root(std::string_view root, const Metadata& metadata) {
  if (root == "L1_METADATA_FILE" || root == "LANDSAT_METADATA_FILE") return;
  throw Error(Fault::input,
              fmt::format("'{}' begins with '{}'; L1_METADATA_FILE or LANDSAT_METADATA_FILE is expected",
                          metadata.name(), shown(root)));
}

Metadata parse_mtl(std::string_view bytes, const std::string& name) {
  if (bytes.size() > longest_mtl)
    throw Error(Fault::input,
                fmt::format("'{}' has {} bytes; an MTL has at most {}", name, bytes.size(), longest_mtl));
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  Metadata metadata(name);
  const auto text = trimmed(bytes.substr(0, bytes.find('\0')));
  if (text.empty()) throw Error(Fault::input, fmt::format("'{}' is empty", name));
  if (text.front() == '{')
    parse_mtl_json(bytes, metadata);
  else if (text.front() == '<')
    parse_mtl_xml(bytes, metadata);
  else
    parse_mtl_odl(bytes, metadata);
  if (metadata.empty()) throw Error(Fault::input, fmt::format("'{}' holds no entry", name));
  return metadata;
}

Metadata read_mtl(const std::string& path) {
  return parse_mtl(read_bytes(path, longest_mtl), path);
}

std::string mtl_id(const Metadata& mtl) {
  // Collection 2 Level-2 files name the Level-1 product as well, in a group further down.
  const Metadata::Groups own = {"PRODUCT_CONTENTS", "METADATA_FILE_INFO"};
  for (const char* key : {"LANDSAT_PRODUCT_ID", "LANDSAT_SCENE_ID"}) {
    if (auto id = mtl.find(own, key)) return *id;
    if (auto id = mtl.find(key)) return *id;
  }
  throw Error(Fault::input,
              fmt::format("'{}' says neither LANDSAT_PRODUCT_ID nor LANDSAT_SCENE_ID", mtl.name()));
}

}  // namespace minenpp::io
