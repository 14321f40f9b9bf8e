#include "command.h"

#include <filesystem>

#include <fmt/format.h>

#include "io/report/report.h"
#include "survey/settings/settings.h"

namespace minenpp::cli {

namespace fs = std::filesystem;

namespace {

/// The result folder of what was named: the folder itself, that of a survey.h5, or output.dir of a survey
/// file.
fs::path result_of(const fs::path& named) {
  if (fs::is_directory(named)) return named;
  if (named.extension() == ".h5") return named.has_parent_path() ? named.parent_path() : fs::path(".");
  return survey::Settings::read(named, {}).path("output.dir");
}

}  // namespace

int report_command(Arguments arguments) {
  io::ReportOptions options;
  options.folder = arguments.take("dir", "");
  options.mine = arguments.take("mine", "");
  constexpr std::int64_t most = 1000;
  options.most_mines = static_cast<std::size_t>(
      arguments.take_whole("mines", static_cast<std::int64_t>(options.most_mines), 1, most));
  arguments.expect("report RESULT [--dir=DIR] [--mine=NAME] [--mines=N]", 1, 1);
  fmt::print("{}\n", io::write_report(result_of(arguments.words.front()), options).string());
  return 0;
}

}  // namespace minenpp::cli
