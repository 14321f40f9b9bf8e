#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/report/cube.h"

namespace minenpp::io {

/// What the report shows of a survey with several months: the sum of the year where whole years are surveyed,
/// else the month in which the study area produces most.
class Focus {
 public:
  /// Throws Error(input) where the archive has no group zones.
  explicit Focus(const ArchiveReader& archive);

  [[nodiscard]] bool annual() const { return annual_; }
  /// The surveyed month in which the study area produces most, 1..12, also of annual sums.
  [[nodiscard]] int month() const { return month_; }
  /// The month to look for in a map file: 0 in one of annual sums.
  [[nodiscard]] int map_month() const { return annual_ ? 0 : month_; }
  [[nodiscard]] std::string unit() const { return annual_ ? "gC/m2/year" : "gC/m2/month"; }
  [[nodiscard]] std::string carbon_unit() const { return annual_ ? "tC/year" : "tC/month"; }
  /// "August" or "the year".
  [[nodiscard]] std::string name() const;
  /// "in August 2020" or "in 2020".
  [[nodiscard]] std::string when(const std::string& year) const;

  /// The path of an array in this focus: the annual one where it is shown and exists, else the monthly one.
  [[nodiscard]] std::string path(const std::string& group, const std::string& name) const;
  [[nodiscard]] bool has(const std::string& group, const std::string& name) const;

 private:
  friend class FocusCube;
  const ArchiveReader& archive_;
  bool annual_ = false;
  int month_ = 0;
};

/// An array seen through the focus: its dimension "month", where it has one, is at the focus's month.
class FocusCube {
 public:
  /// `name` without "annual_" or "npp_annual": "npp_mean", "net". Throws Error(input) where it is not there.
  FocusCube(const ArchiveReader& archive, const Focus& focus, const std::string& group,
            const std::string& name);

  /// `indices`: of all dimensions but the month.
  [[nodiscard]] double at(std::vector<std::size_t> indices) const {
    return cube_.at(with_month(std::move(indices)));
  }
  [[nodiscard]] Sourced sourced(std::vector<std::size_t> indices) const;
  /// Length of a dimension, the month not counted among them.
  [[nodiscard]] std::size_t size(std::size_t dimension) const {
    return cube_.size(month_dimension_ && dimension >= *month_dimension_ ? dimension + 1 : dimension);
  }

 private:
  [[nodiscard]] std::vector<std::size_t> with_month(std::vector<std::size_t> indices) const;
  Cube cube_;
  std::optional<std::size_t> month_dimension_;
  std::size_t month_index_ = 0;
};

/// "January" for 1. Throws Error(system) outside 1..12.
[[nodiscard]] std::string month_name(int month);

}  // namespace minenpp::io
