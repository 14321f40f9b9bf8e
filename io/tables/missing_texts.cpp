#include "io/tables/missing_texts.h"

#include <algorithm>

#include <boost/algorithm/string/predicate.hpp>

#include "io/tables/csv.h"

namespace minenpp::io {

namespace {

constexpr const char* usual[] = {"", "NA", "NaN", "N/A", "NULL", "None", "-"};

}  // namespace

MissingTexts::MissingTexts(const std::vector<std::string>& own) : texts_(own) {
  for (const auto& text : own)
    if (const auto number = number_from(text)) numbers_.push_back(*number);
}

bool MissingTexts::contains(const std::string& text, const std::optional<double>& number) const {
  if (std::ranges::find(texts_, text) != texts_.end()) return true;
  if (number) return std::ranges::find(numbers_, *number) != numbers_.end();
  return std::ranges::any_of(usual, [&](const char* word) { return boost::iequals(text, word); });
}

}  // namespace minenpp::io
