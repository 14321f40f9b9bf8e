#include "survey/demo/whole_file.h"

#include <fstream>

#include <fmt/format.h>

#include "model/error.h"

namespace minenpp::survey {

namespace fs = std::filesystem;

void give_final_name(const fs::path& part, const fs::path& path) {
  std::error_code failure;
  fs::rename(part, path, failure);
  if (failure) {
    throw model::Error(model::Fault::system, fmt::format("'{}' cannot be renamed to '{}': {}", part.string(),
                                                         path.string(), failure.message()));
  }
}

void write_whole_file(const fs::path& path, const std::string& text) {
  fs::path part = path;
  part += ".part";
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw model::Error(model::Fault::system, fmt::format("'{}' cannot be written", part.string()));
  give_final_name(part, path);
}

}  // namespace minenpp::survey
