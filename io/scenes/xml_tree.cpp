#include "io/scenes/xml_tree.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "io/gdal/messages.h"
#include "io/scenes/scene_text.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

// By levels and not by recursion: GDAL lets thousands of levels through.
void check_depth(const CPLXMLNode* root, const std::string& name) {
  std::vector<const CPLXMLNode*> level;
  for (const auto* node = root; node != nullptr; node = node->psNext) level.push_back(node);
  for (int depth = 1; !level.empty(); ++depth) {
    if (depth > deepest_xml)
      throw Error(Fault::input, fmt::format("'{}': XML nested deeper than {} levels", name, deepest_xml));
    std::vector<const CPLXMLNode*> below;
    for (const auto* node : level)
      for (const auto* child = node->psChild; child != nullptr; child = child->psNext) below.push_back(child);
    level = std::move(below);
  }
}

}  // namespace

XmlTree parse_xml(std::string_view bytes, const std::string& name) {
  if (const auto at = bytes.find('\0'); at != std::string_view::npos)
    throw Error(Fault::input, fmt::format("'{}': byte {} is NUL, which XML does not know", name, at));
  if (bytes.find("<!DOCTYPE") != std::string_view::npos || bytes.find("<!ENTITY") != std::string_view::npos)
    throw Error(Fault::input,
                fmt::format("'{}' declares a document type, which no metadata file does", name));
  const GdalMessages messages;
  XmlTree tree(CPLParseXMLString(std::string(bytes).c_str()));
  if (!tree || messages.failed())
    throw Error(Fault::input, fmt::format("'{}' is not XML ({})", name, shown(messages.reason())));
  check_depth(tree.get(), name);
  return tree;
}

const CPLXMLNode* root_element(const XmlTree& tree, const char* element) {
  for (const auto* node = tree.get(); node != nullptr; node = node->psNext) {
    if (node->eType != CXT_Element) continue;
    const std::string_view value = node->pszValue;
    const auto colon = value.find(':');
    if (value.substr(colon == std::string_view::npos ? 0 : colon + 1) == element) return node;
  }
  return nullptr;
}

}  // namespace minenpp::io
