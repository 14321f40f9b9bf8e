#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "io/raster/geotiff_writer.h"
#include "io/results/map_layout.h"
#include "io/results/overview_message.h"
#include "mpi/communicator.h"

namespace minenpp::io {

/// How many pixels of a map become one of its overview: the smallest divisor of the tile size that brings the
/// longer side of the grid to at most 1024 pixels, or the tile size where none does. 1 for grids of at most
/// 2048 pixels, which have no overview.
[[nodiscard]] std::int64_t overview_factor(const model::Grid& grid, std::int64_t tile_size);

/// The file GDAL looks for beside a map: "npp-2020.nc.ovr".
[[nodiscard]] std::filesystem::path overview_file(const std::filesystem::path& map);

/// A small version of a map, made of its tiles while they are written, so that nobody reads a thousand
/// million pixels to look at them. A pixel of it is the mean of the pixels below it that have data (numbers
/// rounded to the stored step), or the one in the middle where values are classes. Only files of one map have
/// one: GDAL opens no other as a raster.
class Overview {
 public:
  /// `layout` must outlive this.
  explicit Overview(const MapLayout& layout);

  /// Is there anything to do?
  [[nodiscard]] bool wanted() const { return factor_ > 1; }

  /// Local. All bands of a cell are added by one rank. Values of a window that begins and ends on tile edges
  /// (or the grid's), as MapWriter::write takes them. A window that does not is left out: its pixels stay
  /// without data.
  void add(std::optional<MonthRange> months, const model::Window& window, std::span<const std::byte> values);

  /// The rank that writes it: the last one, while the first is busy with the map.
  [[nodiscard]] static int writer(const mpi::Communicator& comm) { return comm.size() - 1; }

  /// Collective. Gives the cells of the other ranks to the writer.
  [[nodiscard]] std::vector<mpi::Message> hand_over(const mpi::Communicator& comm) const;

  /// Local to the writer: the overviews of all ranks, its own and `others`, as overview_file(map), under its
  /// final name at once. A map of that name, which is an older one, is removed right before. Throws
  /// Error(system) where that fails.
  void write(const std::vector<mpi::Message>& others, const std::filesystem::path& map) const;

 private:
  template <typename T>
  void add_bands(std::size_t first, const model::Window& window, std::span<const std::byte> values);
  template <typename T>
  void add_row_of_means(const T* values, std::int64_t rows, std::int64_t cols, std::span<T> cells);
  template <typename T>
  void add_band(const model::Window& window, const T* values, T* cells);
  template <typename T>
  [[nodiscard]] T cell(const model::Window& window, const T* values, const model::Window& below) const;
  [[nodiscard]] bool aligned(const model::Window& window) const;
  template <typename T>
  [[nodiscard]] std::vector<T> own_cells(std::size_t band) const;
  template <typename T>
  [[nodiscard]] std::vector<CellRun> own_runs() const;
  void write_band(std::size_t band, std::span<ToldOverview> others, GeoTiffWriter& file) const;
  [[nodiscard]] GeoTiffWriter make_file(const std::filesystem::path& map) const;

  const MapLayout& layout_;
  std::int64_t factor_ = 1, rows_ = 0, cols_ = 0;
  // Many maps are written at a time, so these are kept small.
  std::vector<std::vector<std::byte>> bands_;  // stored values of the cells
  std::vector<bool> own_;                      // did this rank write the cell?
  std::vector<std::int32_t> sums_, counts_;    // by column, of the rows at hand
};

}  // namespace minenpp::io
