#pragma once

#include <memory>
#include <vector>

#include "io/results/map_writer.h"

namespace minenpp::survey {

/// The writers of map files in their order, as the tile loops take them.
[[nodiscard]] inline std::vector<io::MapWriter*> writers_of(
    const std::vector<std::unique_ptr<io::MapWriter>>& files) {
  std::vector<io::MapWriter*> writers;
  for (const auto& file : files) writers.push_back(file.get());
  return writers;
}

}  // namespace minenpp::survey
