#include "command.h"

#include <fmt/format.h>

#include "model/error.h"
#include "mpi/collective_error.h"
#include "survey/run/run_survey.h"
#include "survey/run/weather_summary.h"

namespace minenpp::cli {

int weather_command(Arguments arguments, const mpi::Communicator& ranks) {
  const auto settings = mpi::agree(ranks, [&] {
    if (arguments.words.size() != 1)
      throw model::Error(model::Fault::usage, "usage: minenpp weather SURVEY [--section.key=value ...]");
    return survey::Settings::read(arguments.words.front(), arguments.options);
  });
  const auto folder = survey::run_weather(ranks, settings);
  mpi::agree(ranks, [&] {
    if (ranks.is_root())
      fmt::print("{}\nMaps: {}\n", survey::weather_tables(folder / "weather.h5"), (folder / "maps").string());
  });
  return 0;
}

}  // namespace minenpp::cli
