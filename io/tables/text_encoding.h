#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <cpl_vsi.h>

namespace minenpp::io {

/// How the letters of a text file are stored.
enum class TextEncoding {
  utf8,          ///< or ASCII, which is a part of it
  windows_1252,  ///< what is none of the others: one byte a letter, Latin-1's letters among them
  gbk,           ///< Chinese, two bytes a character, as Chinese Excel writes it (GbkCheck)
  utf16_little,  ///< told by its byte order mark, as Excel's "Unicode text"
  utf16_big,
};

/// "Windows-1252 (or Latin-1)" and the like, for messages.
[[nodiscard]] std::string name_of(TextEncoding encoding);

/// Reads an open file from its beginning to where it ends or the disk refuses, and leaves it at the
/// beginning. Memory is bounded.
[[nodiscard]] TextEncoding encoding_of(VSILFILE* file);

/// The same of a path; empty where it cannot be opened, which its reader says.
[[nodiscard]] std::optional<TextEncoding> encoding_of(const std::string& path);

/// Is the encoding guessed, for want of a sign of it in the file?
[[nodiscard]] bool is_guessed(TextEncoding encoding);

/// A part of a text in an encoding that keeps ASCII (UTF-8, Windows-1252, GBK) as UTF-8; bytes that stand for
/// no letter are left out.
[[nodiscard]] std::string utf8_from(TextEncoding encoding, const std::string& text);

/// The rest of an open UTF-16 file, without its byte order mark, as UTF-8. Throws Error(input) where it is
/// larger than 256 MB, or the disk refuses.
[[nodiscard]] std::string utf8_from_utf16(VSILFILE* file, TextEncoding encoding);

}  // namespace minenpp::io
