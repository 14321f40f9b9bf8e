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

}  // namespace

void withdraw_archive(const fs::path& archive) {
  remove_file(archive);
}

std::vector<std::string> remove_leftovers(const fs::path& folder, const std::vector<fs::path>& wanted) {
  std::vector<std::string> removed;
  for (const std::string subfolder : {"maps", "ndvi", "state"}) {
    if (!fs::is_directory(folder / subfolder)) continue;
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder / subfolder)) found.push_back(entry.path());
    std::ranges::sort(found);
    for (const auto& file : found) {
      if (file.extension() != ".nc" || std::ranges::find(wanted, file) != wanted.end()) continue;
      if (io::stage_key(file).empty()) continue;
      remove_file(file);
      remove_file(io::overview_file(file));
      removed.push_back(file.lexically_relative(folder).string());
    }
  }
  return removed;
}

}  // namespace minenpp::survey
