#include "survey/weather/weather_rasters.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "io/gdal/dataset.h"
#include "io/raster/around_earth.h"
#include "io/raster/pixels_under.h"
#include "model/error.h"
#include "model/grid/batch.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;
using model::Window;

namespace {

/// Bands kept open: well below the files that systems allow a process.
constexpr std::size_t most_open = 256;
/// Bands are fetched in whole squares of this edge, so that windows beside each other share one.
constexpr std::int64_t square = 128;
/// Pixels of a band that may be fetched at once, and that are kept for the next window.
constexpr std::int64_t most_fetched = std::int64_t{1} << 21, most_kept = 2 * square * square;

bool same_place(const io::RasterPlace& a, const io::RasterPlace& b) {
  return a.rows == b.rows && a.cols == b.cols && a.transform == b.transform && a.crs.same_as(b.crs);
}

/// Pixels around the Earth, where the raster counts in degrees.
std::optional<double> circumference(const io::RasterPlace& place) {
  if (!place.crs.is_geographic()) return std::nullopt;
  return 360 / (place.transform[1] * place.crs.unit());
}

io::RasterPlace usable_place(const io::RasterSettings& band, const io::StudyGrid& study) {
  const auto place = io::raster_place(*io::open_raster(band.path), band.crs, band.crs_setting);
  if (!place.north_up())
    throw Error(Fault::input,
                fmt::format("raster '{}' is rotated or runs from south to north; warp it first", band.path));
  if (!overlaps(place, study.grid, study.crs))
    throw Error(Fault::input,
                fmt::format("raster '{}' does not overlap the study grid: it covers {}; the grid covers {}",
                            band.path, extent_text(place), extent_text(study.grid, study.crs)));
  return place;
}

model::Sampling weather_sampling(io::Resampling resampling) {
  if (resampling == io::Resampling::average || resampling == io::Resampling::mode)
    throw Error(Fault::usage, "weather is resampled by nearest, bilinear or cubic");
  return sampling_of(resampling);
}

Window in_squares(const Window& window, const io::RasterPlace& place) {
  const auto down = [](std::int64_t value) { return value - ((value % square) + square) % square; };
  const auto row = down(window.row), col = down(window.col);
  const Window squares{row, col, down(window.row + window.rows + square - 1) - row,
                       down(window.col + window.cols + square - 1) - col};
  return io::PixelsUnder(place).extent(squares);
}

}  // namespace

void WeatherRasters::read(const io::RasterSettings& settings, const Window& window, std::span<double> out) {
  Place& place = place_of(settings);
  locate(place, window);
  Band& band = open(settings, place);
  sample(place, band, weather_sampling(settings.resampling), 0, out.size(), out);
  if (band.window.size() > most_kept) {
    band.window = {};
    band.values = {};
  }
}

WeatherRasters::Place& WeatherRasters::place_of(const io::RasterSettings& band) {
  auto& known = place_of_raster_[band.path];
  if (known != nullptr) return *known;
  const auto place = usable_place(band, study_);
  const auto found =
      std::ranges::find_if(places_, [&](const Place& other) { return same_place(other.place, place); });
  if (found != places_.end()) return *(known = &*found);
  places_.push_back({place, io::PixelPositions(study_, place, io::PixelPositions::Edges::go_on)});
  return *(known = &places_.back());
}

void WeatherRasters::locate(Place& place, const Window& window) {
  if (place.window == window) return;
  place.window = {};
  place.col.resize(static_cast<std::size_t>(window.size()));
  place.row.resize(place.col.size());
  place.positions.of(window, place.col, place.row);
  if (const auto around = circumference(place.place); around && !goes_around(place.place))
    for (double& col : place.col)
      if (col < 0 || col >= static_cast<double>(place.place.cols)) col -= std::floor(col / *around) * *around;
  place.window = window;
}

WeatherRasters::Band& WeatherRasters::open(const io::RasterSettings& band, const Place& place) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const auto key = fmt::format("{} {} {} {} {}", band.band, band.nodata.value_or(none),
                               band.scale.value_or(none), band.offset.value_or(none), band.path);
  const auto found = std::ranges::find(bands_, key, &Band::key);
  if (found != bands_.end()) {
    bands_.splice(bands_.begin(), bands_, found);
    return bands_.front();
  }
  if (bands_.size() >= most_open) bands_.pop_back();
  const auto& at = place.place;
  const model::Grid own(at.transform[0], at.transform[3], at.transform[1], -at.transform[5], at.rows, at.cols,
                        false);
  bands_.push_front({key, std::make_unique<io::GridReader>(band, io::StudyGrid{own, at.crs})});
  return bands_.front();
}

void WeatherRasters::fetch(Band& band, const Window& needed) {
  if (model::intersect(band.window, needed) == needed) return;
  const auto& place = band.reader->place();
  const auto wanted = in_squares(needed, place);
  band.window = {};
  band.values.resize(static_cast<std::size_t>(wanted.size()));
  io::read_around(
      place.cols, wanted,
      [&](const Window& part, std::span<double> values) { band.reader->read(part, values); }, band.values);
  band.window = wanted;
}

void WeatherRasters::sample(const Place& place, Band& band, model::Sampling sampling, std::size_t first,
                            std::size_t count, std::span<double> out) {
  const auto col = std::span(place.col).subspan(first, count),
             row = std::span(place.row).subspan(first, count);
  io::PixelsUnder pixels(place.place);
  for (std::size_t i = 0; i < count; ++i) pixels.add(col[i], row[i]);
  const auto needed = pixels.window(model::reach(sampling));
  if (needed.empty()) {
    std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(first), count, model::no_data);
    return;
  }
  // Study pixels far coarser than the raster's would need too much of it at once.
  if (count > 1 && needed.size() > most_fetched) {
    sample(place, band, sampling, first, count / 2, out);
    sample(place, band, sampling, first + count / 2, count - count / 2, out);
    return;
  }
  fetch(band, needed);
  const model::RasterPatch patch{band.window, band.values};
  for (std::size_t i = 0; i < count; ++i) out[first + i] = model::sample(patch, sampling, col[i], row[i]);
}

}  // namespace minenpp::survey
