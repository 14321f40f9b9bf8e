#include "io/raster/grid_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include "io/gdal/dataset.h"
#include "io/gdal/messages.h"
#include "io/raster/alpha_band.h"
#include "io/raster/stored_values.h"
#include "model/error.h"
#include "model/no_data.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;
using model::Window;

std::optional<double> own_nodata(GDALRasterBand& band) {
  int has = 0;
  const double value = band.GetNoDataValue(&has);
  return has != 0 ? std::optional(value) : std::nullopt;
}

double or_own(const std::optional<double>& given, double own, int has_own, double otherwise) {
  if (given) return *given;
  return has_own != 0 ? own : otherwise;
}

std::string text_of(const Window& window) {
  return fmt::format("rows {}..{}, columns {}..{}", window.row, window.row + window.rows - 1, window.col,
                     window.col + window.cols - 1);
}

void check_alone(GDALDataset& file, const RasterSettings& settings) {
  const int bands = value_bands(file);
  if (bands != 1)
    throw Error(Fault::input, fmt::format("raster '{}' has {} bands, expected one; {} says which to read",
                                          settings.path, bands, settings.band_setting));
}

}  // namespace

GridReader::GridReader(const RasterSettings& settings, const StudyGrid& study)
    : settings_(settings), grid_(study.grid.window()), file_(open_raster(settings.path)) {
  GDALRasterBand& band = band_of(*file_, settings_.band);
  if (!settings_.band_setting.empty()) check_alone(*file_, settings_);
  place_ = raster_place(*file_, settings_.crs, settings_.crs_setting);
  if (!overlaps(place_, study.grid, study.crs))
    throw Error(Fault::input,
                fmt::format("raster '{}' does not overlap the study grid: it covers {}; the grid covers {}",
                            settings_.path, extent_text(place_), extent_text(study.grid, study.crs)));
  type_ = stored_type(*file_, band);
  nodata_ = settings_.nodata ? settings_.nodata : own_nodata(band);
  rounded_nodata_ = as_stored(nodata_.value_or(model::no_data), band);
  int has = 0;
  const double own_scale = band.GetScale(&has);
  scale_ = or_own(settings_.scale, own_scale, has, 1);
  const double own_offset = band.GetOffset(&has);
  offset_ = or_own(settings_.offset, own_offset, has, 0);
  shift_ = shift_onto(place_, study.grid, study.crs);
  if (!shift_)
    model::in_context(fmt::format("raster '{}'", settings_.path),
                      [&] { resampler_.emplace(study, place_, settings_.resampling); });
}

double GridReader::pixels_across() const {
  return resampler_ ? resampler_->pixels_across({grid_.rows / 2, grid_.cols / 2, 1, 1}) : 1;
}

void GridReader::scale(std::span<double> values) const {
  if (scale_ == 1 && offset_ == 0) return;
  for (double& value : values) value = value * scale_ + offset_;
}

void GridReader::read(const Window& window, std::span<double> out) {
  if (resampler_) return resample(window, true, out);
  read_raw(window, out);
  scale(out);
}

void GridReader::read_rows(const Window& window, const UseRow& work) {
  if (!resampler_) {
    check(window);
    return copy_rows(window, [&](std::int64_t row, std::span<double> values) {
      scale(values);
      work(row, values);
    });
  }
  std::vector<double> values(static_cast<std::size_t>(window.size()));
  resample(window, true, values);
  const auto cols = static_cast<std::size_t>(window.cols);
  for (std::int64_t row = 0; row < window.rows; ++row)
    work(row, std::span(values).subspan(static_cast<std::size_t>(row) * cols, cols));
}

void GridReader::read(const Window& window, std::span<std::int32_t> out, std::int32_t no_code) {
  const bool keeps_codes =
      on_grid() || settings_.resampling == Resampling::nearest || settings_.resampling == Resampling::mode;
  if (!keeps_codes)
    throw Error(Fault::usage,
                fmt::format("raster '{}' holds classes; they can be resampled by nearest or mode only",
                            settings_.path));
  std::vector<double> raw(out.size());
  read_raw(window, raw);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (std::isnan(raw[i])) {
      out[i] = no_code;
      continue;
    }
    const bool whole = raw[i] >= std::numeric_limits<std::int32_t>::min() &&
                       raw[i] <= std::numeric_limits<std::int32_t>::max() && raw[i] == std::floor(raw[i]);
    if (!whole)
      throw Error(Fault::input,
                  fmt::format("raster '{}', band {} holds {} where whole class codes are expected",
                              settings_.path, settings_.band, raw[i]));
    out[i] = static_cast<std::int32_t>(raw[i]);
  }
}

void GridReader::check(const Window& window) const {
  if (model::intersect(window, grid_) != window)
    throw Error(Fault::system, fmt::format("{} of raster '{}' are asked for: outside the study grid",
                                           text_of(window), settings_.path));
}

void GridReader::check(const Window& window, std::size_t values) const {
  check(window);
  if (static_cast<std::int64_t>(values) != window.size())
    throw Error(Fault::system, fmt::format("{} of raster '{}' are asked for: not the {} values to fill",
                                           text_of(window), settings_.path, values));
}

void GridReader::read_raw(const Window& window, std::span<double> out) {
  check(window, out.size());
  if (resampler_) return resample(window, false, out);
  copy_rows(window, [&](std::int64_t row, std::span<const double> values) {
    std::ranges::copy(values, out.begin() + row * window.cols);
  });
}

/// Taken from GDAL as they are stored: it converts value by value, and mosaics several times over.
void GridReader::copy_rows(const Window& window, const UseRow& work) {
  const Window raster{shift_->rows, shift_->cols, place_.rows, place_.cols};
  const Window part = model::intersect(window, raster);
  GDALRasterBand& band = *file_->GetRasterBand(settings_.band);
  const auto part_cols = static_cast<std::size_t>(part.cols);
  if (!part.empty()) {
    const Window own{part.row - shift_->rows, part.col - shift_->cols, part.rows, part.cols};
    stored_.resize(static_cast<std::size_t>(part.size()) *
                   static_cast<std::size_t>(GDALGetDataTypeSizeBytes(type_)));
    fetch(band, own, type_, stored_.data(), window);
    read_mask(band, own);
  }
  row_.resize(static_cast<std::size_t>(window.cols));
  for (std::int64_t r = 0; r < window.rows; ++r) {
    std::ranges::fill(row_, model::no_data);
    const auto row = window.row + r - part.row;
    if (!part.empty() && row >= 0 && row < part.rows) {
      const auto first = static_cast<std::size_t>(row) * part_cols;
      const auto values = std::span(row_).subspan(static_cast<std::size_t>(part.col - window.col), part_cols);
      widen(type_, stored_, first, values);
      blank_nodata(values, valid_.empty() ? std::span<const std::uint8_t>()
                                          : std::span(valid_).subspan(first, part_cols));
    }
    work(r, row_);
  }
  let_go();
}

std::optional<StoredNumbers> GridReader::stored_numbers() const {
  constexpr double lowest = std::numeric_limits<std::int16_t>::min(),
                   highest = std::numeric_limits<std::int16_t>::max();
  const double nodata = nodata_.value_or(model::no_data);
  const bool is_number = nodata >= lowest && nodata <= highest && nodata == std::floor(nodata);
  const bool masked = mask_of(*file_, *file_->GetRasterBand(settings_.band)) != nullptr;
  if (!shift_ || type_ != GDT_Int16 || !is_number || masked) return std::nullopt;
  return StoredNumbers{static_cast<std::int16_t>(nodata), scale_, offset_};
}

void GridReader::read_stored(const Window& window, std::span<std::int16_t> out) {
  check(window, out.size());
  const auto numbers = stored_numbers();
  if (!numbers)
    throw Error(Fault::system,
                fmt::format("raster '{}' is not stored as numbers of the study grid", settings_.path));
  const Window raster{shift_->rows, shift_->cols, place_.rows, place_.cols};
  const Window part = model::intersect(window, raster);
  const Window own{part.row - shift_->rows, part.col - shift_->cols, part.rows, part.cols};
  GDALRasterBand& band = *file_->GetRasterBand(settings_.band);
  if (part == window) return fetch(band, own, type_, out.data(), window);
  std::ranges::fill(out, numbers->nodata);
  if (part.empty()) return;
  std::vector<std::int16_t> stored(static_cast<std::size_t>(part.size()));
  fetch(band, own, type_, stored.data(), window);
  for (std::int64_t row = 0; row < part.rows; ++row)
    std::copy_n(stored.begin() + row * part.cols, part.cols,
                out.begin() + (part.row - window.row + row) * window.cols + part.col - window.col);
}

/// A survey holds many readers, and tiles may be large.
void GridReader::let_go() {
  constexpr std::size_t most_kept = std::size_t{256} << 10;
  if (stored_.size() > most_kept) stored_ = {};
  if (valid_.size() > most_kept) valid_ = {};
}

void GridReader::resample(const Window& window, bool scaled, std::span<double> out) {
  check(window, out.size());
  const auto read = [&](const Window& own, std::span<double> values) {
    read_own(own, values, window);
    if (scaled) scale(values);
  };
  resampler_->resample(window, scaled ? settings_.plausible : std::nullopt, read, out);
  let_go();
}

/// Pixels of the raster itself.
void GridReader::read_own(const Window& own, std::span<double> values, const Window& asked) {
  GDALRasterBand& band = *file_->GetRasterBand(settings_.band);
  stored_.resize(values.size() * static_cast<std::size_t>(GDALGetDataTypeSizeBytes(type_)));
  fetch(band, own, type_, stored_.data(), asked);
  read_mask(band, own);
  widen(type_, stored_, 0, values);
  blank_nodata(values, valid_);
}

void GridReader::fetch(GDALRasterBand& band, const Window& part, GDALDataType type, void* out,
                       const Window& asked) const {
  const GdalMessages messages;
  const auto result =
      band.RasterIO(GF_Read, static_cast<int>(part.col), static_cast<int>(part.row),
                    static_cast<int>(part.cols), static_cast<int>(part.rows), out,
                    static_cast<int>(part.cols), static_cast<int>(part.rows), type, 0, 0, nullptr);
  if (result != CE_None || messages.failed())
    throw messages.error(
        Fault::input, fmt::format("raster '{}', band {}, {} of the study grid cannot be read", settings_.path,
                                  settings_.band, text_of(asked)));
}

void GridReader::read_mask(GDALRasterBand& band, const Window& part) {
  valid_.clear();
  GDALRasterBand* const mask = mask_of(*file_, band);
  if (mask == nullptr) return;
  const GdalMessages messages;
  valid_.resize(static_cast<std::size_t>(part.size()));
  if (mask->RasterIO(GF_Read, static_cast<int>(part.col), static_cast<int>(part.row),
                     static_cast<int>(part.cols), static_cast<int>(part.rows), valid_.data(),
                     static_cast<int>(part.cols), static_cast<int>(part.rows), GDT_Byte, 0, 0,
                     nullptr) != CE_None)
    throw messages.error(Fault::input, fmt::format("the mask of raster '{}' cannot be read", settings_.path));
}

void GridReader::blank_nodata(std::span<double> row, std::span<const std::uint8_t> valid) const {
  const double nodata = nodata_.value_or(model::no_data), rounded = rounded_nodata_;
  if (!std::isnan(nodata))
    for (double& value : row) value = (value == nodata) | (value == rounded) ? model::no_data : value;
  for (std::size_t i = 0; i < valid.size(); ++i) row[i] = valid[i] == 0 ? model::no_data : row[i];
}

}  // namespace minenpp::io
