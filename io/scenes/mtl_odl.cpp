#include <vector>

#include <fmt/format.h>

#include "io/scenes/mtl_formats.h"
#include "io/scenes/scene_text.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

/// Reads ODL line by line.
class OdlParser {
 public:
  explicit OdlParser(Metadata& metadata) : metadata_(metadata) {}

  void parse(std::string_view text) {
    while (!text.empty()) {
      ++line_;
      const auto end = text.find('\n');
      const auto line = trimmed(text.substr(0, end));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      if (line == "END") break;
      if (!line.empty() && line.substr(0, 2) != "/*") read(line);
    }
    if (!open_.empty())
      fail(fmt::format("the file ends inside group {}; it seems cut off", shown(open_.back())));
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(Fault::input, fmt::format("'{}': line {}: {}", metadata_.name(), line_, what));
  }

  void read(std::string_view line) {
    const auto equals = line.find('=');
    if (equals == std::string_view::npos)
      fail(fmt::format("'{}' is found where NAME = VALUE is expected", shown(line)));
    const auto key = trimmed(line.substr(0, equals));
    const auto value = unquoted(trimmed(line.substr(equals + 1)));
    if (key.empty()) fail(fmt::format("'{}' has no name before '='", shown(line)));
    if (key == "GROUP" || key == "OBJECT")
      begin(value);
    else if (key == "END_GROUP" || key == "END_OBJECT")
      end(value);
    else if (open_.empty())
      fail(fmt::format("'{}' is found outside a group", shown(line)));
    else
      metadata_.add(open_.back(), std::string(key), std::string(value));
  }

  void begin(std::string_view group) {
    if (open_.empty()) check_mtl_root(group, metadata_);
    if (open_.size() >= deepest_mtl)
      fail(fmt::format("groups are nested deeper than {} levels", deepest_mtl));
    open_.emplace_back(group);
  }

  void end(std::string_view group) {
    if (open_.empty()) fail(fmt::format("END_GROUP = {} ends no group", shown(group)));
    if (open_.back() != group)
      fail(fmt::format("END_GROUP = {} is found where END_GROUP = {} is expected", shown(group),
                       shown(open_.back())));
    open_.pop_back();
  }

  std::string_view unquoted(std::string_view value) const {
    if (value.empty() || value.front() != '"') return value;
    if (value.size() < 2 || value.back() != '"') fail(fmt::format("{} lacks its second quote", shown(value)));
    return value.substr(1, value.size() - 2);
  }

  Metadata& metadata_;
  std::vector<std::string> open_;
  std::int64_t line_ = 0;
};

}  // namespace

void parse_mtl_odl(std::string_view bytes, Metadata& metadata) {
  OdlParser(metadata).parse(bytes.substr(0, bytes.find('\0')));
}

}  // namespace minenpp::io
