#include "survey/plan/make_plan.h"

#include <chrono>

#include "model/error.h"
#include "survey/catalogue/pixel_check.h"
#include "survey/catalogue/weather_checks.h"
#include "survey/run/share_tiles.h"
#include "survey/run/stop_request.h"

namespace minenpp::survey {

namespace {

void check_request(const PlanRequest& asked) {
  const auto refuse = [](const std::string& message) { throw model::Error(model::Fault::usage, message); };
  constexpr int most = 1000000;
  if (asked.ranks < 1 || asked.ranks > most) refuse("--ranks: expected a number in 1..1000000");
  if (asked.ranks_per_node < 1 || asked.ranks_per_node > most)
    refuse("--ranks-per-node: expected a number in 1..1000000");
  if (!(asked.hours_per_job >= 0.25 && asked.hours_per_job <= 8784))
    refuse("--hours-per-job: expected a number in 0.25..8784");
  if (!(asked.trial_seconds > 0 && asked.trial_seconds <= 3600))
    refuse("--seconds: expected a number above 0, at most 3600");
}

}  // namespace

SurveyPlan make_plan(const mpi::Communicator& alone, const Settings& settings, const PlanRequest& asked) {
  check_request(asked);
  listen_for_stop(true);
  const auto start = std::chrono::steady_clock::now();
  Notices notices(true, "warning");
  ProblemList problems;
  const auto catalogue = make_catalogue(settings, problems, notices);
  problems.throw_if_any();
  check_pixels(settings, catalogue, problems);
  problems.throw_if_any();
  check_weather(settings, catalogue, notices);
  const double reading_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const auto memory = keep_to_memory(settings, size_of(settings, catalogue, settings.yes("output.weather")),
                                     shape_here(settings, asked.ranks), [](Stage) { return true; });
  const auto partition = share_tiles_alone(settings, catalogue, asked.ranks);
  auto trial = model::in_context("a trial of a few tiles", [&] {
    return try_tiles(alone, settings, catalogue, partition, asked.trial_seconds);
  });
  trial.start_s += reading_s;
  return plan_survey(settings, catalogue, partition, trial, memory, asked);
}

}  // namespace minenpp::survey
