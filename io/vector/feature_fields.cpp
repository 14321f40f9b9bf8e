#include "io/vector/feature_fields.h"

#include <algorithm>
#include <cmath>
#include <regex>
#include <vector>

#include <cpl_string.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/gdal/ascii_text.h"
#include "io/gdal/excerpt.h"
#include "io/tables/csv.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

constexpr std::size_t longest_name = 1000;  // bytes

bool is_text(const std::string& bytes) {
  return CPLIsUTF8(bytes.c_str(), static_cast<int>(bytes.size())) != 0;
}

std::string encoding_hint(const PolygonSettings& settings) {
  return fmt::format(
      "its letters are in an encoding that the file does not tell; name it with {}, such as GBK",
      settings.encoding_setting);
}

std::optional<int> year_of_text(const std::string& field) {
  constexpr std::size_t longest = 40;  // of a date with its time
  const std::string text(trimmed(field));
  if (text.size() > longest) return std::nullopt;
  static const std::regex date(
      R"((\d{4})([-/](0?[1-9]|1[0-2])([-/](0?[1-9]|[12]\d|3[01]))?|\.\d{1,2}\.\d{1,2})([T ].*)?)");
  if (std::smatch parts; std::regex_match(text, parts, date)) return std::stoi(parts[1]);
  const auto number = number_from(text);
  if (!number || *number != std::floor(*number) || std::abs(*number) > 1e5) return std::nullopt;
  return static_cast<int>(*number);
}

}  // namespace

int field_of(OGRLayer& layer, const std::string& name, const std::string& setting,
             const PolygonSettings& settings) {
  if (name.empty()) return no_field;
  OGRFeatureDefn& fields = *layer.GetLayerDefn();
  constexpr std::size_t most_told = 40;
  std::vector<std::string> names;
  bool readable = true;
  for (int i = 0; i < fields.GetFieldCount(); ++i) {
    const std::string field = fields.GetFieldDefn(i)->GetNameRef();
    if (field == name) return i;
    readable = readable && is_text(field);
    if (names.size() < most_told) names.push_back(excerpt(field));
  }
  throw Error(Fault::input,
              fmt::format("layer '{}' has no field '{}' ({}); it has {}{}", excerpt(layer.GetName()), name,
                          setting, names.empty() ? "none" : fmt::format("'{}'", fmt::join(names, "', '")),
                          readable ? "" : "; " + encoding_hint(settings)));
}

std::string name_of(OGRFeature& feature, int field, std::int64_t place, const PolygonSettings& settings) {
  if (field == no_field) return std::to_string(place);
  const bool filled = feature.IsFieldSetAndNotNull(field) != 0;
  std::string name = filled ? feature.GetFieldAsString(field) : "";
  if (name.empty())
    throw Error(Fault::input,
                fmt::format("feature {} has nothing in its name field '{}'", place, settings.name_field));
  if (!is_text(name))
    throw Error(Fault::input, fmt::format("feature {} has the name '{}'; {}", place, excerpt(name),
                                          encoding_hint(settings)));
  const bool one_line = std::ranges::none_of(name, [](unsigned char c) { return c < ' ' || c == 0x7f; });
  if (name.size() > longest_name || !one_line)
    throw Error(Fault::input,
                fmt::format("feature {} has the name '{}'; at most {} characters in one line are "
                            "expected",
                            place, excerpt(name), longest_name));
  return name;
}

std::optional<int> year_of(OGRFeature& feature, int field, const std::string& label) {
  if (field == no_field || feature.IsFieldSetAndNotNull(field) == 0) return std::nullopt;
  const std::string text = feature.GetFieldAsString(field);
  if (text.empty()) return std::nullopt;
  const auto type = feature.GetFieldDefnRef(field)->GetType();
  std::optional<int> year;
  if (type == OFTDate || type == OFTDateTime) {
    int number = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zone = 0;
    feature.GetFieldAsDateTime(field, &number, &month, &day, &hour, &minute, &second, &zone);
    year = number;
  } else {
    year = year_of_text(text);
  }
  if (!year || *year < 1000 || *year > 9999)
    throw Error(Fault::input,
                fmt::format("{}: field '{}' holds '{}' where a year is expected, such as 1987", label,
                            excerpt(feature.GetFieldDefnRef(field)->GetNameRef()), excerpt(text)));
  return year;
}

}  // namespace minenpp::io
