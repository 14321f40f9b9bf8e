#include "io/results/map_writer.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/hdf5/divert.h"
#include "io/hdf5/file.h"
#include "io/results/durable.h"
#include "io/results/map_message.h"
#include "io/results/map_skeleton.h"
#include "mpi/collective_error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

/// Room for what a stage adds to its map: sums and histograms.
constexpr std::int64_t statistics_bytes = std::int64_t{1} << 20;

[[noreturn]] void refuse(const std::string& message) {
  throw Error(Fault::system, message);
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
      check_layout(layout_);
      encoder_.emplace(layout_.deflate_level);
      if (!comm_.is_root()) return;
      model::in_context(path.string(), [&] { store_.emplace(transaction_.part(), layout_); });
    });
  });
}

MapWriter::~MapWriter() {
  abandon();
}

void MapWriter::abandon() noexcept {
  open_ = false;
  store_.reset();
  transaction_.roll_back();
}

MapWriter::Block MapWriter::block_of(const std::string& name, ValueType type,
                                     std::optional<MonthRange> months, const model::Window& window,
                                     std::size_t bytes) const {
  if (!open_) refuse("the file is closed");
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

void MapWriter::put_bytes(const std::string& variable, ValueType type, std::optional<MonthRange> months,
                          const model::Window& window, std::span<const std::byte> values) {
  model::in_context(transaction_.path().string(), [&] {
    model::in_context(fmt::format("map {}", variable), [&] {
      const auto block = block_of(variable, type, months, window, values.size());
      if (values.empty()) return;
      append_message(layout_, block.variable, block.slab, values, *encoder_, kept_);
    });
    overview_.add(months, window, values);
  });
}

void MapWriter::store(std::vector<std::vector<std::byte>> messages) {
  model::in_context(transaction_.path().string(), [&] {
    if (store_) store_->store(messages);
    if (!journal_) return;
    for (auto& message : messages) {
      if (message.empty()) continue;
      if (journal_->wants_bytes())
        journal_->add(number_, std::move(message));
      else
        journal_->add_later(number_, outline_of(layout_, message),
                            [this](std::span<const std::byte> outline) { return message_of(outline); });
    }
  });
}

std::vector<std::byte> MapWriter::message_of(std::span<const std::byte> outline) const {
  return model::in_context(transaction_.path().string(), [&] {
    if (!store_) refuse("the file is closed");
    return store_->message_of(outline);
  });
}

void MapWriter::flush() {
  or_roll_back([&] {
    auto messages = model::in_context(transaction_.path().string(), [&] { return comm_.gather(take()); });
    mpi::agree(comm_, [&] { store(std::move(messages)); });
  });
}

void MapWriter::restore(std::span<const std::byte> message) {
  model::in_context(transaction_.path().string(), [&] {
    const std::vector<std::byte> copy(message.begin(), message.end());
    store_->store(std::span(&copy, 1));
    if (!overview_.wanted()) return;
    store_->read_back(
        message, [&](std::size_t map, const hdf5::Slab& slab, std::span<const std::byte> values) {
          const auto d = slab.start.size() - 2;
          std::optional<MonthRange> months;
          if (layout_.variables[map].per_time) months = {slab.start[0], slab.count[0]};
          overview_.add(months, {slab.start[d], slab.start[d + 1], slab.count[d], slab.count[d + 1]}, values);
        });
  });
}

std::string MapWriter::contents() const {
  auto text = transaction_.path().filename().string() + ":";
  for (const auto& variable : layout_.variables)
    text += fmt::format(" {} {} [{}] by [{}]", variable.name, to_string(variable.type),
                        fmt::join(map_shape(layout_, variable), ", "),
                        fmt::join(map_chunk(layout_, variable), ", "));
  return text;
}

void MapWriter::write_bytes(const std::string& variable, ValueType type, std::optional<MonthRange> months,
                            const model::Window& window, std::span<const std::byte> values) {
  or_roll_back([&] { mpi::agree(comm_, [&] { put_bytes(variable, type, months, window, values); }); });
  flush();
}

void MapWriter::close() {
  mpi::agree(comm_, [&] {
    if (!open_) refuse("the file is closed already");
    open_ = false;
    if (store_) store_->close();
    store_.reset();
  });
}

void MapWriter::append(const FillArchive& statistics) const {
  reserve_space(transaction_.part(), statistics_bytes);
  auto file = hdf5::open_file(transaction_.part(), hdf5::Access::append);
  hdf5::or_divert(file, [&] {
    ArchiveWriter writer(file, skeleton_dimensions(layout_));
    statistics(writer);
    hdf5::check(H5Fflush(file.get(), H5F_SCOPE_LOCAL), Fault::system, "writing the statistics of a map");
  });
  file.close(Fault::system, "closing the file");
}

void MapWriter::finish(const FillArchive& statistics) {
  flush();
  or_roll_back([&] {
    model::in_context(transaction_.path().string(), [&] {
      close();
      // Before the map has its name, so that a map that is there has its overview.
      const auto cells = overview_.hand_over(comm_);
      bool has_overview = false;
      try {
        mpi::agree(comm_, [&] {
          if (comm_.rank() == Overview::writer(comm_)) {
            overview_.write(cells, transaction_.path());
            has_overview = true;
          }
          if (!comm_.is_root()) return;
          if (statistics) append(statistics);
          release_space(transaction_.part());
          flush_to_disk(transaction_.part());
        });
        transaction_.commit();
      } catch (...) {
        std::error_code ignored;
        if (has_overview) std::filesystem::remove(overview_file(transaction_.path()), ignored);
        throw;
      }
    });
  });
}

}  // namespace minenpp::io
