#pragma once

#include <string>
#include <vector>

#include "io/results/archive_reader.h"

namespace minenpp::io {

/// Labels of the dimension `zone` by which every row can be told: where a mine and a township have one name,
/// "mine:NAME" and "township:NAME", as `minenpp export --zone` takes them, by /zones/kind. Others stay, as do
/// all where the archive has no kinds for them.
[[nodiscard]] std::vector<std::string> told_apart(const ArchiveReader& archive,
                                                  std::vector<std::string> labels);

}  // namespace minenpp::io
