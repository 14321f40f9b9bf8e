#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/results/archive_reader.h"
#include "io/results/map_layout.h"

namespace minenpp::io {

/// Reads a finished map file, on one rank and without MPI; any number of ranks may read at once. Throws
/// Error(input) naming the file and what is wrong where it is missing, damaged or not a map file.
class MapReader {
 public:
  explicit MapReader(const std::filesystem::path& path);

  [[nodiscard]] std::int64_t rows() const { return rows_; }
  [[nodiscard]] std::int64_t cols() const { return cols_; }

  /// The months of the file, ascending; empty for a file without time.
  [[nodiscard]] const std::vector<YearMonth>& months() const { return months_; }

  /// Index of a month; nothing where the file does not have it.
  [[nodiscard]] std::optional<std::int64_t> index_of(const YearMonth& month) const;

  /// The grid of the file, from its GeoTransform and size.
  [[nodiscard]] model::Grid grid() const;

  /// The coordinate system, WKT2.
  [[nodiscard]] std::string crs_wkt() const;

  /// Stored values (not scaled) of a window. `months`: none for a map without time. `out`: months.count x
  /// rows x cols, row-major. T is the stored type, a wider integer, or double.
  template <typename T>
  void read(const std::string& variable, std::optional<MonthRange> months, const model::Window& window,
            std::span<T> out) const;

  /// Attributes of a map and the statistics groups: archive().read<std::int64_t>("/statistics/counts").
  [[nodiscard]] const ArchiveReader& archive() const { return archive_; }

 private:
  ArchiveReader archive_;
  std::int64_t rows_ = 0, cols_ = 0;
  std::vector<YearMonth> months_;
};

}  // namespace minenpp::io
