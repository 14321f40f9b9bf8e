#include "survey/run/folder_status.h"

#include <map>
#include <vector>

#include <fmt/format.h>

#include "io/results/archive_reader.h"
#include "io/results/stage_key.h"
#include "model/error.h"
#include "survey/run/key_parts.h"
#include "survey/run/lock_view.h"

namespace minenpp::survey {

namespace fs = std::filesystem;

namespace {

struct Found {
  std::string state, kind;
};
using FilesByPath = std::map<std::string, Found>;  // by path relative to the folder

bool is_stage_file(const fs::path& file) {
  return file.extension() == ".nc" || file.extension() == ".h5";
}

Found look_at(const fs::path& file) {
  if (file.extension() == ".part") return {"partial", ""};
  if (io::stage_key(file).empty()) return {"damaged", ""};
  const auto parts = KeyParts::told_by(file);
  const auto kind = parts ? parts->value("kind of file") : std::string();
  return {"complete", kind.substr(0, kind.find(','))};
}

FilesByPath files_in(const fs::path& folder) {
  FilesByPath files;
  for (const std::string subfolder : {"", "ndvi", "maps", "state"}) {
    std::error_code unreadable;
    for (const auto& entry : fs::directory_iterator(folder / subfolder, unreadable)) {
      const auto& file = entry.path();
      if (is_stage_file(file) || (file.extension() == ".part" && is_stage_file(file.stem())))
        files[(fs::path(subfolder) / file.filename()).string()] = look_at(file);
    }
  }
  return files;
}

/// Maps that a finished archive names and that are gone; the archive itself where there is none.
void add_missing(const fs::path& folder, FilesByPath& files) {
  const auto archive = folder / "survey.h5";
  if (!files.contains("survey.h5")) {
    files["survey.h5"] = {"missing", "change and statistics"};
    return;
  }
  if (files["survey.h5"].state != "complete") return;
  const io::ArchiveReader reader(archive);
  for (const std::string array :
       {"/maps/npp", "/maps/ndvi", "/maps/land_class", "/maps/correlation", "/change/map_file",
        "/change/class_map_file", "/change/annual_map_file", "/trend/map_file"}) {
    if (!reader.has(array)) continue;
    for (const auto& name : reader.read<std::string>(array))
      if (!name.empty()) files.try_emplace(name, Found{"missing", "named by survey.h5"});
  }
}

}  // namespace

std::string folder_status(const fs::path& folder) {
  std::error_code unreadable;
  if (!fs::is_directory(folder, unreadable))
    throw model::Error(model::Fault::input, fmt::format("{}: no such result folder", folder.string()));
  auto files = files_in(folder);
  const bool begun = !files.empty();
  add_missing(folder, files);
  std::string text = folder.string() + "\n";
  std::map<std::string, int> counts;
  for (const auto& [name, found] : files) {
    auto line = fmt::format("  {:<40}{:<10}{}", name, found.state, found.kind);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
    ++counts[found.state];
  }
  for (const auto& holder : runs_going_on(folder)) text += fmt::format("a run is going on: {}\n", holder);
  if (!begun) return text + "no file of a survey\n";
  std::string sums;
  for (const auto& [state, count] : counts)
    sums += fmt::format("{}{} {}", sums.empty() ? "" : ", ", count, state);
  return text + sums + "; whether they are up to date shows minenpp status with the survey file\n";
}

}  // namespace minenpp::survey
