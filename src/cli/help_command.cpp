#include "command.h"
#include <algorithm>

#include <fmt/format.h>

#include "model/casa/land_class.h"
#include "survey/catalogue/catalogue.h"
#include "survey/settings/options_page.h"

namespace minenpp::cli {

namespace {

void print_overview() {
  fmt::print("minenpp {}: net primary productivity of mining areas (CASA), from one mine to a country\n\n",
             MINENPP_VERSION);
  for (const auto& command : commands()) fmt::print("  minenpp {:<52} {}\n", command.usage, command.summary);
  fmt::print("\nSections of a survey file (minenpp help SECTION):\n{}", survey::sections_help());
  fmt::print(
      "\nExit codes: 0 done; 1 compare found differences; 2 bad usage or survey file; 3 bad input data;\n"
      "4 stopped by request (run again to go on); 5 system failure (disk, memory, MPI), or another run works "
      "in the folder\n");
}

}  // namespace

int help_command(Arguments arguments) {
  arguments.expect("help [COMMAND|SECTION|KEY|classes|options]", 0, 1);
  if (arguments.words.empty()) {
    print_overview();
    return 0;
  }
  const auto& topic = arguments.words.front();
  const auto command =
      std::find_if(commands().begin(), commands().end(), [&](const Command& c) { return c.name == topic; });
  if (command != commands().end())
    fmt::print("minenpp {}\n  {}\n\n{}\n", command->usage, command->summary, command->details);
  else if (topic == "options")
    fmt::print("{}", survey::options_page());
  else if (topic == "classes")
    fmt::print("{}", survey::class_table_text(model::default_land_classes()));
  else
    fmt::print("{}", survey::settings_help(topic));
  return 0;
}

}  // namespace minenpp::cli
