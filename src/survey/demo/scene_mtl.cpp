#include "survey/demo/scene_mtl.h"

#include <memory>

#include <cpl_minixml.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "io/gdal/handles.h"

namespace minenpp::survey {
namespace {

constexpr const char* root_name = "LANDSAT_METADATA_FILE";

}  // namespace

std::string mtl_text(const std::vector<MtlGroup>& groups) {
  std::string text = fmt::format("GROUP = {}\n", root_name);
  for (const MtlGroup& group : groups) {
    text += fmt::format("  GROUP = {}\n", group.name);
    for (const MtlField& field : group.fields) {
      const std::string mark = field.quoted ? "\"" : "";
      text += fmt::format("    {} = {}{}{}\n", field.key, mark, field.value, mark);
    }
    text += fmt::format("  END_GROUP = {}\n", group.name);
  }
  return text + fmt::format("END_GROUP = {}\nEND\n", root_name);
}

std::string mtl_json(const std::vector<MtlGroup>& groups) {
  nlohmann::ordered_json file;
  for (const MtlGroup& group : groups) {
    for (const MtlField& field : group.fields) file[root_name][group.name][field.key] = field.value;
  }
  return file.dump() + "\n";
}

std::string mtl_xml(const std::vector<MtlGroup>& groups) {
  const std::unique_ptr<CPLXMLNode, void (*)(CPLXMLNode*)> root(
      CPLCreateXMLNode(nullptr, CXT_Element, root_name), CPLDestroyXMLNode);
  for (const MtlGroup& group : groups) {
    CPLXMLNode* node = CPLCreateXMLNode(root.get(), CXT_Element, group.name.c_str());
    for (const MtlField& field : group.fields)
      CPLCreateXMLElementAndValue(node, field.key.c_str(), field.value.c_str());
  }
  const io::CplString text(CPLSerializeXMLTree(root.get()));
  return std::string("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") + text.get();
}

}  // namespace minenpp::survey
