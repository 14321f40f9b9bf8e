#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "model/error.h"

namespace minenpp::survey {

/// Cells by group (zone, class), as many for each. Only groups that something was added to have cells: of
/// many thousand zones the tiles of one rank touch few.
template <typename Cell>
class GroupRows {
 public:
  GroupRows() = default;
  /// `width`: cells of a group.
  GroupRows(std::size_t groups, std::size_t width) : width_(width), rows_(groups) {}

  [[nodiscard]] std::size_t groups() const { return rows_.size(); }
  [[nodiscard]] std::size_t width() const { return width_; }

  /// A cell to add to; those of its group are made where it has none yet.
  [[nodiscard]] Cell& at(std::size_t group, std::size_t place) { return row(group)[place]; }
  /// An empty cell where the group has none.
  [[nodiscard]] const Cell& at(std::size_t group, std::size_t place) const {
    const auto& row = rows_[group];
    return row.empty() ? nothing_ : row[place];
  }

  /// Calls `work(group, cells)` for every group that has cells, in order.
  template <typename Work>
  void for_each(Work&& work) const {
    for (std::size_t group = 0; group < rows_.size(); ++group)
      if (!rows_[group].empty()) work(group, std::span<const Cell>(rows_[group]));
  }

  /// Adds rows of as many groups and cells, cell by cell: `add(cell, other's)`. Throws Error(input) where
  /// they are of others.
  template <typename Add>
  void add(const GroupRows& other, const Add& add) {
    if (other.groups() != groups() || other.width_ != width_)
      throw model::Error(
          model::Fault::input,
          fmt::format("sums of {} zones or classes with {} columns cannot be added to {} with {}",
                      other.groups(), other.width_, groups(), width_));
    other.for_each([&](std::size_t group, std::span<const Cell> cells) {
      const auto own = row(group);
      for (std::size_t i = 0; i < cells.size(); ++i) add(own[i], cells[i]);
    });
  }

  /// Every group that has cells: its number, then `cell_integers` of each cell, which `append(cell,
  /// integers)` puts behind the others.
  template <typename Append>
  [[nodiscard]] std::vector<std::int64_t> to_integers(std::size_t cell_integers, const Append& append) const {
    std::size_t rows = 0;
    for_each([&](std::size_t, std::span<const Cell>) { ++rows; });
    std::vector<std::int64_t> integers;
    integers.reserve(rows * (1 + width_ * cell_integers));
    for_each([&](std::size_t group, std::span<const Cell> cells) {
      integers.push_back(static_cast<std::int64_t>(group));
      for (const auto& cell : cells) append(cell, integers);
    });
    return integers;
  }

  /// Adds what to_integers() gave of as many groups and cells: `add(cell, its integers)`. Throws Error(input)
  /// where it is of others.
  template <typename Add>
  void add_integers(std::span<const std::int64_t> integers, std::size_t cell_integers, const Add& add) {
    const auto length = 1 + width_ * cell_integers;
    if (integers.size() % length != 0)
      throw model::Error(
          model::Fault::input,
          fmt::format("{} numbers of sums where a multiple of {} is expected", integers.size(), length));
    for (; !integers.empty(); integers = integers.subspan(length)) {
      const auto group = static_cast<std::size_t>(integers.front());
      if (group >= rows_.size())
        throw model::Error(model::Fault::input,
                           fmt::format("sums of zone or class number {}, of which there are {}",
                                       integers.front(), rows_.size()));
      const auto cells = row(group);
      for (std::size_t i = 0; i < width_; ++i)
        add(cells[i], integers.subspan(1 + i * cell_integers, cell_integers));
    }
  }

 private:
  [[nodiscard]] std::span<Cell> row(std::size_t group) {
    auto& row = rows_[group];
    if (row.empty()) row.resize(width_);
    return row;
  }

  std::size_t width_ = 0;
  std::vector<std::vector<Cell>> rows_;
  Cell nothing_{};
};

}  // namespace minenpp::survey
