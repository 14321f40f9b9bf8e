#pragma once

#include <optional>

#include "io/results/archive_reader.h"
#include "io/results/compare.h"

namespace minenpp::io {

/// The values of one array that both results have, with the same shape and type. Nothing where none differs
/// beyond the tolerance; otherwise a Difference of Kind::values without its file.
[[nodiscard]] std::optional<Difference> compare_values(const ArchiveReader& a, const ArchiveReader& b,
                                                       const ArrayInfo& array, const Tolerance& tolerance);

}  // namespace minenpp::io
