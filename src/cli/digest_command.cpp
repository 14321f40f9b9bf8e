#include "command.h"

#include <fmt/format.h>

#include "io/results/digest.h"

namespace minenpp::cli {

int digest_command(Arguments arguments) {
  arguments.expect("digest RESULT", 1, 1);
  fmt::print("{}\n", io::digest(arguments.words.front()));
  return 0;
}

}  // namespace minenpp::cli
