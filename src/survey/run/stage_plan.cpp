#include "survey/run/stage_plan.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/error.h"
#include "survey/run/known_bounds.h"
#include "survey/run/stage_files.h"

namespace minenpp::survey {

namespace {

using model::Error;
using model::Fault;

void require_surveyed(const std::vector<int>& surveyed, const std::string& option, int year) {
  if (std::ranges::find(surveyed, year) == surveyed.end())
    throw Error(Fault::usage, fmt::format("{}: {} is not surveyed; the years of this survey are {}", option,
                                          year, fmt::join(surveyed, ",")));
}

/// The setting without which a survey has no such stage.
std::string setting_behind(Stage stage) {
  if (stage == Stage::mines) return "mines.find=yes";
  if (stage == Stage::weather) return "output.weather=yes";
  return "report.page=yes";
}

}  // namespace

StagePlan::StagePlan(const StageChoice& choice, const SurveyRun& run) : choice_(choice), run_(run) {
  const auto surveyed = run.catalogue.year_numbers();
  for (const int year : choice.years) require_surveyed(surveyed, "--years", year);
  for (const auto& forced : choice.force)
    if (forced.year) require_surveyed(surveyed, "--force", *forced.year);
  const auto stages = survey_stages(run);
  for (const auto named : choice.only)
    if (std::ranges::none_of(stages, [&](const StageId& id) { return id.stage == named; }))
      throw Error(Fault::usage, fmt::format("--only={}: this survey has no such stage; it needs {}",
                                            word_of(named), setting_behind(named)));
  for (const auto& id : stages) count_ += id.stage != Stage::report && makes(id) ? 1 : 0;
  if (choice.asks_for(Stage::npp)) find_needed_years();
}

/// NPP needs the histograms of NDVI that its bounds come from, and where the water of a year goes on into the
/// next, the year before; whose key needs its own bounds, and so on back.
void StagePlan::find_needed_years() {
  const auto& catalogue = run_.catalogue;
  for (std::size_t year = 0; year < catalogue.years.size(); ++year) {
    if (!has_year(year)) continue;
    if (catalogue.continues(year)) npp_.insert(year - 1);
    for (auto back = year;; --back) {
      for (const auto of_bounds : years_behind_bounds(catalogue, back)) class_ndvi_.insert(of_bounds);
      if (!catalogue.continues(back)) break;
    }
  }
}

bool StagePlan::has_year(std::size_t year) const {
  return choice_.years.empty() ||
         std::ranges::find(choice_.years, run_.catalogue.years[year].year) != choice_.years.end();
}

bool StagePlan::makes(const StageId& id) const {
  if (id.stage == Stage::weather_statistics) return true;
  return asks_for(id.stage) && (!id.year || has_year(*id.year));
}

bool StagePlan::needs(const StageId& id) const {
  if (makes(id) || !id.year || id.stage == Stage::weather) return false;
  if (asks_for(Stage::synthesis)) return true;
  if (id.stage == Stage::landcover) return asks_for(Stage::mines);
  if (id.stage == Stage::ndvi) return false;
  return id.stage == Stage::class_ndvi ? class_ndvi_.contains(*id.year) : npp_.contains(*id.year);
}

bool StagePlan::forces(const StageId& id) const {
  return std::ranges::any_of(choice_.force, [&](const StageChoice::Forced& forced) {
    return forced.stage == id.stage &&
           (!forced.year || (id.year && *forced.year == run_.catalogue.years[*id.year].year));
  });
}

void StagePlan::demand(const std::vector<StageId>& missing) const {
  if (missing.empty()) return;
  std::vector<std::string> names;
  std::set<int> years;
  std::set<std::string> words;
  for (const auto& id : missing) {
    names.push_back(name_of(id, run_.catalogue));
    words.insert(word_of(id.stage));
    years.insert(run_.catalogue.years[id.year.value()].year);
  }
  throw Error(
      Fault::usage,
      fmt::format(
          "this run needs stages of other years that are not up to date: {}. Make them first: minenpp "
          "run {} --only={} --years={}",
          fmt::join(names, ", "), run_.settings.file().string(), fmt::join(words, ","),
          fmt::join(years, ",")));
}

}  // namespace minenpp::survey
