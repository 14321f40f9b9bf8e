#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/results/archive_writer.h"
#include "io/results/map_layout.h"
#include "io/results/overview.h"
#include "io/results/transaction.h"

namespace minenpp::io {

/// Writes a map file by all ranks at once, as one transaction. Between construction and finish() every call
/// is collective. Where one throws, it throws on every rank, the .part is gone and the writer is of no more
/// use.
///
/// Of large maps it writes an overview beside the file (overview.h).
///
/// Every pixel of a map is written at most once (the rest keeps the fill value); finish() reads all of it
/// back.
class MapWriter {
 public:
  /// Collective; `layout` is the same on all ranks. Throws Error(system) for a layout that check_layout
  /// refuses or a disk that cannot be written, Error(input) for a coordinate system OGR does not know. `comm`
  /// must outlive the writer.
  MapWriter(const mpi::Communicator& comm, const std::filesystem::path& path, MapLayout layout);
  MapWriter(const MapWriter&) = delete;
  MapWriter& operator=(const MapWriter&) = delete;

  /// Local: an unfinished file is abandoned, not closed, since closing would wait for ranks that may be
  /// elsewhere. Rank 0 removes the .part.
  ~MapWriter();

  /// Collective: the same `variable` and number of calls on every rank. A rank with nothing to write gives an
  /// empty window and no values. `months`: none for a map without time. `values`: months.count x window.rows
  /// x window.cols, row-major, in the stored type of the variable (no scaling is done). Whole tiles of the
  /// file's tile size are fastest. Throws Error(system) where the window leaves the grid, the months the
  /// file, the type or number of values is not the variable's, ranks name different variables, the disk is
  /// full, or HDF5 did not write collectively.
  template <typename T>
  void write(const std::string& variable, std::optional<MonthRange> months, const model::Window& window,
             std::span<const T> values) {
    write_bytes(variable, value_type_of<T>(), months, window, std::as_bytes(values));
  }

  /// Collective. Closes the file, reads back what this rank wrote, lets `statistics` add groups (called on
  /// rank 0 alone), and commits. Throws Error(system), or what `statistics` throws.
  void finish(const FillArchive& statistics = {});

 private:
  struct Block {
    std::size_t variable = 0;
    hdf5::Slab slab;
  };
  struct Written {
    Block block;
    std::uint64_t hash = 0;
  };

  void write_bytes(const std::string& variable, ValueType type, std::optional<MonthRange> months,
                   const model::Window& window, std::span<const std::byte> values);
  [[nodiscard]] Block block_of(const std::string& variable, ValueType type, std::optional<MonthRange> months,
                               const model::Window& window, std::size_t bytes) const;
  [[nodiscard]] std::int64_t touched_bytes(const Block& block) const;
  [[nodiscard]] std::int64_t agree_on_space(const Block& block);
  void write_collectively(const Block& block, std::span<const std::byte> values);
  void open();
  void close();
  void read_back() const;
  void append(const FillArchive& statistics) const;
  void abandon() noexcept;
  template <typename Work>
  auto or_roll_back(Work&& work);

  const mpi::Communicator& comm_;
  MapLayout layout_;
  Transaction transaction_;
  hdf5::File file_;
  std::vector<hdf5::Dataset> datasets_;
  std::vector<Written> written_;
  Overview overview_;
};

}  // namespace minenpp::io
