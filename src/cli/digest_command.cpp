#include "command.h"
#include <filesystem>

#include <fmt/format.h>

#include "io/results/digest.h"
#include "model/error.h"

namespace minenpp::cli {

int digest_command(Arguments arguments) {
  arguments.expect("digest RESULT", 1, 1);
  const std::filesystem::path result = arguments.words.front();
  if (std::filesystem::is_directory(result) && !std::filesystem::exists(result / "survey.h5") &&
      !std::filesystem::exists(result / "weather.h5"))
    throw model::Error(
        model::Fault::input,
        fmt::format("{} holds no finished survey (no survey.h5, no weather.h5)", result.string()));
  fmt::print("{}\n", io::digest(result));
  return 0;
}

}  // namespace minenpp::cli
