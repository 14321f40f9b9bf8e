#include "io/gdal/excerpt.h"

#include <algorithm>

namespace minenpp::io {

std::string excerpt(std::string_view text, std::size_t most) {
  const auto inside = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
  auto size = std::min(text.size(), most);
  while (size > 0 && size < text.size() && inside(size)) --size;
  std::string piece(text.substr(0, size));
  std::ranges::replace_if(
      piece, [](unsigned char c) { return c < ' ' || c == 0x7f; }, '?');
  return size < text.size() ? piece + "..." : piece;
}

}  // namespace minenpp::io
