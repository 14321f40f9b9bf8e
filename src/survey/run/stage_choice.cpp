#include "survey/run/stage_choice.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/error.h"
#include "survey/settings/setting.h"

namespace minenpp::survey {

namespace {

constexpr std::array selectable{Stage::landcover, Stage::ndvi, Stage::class_ndvi, Stage::mines,
                                Stage::weather,   Stage::npp,  Stage::synthesis,  Stage::report};

Stage stage_named(const std::string& option, const std::string& word) {
  if (word == "synthesis") return Stage::synthesis;
  const auto found = std::ranges::find_if(selectable, [&](Stage stage) { return word_of(stage) == word; });
  if (found != selectable.end()) return *found;
  std::vector<std::string> words;
  for (const auto stage : selectable) words.push_back(word_of(stage));
  throw model::Error(model::Fault::usage, fmt::format("{}: no stage is called '{}'; the stages are {}",
                                                      option, word, fmt::join(words, ", ")));
}

std::vector<int> years_of(const std::string& option, const std::string& text) {
  return model::in_context(option, [&] { return parse_integer_list(text); });
}

/// "npp:2006-2010" is one stage in five years.
void add_forced(std::vector<StageChoice::Forced>& all, const std::string& word) {
  const auto colon = word.find(':');
  const auto stage = stage_named("--force", word.substr(0, colon));
  // NDVI is counted by class while it is made.
  const auto add = [&](std::optional<int> year) {
    all.push_back({stage, year});
    if (stage == Stage::ndvi) all.push_back({Stage::class_ndvi, year});
  };
  if (colon == std::string::npos) return add(std::nullopt);
  if (!is_per_year(stage))
    throw model::Error(
        model::Fault::usage,
        fmt::format("--force={}: {} is a stage of all years, without a year", word, word_of(stage)));
  for (const int year : years_of("--force", word.substr(colon + 1))) add(year);
}

/// The stages whose files a stage is made from.
std::vector<Stage> rests_on(Stage stage) {
  switch (stage) {
    case Stage::mines:
      return {Stage::landcover};
    case Stage::class_ndvi:
      return {Stage::landcover, Stage::ndvi};
    case Stage::npp:
      return {Stage::landcover, Stage::ndvi, Stage::class_ndvi};
    case Stage::synthesis:
      return {Stage::landcover, Stage::ndvi, Stage::class_ndvi, Stage::mines, Stage::npp};
    case Stage::report:
      return {Stage::landcover, Stage::ndvi, Stage::class_ndvi, Stage::mines, Stage::npp, Stage::synthesis};
    case Stage::landcover:
    case Stage::ndvi:
    case Stage::weather:
    case Stage::weather_statistics:
      break;
  }
  return {};
}

}  // namespace

StageChoice StageChoice::read(const std::string& only, const std::string& years, const std::string& force) {
  StageChoice choice;
  for (const auto& word : parse_text_list(only)) choice.only.insert(stage_named("--only", word));
  // All that NPP wants of a year's inputs, and best counted while the NDVI is at hand.
  if (choice.only.contains(Stage::ndvi)) choice.only.insert(Stage::class_ndvi);
  if (!years.empty()) choice.years = years_of("--years", years);
  std::ranges::sort(choice.years);
  for (const auto& word : parse_text_list(force)) add_forced(choice.force, word);
  for (const auto& forced : choice.force)
    if (!choice.asks_for(forced.stage))
      throw model::Error(model::Fault::usage,
                         fmt::format("--force={}: this run does not come to it; name it in --only as well",
                                     word_of(forced.stage)));
  return choice;
}

bool StageChoice::asks_for(Stage stage) const {
  if (only.empty()) return years.empty() || is_per_year(stage);
  return only.contains(stage) || std::ranges::any_of(only, [&](Stage named) {
           return std::ranges::count(rests_on(named), stage) > 0;
         });
}

bool StageChoice::keeps_to_years() const {
  return !years.empty() && std::ranges::all_of(only, is_per_year);
}

}  // namespace minenpp::survey
