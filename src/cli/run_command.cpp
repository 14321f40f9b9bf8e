#include "command.h"
#include <filesystem>

#include <fmt/format.h>

#include "model/error.h"
#include "mpi/collective_error.h"
#include "survey/run/run_survey.h"
#include "survey/run/summary.h"

namespace minenpp::cli {

namespace {

std::string end_text(const survey::Settings& settings, const std::filesystem::path& folder,
                     const survey::StageChoice& choice) {
  if (choice.asks_for(survey::Stage::synthesis))
    return survey::summary_of(folder, survey::terminal_of(stdout));
  return fmt::format("Results: {}\nWhat is left to do: minenpp status {}\n", folder.string(),
                     settings.file().string());
}

}  // namespace

int run_command(Arguments arguments, const mpi::Communicator& ranks) {
  survey::StageChoice choice;
  const auto settings = mpi::agree(ranks, [&] {
    const auto only = arguments.take("only", ""), years = arguments.take("years", ""),
               force = arguments.take("force", "");
    if (arguments.words.size() != 1)
      throw model::Error(
          model::Fault::usage,
          "usage: minenpp run SURVEY [--only=STAGE,...] [--years=YYYY,...] [--force=STAGE,...] "
          "[--section.key=value ...]");
    choice = survey::StageChoice::read(only, years, force);
    return survey::Settings::read(arguments.words.front(), arguments.options);
  });
  const auto folder = survey::run_survey(ranks, settings, choice);
  mpi::agree(ranks, [&] {
    if (ranks.is_root()) fmt::print("{}", end_text(settings, folder, choice));
  });
  return 0;
}

}  // namespace minenpp::cli
