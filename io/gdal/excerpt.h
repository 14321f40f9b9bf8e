#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace minenpp::io {

/// Control characters of ASCII and, as UTF-8 writes them, those of Latin-1 (C2 80 to C2 9F) become `instead`.
[[nodiscard]] std::string without_controls(std::string_view text, char instead);

/// A piece of a file for a message: at most `most` bytes of it (no character of UTF-8 is cut), control
/// characters and line ends as '?', for the terminal must not obey a file; where it is no UTF-8 all that is
/// not ASCII as well.
[[nodiscard]] std::string excerpt(std::string_view text, std::size_t most = 60);

}  // namespace minenpp::io
