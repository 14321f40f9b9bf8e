#include "command.h"

#include <fmt/format.h>

#include "model/error.h"
#include "mpi/collective_error.h"
#include "survey/run/run_survey.h"

namespace minenpp::cli {

int check_command(Arguments arguments, const mpi::Communicator& ranks) {
  mpi::agree(ranks, [&] {
    if (!ranks.is_root()) return;
    if (arguments.words.size() != 1)
      throw model::Error(model::Fault::usage, "usage: minenpp check SURVEY [--section.key=value ...]");
    survey::Problems problems;
    const auto settings = survey::Settings::read(arguments.words.front(), arguments.options, problems);
    fmt::print("{}", survey::check_survey(settings, problems, ranks.size()));
  });
  return 0;
}

}  // namespace minenpp::cli
