#include "io/report/sentence.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace minenpp::io {

namespace {

constexpr std::ptrdiff_t group_digits = 3;

}  // namespace

Sentence::Sentence(std::string text, std::string level) : text_(std::move(text)), level_(std::move(level)) {}

Sentence& Sentence::number(const Sourced& number, int digits) {
  numbers_.push_back({{"value", number_or_null(number.value)},
                      {"text", decimal(number.value, digits)},
                      {"source", number.source}});
  return *this;
}

Sentence& Sentence::probability(const Sourced& p) {
  constexpr int digits = 3;
  numbers_.push_back({{"value", number_or_null(p.value)},
                      {"text", decimal(std::max(p.value, least_probability), digits)},
                      {"source", p.source}});
  return *this;
}

Sentence& Sentence::percent_between(const Sourced& later, const Sourced& earlier, int digits) {
  const double change = 100 * (later.value / earlier.value - 1);
  numbers_.push_back({{"value", number_or_null(change)},
                      {"text", decimal(std::abs(change), digits)},
                      {"source", later.source + " / " + earlier.source}});
  return *this;
}

Json Sentence::json() const {
  return {{"text", text_}, {"numbers", numbers_}, {"level", level_}};
}

std::string decimal(double value, int digits) {
  if (std::isnan(value)) return "-";
  auto text = fmt::format("{:.{}f}", std::abs(value), digits);
  const auto point = std::min(text.find('.'), text.size());
  for (auto at = static_cast<std::ptrdiff_t>(point) - group_digits; at > 0; at -= group_digits)
    text.insert(static_cast<std::size_t>(at), ",");
  const bool zero = text.find_first_not_of("0.,") == std::string::npos;
  return value < 0 && !zero ? "-" + text : text;
}

Json number_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

std::string plain(std::string name) {
  std::ranges::replace(name, '{', '(');
  std::ranges::replace(name, '}', ')');
  return name;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return text;
}

}  // namespace minenpp::io
