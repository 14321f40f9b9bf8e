#include "command.h"
#include <filesystem>

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <fmt/format.h>

#include "io/export/map_export.h"
#include "io/results/archive_reader.h"
#include "io/results/map_reader.h"
#include "model/error.h"
#include "model/whole_number.h"
#include "survey/export/zone_clip.h"

namespace minenpp::cli {

namespace fs = std::filesystem;

namespace {

using model::Error;
using model::Fault;

std::vector<std::string> words_of(const std::string& list) {
  std::vector<std::string> words;
  if (!list.empty()) boost::split(words, list, boost::is_any_of(","), boost::token_compress_on);
  return words;
}

std::vector<int> numbers_of(const std::string& option, const std::string& list) {
  std::vector<int> numbers;
  for (const auto& word : words_of(list)) {
    const auto number = model::whole_number(word);
    if (!number)
      throw Error(Fault::usage,
                  fmt::format("--{}={}: '{}' is no whole number; expected a list such as --{}=7,8", option,
                              list, word, option));
    numbers.push_back(*number);
  }
  return numbers;
}

/// The survey's name; that of the folder where there is no archive (a result of `minenpp weather`).
std::string survey_name(const fs::path& result) {
  if (fs::exists(result / "survey.h5")) {
    const auto names = io::ArchiveReader(result / "survey.h5").read<std::string>("/zones/zone");
    if (!names.empty()) return names.front();
  }
  return fs::absolute(result).lexically_normal().filename().string();
}

io::Clip clip_of(const fs::path& result, const std::string& zone, const io::ResultMap& map) {
  const io::MapReader reader(map.file);
  const io::StudyGrid grid{reader.grid(), io::Crs::from_text(reader.crs_wkt())};
  if (zone.empty()) return {"", grid.grid.window()};
  return survey::zone_clip(result, zone, grid,
                           [](const std::string& warning) { fmt::print(stderr, "warning: {}\n", warning); });
}

}  // namespace

int export_command(Arguments arguments) {
  const fs::path given_folder = arguments.take("dir", "");
  const auto zone = arguments.take("zone", "");
  io::MapSelection wanted{words_of(arguments.take("layer", ""))};
  wanted.years = numbers_of("year", arguments.take("year", ""));
  wanted.months = numbers_of("month", arguments.take("month", ""));
  arguments.expect(
      "export RESULT [--dir=DIR] [--layer=NAME,...] [--year=YYYY,...] [--month=M,...] [--zone=NAME]", 1, 1);
  const fs::path result = arguments.words.front();
  const auto maps = io::select_maps(io::list_maps(result), wanted);
  const auto folder = given_folder.empty() ? result / "export" : given_folder;
  constexpr double bytes_a_megabyte = 1e6;
  io::export_maps(maps, {folder, survey_name(result), clip_of(result, zone, maps.front())},
                  [&](const io::ExportedMap& done) {
                    fmt::print("{}  {:.2f} MB{}\n", done.path.string(),
                               static_cast<double>(done.bytes) / bytes_a_megabyte,
                               done.valid == 0 ? " (no pixel has a value)" : "");
                  });
  fmt::print("{} maps, each with .qml (colours for QGIS) and .json (STAC); {}\n", maps.size(),
             (folder / "collection.json").string());
  return 0;
}

}  // namespace minenpp::cli
