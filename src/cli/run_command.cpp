#include "command.h"

#include <fmt/format.h>

#include "model/error.h"
#include "mpi/collective_error.h"
#include "survey/run/run_survey.h"
#include "survey/run/summary.h"

namespace minenpp::cli {

int run_command(Arguments arguments, const mpi::Communicator& ranks) {
  const auto settings = mpi::agree(ranks, [&] {
    if (arguments.words.size() != 1)
      throw model::Error(model::Fault::usage, "usage: minenpp run SURVEY [--section.key=value ...]");
    return survey::Settings::read(arguments.words.front(), arguments.options);
  });
  const auto folder = survey::run_survey(ranks, settings);
  mpi::agree(ranks, [&] {
    if (ranks.is_root()) fmt::print("{}", survey::summary_of(folder, survey::terminal_of(stdout)));
  });
  return 0;
}

}  // namespace minenpp::cli
