#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <vector>

#include "io/hdf5/dataset.h"
#include "io/results/map_layout.h"

namespace minenpp::io {

/// The map file on the one rank that stores what all ranks have made (map_message.h): an ordinary file, whose
/// writes fail where the disk refuses. All of it is local.
class MapStore {
 public:
  /// Makes `path` with the skeleton of `layout`, which must outlive this, and opens it. Throws Error(system)
  /// where the disk refuses, Error(input) for a coordinate system OGR does not know.
  MapStore(std::filesystem::path path, const MapLayout& layout);

  /// Stores what the ranks made since the last flush. Throws Error(system) where the disk is full.
  void store(std::span<const std::vector<std::byte>> messages);

  /// Calls `visit` for every piece of a message that was stored, with its map (by index), its slab and the
  /// values there, read back from the file. Throws Error(input) where HDF5 cannot.
  void read_back(std::span<const std::byte> message,
                 const std::function<void(std::size_t map, const hdf5::Slab& slab,
                                          std::span<const std::byte> values)>& visit) const;

  /// The message that was stored, by its outline: its pieces' bytes are read back from the file. Throws
  /// Error(input) where HDF5 cannot.
  [[nodiscard]] std::vector<std::byte> message_of(std::span<const std::byte> outline) const;

  /// Writes the last of it. Throws Error(system). Without it the file is of no use.
  void close();

 private:
  void store(std::span<const std::byte> message);

  std::filesystem::path path_;
  const MapLayout& layout_;
  hdf5::File file_;
  std::vector<hdf5::Dataset> datasets_;
};

}  // namespace minenpp::io
