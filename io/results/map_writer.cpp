#include "io/results/map_writer.h"

#include <algorithm>

#include <fmt/format.h>
#include <xxhash.h>

#include "io/hdf5/file.h"
#include "io/results/durable.h"
#include "io/results/map_skeleton.h"
#include "mpi/collective_error.h"

namespace minenpp::io {

namespace {

using hdf5::check;
using model::Error;
using model::Fault;

/// Room for what HDF5 itself adds with a write: index blocks and headers.
constexpr std::int64_t slack_bytes = std::int64_t{1} << 16;
constexpr std::int64_t statistics_bytes = std::int64_t{1} << 20;

[[noreturn]] void refuse(const std::string& message) {
  throw Error(Fault::system, message);
}

std::uint64_t hash_of(std::span<const std::byte> bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

hdf5::PropertyList collective_transfer() {
  hdf5::PropertyList transfer(H5Pcreate(H5P_DATASET_XFER), Fault::system, "preparing a collective write");
  check(H5Pset_dxpl_mpio(transfer.get(), H5FD_MPIO_COLLECTIVE), Fault::system,
        "preparing a collective write");
  check(H5Pset_dxpl_mpio_chunk_opt(transfer.get(), H5FD_MPIO_CHUNK_ONE_IO), Fault::system,
        "preparing a collective write");
  return transfer;
}

void require_collective(const hdf5::PropertyList& transfer) {
  H5D_mpio_actual_io_mode_t mode = H5D_MPIO_NO_COLLECTIVE;
  check(H5Pget_mpio_actual_io_mode(transfer.get(), &mode), Fault::system, "asking how a write was done");
  if (mode == H5D_MPIO_CHUNK_COLLECTIVE) return;
  std::uint32_t here = 0, anywhere = 0;
  H5Pget_mpio_no_collective_cause(transfer.get(), &here, &anywhere);
  refuse(fmt::format("HDF5 did not write collectively (mode {}, cause {:#x})", static_cast<int>(mode),
                     anywhere));
}

}  // namespace

template <typename Work>
auto MapWriter::or_roll_back(Work&& work) {
  try {
    return work();
  } catch (...) {
    abandon();
    throw;
  }
}

MapWriter::MapWriter(const mpi::Communicator& comm, const std::filesystem::path& path, MapLayout layout)
    : comm_(comm), layout_(std::move(layout)), transaction_(comm, path), overview_(layout_) {
  or_roll_back([&] {
    mpi::agree(comm_, [&] {
      if (!comm_.is_root()) return check_layout(layout_);
      model::in_context(path.string(), [&] { write_file(transaction_.part(), map_skeleton(layout_)); });
    });
    open();
  });
}

MapWriter::~MapWriter() {
  abandon();
}

void MapWriter::open() {
  mpi::agree(comm_, [&] { file_ = hdf5::open_parallel(transaction_.part(), comm_); });
  mpi::agree(comm_, [&] {
    for (const auto& variable : layout_.variables)
      datasets_.push_back(hdf5::open_dataset(file_.get(), variable.name));
  });
}

/// HDF5 closes what is left when MPI ends, where all ranks meet again.
void MapWriter::abandon() noexcept {
  for (auto& dataset : datasets_) dataset.release();
  datasets_.clear();
  file_.release();
  transaction_.roll_back();
}

MapWriter::Block MapWriter::block_of(const std::string& name, ValueType type,
                                     std::optional<MonthRange> months, const model::Window& window,
                                     std::size_t bytes) const {
  if (!file_) refuse("the file is closed");
  const auto& variables = layout_.variables;
  const auto found =
      std::find_if(variables.begin(), variables.end(), [&](const auto& v) { return v.name == name; });
  if (found == variables.end()) refuse("there is no such map");
  if (found->type != type)
    refuse(fmt::format("holds {}, was given {}", to_string(found->type), to_string(type)));
  if (found->per_time != months.has_value())
    refuse(found->per_time ? "is monthly, was given no months" : "has no months, was given some");

  Block block{static_cast<std::size_t>(found - variables.begin()),
              {{window.row, window.col}, {window.rows, window.cols}}};
  if (months) {
    block.slab.start.insert(block.slab.start.begin(), months->first);
    block.slab.count.insert(block.slab.count.begin(), months->count);
  }
  const auto shape = map_shape(layout_, *found);
  const bool empty = window.empty() || (months && months->count == 0);
  if (empty) block.slab = {hdf5::Shape(shape.size(), 0), hdf5::Shape(shape.size(), 0)};
  for (std::size_t d = 0; d < shape.size(); ++d)
    if (block.slab.start[d] < 0 || block.slab.count[d] < 0 ||
        block.slab.start[d] + block.slab.count[d] > shape[d])
      refuse(fmt::format("a block of [{}] at [{}] leaves the map of [{}]", fmt::join(block.slab.count, ", "),
                         fmt::join(block.slab.start, ", "), fmt::join(shape, ", ")));
  const auto expected = hdf5::count_of(block.slab.count) * static_cast<std::int64_t>(size_of(type));
  if (expected != static_cast<std::int64_t>(bytes))
    refuse(fmt::format("a block of {} bytes was given {}", expected, bytes));
  return block;
}

/// Upper bound of what writing this block adds to the file: every chunk it touches, stored anew and
/// uncompressed.
std::int64_t MapWriter::touched_bytes(const Block& block) const {
  const auto& [start, count] = block.slab;
  if (hdf5::count_of(count) == 0) return 0;
  const auto& variable = layout_.variables[block.variable];
  const auto chunk = map_chunk(layout_, variable);
  auto bytes = static_cast<std::int64_t>(size_of(variable.type));
  for (std::size_t d = 0; d < chunk.size(); ++d)
    bytes *= ((start[d] + count[d] - 1) / chunk[d] - start[d] / chunk[d] + 1) * chunk[d];
  return bytes;
}

/// Returns the bytes all ranks may add, after setting them aside. Throws on all ranks where the disk is too
/// full or ranks are at different maps.
std::int64_t MapWriter::agree_on_space(const Block& block) {
  std::int64_t extremes[] = {static_cast<std::int64_t>(block.variable),
                             -static_cast<std::int64_t>(block.variable)};
  comm_.all_reduce(extremes, mpi::Reduction::max);
  const auto bytes = comm_.all_reduce(touched_bytes(block), mpi::Reduction::sum);
  mpi::agree(comm_, [&] {
    if (extremes[0] != -extremes[1]) refuse("ranks write different maps in one call");
    if (!comm_.is_root() || bytes == 0) return;
    reserve_space(transaction_.part(), bytes + slack_bytes);
  });
  return bytes;
}

void MapWriter::write_collectively(const Block& block, std::span<const std::byte> values) {
  const auto& type = layout_.variables[block.variable].type;
  const auto& dataset = datasets_[block.variable];
  struct Prepared {
    hdf5::Dataspace in_file, in_memory;
    hdf5::PropertyList transfer;
    hdf5::Datatype type;
  };
  const auto prepared = mpi::agree(comm_, [&] {
    const bool idle = hdf5::count_of(block.slab.count) == 0;
    // The block's own shape: with a flat one HDF5 walks the values one by one.
    const auto& shape = block.slab.count;
    Prepared made{hdf5::selection(dataset, block.slab), hdf5::space_of(idle ? hdf5::Shape{1} : shape),
                  collective_transfer(), hdf5::datatype(type)};
    if (idle) check(H5Sselect_none(made.in_memory.get()), Fault::system, "selecting nothing");
    return made;
  });
  mpi::agree(comm_, [&] {
    constexpr std::byte nothing[8]{};
    const void* from = values.empty() ? nothing : values.data();
    check(H5Dwrite(dataset.get(), prepared.type.get(), prepared.in_memory.get(), prepared.in_file.get(),
                   prepared.transfer.get(), from),
          Fault::system, "writing pixels");
    if (!values.empty()) require_collective(prepared.transfer);
  });
}

void MapWriter::write_bytes(const std::string& variable, ValueType type, std::optional<MonthRange> months,
                            const model::Window& window, std::span<const std::byte> values) {
  const auto map = fmt::format("map {}", variable);
  or_roll_back([&] {
    model::in_context(transaction_.path().string(), [&] {
      // The name goes into the message on the rank that fails: ranks may have been given different ones.
      const auto block = mpi::agree(comm_, [&] {
        return model::in_context(map,
                                 [&] { return block_of(variable, type, months, window, values.size()); });
      });
      if (agree_on_space(block) == 0) return;
      model::in_context(map, [&] { write_collectively(block, values); });
      if (!values.empty()) written_.push_back({block, hash_of(values)});
      overview_.add(months, window, values);
    });
  });
}

void MapWriter::close() {
  mpi::agree(comm_, [&] {
    if (!file_) refuse("the file is closed already");
  });
  mpi::agree(comm_,
             [&] { check(H5Fflush(file_.get(), H5F_SCOPE_GLOBAL), Fault::system, "flushing the file"); });
  mpi::agree(comm_, [&] { datasets_.clear(); });
  mpi::agree(comm_, [&] { file_.close(Fault::system, "closing the file"); });
}

/// Compares what this rank wrote with what the file holds: the file layer of Open MPI can lose a write and
/// report success.
void MapWriter::read_back() const {
  const auto file = hdf5::open_file(transaction_.part(), hdf5::Access::read);
  std::vector<std::byte> bytes;
  for (const auto& [block, hash] : written_) {
    const auto& variable = layout_.variables[block.variable];
    bytes.resize(static_cast<std::size_t>(hdf5::count_of(block.slab.count)) * size_of(variable.type));
    hdf5::read_numbers(hdf5::open_dataset(file.get(), variable.name), block.slab, variable.type,
                       bytes.data());
    if (hash_of(bytes) != hash)
      refuse(fmt::format("map {} does not read back as it was written, at [{}]", variable.name,
                         fmt::join(block.slab.start, ", ")));
  }
}

void MapWriter::append(const FillArchive& statistics) const {
  reserve_space(transaction_.part(), statistics_bytes);
  auto file = hdf5::open_file(transaction_.part(), hdf5::Access::append);
  {
    ArchiveWriter writer(file, skeleton_dimensions(layout_));
    statistics(writer);
  }
  file.close(Fault::system, "closing the file");
}

void MapWriter::finish(const FillArchive& statistics) {
  or_roll_back([&] {
    model::in_context(transaction_.path().string(), [&] {
      close();
      mpi::agree(comm_, [&] { read_back(); });
      mpi::agree(comm_, [&] {
        if (!comm_.is_root()) return;
        if (statistics) append(statistics);
        release_space(transaction_.part());
      });
      // First, so that a map that is there has its overview.
      overview_.write(comm_, transaction_.path());
      transaction_.commit();
    });
  });
}

}  // namespace minenpp::io
