#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "io/hdf5/chunk_encoder.h"
#include "io/results/archive_writer.h"
#include "io/results/journal_file.h"
#include "io/results/map_layout.h"
#include "io/results/map_store.h"
#include "io/results/overview.h"
#include "io/results/transaction.h"

namespace minenpp::io {

/// Writes a map file by all ranks at once, as one transaction: every rank compresses what it has, the root
/// stores it. Where a collective call throws, it throws on every rank, the .part is gone and the writer is of
/// no more use.
///
/// Of large maps it writes an overview beside the file (overview.h).
///
/// Every pixel of a map is written at most once; the rest keeps the fill value.
class MapWriter {
 public:
  /// Collective; `layout` is the same on all ranks. Throws Error(system) for a layout that check_layout
  /// refuses or a disk that cannot be written, Error(input) for a coordinate system OGR does not know. `comm`
  /// must outlive the writer.
  MapWriter(const mpi::Communicator& comm, const std::filesystem::path& path, MapLayout layout);
  MapWriter(const MapWriter&) = delete;
  MapWriter& operator=(const MapWriter&) = delete;

  /// Local: the root removes the .part of an unfinished file.
  ~MapWriter();

  /// Local: compresses values and keeps them until flush() or take(). `months`: none for a map without time.
  /// `values`: months.count x window.rows x window.cols, row-major, in the stored type of the variable (no
  /// scaling is done); an empty window has none. Whole tiles of the file's tile size are fastest; of any
  /// other window the root compresses what is not a whole chunk. Throws Error(system) where the window leaves
  /// the grid, the months the file, or the type or number of values is not the variable's.
  template <typename T>
  void put(const std::string& variable, std::optional<MonthRange> months, const model::Window& window,
           std::span<const T> values) {
    put_bytes(variable, value_type_of<T>(), months, window, std::as_bytes(values));
  }

  /// Collective: stores what all ranks have put since the last flush. One gathering of messages and one
  /// reduction; the root holds what all ranks gave to it. Throws Error(system) where the disk is full.
  void flush();

  /// Local: the halves of flush() around the way to the root, for maps that are brought there together. What
  /// put() has kept, which is then forgotten; and, on the root, the storing of such messages, one or none of
  /// each rank. Where the disk is full store() throws Error(system), and the writer is of no more use.
  [[nodiscard]] std::vector<std::byte> take() { return std::exchange(kept_, {}); }
  void store(std::vector<std::vector<std::byte>> messages);

  /// Local: from now on the root gives what flush() or store() stores to `journal`, as map number `number`;
  /// null: to none. It must outlive the writer's last flush, and read nothing back once the writer is gone.
  void keep_in(JournalFile* journal, std::size_t number) {
    journal_ = journal;
    number_ = number;
  }

  /// Local, on the root: stores a message that an earlier writer of a map with the same contents() gave to a
  /// journal. Throws Error(system) where the disk is full.
  void restore(std::span<const std::byte> message);

  /// Under which name the map ends.
  [[nodiscard]] const std::filesystem::path& path() const { return transaction_.path(); }

  /// What messages of this map depend on, as a line of text: the file's name, its maps, their types and
  /// chunks.
  [[nodiscard]] std::string contents() const;

  /// Collective: put() and flush() at once, also for a rank with an empty window. What put() throws on one
  /// rank is thrown on all.
  template <typename T>
  void write(const std::string& variable, std::optional<MonthRange> months, const model::Window& window,
             std::span<const T> values) {
    write_bytes(variable, value_type_of<T>(), months, window, std::as_bytes(values));
  }

  /// Collective. Flushes, closes the file, lets `statistics` add groups (called on the root alone), and
  /// commits. Throws Error(system), or what `statistics` throws.
  void finish(const FillArchive& statistics = {});

 private:
  struct Block {
    std::size_t variable = 0;
    hdf5::Slab slab;
  };
  void put_bytes(const std::string& variable, ValueType type, std::optional<MonthRange> months,
                 const model::Window& window, std::span<const std::byte> values);
  void write_bytes(const std::string& variable, ValueType type, std::optional<MonthRange> months,
                   const model::Window& window, std::span<const std::byte> values);
  [[nodiscard]] Block block_of(const std::string& variable, ValueType type, std::optional<MonthRange> months,
                               const model::Window& window, std::size_t bytes) const;
  [[nodiscard]] std::vector<std::byte> message_of(std::span<const std::byte> outline) const;
  void close();
  void append(const FillArchive& statistics) const;
  void abandon() noexcept;
  template <typename Work>
  auto or_roll_back(Work&& work);

  const mpi::Communicator& comm_;
  MapLayout layout_;
  Transaction transaction_;
  bool open_ = true;
  std::optional<hdf5::ChunkEncoder> encoder_;
  std::optional<MapStore> store_;  // on the root
  std::vector<std::byte> kept_;    // messages since the last flush
  Overview overview_;
  JournalFile* journal_ = nullptr;
  std::size_t number_ = 0;  // in the journal
};

}  // namespace minenpp::io
