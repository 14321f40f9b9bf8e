#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <cpl_minixml.h>

namespace minenpp::io {

struct XmlFreer {
  void operator()(CPLXMLNode* node) const { CPLDestroyXMLNode(node); }
};
using XmlTree = std::unique_ptr<CPLXMLNode, XmlFreer>;

/// Elements nested deeper than this are refused.
inline constexpr int deepest_xml = 64;

/// Parses XML in memory. `name`: what messages call it. Entities other than XML's own five are not expanded.
/// Throws Error(input): not well-formed, a NUL byte inside, a DOCTYPE, nested deeper than `deepest_xml`.
[[nodiscard]] XmlTree parse_xml(std::string_view bytes, const std::string& name);

/// The element called `element` among the outermost ones, namespaces aside; null where there is none.
[[nodiscard]] const CPLXMLNode* root_element(const XmlTree& tree, const char* element);

}  // namespace minenpp::io
