#include "command.h"
#include <charconv>

#include <fmt/format.h>

#include "model/error.h"
#include "mpi/collective_error.h"
#include "survey/plan/make_plan.h"
#include "survey/plan/plan_text.h"

namespace minenpp::cli {

namespace {

/// The whole of `text` as a number. Throws Error(usage).
template <typename Number>
Number number_of(const std::string& option, const std::string& text) {
  Number number{};
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end)
    throw model::Error(model::Fault::usage, fmt::format("--{}={}: expected a number", option, text));
  return number;
}

template <typename Number>
void take_number(Arguments& arguments, const std::string& option, Number& number) {
  if (const auto text = arguments.take(option, ""); !text.empty()) number = number_of<Number>(option, text);
}

survey::PlanRequest request_of(Arguments& arguments) {
  survey::PlanRequest asked;
  take_number(arguments, "ranks", asked.ranks);
  asked.ranks_per_node = asked.ranks;
  take_number(arguments, "ranks-per-node", asked.ranks_per_node);
  take_number(arguments, "hours-per-job", asked.hours_per_job);
  take_number(arguments, "seconds", asked.trial_seconds);
  return asked;
}

}  // namespace

int plan_command(Arguments arguments, const mpi::Communicator& ranks) {
  bool json = false;
  survey::PlanRequest asked;
  const auto settings = mpi::agree(ranks, [&] {
    asked = request_of(arguments);
    json = arguments.take_flag("json");
    if (arguments.words.size() != 1)
      throw model::Error(model::Fault::usage,
                         "usage: minenpp plan SURVEY [--ranks=N] [--ranks-per-node=M] [--hours-per-job=H] "
                         "[--seconds=S] [--json] [--section.key=value ...]");
    if (ranks.size() > 1)
      throw model::Error(model::Fault::usage,
                         fmt::format("plan works on one rank, not on {}; --ranks={} plans for them",
                                     ranks.size(), ranks.size()));
    asked.options = arguments.options;
    return survey::Settings::read(arguments.words.front(), arguments.options);
  });
  const auto plan = survey::make_plan(ranks, settings, asked);
  fmt::print("{}", json ? survey::plan_json(plan) : survey::plan_text(plan));
  return 0;
}

}  // namespace minenpp::cli
