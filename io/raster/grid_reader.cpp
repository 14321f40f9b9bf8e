#include "io/raster/grid_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include "io/gdal/dataset.h"
#include "io/gdal/messages.h"
#include "io/raster/warped_band.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;
using model::Window;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

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

/// Does a mosaic give values as its sources hold them? Computed ones would be rounded to the band's type.
bool copies_sources(GDALRasterBand& band) {
  if (band.GetMetadataItem("PixelFunctionType") != nullptr) return false;
  char** sources = band.GetMetadata("vrt_sources");
  for (int i = 0; i < CSLCount(sources); ++i) {
    const std::string source = sources[i];
    const bool is_plain = source.starts_with("<SimpleSource") || source.starts_with("<ComplexSource");
    if (!is_plain || source.find("resampling=") != std::string::npos) return false;
    for (const auto* computed : {"<Scale", "<LUT", "<Exponent", "<ColorTable", ".vrt<"})
      if (source.find(computed) != std::string::npos) return false;
  }
  return true;
}

/// Small whole numbers as they are; everything else as double.
GDALDataType stored_type(GDALDataset& file, GDALRasterBand& band) {
  const auto type = band.GetRasterDataType();
  const bool is_small = type == GDT_Byte || type == GDT_Int16 || type == GDT_UInt16;
  const bool is_mosaic = file.GetDriver() != nullptr && EQUAL(file.GetDriver()->GetDescription(), "VRT");
  return is_small && (!is_mosaic || copies_sources(band)) ? type : GDT_Float64;
}

template <typename T>
void widen(std::span<const std::byte> stored, std::size_t first, std::span<double> out) {
  const auto* values = reinterpret_cast<const T*>(stored.data()) + first;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<double>(values[i]);
}

/// `out`: values of `stored` from number `first` on.
void widen(GDALDataType type, std::span<const std::byte> stored, std::size_t first, std::span<double> out) {
  if (type == GDT_Byte) return widen<std::uint8_t>(stored, first, out);
  if (type == GDT_Int16) return widen<std::int16_t>(stored, first, out);
  if (type == GDT_UInt16) return widen<std::uint16_t>(stored, first, out);
  widen<double>(stored, first, out);
}

/// A float band keeps its no-data value rounded to float.
double as_stored(double nodata, GDALRasterBand& band) {
  const bool is_float = band.GetRasterDataType() == GDT_Float32;
  return is_float && std::abs(nodata) <= std::numeric_limits<float>::max()
             ? static_cast<double>(static_cast<float>(nodata))
             : nodata;
}

std::int64_t round_down(std::int64_t value, std::int64_t step) {
  return value / step * step;
}

}  // namespace

Resampling resampling_from(const std::string& name) {
  if (name == "nearest") return Resampling::nearest;
  if (name == "bilinear") return Resampling::bilinear;
  if (name == "cubic") return Resampling::cubic;
  if (name == "average") return Resampling::average;
  if (name == "mode") return Resampling::mode;
  throw Error(
      Fault::usage,
      fmt::format("'{}' is no resampling; nearest, bilinear, cubic, average or mode is expected", name));
}

GridReader::GridReader(const RasterSettings& settings, const StudyGrid& study)
    : settings_(settings), grid_(study.grid.window()), file_(open_raster(settings.path)) {
  GDALRasterBand& band = band_of(*file_, settings_.band);
  place_ = raster_place(*file_, settings_.crs, settings_.crs_setting);
  if (!overlaps(place_, study.grid, study.crs))
    throw Error(Fault::input,
                fmt::format("raster '{}' does not overlap the study grid: it covers {}; the grid covers {}",
                            settings_.path, extent_text(place_), extent_text(study.grid, study.crs)));
  type_ = stored_type(*file_, band);
  nodata_ = settings_.nodata ? settings_.nodata : own_nodata(band);
  rounded_nodata_ = as_stored(nodata_.value_or(nan), band);
  int has = 0;
  const double own_scale = band.GetScale(&has);
  scale_ = or_own(settings_.scale, own_scale, has, 1);
  const double own_offset = band.GetOffset(&has);
  offset_ = or_own(settings_.offset, own_offset, has, 0);
  shift_ = shift_onto(place_, study.grid, study.crs);
  if (!shift_) prepare_warp(study);
}

void GridReader::prepare_warp(const StudyGrid& study) {
  model::in_context(fmt::format("raster '{}'", settings_.path), [&] {
    one_band_ = band_as_double(*file_, settings_.band, place_.crs, nodata_);
    warped_ = warped_onto(*one_band_, place_.crs, study, settings_.resampling);
  });
}

void GridReader::scale(std::span<double> values) const {
  if (scale_ == 1 && offset_ == 0) return;
  for (double& value : values) value = value * scale_ + offset_;
}

void GridReader::read(const Window& window, std::span<double> out) {
  read_raw(window, out);
  scale(out);
}

void GridReader::read_rows(const Window& window, const UseRow& work) {
  const auto scaled = [&](std::int64_t row, std::span<double> values) {
    scale(values);
    work(row, values);
  };
  if (shift_) {
    check(window);
    return copy_rows(window, scaled);
  }
  std::vector<double> values(static_cast<std::size_t>(window.size()));
  read_raw(window, values);
  const auto cols = static_cast<std::size_t>(window.cols);
  for (std::int64_t row = 0; row < window.rows; ++row)
    scaled(row, std::span(values).subspan(static_cast<std::size_t>(row) * cols, cols));
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

void GridReader::read_raw(const Window& window, std::span<double> out) {
  check(window);
  if (static_cast<std::int64_t>(out.size()) != window.size())
    throw Error(Fault::system, fmt::format("{} of raster '{}' are asked for: not the {} values to fill",
                                           text_of(window), settings_.path, out.size()));
  if (!shift_) return warp(window, out);
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
    std::ranges::fill(row_, nan);
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

/// A survey holds many readers, and tiles may be large.
void GridReader::let_go() {
  constexpr std::size_t most_kept = std::size_t{256} << 10;
  if (stored_.size() > most_kept) stored_ = {};
  if (valid_.size() > most_kept) valid_ = {};
}

void GridReader::warp(const Window& window, std::span<double> out) {
  GDALRasterBand& band = *warped_->GetRasterBand(1);
  int block_cols = 0, block_rows = 0;
  band.GetBlockSize(&block_cols, &block_rows);
  std::vector<double> block(static_cast<std::size_t>(block_rows) * static_cast<std::size_t>(block_cols));
  // Whole blocks only: what GDAL warps together must not depend on what is asked for.
  for (auto row = round_down(window.row, block_rows); row < window.row + window.rows; row += block_rows)
    for (auto col = round_down(window.col, block_cols); col < window.col + window.cols; col += block_cols) {
      const Window whole = model::intersect({row, col, block_rows, block_cols}, grid_);
      fetch(band, whole, GDT_Float64, block.data(), window);
      const Window part = model::intersect(whole, window);
      for (auto r = part.row; r < part.row + part.rows; ++r)
        std::copy_n(block.begin() + (r - whole.row) * whole.cols + part.col - whole.col, part.cols,
                    out.begin() + (r - window.row) * window.cols + part.col - window.col);
    }
}

void GridReader::fetch(GDALRasterBand& band, const Window& part, GDALDataType type, void* out,
                       const Window& asked) const {
  const GdalMessages messages;
  const auto result =
      band.RasterIO(GF_Read, static_cast<int>(part.col), static_cast<int>(part.row),
                    static_cast<int>(part.cols), static_cast<int>(part.rows), out,
                    static_cast<int>(part.cols), static_cast<int>(part.rows), type, 0, 0, nullptr);
  // While warping, a point outside the projection's domain is reported as a failure too, yet is only no data.
  const bool damaged = !warped_ && messages.failed();
  if (result != CE_None || damaged)
    throw messages.error(
        Fault::input, fmt::format("raster '{}', band {}, {} of the study grid cannot be read", settings_.path,
                                  settings_.band, text_of(asked)));
}

void GridReader::read_mask(GDALRasterBand& band, const Window& part) {
  valid_.clear();
  if (nodata_ || band.GetMaskFlags() != GMF_PER_DATASET) return;
  const GdalMessages messages;
  valid_.resize(static_cast<std::size_t>(part.size()));
  if (band.GetMaskBand()->RasterIO(GF_Read, static_cast<int>(part.col), static_cast<int>(part.row),
                                   static_cast<int>(part.cols), static_cast<int>(part.rows), valid_.data(),
                                   static_cast<int>(part.cols), static_cast<int>(part.rows), GDT_Byte, 0, 0,
                                   nullptr) != CE_None)
    throw messages.error(Fault::input, fmt::format("the mask of raster '{}' cannot be read", settings_.path));
}

void GridReader::blank_nodata(std::span<double> row, std::span<const std::uint8_t> valid) const {
  const double nodata = nodata_.value_or(nan), rounded = rounded_nodata_;
  if (!std::isnan(nodata))
    for (double& value : row) value = (value == nodata) | (value == rounded) ? nan : value;
  for (std::size_t i = 0; i < valid.size(); ++i) row[i] = valid[i] == 0 ? nan : row[i];
}

}  // namespace minenpp::io
