#include "command.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "model/error.h"
#include "model/whole_number.h"

namespace minenpp::cli {

using model::Error;
using model::Fault;

std::string Arguments::take(const std::string& name, const std::string& fallback) {
  const auto prefix = "--" + name;
  for (auto option = options.begin(); option != options.end(); ++option) {
    if (option->starts_with(prefix + "=")) {
      auto value = option->substr(prefix.size() + 1);
      options.erase(option);
      return value;
    }
    if (*option == prefix) throw Error(Fault::usage, fmt::format("{} needs a value: {}=...", prefix, prefix));
  }
  return fallback;
}

std::int64_t Arguments::take_whole(const std::string& name, std::int64_t fallback, std::int64_t lowest,
                                   std::int64_t highest) {
  const auto text = take(name, std::to_string(fallback));
  const auto number = model::whole_number<std::int64_t>(text);
  if (!number || *number < lowest || *number > highest)
    throw Error(Fault::usage, fmt::format("--{}={}: expected a whole number from {} {}", name, text, lowest,
                                          highest == std::numeric_limits<std::int64_t>::max()
                                              ? "on"
                                              : fmt::format("to {}", highest)));
  return *number;
}

bool Arguments::take_flag(const std::string& name) {
  if (const auto bare = std::ranges::find(options, "--" + name); bare != options.end()) {
    options.erase(bare);
    return true;
  }
  const auto value = take(name, "no");
  if (value != "yes" && value != "no") words.insert(words.begin(), value);
  return value != "no";
}

void Arguments::expect(const std::string& usage, std::size_t lowest, std::size_t highest) const {
  if (!options.empty())
    throw Error(Fault::usage,
                fmt::format("{} is not an option here; usage: minenpp {}", options.front(), usage));
  if (words.size() < lowest || words.size() > highest) throw Error(Fault::usage, "usage: minenpp " + usage);
}

const std::vector<Command>& commands() {
  static const std::vector<Command> all{
      {"run", "run SURVEY [--only=..] [--years=..] [--force=..] [--section.key=value ...]",
       "compute a survey: maps, statistics, archive",
       "SURVEY is a survey file (INI). Results go to output.dir. Works alone and under mpirun or srun; the "
       "numbers\n"
       "do not depend on the number of ranks. Work that is already done, with the same settings and inputs, "
       "is\n"
       "kept, so running again after a stop goes on where it was.\n"
       "--only=STAGE,... makes these stages and what they rest on: landcover, ndvi, mines, weather, npp, "
       "statistics,\n"
       "report. --years=2006-2010,2015 makes the stages of these years alone, beside other runs that make "
       "those "
       "of\n"
       "other years; the statistics are made by a run without it. --force=STAGE or STAGE:YEAR makes them "
       "though "
       "they\n"
       "are up to date.",
       nullptr, run_command},
      {"check", "check SURVEY [--section.key=value ...]", "name every problem of a survey, before any work",
       "Reads the settings and looks at every input. Prints all problems at once and ends with exit code 2 "
       "or 3\n"
       "if there is one; otherwise says what a run would do.",
       nullptr, check_command},
      {"plan",
       "plan SURVEY [--ranks=N] [--ranks-per-node=M] [--hours-per-job=H] [--seconds=S] [--json] "
       "[--section.key=value ...]",
       "what a survey will take: time, memory, disk, messages, and the sbatch line",
       "Checks the survey and runs a few of its tiles, for about S seconds (20), in a temporary folder that "
       "is "
       "removed;\n"
       "from that it plans a run on N ranks (1), M on a node (N), in jobs of H hours (24). output.dir is "
       "left "
       "alone.\n"
       "Works on one rank, on a machine like those that will run the survey. --json prints an object "
       "instead.",
       nullptr, plan_command},
      {"status", "status SURVEY [--section.key=value ...] | status RESULT",
       "which stages of a survey are done, and why the others are not",
       "Compares what the result was made from with the survey and its inputs as they are now, and changes "
       "nothing.\n"
       "Each stage is done, stale (with the settings and inputs that changed), missing, partial (a run broke "
       "off),\n"
       "or waits (only the stage before it will show). The last line says how many stages a run would make. "
       "With a\n"
       "result folder alone it lists the files and whether they are whole.",
       nullptr, status_command},
      {"weather", "weather SURVEY [--section.key=value ...]",
       "krige the weather of a survey: maps, variograms, cross-validation",
       "Makes maps of monthly temperature, precipitation and radiation in output.dir/maps (and of their "
       "kriging\n"
       "variance with --output.weather-variance=yes) and weather.h5, and nothing else. Works alone and "
       "under\n"
       "mpirun. A later run keeps the maps if the survey says output.weather=yes.",
       nullptr, weather_command},
      {"scenes", "scenes SURVEY [--section.key=value ...]",
       "list the satellite scenes of a survey: date, cover, cloud, used or why not",
       "Looks for scenes in scenes.from and measures each over the study area. Works alone and under mpirun.",
       nullptr, scenes_command},
      {"demo", "demo DIR [--scale=N] [--months=all] [--scenes] [--seed=N]",
       "make a synthetic twin of the Pingshuo mining district",
       "Writes inputs and one survey file into DIR. Everything in it is made up, after the tables of Fu et "
       "al. 2022.\n"
       "--scale=N makes N times as many pixels; --months=all makes all twelve months instead of August.\n"
       "--scenes makes Landsat 5, 7 and 8 scenes with clouds, as USGS delivers them, instead of NDVI\n"
       "rasters, and the NDVI that clear pixels show in DIR/truth (scale up to 4).",
       nullptr, demo_command},
      {"report", "report RESULT [--dir=DIR] [--mine=NAME] [--mines=N]",
       "one page that shows a result: maps, charts, tables",
       "RESULT is a result folder, a survey.h5, or the survey file it was made from. Writes index.html into "
       "DIR\n"
       "(RESULT/report where it is not given): one file that opens offline, with figures/, tables/ and "
       "report.json\n"
       "beside it. A run makes it too (report.page). --mine=NAME makes a page of one mine; --mines=N draws "
       "so many\n"
       "mines (12).",
       report_command, nullptr, 1},
      {"compare", "compare A B [--abs=X] [--rel=X]",
       "list what differs between two results, where and by how much",
       "A and B are result folders or single files. Exit code 0 where they agree within the tolerances "
       "(default:\n"
       "exactly), 1 where they differ.",
       compare_command, nullptr, 1},
      {"digest", "digest RESULT", "one hash of all values of a result",
       "RESULT is a result folder or one file. The hash covers all values but /provenance, and does not "
       "depend on\n"
       "ranks, tile size, chunks or compression. It is the last word of the last line.",
       digest_command, nullptr, 1},
      {"info", "info RESULT", "what a result or a file of it holds",
       "RESULT is a result folder, survey.h5 or a map.", info_command, nullptr, 1},
      {"tables", "tables RESULT [--dir=DIR] [--group=NAME]", "the statistics of a result as CSV files",
       "RESULT is a result folder or a survey.h5. Writes one table a group and set of dimensions into DIR "
       "(RESULT/tables "
       "where\n"
       "it is not given), or those of one group alone. NaN is an empty field; rows without any value are "
       "left out.",
       tables_command, nullptr, 1},
      {"export",
       "export RESULT [--dir=DIR] [--layer=NAME,...] [--year=YYYY,...] [--month=M,...] [--zone=NAME]",
       "maps of a result as cloud-optimised GeoTIFF, with QGIS styles and STAC items",
       "RESULT is a result folder. Writes one file a layer, year and month into DIR (RESULT/export where it "
       "is "
       "not\n"
       "given); without options all of them. --zone=NAME cuts them to a mine, a township or another zone of "
       "the\n"
       "survey, by the polygons it was made with. --year takes changes by their later year.",
       export_command, nullptr, 30},
      {"help", "help [COMMAND|SECTION|KEY|classes|options]", "this overview, a command, or a setting",
       "`help options` prints docs/options.md; `help classes` the built-in class table.", help_command,
       nullptr},
  };
  return all;
}

}  // namespace minenpp::cli
