#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace minenpp::testing {

/// File `name` of the shared reference data: under $MINENPP_DATA, else beside the source tree. May not exist.
inline std::filesystem::path reference_file(const std::string& name) {
  const char* root = std::getenv("MINENPP_DATA");
  const std::filesystem::path folder = root != nullptr
                                           ? std::filesystem::path(root)
                                           : std::filesystem::path(MINENPP_SOURCE_DIR) / "../shared/data";
  return folder / "references" / name;
}

/// Cells of a comma-separated file without commas in its cells, header left out, quotes removed.
inline std::vector<std::vector<std::string>> read_cells(const std::filesystem::path& path) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::erase(line, '"');
    std::erase(line, '\r');
    std::vector<std::string> cells;
    std::istringstream text(line);
    for (std::string cell; std::getline(text, cell, ',');) cells.push_back(cell);
    if (!cells.empty()) rows.push_back(cells);
  }
  return rows;
}

}  // namespace minenpp::testing

/// Skips the test, by the file's name, where the reference data are absent.
#define SKIP_WITHOUT_REFERENCE(path) \
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "reference data absent: " << (path).filename().string()
