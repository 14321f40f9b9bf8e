#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/hdf5/attributes.h"
#include "io/hdf5/dataset.h"
#include "io/hdf5/scales.h"

namespace minenpp::io {

/// An array of a result file.
struct ArrayInfo {
  std::string path;  ///< "/zones/npp_mean"
  ValueType type = ValueType::float64;
  hdf5::Shape shape;                    ///< slowest first; empty for a scalar
  std::vector<std::string> dimensions;  ///< names, as many as shape; "" where a dimension has none
  hdf5::Shape chunk;                    ///< stored block; empty where the array lies in one piece
};

/// Reads a finished result file (survey.h5, maps/*.nc), on one rank and without MPI. Paths are absolute in
/// the file
/// ("/zones/npp_mean"). Every failure is Error(input) that names the file and the array.
class ArchiveReader {
 public:
  /// A file of another format version is refused; one that tells none is read.
  explicit ArchiveReader(std::filesystem::path file);

  [[nodiscard]] const std::filesystem::path& file() const { return path_; }

  /// Paths of the groups directly in a group, sorted.
  [[nodiscard]] std::vector<std::string> groups(const std::string& group = "/") const;

  /// Paths of the arrays directly in a group, sorted; dimensions without labels are not arrays.
  [[nodiscard]] std::vector<std::string> arrays(const std::string& group = "/") const;

  /// Is there a group or array at `path`?
  [[nodiscard]] bool has(const std::string& path) const;

  [[nodiscard]] ArrayInfo info(const std::string& array) const;

  /// All values, row-major. T is the stored type, a wider integer, or double for any number; std::string for
  /// text.
  template <typename T>
  [[nodiscard]] std::vector<T> read(const std::string& array) const;

  /// A block of values into `out`, which has room for exactly these.
  template <typename T>
  void read_block(const std::string& array, const hdf5::Slab& slab, std::span<T> out) const;

  /// The one text of a scalar text array, as ArchiveGroup::text wrote it.
  [[nodiscard]] std::string text(const std::string& array) const;

  /// All attributes (text and numbers) of a group or array, sorted by name.
  [[nodiscard]] Attributes attributes(const std::string& path) const;
  [[nodiscard]] std::optional<std::string> text_attribute(const std::string& path,
                                                          const std::string& name) const;
  [[nodiscard]] std::optional<double> number_attribute(const std::string& path,
                                                       const std::string& name) const;

 private:
  [[nodiscard]] std::vector<std::string> children(const std::string& group, H5O_type_t kind) const;

  std::filesystem::path path_;
  hdf5::File file_;
  mutable hdf5::ScaleNames scale_names_;
};

}  // namespace minenpp::io
