#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "io/hdf5/handle.h"

namespace minenpp::io {

/// The format version that an open result file tells; nothing where it tells none. Throws Error(input) where
/// the attribute is damaged.
[[nodiscard]] std::optional<std::int64_t> told_format(const hdf5::File& file);

/// As above, of a file; nothing too where it cannot be read. Never throws.
[[nodiscard]] std::optional<std::int64_t> told_format(const std::filesystem::path& path) noexcept;

}  // namespace minenpp::io
