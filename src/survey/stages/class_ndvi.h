#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "io/results/archive_writer.h"
#include "model/casa/land_class.h"
#include "mpi/communicator.h"
#include "survey/npp/npp_tile.h"
#include "survey/statistics/bounds_by_year.h"

namespace minenpp::survey {

/// What the NDVI of a year holds by class and month.
struct ClassNdviCounts {
  ClassHistograms histograms;                               ///< of observed NDVI, by class of the table
  std::int64_t classified = 0;                              ///< pixels of the study area that have a class
  std::array<std::int64_t, 12> observed_in{}, filled_in{};  ///< of these, with NDVI that was so, by month
  std::int64_t without_class = 0;  ///< pixels of the study area with observed NDVI that have no class
};

/// Counts it, on one rank.
class ClassNdvi {
 public:
  explicit ClassNdvi(const std::vector<model::LandClass>& classes);

  /// A tile, with its classes, its NDVI, gaps filled, and how many observations that was made of: none where
  /// it is filled.
  void add(const TileInputs& inputs);

  /// Of this rank.
  [[nodiscard]] const ClassNdviCounts& own() const { return counts_; }
  /// Of all ranks, on the root; the others are given their own. Collective.
  [[nodiscard]] ClassNdviCounts total(const mpi::Communicator& ranks) const;

 private:
  [[nodiscard]] std::int64_t count_without_class(const TileInputs& inputs);

  std::vector<std::uint16_t> index_;             ///< by class code; the number of classes where there is none
  std::vector<std::uint16_t> class_of_, which_;  ///< of a tile's pixels
  std::vector<std::uint8_t> seen_;               ///< likewise: has it observed NDVI in any month?
  ClassNdviCounts counts_;
};

void write_class_ndvi(const ClassNdviCounts& counts, io::ArchiveWriter& archive);

/// Throws Error(input) where the file is damaged, or not of so many classes.
[[nodiscard]] ClassNdviCounts read_class_ndvi(const std::filesystem::path& file, std::size_t classes);

}  // namespace minenpp::survey
