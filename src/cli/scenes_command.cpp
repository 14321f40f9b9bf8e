#include "command.h"

#include <fmt/format.h>

#include "model/error.h"
#include "mpi/collective_error.h"
#include "survey/run/scene_list.h"

namespace minenpp::cli {

int scenes_command(Arguments arguments, const mpi::Communicator& ranks) {
  const auto settings = mpi::agree(ranks, [&] {
    if (arguments.words.size() != 1)
      throw model::Error(model::Fault::usage, "usage: minenpp scenes SURVEY [--section.key=value ...]");
    return survey::Settings::read(arguments.words.front(), arguments.options);
  });
  const auto text = survey::list_scenes(ranks, settings);
  if (ranks.is_root()) fmt::print("{}", text);
  return 0;
}

}  // namespace minenpp::cli
