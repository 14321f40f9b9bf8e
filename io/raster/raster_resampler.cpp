#include "io/raster/raster_resampler.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "io/raster/around_earth.h"
#include "io/raster/pixels_under.h"
#include "model/no_data.h"

namespace minenpp::io {

namespace {

using model::Window;

/// Raster pixels that are held at once, unless one study pixel needs more.
constexpr std::int64_t most_held = std::int64_t{1} << 20;

bool uses_footprints(Resampling resampling) {
  return resampling == Resampling::average || resampling == Resampling::mode;
}

/// A centre on the edge of two pixels, or at the centre of one, must not miss it by rounding.
double without_rounding(double position) {
  constexpr double least = 1e-9;
  const double half_pixels = std::round(2 * position) / 2;
  return std::abs(position - half_pixels) < least ? half_pixels : position;
}

/// The upper and lower half, since most rasters are stored by rows; of one row the left and right.
std::pair<Window, Window> halves(const Window& window) {
  Window first = window, second = window;
  if (window.rows > 1) {
    first.rows = window.rows / 2;
    second.row += first.rows;
    second.rows -= first.rows;
  } else {
    first.cols = window.cols / 2;
    second.col += first.cols;
    second.cols -= first.cols;
  }
  return {first, second};
}

/// What takes part in resampling: plausible values, finite in any case, or those at the limit.
std::vector<double> usable_of(const std::vector<double>& stored,
                              const std::optional<PlausibleValues>& plausible) {
  constexpr double largest = std::numeric_limits<double>::max();
  const double lowest = plausible ? plausible->lowest : -largest,
               highest = plausible ? plausible->highest : largest;
  const bool clip = plausible && plausible->clip;
  std::vector<double> usable(stored.size());
  std::ranges::transform(stored, usable.begin(), [&](double value) {
    if (value >= lowest && value <= highest) return value;
    return clip && std::isfinite(value) ? std::clamp(value, lowest, highest) : model::no_data;
  });
  return usable;
}

}  // namespace

RasterResampler::RasterResampler(const StudyGrid& study, const RasterPlace& place, Resampling resampling)
    : positions_(study, place, PixelPositions::Edges::go_on), place_(place), resampling_(resampling) {}

double RasterResampler::pixels_across(const Window& window) const {
  const auto footprints = positions_.footprints(window);
  const auto& footprint = footprints.of(window.row, window.col);
  return 2 * std::max(footprint.half_cols(), footprint.half_rows());
}

double RasterResampler::value_at(const model::RasterPatch& patch, double col, double row,
                                 const model::Footprint& footprint) const {
  if (resampling_ == Resampling::average) return model::mean_within(patch, col, row, footprint);
  if (resampling_ == Resampling::mode) return model::most_frequent_within(patch, col, row, footprint);
  return model::sample(patch, sampling_of(resampling_), col, row);
}

/// Study pixels of a window and where they lie in the raster.
struct RasterResampler::Located {
  Window window;
  std::vector<double> cols, rows;
  PixelPositions::Footprints footprints;

  [[nodiscard]] std::size_t at(std::int64_t row, std::int64_t col) const {
    return static_cast<std::size_t>((row - window.row) * window.cols + col - window.col);
  }
};

RasterResampler::Located RasterResampler::locate(const Window& window) const {
  Located located{window, std::vector<double>(static_cast<std::size_t>(window.size())), {}, {}};
  located.rows.resize(located.cols.size());
  positions_.of(window, located.cols, located.rows);
  for (double& col : located.cols) col = without_rounding(col);
  for (double& row : located.rows) row = without_rounding(row);
  if (uses_footprints(resampling_)) located.footprints = positions_.footprints(window);
  return located;
}

Window RasterResampler::raster_under(const Located& located, const Window& part) const {
  const auto reach =
      uses_footprints(resampling_) ? located.footprints.reach(part) : model::reach(sampling_of(resampling_));
  PixelsUnder pixels(place_);
  for (auto r = part.row; r < part.row + part.rows; ++r)
    for (auto c = part.col; c < part.col + part.cols; ++c)
      pixels.add(located.cols[located.at(r, c)], located.rows[located.at(r, c)]);
  return pixels.window(reach);
}

void RasterResampler::resample_part(const Located& located, const Window& part, const Window& own,
                                    const std::optional<PlausibleValues>& plausible, const ReadRaster& read,
                                    std::span<double> out) const {
  std::vector<double> stored(static_cast<std::size_t>(own.size()));
  read_around(place_.cols, own, read, stored);
  const auto resampled = usable_of(stored, plausible);
  const model::RasterPatch all{own, stored}, usable{own, resampled};
  model::Footprint footprint;
  for (auto r = part.row; r < part.row + part.rows; ++r)
    for (auto c = part.col; c < part.col + part.cols; ++c) {
      const auto at = located.at(r, c);
      const double col = located.cols[at], row = located.rows[at];
      if (uses_footprints(resampling_)) footprint = located.footprints.of(r, c);
      double value = value_at(usable, col, row, footprint);
      // Cubic convolution may overshoot what it is made of.
      if (plausible) value = std::clamp(value, plausible->lowest, plausible->highest);
      const double held = model::sample(all, model::Sampling::nearest, col, row);
      const bool excluded =
          !std::isnan(held) && model::sample(usable, model::Sampling::nearest, col, row) != held;
      if (excluded && (resampling_ != Resampling::average || std::isnan(value))) value = held;
      out[at] = value;
    }
}

void RasterResampler::resample(const Window& window, const std::optional<PlausibleValues>& plausible,
                               const ReadRaster& read, std::span<double> out) const {
  std::ranges::fill(out, model::no_data);
  const auto located = locate(window);
  std::vector<Window> parts{window};
  while (!parts.empty()) {
    const Window part = parts.back();
    parts.pop_back();
    const Window own = raster_under(located, part);
    if (own.empty()) continue;
    if (own.size() > most_held && part.size() > 1) {
      const auto [first, second] = halves(part);
      parts.insert(parts.end(), {second, first});
      continue;
    }
    resample_part(located, part, own, plausible, read, out);
  }
}

}  // namespace minenpp::io
