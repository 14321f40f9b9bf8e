#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "io/hdf5/attributes.h"
#include "io/hdf5/dataset.h"
#include "io/results/stage_key.h"
#include "mpi/communicator.h"

namespace minenpp::io {

/// One group of an archive: dimensions first, then arrays over them. It is a netCDF-4 group complete in
/// itself, so that xarray.open_dataset(file, group=...) gives its arrays with their coordinates.
///
/// Values are double, float, std::int64_t, int32_t, int16_t, uint8_t or std::string. All calls throw
/// Error(system), also for a name used twice, an unknown dimension, and values whose number is not the
/// product of the dimensions.
class ArchiveGroup {
 public:
  ArchiveGroup(hdf5::Group group, std::string path, std::int32_t& next_dimension_id);

  /// A dimension without labels. `length` >= 0.
  void dimension(const std::string& name, std::int64_t length);

  /// A dimension with a coordinate variable: its labels, one for each index. May be empty.
  template <typename T>
  void dimension(const std::string& name, std::span<const T> labels, const Attributes& attributes = {});
  template <typename T>
  void dimension(const std::string& name, const std::vector<T>& labels, const Attributes& attributes = {}) {
    dimension(name, std::span<const T>(labels), attributes);
  }

  /// An array over named dimensions, slowest first (none: a scalar), row-major. Floating values get
  /// _FillValue = NaN unless `attributes` has another. `attributes`: units, long_name and so on.
  template <typename T>
  void array(const std::string& name, const std::vector<std::string>& dimensions, std::span<const T> values,
             const Attributes& attributes = {});
  template <typename T>
  void array(const std::string& name, const std::vector<std::string>& dimensions,
             const std::vector<T>& values, const Attributes& attributes = {}) {
    array(name, dimensions, std::span<const T>(values), attributes);
  }

  /// A scalar.
  template <typename T>
  void scalar(const std::string& name, const T& value, const Attributes& attributes = {}) {
    array(name, {}, std::span<const T>(&value, 1), attributes);
  }

  /// One text of any length, such as a settings file.
  void text(const std::string& name, const std::string& content, const Attributes& attributes = {}) {
    scalar(name, content, attributes);
  }

  /// An attribute of the group itself.
  void set(const NamedAttribute& attribute);

  /// A dataset over named dimensions, not yet filled, for writers that fill it themselves.
  [[nodiscard]] hdf5::Dataset create(const std::string& name, const std::vector<std::string>& dimensions,
                                     ValueType type, const Attributes& attributes,
                                     const hdf5::PropertyList& creation);

 private:
  struct Scale {
    hdf5::Dataset dataset;
    std::int64_t length = 0;
  };
  [[nodiscard]] const Scale& scale(const std::string& name) const;
  [[nodiscard]] std::string path_of(const std::string& name) const;

  hdf5::Group group_;
  std::string path_;
  std::int32_t* next_dimension_id_;
  std::map<std::string, Scale> scales_;
};

/// Writes groups of statistics into an open HDF5 file, on one rank.
class ArchiveWriter {
 public:
  /// `file` must outlive the writer. `first_dimension_id`: how many dimensions the file has already.
  explicit ArchiveWriter(const hdf5::File& file, std::int32_t first_dimension_id = 0);
  ArchiveWriter(const ArchiveWriter&) = delete;
  ArchiveWriter& operator=(const ArchiveWriter&) = delete;

  /// The group at `path` ("zones", "weather/2016", or "" for the root), made where missing.
  [[nodiscard]] ArchiveGroup& group(const std::string& path);

 private:
  hid_t file_;
  std::int32_t next_dimension_id_;
  std::map<std::string, std::unique_ptr<ArchiveGroup>> groups_;
};

/// What fills an archive; called on rank 0 alone, so it must not make a collective call.
using FillArchive = std::function<void(ArchiveWriter&)>;

/// Collective. Writes `path` as one transaction: rank 0 builds it in memory (archives hold statistics, not
/// maps) and writes it with one plain write; all ranks learn of a failure. Throws what `fill` throws, or
/// Error(system).
void write_archive(const mpi::Communicator& comm, const std::filesystem::path& path, const StageKey& key,
                   const FillArchive& fill);

}  // namespace minenpp::io
