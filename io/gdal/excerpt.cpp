#include "io/gdal/excerpt.h"

#include <algorithm>
#include <cstddef>

#include <cpl_string.h>

namespace minenpp::io {

std::string without_controls(std::string_view text, char instead) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    const bool latin = byte == 0xC2U && next >= 0x80U && next <= 0x9FU;
    plain += byte < ' ' || byte == 0x7fU || latin ? instead : text[i];
    if (latin) ++i;
  }
  return plain;
}

std::string excerpt(std::string_view text, std::size_t most) {
  const auto inside = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
  auto size = std::min(text.size(), most);
  while (size > 0 && size < text.size() && inside(size)) --size;
  auto plain = without_controls(text.substr(0, size), '?');
  if (CPLIsUTF8(plain.c_str(), static_cast<int>(plain.size())) == 0)
    std::ranges::replace_if(
        plain, [](char c) { return static_cast<unsigned char>(c) >= 0x80U; }, '?');
  return plain + (size < text.size() ? "..." : "");
}

}  // namespace minenpp::io
