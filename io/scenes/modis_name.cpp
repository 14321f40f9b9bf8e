#include "io/scenes/modis_name.h"

#include <algorithm>

#include "io/scenes/scene_text.h"

namespace minenpp::io {

namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Where the word stands in `text` between other characters than letters and digits; npos where it does not.
std::size_t word_at(std::string_view text, std::string_view word) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_letter_or_digit(text[at - 1]);
    const bool ends = at + word.size() == text.size() || !is_letter_or_digit(text[at + word.size()]);
    if (begins && ends) return at;
  }
  return std::string_view::npos;
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  for (std::size_t i = 0; i < text.size();) {
    const auto begin = i;
    while (i < text.size() && is_letter_or_digit(text[i])) ++i;
    if (i > begin) found.push_back(text.substr(begin, i - begin));
    if (i == begin) ++i;
  }
  return found;
}

/// "a2013257", "doy2013257" or "doy2013257000000" (with a time of day).
std::optional<Date> date_in(std::string_view word) {
  constexpr std::size_t year_and_day = 7, with_time = 13;
  for (const std::string_view begin : {"a", "doy"}) {
    if (!word.starts_with(begin) || !all_digits(word.substr(begin.size()))) continue;
    const auto digits = word.substr(begin.size());
    if (digits.size() == year_and_day || (begin == "doy" && digits.size() == with_time))
      return date_from_year_day(digits.substr(0, year_and_day));
  }
  return std::nullopt;
}

/// "h12v10".
void read_tile(std::string_view word, ModisName& name) {
  if (word.size() != 6 || word[0] != 'h' || word[3] != 'v') return;
  const auto h = whole_from(word.substr(1, 2)), v = whole_from(word.substr(4, 2));
  if (!h || !v) return;
  name.h = h;
  name.v = v;
}

constexpr std::string_view ndvi_word = "ndvi";

}  // namespace

std::optional<ModisName> modis_name(std::string_view file) {
  const auto small = lower(file);
  const auto parts = words(small);
  if (parts.empty()) return std::nullopt;
  constexpr std::string_view kinds[] = {"13q1", "13a1", "13a2", "13a3"};
  const auto product = parts.front();
  const bool terra = product.starts_with("mod"), aqua = product.starts_with("myd");
  if ((!terra && !aqua) ||
      std::find(std::begin(kinds), std::end(kinds), product.substr(3)) == std::end(kinds))
    return std::nullopt;
  ModisName name;
  name.product = (terra ? "MOD" : "MYD") + std::string(product.substr(3, 2)) +
                 static_cast<char>(product[5] - 'a' + 'A') + product[6];
  name.sensor = terra ? SceneSensor::terra_modis : SceneSensor::aqua_modis;
  constexpr std::size_t production_digits = 13;
  for (const auto word : parts) {
    if (!name.date) name.date = date_in(word);
    read_tile(word, name);
    if (word.size() == production_digits && all_digits(word)) name.processed = word;
  }
  return name;
}

std::optional<ModisLayer> modis_layer(std::string_view name) {
  auto small = lower(name);
  std::replace(small.begin(), small.end(), ' ', '_');
  if (small.find("pixel_reliability") != std::string::npos) return ModisLayer::reliability;
  if (small.find("vi_quality") != std::string::npos) return ModisLayer::vi_quality;
  // "_" is no letter, so the word stands alone in "16_days_NDVI_doy".
  if (word_at(small, ndvi_word) != std::string_view::npos) return ModisLayer::ndvi;
  return std::nullopt;
}

std::string modis_sibling(std::string_view file, ModisLayer layer) {
  auto small = lower(file);
  const auto at = word_at(small, ndvi_word);
  if (at == std::string_view::npos) return {};
  const char* word = layer == ModisLayer::reliability  ? "pixel_reliability"
                     : layer == ModisLayer::vi_quality ? "vi_quality"
                                                       : "ndvi";
  return small.replace(at, ndvi_word.size(), word);
}

}  // namespace minenpp::io
