#include "survey/run/survey_status.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "survey/run/lock_view.h"
#include "survey/run/result_folder.h"
#include "survey/run/stage_state.h"

namespace minenpp::survey {

namespace {

constexpr std::size_t longest_value = 60, most_reasons = 10;

std::string shown(const std::optional<std::string>& value) {
  if (!value) return "none";
  if (value->empty()) return "(not set)";
  return value->size() <= longest_value ? *value : value->substr(0, longest_value) + "...";
}

std::string reason_of(const PartChange& change) {
  if (change.of_stage) return fmt::format("after {}", change.name);
  const auto file = change.file.empty() ? std::string() : fmt::format(" ({})", change.file);
  return fmt::format("{}{}: {} -> {}", change.name, file, shown(change.before), shown(change.now));
}

std::vector<std::string> reasons_of(const StageStatus& status) {
  std::vector<std::string> reasons;
  if (!status.note.empty()) reasons.push_back(status.note);
  for (const auto& change : status.changes) reasons.push_back(reason_of(change));
  if (reasons.size() > most_reasons) {
    const auto more = reasons.size() - most_reasons;
    reasons.resize(most_reasons);
    reasons.push_back(fmt::format("and {} more", more));
  }
  if (status.state == StageState::waits)
    reasons.push_back(fmt::format("for {}", fmt::join(status.waits_for, ", ")));
  else if (status.state == StageState::stale && !status.waits_for.empty())
    reasons.push_back(fmt::format("after {}", fmt::join(status.waits_for, ", ")));
  return reasons;
}

std::string word_of(StageState state) {
  switch (state) {
    case StageState::done:
      return "done";
    case StageState::stale:
      return "stale";
    case StageState::missing:
      return "missing";
    case StageState::partial:
      return "partial";
    case StageState::waits:
      return "waits";
  }
  return {};
}

std::string line_of(const StageStatus& status, const Catalogue& catalogue) {
  const auto reasons = reasons_of(status);
  const auto name = name_of(status.id, catalogue);
  auto text =
      fmt::format("  {:<24}{:<8}{}", name, word_of(status.state), reasons.empty() ? "" : reasons.front());
  text.erase(text.find_last_not_of(' ') + 1);
  for (std::size_t i = 1; i < reasons.size(); ++i) text += fmt::format("\n  {:<32}{}", "", reasons[i]);
  return text + "\n";
}

std::string last_line(const std::vector<StageStatus>& all, const std::filesystem::path& survey) {
  const auto count = [&](auto wanted) { return std::ranges::count_if(all, wanted); };
  const auto waiting = count([](const auto& status) { return status.state == StageState::waits; });
  const auto made = count([](const auto& status) { return status.state != StageState::done; }) - waiting;
  if (made + waiting == 0) return fmt::format("nothing to do: all {} stages are done\n", all.size());
  return fmt::format("minenpp run {} would make {} of {} stages{}\n", survey.string(), made, all.size(),
                     waiting == 0 ? "" : fmt::format(", and those of {} more that turn out stale", waiting));
}

}  // namespace

std::string survey_status(const mpi::Communicator& ranks, const Settings& settings) {
  Notices notices(true, "error");
  Progress progress(ProgressStyle::off, 1);
  ProblemList problems;
  const auto catalogue = make_catalogue(settings, problems, notices);
  problems.throw_if_any();
  const auto folder = settings.path("output.dir");
  check_survey_mark(folder, settings.survey_name(), catalogue.grid);
  const mpi::Partition nobodys(catalogue.tiles, {}, 1);
  const SurveyRun run{ranks, settings, catalogue, nobodys, notices, progress, folder};
  StageKeys keys(settings, catalogue);
  const auto all = stage_states(run, keys);
  std::string text = fmt::format("{}: {}\n", settings.survey_name(), folder.string());
  for (const auto& status : all) text += line_of(status, catalogue);
  for (const auto& holder : runs_going_on(folder)) text += fmt::format("a run is going on: {}\n", holder);
  return text + last_line(all, settings.file());
}

}  // namespace minenpp::survey
