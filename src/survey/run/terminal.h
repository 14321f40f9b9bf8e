#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace minenpp::survey {

/// What can be shown where text is printed.
struct Terminal {
  bool colour = false;   ///< a terminal, and standard error too; TERM is not "dumb", and NO_COLOR is not set
                         ///< (no-color.org)
  bool unicode = false;  ///< the locale's characters are UTF-8
};

/// Of the stream of a running program.
[[nodiscard]] Terminal terminal_of(std::FILE* stream);

/// The text in bold on a terminal with colour, else as it is.
[[nodiscard]] std::string bold(const Terminal& terminal, const std::string& text);

/// The values as a row of small bars between the least and the largest, one character each: a space for NaN.
/// Empty where the terminal has no such characters or there are fewer than two values.
[[nodiscard]] std::string sparkline(const Terminal& terminal, const std::vector<double>& values);

}  // namespace minenpp::survey
