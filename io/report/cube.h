#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "io/results/archive_reader.h"

namespace minenpp::io {

/// A numeric array of survey.h5, held whole, with the labels of its dimensions. Missing values are NaN.
class Cube {
 public:
  /// Throws Error(input) where the archive has no such array of numbers.
  Cube(const ArchiveReader& archive, const std::string& path);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& units() const { return units_; }
  [[nodiscard]] std::size_t rank() const { return shape_.size(); }
  [[nodiscard]] std::size_t size(std::size_t dimension) const { return shape_.at(dimension); }
  [[nodiscard]] const std::string& dimension(std::size_t at) const { return dimensions_.at(at); }

  /// The value at indices, one for each dimension. Throws Error(input) outside the array.
  [[nodiscard]] double at(const std::vector<std::size_t>& indices) const;

  /// Where a value comes from, for whoever wants to check it: "/zones/npp_mean[0,3,0]".
  [[nodiscard]] std::string source(const std::vector<std::size_t>& indices) const;

 private:
  std::string path_, units_;
  std::vector<std::size_t> shape_;
  std::vector<std::string> dimensions_;
  std::vector<double> values_;
};

/// A number and where it comes from.
struct Sourced {
  double value = 0;
  std::string source;
};

/// The labels along a dimension as texts ("2020", "Antaibao"), of the array of that name in the group.
[[nodiscard]] std::vector<std::string> labels(const ArchiveReader& archive, const std::string& group,
                                              const std::string& dimension);

}  // namespace minenpp::io
