#include "survey/plan/batch_line.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "survey/run/stage_id.h"

namespace minenpp::survey {

namespace {

constexpr double more_time = 1.5, more_memory = 1.25;
constexpr std::int64_t fewest_minutes = 10;
constexpr double megabyte = 1 << 20;

std::int64_t minutes_of(double seconds) {
  return std::max(fewest_minutes, static_cast<std::int64_t>(std::ceil(more_time * seconds / 60)));
}

/// A word as a shell takes it.
std::string quoted(const std::string& word) {
  const bool plain = word.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                         "0123456789_./-+=:,@") == std::string::npos;
  if (plain && !word.empty()) return word;
  std::string text = "'";
  for (const char letter : word) text += letter == '\'' ? "'\\''" : std::string(1, letter);
  return text + "'";
}

/// The busiest of the jobs of slurm/submit-years: a year's inputs, a year's NPP, and the one behind them that
/// makes the rest. Each starts anew.
double longest_task_s(const SurveyPlan& plan) {
  double start = 0, inputs = 0, npp = 0, rest = 0;
  for (const auto& stage : plan.stages) {
    const double of_a_year = stage.seconds / static_cast<double>(std::max<std::int64_t>(stage.years, 1));
    if (stage.stage == "start")
      start += stage.seconds;
    else if (stage.stage == word_of(Stage::landcover) || stage.stage == word_of(Stage::ndvi) ||
             stage.stage == word_of(Stage::class_ndvi))
      inputs += of_a_year;
    else if (stage.stage == word_of(Stage::npp))
      npp += of_a_year;
    else
      rest += stage.seconds;
  }
  return start + std::max({inputs, npp, rest});
}

}  // namespace

BatchRequest batch_request(const SurveyPlan& plan) {
  BatchRequest request;
  const auto& asked = plan.asked;
  request.ranks = asked.ranks;
  request.ranks_per_node = std::min(asked.ranks, asked.ranks_per_node);
  request.nodes = (asked.ranks + request.ranks_per_node - 1) / request.ranks_per_node;
  const auto memory = more_memory * static_cast<double>(plan.memory.of_the_first()) / megabyte;
  request.memory_MB = static_cast<std::int64_t>(std::ceil(memory / 10)) * 10;
  const auto most = static_cast<std::int64_t>(asked.hours_per_job * 60);
  const auto all = minutes_of(plan.seconds());
  request.minutes = std::min(most, all);
  if (all <= most) return request;
  request.by_years = plan.years.size() > 1;
  const auto task = request.by_years ? minutes_of(longest_task_s(plan)) : all;
  request.minutes = std::min(most, task);
  request.restarts = task > most;
  return request;
}

std::string slurm_time(std::int64_t minutes) {
  constexpr std::int64_t hour = 60, day = 24 * hour;
  const auto days = minutes / day;
  return fmt::format("{}{:02}:{:02}:00", days > 0 ? fmt::format("{}-", days) : "", minutes % day / hour,
                     minutes % hour);
}

std::string batch_line(const SurveyPlan& plan, const BatchRequest& request) {
  const auto options = fmt::format(
      "--nodes={} {}--ntasks-per-node={} --mem-per-cpu={}M --time={}", request.nodes,
      // The last node may have fewer.
      request.nodes * request.ranks_per_node == request.ranks ? ""
                                                              : fmt::format("--ntasks={} ", request.ranks),
      request.ranks_per_node, request.memory_MB, slurm_time(request.minutes));
  const auto survey = quoted(plan.file);
  auto line = request.by_years
                  ? fmt::format("SURVEY={} {}SBATCH_OPTIONS=\"{}\" slurm/submit-years {}", survey,
                                plan.goes_on ? "" : "NPP=array ", options, fmt::join(plan.years, ","))
                  : fmt::format("SURVEY={} sbatch {} slurm/single.sbatch", survey, options);
  for (const auto& option : plan.asked.options) line += " " + quoted(option);
  return line;
}

}  // namespace minenpp::survey
