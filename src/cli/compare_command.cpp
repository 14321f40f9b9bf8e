#include "command.h"

#include <fmt/format.h>

#include "io/results/compare.h"
#include "survey/settings/setting.h"

namespace minenpp::cli {

int compare_command(Arguments arguments) {
  io::Tolerance tolerance;
  tolerance.absolute = survey::parse_number(arguments.take("abs", "0"));
  tolerance.relative = survey::parse_number(arguments.take("rel", "0"));
  arguments.expect("compare A B [--abs=X] [--rel=X]", 2, 2);
  const auto differences = io::compare(arguments.words[0], arguments.words[1], tolerance);
  fmt::print("{}", io::format_differences(differences));
  return differences.empty() ? 0 : 1;
}

}  // namespace minenpp::cli
