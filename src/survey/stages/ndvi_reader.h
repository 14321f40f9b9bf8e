#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/casa/ndvi_codes.h"
#include "survey/catalogue/pixel_check.h"
#include "survey/npp/npp_tile.h"

namespace minenpp::survey {

/// Where the observed NDVI of a year comes from: rasters or scenes.
class NdviReader {
 public:
  NdviReader() = default;
  NdviReader(const NdviReader&) = delete;
  NdviReader& operator=(const NdviReader&) = delete;
  virtual ~NdviReader() = default;

  /// Observed NDVI codes of `inputs.window` for the pixels of the study area, how many observations each was
  /// made of and, where the source tells, which are water. Tiles are asked for in the order of the partition.
  /// `inputs.in_area` is there already.
  virtual void read(TileInputs& inputs) = 0;

  /// One source of NDVI and what this rank has met in it.
  struct Source {
    std::string name;  ///< path or id, for messages
    RangeCount count;
  };
  /// In the order of the catalogue.
  [[nodiscard]] const std::vector<Source>& sources() const { return sources_; }

  /// All that this rank has counted in the tiles it gave, in one order and length; and more such counts, of
  /// tiles of an earlier run. Throws Error(input) where their number is another one.
  [[nodiscard]] virtual std::vector<std::int64_t> counts() const;
  virtual void add_counts(std::span<const std::int64_t> counts);

 protected:
  std::vector<Source> sources_;
};

/// Turns NDVI into codes and keeps what is out of range out, or at the limit.
class NdviRange {
 public:
  explicit NdviRange(const model::NdviLimits& limits) : limits_(limits), stored_(limits, no_ndvi) {}

  /// The code of `ndvi` (no NaN), no_ndvi where it is out of range and not clipped; counts either way.
  [[nodiscard]] std::int16_t code(double ndvi, RangeCount& count) const;
  /// Of many, as many elements each; NaN is no_ndvi and does not count.
  void codes(std::span<const double> ndvi, std::span<std::int16_t> codes, RangeCount& count) const;
  /// Of numbers that are codes already, in place (StoredNdvi).
  void codes_of_stored(std::int16_t nodata, std::span<const std::uint8_t> in_area,
                       std::span<std::int16_t> numbers, RangeCount& count) const;

 private:
  model::NdviLimits limits_;
  model::StoredNdvi stored_;
};
[[nodiscard]] NdviRange ndvi_range(const Settings& settings);

}  // namespace minenpp::survey
