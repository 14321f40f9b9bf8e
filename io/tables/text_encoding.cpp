#include "io/tables/text_encoding.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <vector>

#include <boost/locale/encoding_utf.hpp>
#include <cpl_string.h>

#include "io/gdal/handles.h"
#include "io/gdal/messages.h"
#include "io/tables/gbk_check.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

constexpr std::size_t block_bytes = std::size_t{1} << 20;

/// Follows a text byte by byte (Unicode 15, table 3-7: no longer forms, no surrogates).
class Utf8Check {
 public:
  void add(std::span<const char> bytes) {
    std::size_t i = 0;
    while (valid_ && i < bytes.size()) {
      if (left_ == 0) i += ascii_words(bytes.subspan(i));
      if (i < bytes.size()) add(static_cast<unsigned char>(bytes[i++]));
    }
  }
  [[nodiscard]] bool valid() const { return valid_; }
  /// Does the text end within a letter?
  [[nodiscard]] bool open() const { return left_ > 0; }

 private:
  /// Bytes at the beginning that are ASCII, in whole words of eight.
  static std::size_t ascii_words(std::span<const char> bytes) {
    std::size_t count = 0;
    std::uint64_t word = 0;
    for (; count + sizeof word <= bytes.size(); count += sizeof word) {
      std::memcpy(&word, bytes.data() + count, sizeof word);
      if ((word & 0x8080808080808080U) != 0) break;
    }
    return count;
  }

  void add(unsigned char byte) {
    if (left_ > 0) {
      valid_ = byte >= low_ && byte <= high_;
      low_ = 0x80;
      high_ = 0xBF;
      --left_;
    } else if (byte >= 0x80) {
      valid_ = byte >= 0xC2 && byte <= 0xF4;
      left_ = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
      low_ = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
      high_ = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
    }
  }

  bool valid_ = true;
  int left_ = 0, low_ = 0x80, high_ = 0xBF;
};

/// A file that ends within a letter is no UTF-8, but one that cannot be read to its end may be.
bool is_utf8(VSILFILE* file) {
  std::vector<char> block(block_bytes);
  Utf8Check check;
  while (check.valid()) {
    const auto count = VSIFReadL(block.data(), 1, block.size(), file);
    check.add({block.data(), count});
    if (count < block.size()) break;
  }
  return check.valid() && !(check.open() && VSIFEofL(file) != 0);
}

bool is_gbk(VSILFILE* file) {
  std::vector<char> block(block_bytes);
  GbkCheck check;
  while (check.valid()) {
    const auto count = VSIFReadL(block.data(), 1, block.size(), file);
    check.add({block.data(), count});
    if (count < block.size()) break;
  }
  return check.end();
}

std::string recoded(const std::string& text, const char* from) {
  const GdalMessages silent;  // GDAL says once what letters it left out
  const CplString found(CPLRecode(text.c_str(), from, CPL_ENC_UTF8));
  return found.get();
}

/// GDAL knows GBK by iconv, without which it may be built.
bool knows_gbk() {
  static const bool knows = recoded("\xC4\xEA", "GBK") == "年";
  return knows;
}

TextEncoding guessed(VSILFILE* file) {
  return knows_gbk() && is_gbk(file) ? TextEncoding::gbk : TextEncoding::windows_1252;
}

std::optional<TextEncoding> marked(VSILFILE* file) {
  std::array<char, 2> mark{};
  if (VSIFReadL(mark.data(), 1, mark.size(), file) < mark.size()) return std::nullopt;
  if (mark == std::array{'\xFF', '\xFE'}) return TextEncoding::utf16_little;
  if (mark == std::array{'\xFE', '\xFF'}) return TextEncoding::utf16_big;
  return std::nullopt;
}

}  // namespace

std::string name_of(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::utf8:
      return "UTF-8";
    case TextEncoding::windows_1252:
      return "Windows-1252 (Latin-1)";
    case TextEncoding::gbk:
      return "GBK (Chinese)";
    case TextEncoding::utf16_little:
    case TextEncoding::utf16_big:
      return "UTF-16";
  }
  return {};
}

TextEncoding encoding_of(VSILFILE* file) {
  VSIRewindL(file);
  auto found = marked(file);
  VSIRewindL(file);
  if (!found) {
    if (is_utf8(file)) found = TextEncoding::utf8;
    VSIRewindL(file);
  }
  if (!found) {
    found = guessed(file);
    VSIRewindL(file);
  }
  return *found;
}

std::optional<TextEncoding> encoding_of(const std::string& path) {
  const GdalMessages silent;
  const FileHandle file(VSIFOpenL(path.c_str(), "rb"));
  if (!file) return std::nullopt;
  return encoding_of(file.get());
}

bool is_guessed(TextEncoding encoding) {
  return encoding == TextEncoding::windows_1252 || encoding == TextEncoding::gbk;
}

std::string utf8_from(TextEncoding encoding, const std::string& text) {
  if (!is_guessed(encoding)) return text;
  if (std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) return text;
  return recoded(text, encoding == TextEncoding::gbk ? "GBK" : "CP1252");
}

std::string utf8_from_utf16(VSILFILE* file, TextEncoding encoding) {
  constexpr std::size_t largest = std::size_t{256} << 20;
  std::vector<char> block(block_bytes);
  std::u16string units;
  VSIFSeekL(file, 2, SEEK_SET);
  for (auto count = block.size(); count == block.size();) {
    count = VSIFReadL(block.data(), 1, block.size(), file);
    for (std::size_t i = 0; i + 1 < count; i += 2) {
      const auto first = static_cast<unsigned char>(block[i]),
                 second = static_cast<unsigned char>(block[i + 1]);
      const bool little = encoding == TextEncoding::utf16_little;
      units += static_cast<char16_t>(little ? first | second << 8 : first << 8 | second);
    }
    if (2 * units.size() > largest)
      throw Error(Fault::input, "it is in UTF-16 and larger than 256 MB; save it as UTF-8");
  }
  if (VSIFEofL(file) == 0) throw Error(Fault::input, "cannot be read to its end: the disk fails");
  return boost::locale::conv::utf_to_utf<char>(units);
}

}  // namespace minenpp::io
