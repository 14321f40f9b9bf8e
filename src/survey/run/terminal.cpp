#include "survey/run/terminal.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include <unistd.h>

namespace minenpp::survey {

namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

/// The first of these that is set decides, as in POSIX.
bool locale_is_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    std::string value(variable(name));
    if (value.empty()) continue;
    std::ranges::transform(value, value.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
  }
  return false;
}

}  // namespace

Terminal terminal_of(std::FILE* stream) {
  // mpirun gives every rank's standard output a terminal of its own, whatever lies behind it, but not its
  // errors.
  const bool shown = ::isatty(::fileno(stream)) != 0 && ::isatty(::fileno(stderr)) != 0;
  const bool colour = shown && variable("TERM") != "dumb" && variable("NO_COLOR").empty();
  return {colour, locale_is_utf8()};
}

std::string bold(const Terminal& terminal, const std::string& text) {
  return terminal.colour ? "\033[1m" + text + "\033[0m" : text;
}

std::string sparkline(const Terminal& terminal, const std::vector<double>& values) {
  constexpr std::array<std::string_view, 8> bars{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  if (!terminal.unicode || values.size() < 2) return {};
  double low = INFINITY, high = -INFINITY;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  std::string line;
  for (const double value : values) {
    if (std::isnan(value)) {
      line += ' ';
      continue;
    }
    const double share = high > low ? (value - low) / (high - low) : 0.5;
    line +=
        bars[std::min(bars.size() - 1, static_cast<std::size_t>(share * static_cast<double>(bars.size())))];
  }
  return line;
}

}  // namespace minenpp::survey
