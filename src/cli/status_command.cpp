#include "command.h"
#include <filesystem>

#include <fmt/format.h>

#include "model/error.h"
#include "mpi/collective_error.h"
#include "survey/run/folder_status.h"
#include "survey/run/survey_status.h"

namespace minenpp::cli {

namespace {

std::string status_of(Arguments& arguments, const mpi::Communicator& ranks) {
  const std::string usage = "status SURVEY [--section.key=value ...], or status RESULT";
  if (arguments.words.size() != 1) throw model::Error(model::Fault::usage, "usage: minenpp " + usage);
  const std::filesystem::path named = arguments.words.front();
  std::error_code unreadable;
  if (!std::filesystem::is_directory(named, unreadable))
    return survey::survey_status(ranks, survey::Settings::read(named, arguments.options));
  arguments.expect(usage, 1, 1);
  return survey::folder_status(named);
}

}  // namespace

int status_command(Arguments arguments, const mpi::Communicator& ranks) {
  mpi::agree(ranks, [&] {
    if (ranks.is_root()) fmt::print("{}", status_of(arguments, ranks));
  });
  return 0;
}

}  // namespace minenpp::cli
