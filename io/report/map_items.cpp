#include "io/report/map_items.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "io/report/map_backdrops.h"
#include "io/results/file_writer.h"

namespace minenpp::io {

namespace {

/// Of all frames of a slider together: what keeps a page small.
constexpr std::int64_t most_pixels_of_frames = 2'500'000;
constexpr std::int64_t most_frame_pixels = 700'000;
constexpr std::size_t most_frames = 12;

constexpr int levels = 64;  // more are not told apart, and packed worse
constexpr double tail = 0.02;

/// Colour codes of pictures, their palette and the legend that explains them.
struct Painted {
  std::vector<std::vector<std::uint8_t>> codes;
  std::vector<Colour> palette;
  Json legend;
};

/// Ends of the scale; nothing without a value.
std::optional<std::pair<double, double>> extent_of(const std::vector<Picture>& pictures, bool diverging) {
  std::vector<float> values;
  for (const auto& picture : pictures)
    std::ranges::copy_if(picture.values, std::back_inserter(values),
                         [](float v) { return std::isfinite(v); });
  if (values.empty()) return std::nullopt;
  const auto at = [&](double share) {
    const auto place =
        values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::ranges::nth_element(values, place);
    return static_cast<double>(*place);
  };
  double low = at(tail), high = at(1 - tail);
  if (diverging) {
    high = std::max(std::abs(low), std::abs(high));
    low = -high;
  }
  if (!(high > low)) high = low + 1;
  return std::pair{low, high};
}

Json ramp_legend(const Ramp& ramp, double low, double high) {
  constexpr int stops = 10;
  Json made = Json::array();
  for (int i = 0; i <= stops; ++i) {
    const double share = static_cast<double>(i) / stops;
    made.push_back({{"value", low + share * (high - low)}, {"colour", hex(colour_at(ramp, share))}});
  }
  return made;
}

std::optional<Painted> paint_ramp(const std::vector<Picture>& pictures, const MapStyle& style) {
  const auto extent = style.limits ? style.limits : extent_of(pictures, style.kind == MapKind::diverging);
  if (!extent) return std::nullopt;
  const auto [low, high] = *extent;
  Painted painted;
  for (int level = 0; level < levels; ++level)
    painted.palette.push_back(colour_at(*style.ramp, static_cast<double>(level) / (levels - 1)));
  for (const auto& picture : pictures) {
    auto& codes = painted.codes.emplace_back();
    for (const float value : picture.values) {
      const double share = std::clamp((static_cast<double>(value) - low) / (high - low), 0.0, 1.0);
      codes.push_back(std::isnan(value) ? std::uint8_t{0}
                                        : static_cast<std::uint8_t>(1 + std::lround(share * (levels - 1))));
    }
  }
  painted.legend = {{"kind", "ramp"}, {"stops", ramp_legend(*style.ramp, low, high)}};
  return painted;
}

std::optional<Painted> paint_classes(const std::vector<Picture>& pictures, const MapStyle& style) {
  std::map<long, std::uint8_t> places;
  Painted painted;
  for (const auto& known : style.classes) {
    if (painted.palette.size() == 255) break;
    painted.palette.push_back(known.colour);
    places.emplace(static_cast<long>(known.code), static_cast<std::uint8_t>(painted.palette.size()));
  }
  std::vector<bool> shown(painted.palette.size() + 1);
  for (const auto& picture : pictures) {
    auto& codes = painted.codes.emplace_back();
    for (const float value : picture.values) {
      const auto place = std::isnan(value) ? places.end() : places.find(std::lround(value));
      codes.push_back(place == places.end() ? std::uint8_t{0} : place->second);
      shown[codes.back()] = true;
    }
  }
  Json classes = Json::array();
  for (std::size_t i = 0; i < painted.palette.size(); ++i)
    if (shown[i + 1])
      classes.push_back({{"label", style.classes[i].label}, {"colour", hex(painted.palette[i])}});
  if (classes.empty()) return std::nullopt;
  painted.legend = {{"kind", "classes"}, {"classes", std::move(classes)}};
  return painted;
}

/// A label as part of a file's name.
std::string as_word(std::string label) {
  std::ranges::replace_if(
      label, [](unsigned char c) { return std::isalnum(c) == 0; }, '-');
  return label;
}

}  // namespace

MapItems::MapItems(std::filesystem::path result, std::filesystem::path folder)
    : result_(std::move(result)), folder_(std::move(folder)) {}

void MapItems::write_png(const std::string& file, const std::string& png) const {
  FileWriter writer(folder_ / file, Durability::left_to_system);
  writer.write(png);
  writer.finish();
}

void MapItems::outline_mines(const std::string& file) {
  if (!std::filesystem::exists(result_ / file)) return;
  outlines_ = mine_outlines(result_ / file);
  if (outlines_) write_png("figures/mine-outlines.png", *outlines_);
}

void MapItems::add_relief(Json& item, const std::filesystem::path& dem, const std::string& map) const {
  const auto png = relief(dem, result_ / map);
  if (!png) return;
  write_png("figures/relief.png", *png);
  item["backdrop"] = data_uri(*png);
}

std::vector<MapFrame> MapItems::chosen(const std::vector<MapFrame>& frames) const {
  std::vector<MapFrame> present;
  for (const auto& frame : frames)
    if (has_picture(result_ / frame.file, frame.month)) present.push_back(frame);
  if (present.size() <= most_frames) return present;
  std::vector<MapFrame> some;
  for (std::size_t i = 0; i < most_frames; ++i)
    some.push_back(present[i * (present.size() - 1) / (most_frames - 1)]);
  return some;
}

std::optional<Json> MapItems::item(const ItemText& text, const std::vector<MapFrame>& all,
                                   const std::string& layer, const std::string& legend) const {
  const auto frames = chosen(all);
  if (frames.empty()) return std::nullopt;
  const auto style = style_of_map(result_ / frames.front().file, layer);
  const auto budget =
      std::min(most_frame_pixels, most_pixels_of_frames / static_cast<std::int64_t>(frames.size()));
  std::vector<Frame> read;
  for (const auto& frame : frames)
    read.push_back({frame.label, read_picture(result_ / frame.file, frame.month, budget,
                                              style.kind == MapKind::categorical)});
  auto made = item_of(text, read, style, legend);
  if (made && outlines_)
    (*made)["overlay"] = {{"image", data_uri(*outlines_)}, {"label", "outlines of mines"}};
  return made;
}

std::optional<Json> MapItems::item_of(const ItemText& text, const std::vector<Frame>& frames,
                                      const MapStyle& style, const std::string& legend) const {
  const bool classes = style.kind == MapKind::categorical;
  if (frames.empty() || (!classes && !style.ramp)) return std::nullopt;
  std::vector<Picture> pictures;
  for (const auto& frame : frames) pictures.push_back(frame.picture);
  const auto painted = classes ? paint_classes(pictures, style) : paint_ramp(pictures, style);
  if (!painted) return std::nullopt;

  const auto& first = pictures.front();
  Json made{{"type", "map"},
            {"id", text.id},
            {"title", text.title},
            {"alt", text.alt},
            {"caption", text.caption},
            {"width", first.width},
            {"height", first.height},
            {"scale_km", first.width_km},
            {"legend", painted->legend},
            {"frames", Json::array()}};
  made["legend"]["title"] = legend;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const auto png = png_of(painted->codes[i], first.width, first.height, painted->palette);
    const auto file = fmt::format("figures/{}-{}.png", text.id, as_word(frames[i].label));
    write_png(file, png);
    made["frames"].push_back({{"label", frames[i].label}, {"image", data_uri(png)}, {"file", file}});
  }
  return made;
}

}  // namespace minenpp::io
