#include "survey/catalogue/first_names.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace minenpp::survey {

namespace {

std::span<const std::string> first_of(const std::vector<std::string>& names) {
  return std::span(names).first(std::min(names.size(), most_named));
}

}  // namespace

std::string first_quoted(const std::vector<std::string>& names) {
  const auto shown = first_of(names);
  return fmt::format(
      "'{}'{}", fmt::join(shown, "', '"),
      shown.size() < names.size() ? fmt::format(" and {} more", names.size() - shown.size()) : "");
}

std::string first_listed(const std::vector<std::string>& names) {
  const auto shown = first_of(names);
  return fmt::format("{}{}", fmt::join(shown, ", "), shown.size() < names.size() ? ", ..." : "");
}

}  // namespace minenpp::survey
