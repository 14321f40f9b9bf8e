#include "command.h"
#include <filesystem>

#include <fmt/format.h>

#include "io/results/table_export.h"
#include "model/error.h"

namespace minenpp::cli {

namespace fs = std::filesystem;

namespace {

/// survey.h5 of a result folder, weather.h5 where it stands alone, or the file that is named.
fs::path archive_of(const fs::path& result) {
  if (!fs::is_directory(result)) return result;
  for (const std::string name : {"survey.h5", "weather.h5"})
    if (fs::exists(result / name)) return result / name;
  throw model::Error(
      model::Fault::input,
      fmt::format("{} holds no finished survey (no survey.h5, no weather.h5)", result.string()));
}

}  // namespace

int tables_command(Arguments arguments) {
  const fs::path given_folder = arguments.take("dir", "");
  const auto group = arguments.take("group", "");
  arguments.expect("tables RESULT [--dir=DIR] [--group=NAME]", 1, 1);
  const auto archive = archive_of(arguments.words.front());
  const auto folder = given_folder.empty() ? archive.parent_path() / "tables" : given_folder;
  const auto tables = io::export_tables(io::ArchiveReader(archive), folder, group);
  for (const auto& table : tables)
    fmt::print("{}  {} rows x {} columns{}\n", table.path.string(), table.rows, table.columns,
               table.dropped == 0 ? "" : fmt::format(" ({} rows without any value left out)", table.dropped));
  return 0;
}

}  // namespace minenpp::cli
