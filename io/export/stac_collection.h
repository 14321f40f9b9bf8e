#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

namespace minenpp::io {

/// A STAC 1.0.0 collection of all items in a folder (./*.json, GeoJSON features whose "collection" is `id`
/// and whose data are there), so that what was exported before stays listed; with their common extent.
/// Relative links alone: the folder can be moved or served as it is. Throws Error(input) for an item that is
/// damaged.
[[nodiscard]] nlohmann::json stac_collection(const std::filesystem::path& folder, const std::string& id,
                                             const std::string& title);

}  // namespace minenpp::io
