#include "survey/run/result_folder.h"

#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

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
  const auto part = fs::path(file.string() + ".part");
  std::ofstream out(part);
  out << text << '\n';
  out.close();
  if (!out) throw Error(Fault::system, fmt::format("cannot write {}", part.string()));
  fs::rename(part, file);
}

}  // namespace

std::string folder_complaint(const fs::path& folder, const std::string& survey_name,
                             const io::StudyGrid& grid) {
  std::error_code error;
  if (!fs::exists(folder, error)) return {};
  if (!fs::is_directory(folder, error))
    return fmt::format("output.dir {} is a file, expected a folder", folder.string());
  if (access(folder.c_str(), W_OK) != 0)
    return fmt::format("output.dir {} cannot be written to", folder.string());
  std::ifstream text(folder / mark_name);
  if (!text) return {};
  const auto found = nlohmann::ordered_json::parse(text, nullptr, false);
  const auto wanted = mark_of(survey_name, grid);
  if (found.is_discarded() || !found.is_object())
    return fmt::format("{} is damaged; remove the folder, or choose another output.dir",
                       (folder / mark_name).string());
  for (const auto& [key, value] : wanted.items())
    if (found.value(key, "") != value.get<std::string>())
      return fmt::format(
          "output.dir {} holds another survey ({} '{}', here '{}'); choose another output.dir, or remove "
          "the folder",
          folder.string(), key, found.value(key, ""), value.get<std::string>());
  return {};
}

void claim_result_folder(const fs::path& folder, const std::string& survey_name, const io::StudyGrid& grid) {
  if (const auto complaint = folder_complaint(folder, survey_name, grid); !complaint.empty())
    throw Error(Fault::usage, complaint);
  try {
    fs::create_directories(folder);
    if (!fs::exists(folder / mark_name)) write_mark(folder / mark_name, mark_of(survey_name, grid).dump(2));
  } catch (const fs::filesystem_error& error) {
    throw Error(Fault::system, fmt::format("output.dir {}: {}", folder.string(), error.code().message()));
  }
}

}  // namespace minenpp::survey
