#include "survey/plan/plan_text.h"

#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "survey/plan/batch_line.h"
#include "survey/run/progress.h"

namespace minenpp::survey {

namespace {

/// "4.3 MB", in powers of ten.
std::string bytes_text(std::int64_t bytes) {
  constexpr std::array units{"B", "kB", "MB", "GB", "TB", "PB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; value >= 1000 && unit + 1 < units.size(); ++unit) value /= 1000;
  return fmt::format("{:.{}f} {}", value, unit == 0 || value >= 100 ? 0 : 1, units[unit]);
}

std::string head_text(const SurveyPlan& plan) {
  return fmt::format(
      "{} on {} rank{}: {} x {} pixels, {} of them surveyed, {} year{}\n  tiles     {} of {} pixels; a rank "
      "has "
      "{} to {}, the busiest {:.2f} of the mean work, in {} rounds\n",
      plan.survey, plan.asked.ranks, plan.asked.ranks == 1 ? "" : "s", plan.rows, plan.cols, plan.area_pixels,
      plan.years.size(), plan.years.size() == 1 ? "" : "s", plan.tiles, plan.tile_size, plan.fewest_tiles,
      plan.most_tiles, plan.imbalance, plan.rounds);
}

std::string memory_text(const SurveyPlan& plan) {
  const auto largest = plan.memory.largest_part();
  return fmt::format("  memory    {} a rank, {} on the first; largest part after the program: {}, {}\n",
                     megabytes(plan.memory.of_a_rank()), megabytes(plan.memory.of_the_first()), largest.what,
                     megabytes(largest.bytes));
}

std::string files_text(const SurveyPlan& plan) {
  auto text = fmt::format("  disk      {} in {} files\n", bytes_text(plan.bytes()), plan.file_count());
  for (const auto& kind : plan.files)
    text += fmt::format("              {:<28} {:>5} {:>10}\n", kind.kind, kind.files, bytes_text(kind.bytes));
  return text;
}

std::string traffic_text(const SurveyPlan& plan) {
  const auto& traffic = plan.traffic;
  if (plan.asked.ranks == 1) return "  messages  none: one rank\n";
  return fmt::format(
      "  messages  the busiest rank meets the others {} times and sends {} of maps in {} messages; "
      "the first receives {}\n",
      traffic.collective_calls, bytes_text(traffic.map_bytes), traffic.messages,
      bytes_text(traffic.received_bytes));
}

std::string time_text(const SurveyPlan& plan) {
  auto text = fmt::format("  time      {}, if every rank has a processor like this one to itself\n",
                          duration_text(plan.seconds()));
  for (const auto& stage : plan.stages)
    text +=
        fmt::format("              {:<28} {:>16}\n",
                    stage.years > 1 ? fmt::format("{} ({} years)", stage.stage, stage.years) : stage.stage,
                    duration_text(stage.seconds));
  return text;
}

std::string trial_text(const Trial& trial, std::size_t years) {
  return fmt::format("  tried     {} of {} tiles{} on one rank, in {}\n", trial.tiles, trial.all_tiles,
                     trial.years < years ? fmt::format(", {} of {} years", trial.years, years) : "",
                     duration_text(trial.seconds));
}

std::string batch_text(const SurveyPlan& plan) {
  const auto request = batch_request(plan);
  std::string text = "  slurm     with half as much time again and a quarter more memory";
  if (request.by_years) text += ", as a job array over the years, since it takes longer than a job may";
  if (request.restarts) text += "; a job puts itself back into the queue and goes on";
  text += fmt::format(":\n\n{}\n", batch_line(plan, request));
  return text;
}

using Json = nlohmann::ordered_json;

Json stages_json(const SurveyPlan& plan) {
  auto stages = Json::array();
  for (const auto& stage : plan.stages)
    stages.push_back({{"stage", stage.stage}, {"years", stage.years}, {"seconds", stage.seconds}});
  return stages;
}

Json files_json(const SurveyPlan& plan) {
  auto files = Json::array();
  for (const auto& kind : plan.files)
    files.push_back({{"kind", kind.kind}, {"files", kind.files}, {"bytes", kind.bytes}});
  return files;
}

Json memory_json(const MemoryEstimate& memory) {
  auto stages = Json::array();
  for (const auto& stage : memory.stages) {
    auto parts = Json::object();
    for (const auto& part : stage.every_rank) parts[part.what] = part.bytes;
    auto first = Json::object();
    for (const auto& part : stage.first_rank) first[part.what] = part.bytes;
    stages.push_back({{"stage", word_of(stage.stage)},
                      {"bytes_a_rank", stage.of_a_rank()},
                      {"bytes_first_rank", stage.of_the_first()},
                      {"parts", std::move(parts)},
                      {"parts_of_the_first", std::move(first)}});
  }
  return {{"bytes_a_rank", memory.of_a_rank()},
          {"bytes_first_rank", memory.of_the_first()},
          {"stages", std::move(stages)}};
}

Json batch_json(const SurveyPlan& plan) {
  const auto request = batch_request(plan);
  return {{"nodes", request.nodes},         {"ranks_per_node", request.ranks_per_node},
          {"memory_MB", request.memory_MB}, {"minutes", request.minutes},
          {"by_years", request.by_years},   {"command", batch_line(plan, request)}};
}

}  // namespace

std::string plan_text(const SurveyPlan& plan) {
  return head_text(plan) + memory_text(plan) + files_text(plan) + traffic_text(plan) + time_text(plan) +
         trial_text(plan.trial, plan.years.size()) + batch_text(plan);
}

std::string plan_json(const SurveyPlan& plan) {
  const auto& traffic = plan.traffic;
  const Json json{
      {"survey", plan.survey},
      {"ranks", plan.asked.ranks},
      {"years", plan.years},
      {"area_pixels", plan.area_pixels},
      {"tiles",
       {{"size", plan.tile_size},
        {"all", plan.tiles},
        {"fewest_of_a_rank", plan.fewest_tiles},
        {"most_of_a_rank", plan.most_tiles},
        {"imbalance", plan.imbalance},
        {"rounds", plan.rounds},
        {"round_pixels", plan.round_pixels}}},
      {"memory", memory_json(plan.memory)},
      {"disk", {{"bytes", plan.bytes()}, {"files", plan.file_count()}, {"kinds", files_json(plan)}}},
      {"messages",
       {{"collective_calls", traffic.collective_calls},
        {"messages", traffic.messages},
        {"map_bytes", traffic.map_bytes},
        {"received_bytes", traffic.received_bytes}}},
      {"time", {{"seconds", plan.seconds()}, {"stages", stages_json(plan)}}},
      {"trial", {{"tiles", plan.trial.tiles}, {"years", plan.trial.years}, {"seconds", plan.trial.seconds}}},
      {"slurm", batch_json(plan)}};
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace minenpp::survey
