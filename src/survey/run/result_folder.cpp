#include "survey/run/result_folder.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "io/results/durable.h"
#include "model/error.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;
namespace fs = std::filesystem;

namespace {

constexpr auto mark_name = "survey.json";

nlohmann::ordered_json mark_of(const std::string& survey_name, const io::StudyGrid& grid) {
  const auto& g = grid.grid;
  return {{"survey", survey_name},
          {"grid", fmt::format("{} x {} pixels of {:.17g} x {:.17g} from {:.17g}, {:.17g} in {}", g.rows(),
                               g.cols(), g.dx(), g.dy(), g.west(), g.north(), grid.crs.label())}};
}

void write_mark(const fs::path& file, const std::string& text) {
  // Runs of different years may write it at once.
  const auto part = fs::path(file.string() + "." + this_process().token + ".part");
  try {
    io::write_file(part, std::as_bytes(std::span(text)));
    // A name that reaches the disk before its content is a mark that no run can read.
    io::publish(part, file);
    io::flush_to_disk(file.parent_path());
  } catch (...) {
    std::error_code ignored;
    fs::remove(part, ignored);
    throw;
  }
}

}  // namespace

void check_result_folder(const fs::path& folder, const std::string& survey_name, const io::StudyGrid& grid) {
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_directory(folder, error))
    throw Error(Fault::usage, fmt::format("output.dir {} is a file, expected a folder", folder.string()));
  auto existing = fs::absolute(folder);
  while (!fs::exists(existing, error) && existing.has_relative_path()) existing = existing.parent_path();
  if (access(existing.c_str(), W_OK) != 0)
    throw Error(Fault::system, fmt::format("output.dir {}: {} cannot be written to: {}", folder.string(),
                                           existing.string(), std::strerror(errno)));
  check_survey_mark(folder, survey_name, grid);
}

void check_survey_mark(const fs::path& folder, const std::string& survey_name, const io::StudyGrid& grid) {
  std::ifstream text(folder / mark_name);
  if (!text) return;
  const auto found = nlohmann::ordered_json::parse(text, nullptr, false);
  const auto damaged = [&] {
    return Error(Fault::usage, fmt::format("{} is damaged; remove the folder, or choose another output.dir",
                                           (folder / mark_name).string()));
  };
  if (found.is_discarded() || !found.is_object()) throw damaged();
  const auto wanted = mark_of(survey_name, grid);
  for (const auto& [key, value] : wanted.items()) {
    if (!found.contains(key) || !found[key].is_string()) throw damaged();
    if (found[key] != value)
      throw Error(
          Fault::usage,
          fmt::format(
              "output.dir {} holds another survey ({} '{}', here '{}'); choose another output.dir{}, or "
              "remove the folder",
              folder.string(), key, found[key].get<std::string>(), value.get<std::string>(),
              key == "grid" ? ", or keep its grid with grid.crs, grid.pixel-size and grid.bounds" : ""));
  }
}

std::unique_ptr<FolderLocks> claim_result_folder(const fs::path& folder, const std::string& survey_name,
                                                 const io::StudyGrid& grid, const std::vector<int>& years) {
  check_result_folder(folder, survey_name, grid);
  try {
    fs::create_directories(folder);
    auto lock = std::make_unique<FolderLocks>(folder, years);
    // Another survey may have come first.
    check_result_folder(folder, survey_name, grid);
    if (!fs::exists(folder / mark_name))
      write_mark(folder / mark_name, mark_of(survey_name, grid).dump(2) + "\n");
    return lock;
  } catch (const fs::filesystem_error& error) {
    throw Error(Fault::system, fmt::format("output.dir {}: {}", folder.string(), error.code().message()));
  }
}

}  // namespace minenpp::survey
