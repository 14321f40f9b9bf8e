#include "io/export/text_file.h"

#include <algorithm>

#include "io/results/file_writer.h"

namespace minenpp::io {

void write_text_file(const std::filesystem::path& path, const std::string& text) {
  FileWriter file(path);
  file.write(text);
  file.finish();
}

std::string file_word(const std::string& text) {
  constexpr std::size_t longest = 80;
  constexpr unsigned char first_beyond_ascii = 0x80, continued = 0xc0;
  std::string word;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (plain || static_cast<unsigned char>(c) >= first_beyond_ascii)
      word += c;
    else if (!word.empty() && word.back() != '-')
      word += '-';
  }
  auto length = std::min(word.size(), longest);
  // Not within a letter of several bytes.
  while (length < word.size() && length > 0 &&
         (static_cast<unsigned char>(word[length]) & continued) == first_beyond_ascii)
    --length;
  word.resize(length);
  while (!word.empty() && word.back() == '-') word.pop_back();
  return word.empty() ? "_" : word;
}

}  // namespace minenpp::io
