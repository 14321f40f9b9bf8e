#include "survey/run/leftovers.h"

#include <algorithm>

#include <fmt/format.h>

#include "io/results/overview.h"
#include "io/results/transaction.h"
#include "model/error.h"

namespace minenpp::survey {

namespace fs = std::filesystem;

namespace {

void remove_file(const fs::path& file) {
  std::error_code error;
  fs::remove(file, error);
  if (error)
    throw model::Error(model::Fault::system,
                       fmt::format("cannot remove {}: {}", file.string(), error.message()));
}

std::vector<fs::path> sorted_files_in(const fs::path& folder) {
  std::vector<fs::path> found;
  if (fs::is_directory(folder))
    for (const auto& entry : fs::directory_iterator(folder)) found.push_back(entry.path());
  std::ranges::sort(found);
  return found;
}

bool is_half_written(const fs::path& file) {
  const auto whole = file.stem().extension();
  if (file.extension() == ".part" && file.filename().string().starts_with("survey.json.")) return true;
  return (file.extension() == ".part" || file.extension() == ".journal") &&
         (whole == ".nc" || whole == ".h5");
}

}  // namespace

void withdraw_archive(const fs::path& archive) {
  remove_file(archive);
}

std::vector<std::string> remove_leftovers(const fs::path& folder, const std::vector<fs::path>& wanted) {
  std::vector<std::string> removed;
  for (const std::string subfolder : {"", "maps", "ndvi", "state"})
    for (const auto& file : sorted_files_in(folder / subfolder))
      if (is_half_written(file)) {
        remove_file(file);
        removed.push_back(file.lexically_relative(folder).string());
      }
  for (const std::string subfolder : {"maps", "ndvi", "state"}) {
    for (const auto& file : sorted_files_in(folder / subfolder)) {
      const bool is_of_a_stage = file.extension() == ".nc" || file.extension() == ".h5";
      if (!is_of_a_stage || std::ranges::find(wanted, file) != wanted.end()) continue;
      if (io::stage_key(file).empty()) continue;
      remove_file(file);
      remove_file(io::overview_file(file));
      removed.push_back(file.lexically_relative(folder).string());
    }
  }
  return removed;
}

}  // namespace minenpp::survey
