#include "io/colour/map_style.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "io/colour/class_colours.h"

namespace minenpp::io {

namespace {

using Limits = std::optional<std::pair<double, double>>;

constexpr Limits correlations = std::pair(-1.0, 1.0);

/// What is known of a layer beforehand.
struct Known {
  std::string_view layer, title;
  MapKind kind;
  const Ramp& (*ramp)() = nullptr;
  bool carbon = false;  ///< its grams are of carbon
  Limits limits = {};
};

const auto& known_layers() {
  using enum MapKind;
  static const std::array layers{
      Known{"npp", "Net primary productivity", sequential, viridis, true},
      Known{"npp-annual", "Annual net primary productivity", sequential, viridis, true},
      Known{"ndvi", "NDVI", sequential, viridis, false, std::pair(0.0, 1.0)},
      Known{"ndvi-observations", "Usable observations", sequential, viridis},
      Known{"ndvi-water", "Water, as the scenes say", categorical},
      Known{"class", "Land cover", categorical},
      Known{"change", "Change of net primary productivity", diverging, brown_white_green, true},
      Known{"change-annual", "Change of annual net primary productivity", diverging, brown_white_green, true},
      Known{"change-class", "Class of change of net primary productivity", categorical},
      Known{"trend-slope", "Trend of net primary productivity, least squares", diverging, brown_white_green,
            true},
      Known{"trend-sen", "Trend of net primary productivity, Theil-Sen", diverging, brown_white_green, true},
      Known{"trend-p", "p of the trend, least squares", sequential, purples_reversed, false,
            std::pair(0.0, 1.0)},
      Known{"trend-mk-p", "p of the trend, Mann-Kendall", sequential, purples_reversed, false,
            std::pair(0.0, 1.0)},
      Known{"trend-class", "Class of trend", categorical},
      Known{"correlation-temperature", "Correlation of net primary productivity with temperature", diverging,
            red_white_blue, false, correlations},
      Known{"correlation-precipitation", "Correlation of net primary productivity with precipitation",
            diverging, red_white_blue, false, correlations},
      Known{"correlation-radiation", "Correlation of net primary productivity with radiation", diverging,
            red_white_blue, false, correlations},
      Known{"partial-correlation-temperature",
            "Correlation of net primary productivity with temperature, other weather held", diverging,
            red_white_blue, false, correlations},
      Known{"partial-correlation-precipitation",
            "Correlation of net primary productivity with precipitation, other weather held", diverging,
            red_white_blue, false, correlations},
      Known{"partial-correlation-radiation",
            "Correlation of net primary productivity with radiation, other weather held", diverging,
            red_white_blue, false, correlations},
      Known{"rings", "Rings around mines", categorical},
      Known{"mines", "Mines found on the land-cover maps", numbered},
      Known{"temperature", "Temperature", sequential, inferno},
      Known{"precipitation", "Precipitation", sequential, blues},
      Known{"radiation", "Global radiation", sequential, inferno},
      Known{"temperature-variance", "Kriging variance of temperature", sequential, viridis},
      Known{"precipitation-variance", "Kriging variance of precipitation", sequential, viridis},
      Known{"radiation-variance", "Kriging variance of radiation", sequential, viridis},
  };
  return layers;
}

/// The layer itself, or the longest name it begins with: "rings-united" is "rings".
const Known* find_known(const std::string& layer) {
  const Known* best = nullptr;
  for (const auto& known : known_layers()) {
    if (layer != known.layer && !layer.starts_with(std::string(known.layer) + "-")) continue;
    if (!best || known.layer.size() > best->layer.size()) best = &known;
  }
  return best;
}

std::vector<MapClass> classes_of(const MapFacts& facts) {
  std::vector<MapClass> classes;
  const auto count = std::min(facts.flag_values.size(), facts.flag_meanings.size());
  const auto colours = class_colours(facts.flag_meanings);
  for (std::size_t i = 0; i < count; ++i) {
    auto label = facts.flag_meanings[i];
    std::ranges::replace(label, '_', ' ');
    classes.push_back({facts.flag_values[i], std::move(label), colours[i]});
  }
  return classes;
}

MapStyle unknown_style(const std::string& layer, const MapFacts& facts) {
  MapStyle style{facts.long_name.empty() ? layer : facts.long_name, readable_unit(facts.units)};
  style.kind = facts.flag_values.empty() ? MapKind::sequential : MapKind::categorical;
  if (style.kind == MapKind::sequential) style.ramp = &viridis();
  return style;
}

/// "g/m2/month" -> "gC/m2/month".
std::string of_carbon(std::string unit) {
  return unit.starts_with("g/") ? "gC" + unit.substr(1) : unit;
}

}  // namespace

std::string readable_unit(const std::string& cf_units) {
  std::istringstream words(cf_units);
  std::string text, word;
  while (words >> word) {
    const auto minus = word.find('-');
    const bool below = minus != std::string::npos && minus > 0;
    const auto power = below ? word.substr(minus + 1) : "";
    if (below)
      text += "/" + word.substr(0, minus) + (power == "1" ? "" : power);
    else
      text += (text.empty() ? "" : " ") + word;
  }
  return text == "1" ? "" : text;
}

MapStyle map_style(const std::string& layer, const MapFacts& facts) {
  const auto* known = find_known(layer);
  auto style = known ? MapStyle{std::string(known->title), readable_unit(facts.units), known->kind}
                     : unknown_style(layer, facts);
  if (known && known->ramp) style.ramp = &known->ramp();
  if (known) style.limits = known->limits;
  if (known && known->carbon) style.unit = of_carbon(style.unit);
  if (style.kind == MapKind::categorical) style.classes = classes_of(facts);
  return style;
}

}  // namespace minenpp::io
