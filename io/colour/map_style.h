#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/colour/ramps.h"

namespace minenpp::io {

/// What a map file says about one of its maps, as its attributes have it.
struct MapFacts {
  std::string units;      ///< CF: "g m-2 month-1", "1"
  std::string long_name;  ///< title of a layer that is not known
  std::vector<std::int64_t> flag_values = {};
  std::vector<std::string> flag_meanings = {};  ///< one word for each of flag_values
};

/// How values become colours.
enum class MapKind {
  sequential,   ///< a ramp from low to high
  diverging,    ///< a ramp whose middle is zero
  categorical,  ///< a colour a class
  numbered      ///< whole numbers that name things, such as mines: a colour each, in turn
};

/// A class of a categorical map.
struct MapClass {
  std::int64_t code = 0;
  std::string label;  ///< "forest land"
  Colour colour;
};

/// How a layer is shown, in a GIS and in the report alike.
struct MapStyle {
  std::string title;  ///< "Net primary productivity"
  std::string unit;   ///< "gC/m2/month"; empty where there is none
  MapKind kind = MapKind::sequential;
  const Ramp* ramp = nullptr;                            ///< of sequential and diverging maps; else null
  std::optional<std::pair<double, double>> limits = {};  ///< ends of the ramp where nature sets them
  std::vector<MapClass> classes = {};                    ///< of categorical maps, in order of the file
};

/// The style of a layer: what a map file is called without its years ("npp", "npp-annual", "ndvi", "class",
/// "change", "change-class", "change-annual", "trend-slope", "trend-sen", "trend-p", "trend-mk-p",
/// "trend-class", "correlation-temperature" (-precipitation, -radiation), "partial-correlation-temperature"
/// (likewise), "rings", "mines", "temperature", "precipitation", "radiation", these with "-variance"), or
/// "ndvi-observations" and "ndvi-water" for the other maps of NDVI files. "rings-united" is styled as
/// "rings". A layer that is not known is titled by its long_name, and categorical where it has flags. Never
/// throws.
[[nodiscard]] MapStyle map_style(const std::string& layer, const MapFacts& facts);

/// Units as people write them: "g m-2 month-1" -> "g/m2/month", "1" -> "".
[[nodiscard]] std::string readable_unit(const std::string& cf_units);

}  // namespace minenpp::io
