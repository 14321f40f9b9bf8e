#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "io/colour/map_style.h"
#include "io/results/map_layout.h"

namespace minenpp::io {

/// One raster of a finished result: a map of one layer, for one month where the layer is monthly.
struct ResultMap {
  std::filesystem::path file;           ///< the map file
  std::string variable;                 ///< its array
  std::string layer;                    ///< the file's name without its years: "npp", "change-class"
  std::vector<int> years = {};          ///< in the file's name: none, one, or an earlier and a later one
  std::optional<YearMonth> month = {};  ///< on the file's time axis; empty for a map without time
  std::int64_t month_index = 0;         ///< of that month on the axis
  YearMonth first = {}, last = {};      ///< what time the map speaks of, both months included
  std::string title = {};               ///< "Pingshuo: NPP of 2020"
  MapFacts facts = {};

  /// Layer, years and month: "npp-2020-08", "change-2006-2020-08", "class-2020", "trend-slope".
  [[nodiscard]] std::string name() const;
};

/// What to take of a result. An empty list takes all there is.
struct MapSelection {
  std::vector<std::string> layers = {};
  /// Years of maps, later years of changes. Maps of no one year (trends, mines) are always taken.
  std::vector<int> years = {};
  std::vector<int> months = {};  ///< 1..12. Maps without months (classes, sums of a year) are always taken.
};

/// The maps in maps/ and ndvi/ of a result folder, by layer, then time. A file with several maps (NDVI with
/// its counts) gives a layer each: "ndvi", "ndvi-observations". Throws Error(input): no folder, no map, a
/// damaged map file.
[[nodiscard]] std::vector<ResultMap> list_maps(const std::filesystem::path& result);

/// Those that are wanted. Throws Error(usage) for a layer, year or month that no map has, saying which there
/// are, and where the three together leave none.
[[nodiscard]] std::vector<ResultMap> select_maps(const std::vector<ResultMap>& all,
                                                 const MapSelection& wanted);

}  // namespace minenpp::io
