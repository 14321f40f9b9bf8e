#include "io/scenes/product_name.h"

#include <algorithm>
#include <vector>

#include "io/scenes/scene_text.h"

namespace minenpp::io {

namespace {

using model::LandsatSensor;

std::string upper(std::string_view text) {
  std::string big(text);
  for (char& c : big)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return big;
}

std::optional<LandsatPlatform> platform_of(char satellite) {
  switch (satellite) {
    case '4':
      return LandsatPlatform{SceneSensor::landsat4, LandsatSensor::tm};
    case '5':
      return LandsatPlatform{SceneSensor::landsat5, LandsatSensor::tm};
    case '7':
      return LandsatPlatform{SceneSensor::landsat7, LandsatSensor::etm};
    case '8':
      return LandsatPlatform{SceneSensor::landsat8, LandsatSensor::oli};
    case '9':
      return LandsatPlatform{SceneSensor::landsat9, LandsatSensor::oli};
    default:
      return std::nullopt;
  }
}

/// `letter` as in LC08: T is TM on 4 and 5 but TIRS alone on 8 and 9, M is MSS.
std::optional<LandsatPlatform> platform_of(char letter, char satellite) {
  const auto platform = platform_of(satellite);
  if (!platform) return std::nullopt;
  const std::string_view letters = platform->landsat == LandsatSensor::tm    ? "T"
                                   : platform->landsat == LandsatSensor::etm ? "E"
                                                                             : "CO";
  return letters.find(letter) == std::string_view::npos ? std::nullopt : platform;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0;;) {
    const auto end = std::min(text.find(separator, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    if (end == text.size()) return parts;
    begin = end + 1;
  }
}

std::optional<LandsatProduct> product_of(std::string_view level, std::string_view collection) {
  const bool level1 = level == "L1TP" || level == "L1GT" || level == "L1GS";
  const bool level2 = level == "L2SP" || level == "L2SR";
  if (level1 && collection == "01") return LandsatProduct::collection1_level1;
  if (level1 && collection == "02") return LandsatProduct::collection2_level1;
  if (level2 && collection == "02") return LandsatProduct::collection2_surface;
  return std::nullopt;
}

std::optional<LandsatName> collection_name(const std::string& id) {
  const auto parts = split(id, '_');
  if (parts.size() != 7 || parts[0].size() != 4 || parts[0][0] != 'L' || parts[0][2] != '0')
    return std::nullopt;
  const auto platform = platform_of(parts[0][1], parts[0][3]);
  const auto product = product_of(parts[1], parts[5]);
  if (!platform || !product || parts[2].size() != 6 || !date_from_digits(parts[4])) return std::nullopt;
  const auto path = whole_from(parts[2].substr(0, 3)), row = whole_from(parts[2].substr(3));
  const auto date = date_from_digits(parts[3]);
  constexpr std::string_view tiers[] = {"T1", "T2", "RT", "A1", "A2"};
  if (!path || !row || !date || std::find(std::begin(tiers), std::end(tiers), parts[6]) == std::end(tiers))
    return std::nullopt;
  return LandsatName{id, *platform, *product, *path, *row, *date, std::string(parts[4])};
}

std::optional<LandsatName> scene_name(const std::string& id) {
  constexpr std::size_t length = 21;
  if (id.size() != length || id[0] != 'L') return std::nullopt;
  const std::string_view text = id;
  const auto platform = platform_of(text[1], text[2]);
  const auto path = whole_from(text.substr(3, 3)), row = whole_from(text.substr(6, 3));
  const auto date = date_from_year_day(text.substr(9, 7));
  const auto version = text.substr(19);
  const auto station = text.substr(16, 3);
  const bool named = std::all_of(station.begin(), station.end(),
                                 [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
  if (!platform || !path || !row || !date || !named || !all_digits(version)) return std::nullopt;
  return LandsatName{id,    *platform,           LandsatProduct::precollection_level1, *path, *row,
                     *date, std::string(version)};
}

}  // namespace

std::optional<LandsatName> landsat_name(std::string_view text) {
  constexpr std::size_t longest = 64;
  if (text.size() > longest) return std::nullopt;
  const auto id = upper(text);
  if (auto name = collection_name(id)) return name;
  return scene_name(id);
}

std::optional<LandsatPlatform> landsat_platform(std::string_view text) {
  constexpr std::string_view begin = "landsat";
  constexpr std::size_t longest = 16;
  if (text.size() > longest) return std::nullopt;
  std::string letters = lower(text);
  std::erase_if(letters, [](char c) { return c == ' ' || c == '-' || c == '_'; });
  if (letters.size() != begin.size() + 1 || letters.rfind(begin, 0) != 0) return std::nullopt;
  return platform_of(letters.back());
}

std::string name_of(LandsatProduct product) {
  switch (product) {
    case LandsatProduct::collection2_surface:
      return "Collection 2 Level-2";
    case LandsatProduct::collection2_level1:
      return "Collection 2 Level-1";
    case LandsatProduct::collection1_level1:
      return "Collection 1 Level-1";
    case LandsatProduct::precollection_level1:
      break;
  }
  return "Level-1 before collections";
}

}  // namespace minenpp::io
