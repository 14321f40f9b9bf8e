#include "io/scenes/mtl_formats.h"

#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "io/scenes/scene_text.h"
#include "io/scenes/xml_tree.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;
using nlohmann::json;

/// Takes an MTL's JSON as it streams by: no tree is built, and the order of the file is kept.
class MtlSax : public nlohmann::json_sax<json> {
 public:
  explicit MtlSax(Metadata& metadata) : metadata_(metadata) {}

  bool key(string_t& name) override {
    key_ = name;
    return true;
  }
  bool start_object(std::size_t) override {
    if (open_.size() >= deepest_mtl)
      fail(fmt::format("groups are nested deeper than {} levels", deepest_mtl));
    if (open_.size() == 1) check_mtl_root(key_, metadata_);
    open_.push_back(key_);
    return true;
  }
  bool end_object() override {
    open_.pop_back();
    return true;
  }
  bool start_array(std::size_t) override {
    fail(fmt::format("'{}' is a list where a group or a text is expected", shown(key_)));
  }
  bool end_array() override { return true; }
  bool null() override { return true; }
  bool boolean(bool value) override { return add(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return add(fmt::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return add(fmt::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return add(text); }
  bool string(string_t& text) override { return add(text); }
  bool binary(binary_t&) override { return true; }
  bool parse_error(std::size_t byte, const std::string& token, const json::exception&) override {
    throw Error(Fault::input, fmt::format("'{}': byte {}: '{}' is not JSON that goes on here",
                                          metadata_.name(), byte, shown(token)));
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(Fault::input, fmt::format("'{}': {}", metadata_.name(), what));
  }

  bool add(std::string value) {
    if (open_.size() < 2) fail(fmt::format("'{}' is found outside a group", shown(key_)));
    metadata_.add(open_.back(), key_, std::move(value));
    return true;
  }

  Metadata& metadata_;
  std::string key_;
  std::vector<std::string> open_;
};

/// `group`: an element; its children are groups if they have elements inside, else entries. The depth has
/// been checked by parse_xml.
void add_elements(const CPLXMLNode* group, Metadata& metadata) {
  for (const auto* node = group->psChild; node != nullptr; node = node->psNext) {
    if (node->eType != CXT_Element) continue;
    const auto* inside = node->psChild;
    while (inside != nullptr && inside->eType != CXT_Element) inside = inside->psNext;
    if (inside != nullptr)
      add_elements(node, metadata);
    else
      metadata.add(group->pszValue, node->pszValue, std::string(trimmed(CPLGetXMLValue(node, nullptr, ""))));
  }
}

}  // namespace

void parse_mtl_json(std::string_view bytes, Metadata& metadata) {
  MtlSax handler(metadata);
  json::sax_parse(bytes.begin(), bytes.end(), &handler);
}

void parse_mtl_xml(std::string_view bytes, Metadata& metadata) {
  const auto tree = parse_xml(bytes, metadata.name());
  const CPLXMLNode* root = tree.get();
  while (root != nullptr && (root->eType != CXT_Element || root->pszValue[0] == '?')) root = root->psNext;
  check_mtl_root(root == nullptr ? "" : root->pszValue, metadata);
  add_elements(root, metadata);
}

}  // namespace minenpp::io
