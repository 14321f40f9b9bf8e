#include "io/scenes/scene_reader.h"

#include <algorithm>
#include <cmath>

#include "model/casa/ndvi.h"
#include "model/grid/resample.h"
#include "model/no_data.h"

namespace minenpp::io {

namespace {

using model::NdviBand;
using model::PixelQuality;
using model::Window;

constexpr std::int64_t decoded_rows = 256;
constexpr std::uint8_t water_mark = 0x80, present_mark = 0x40, outside_mark = 0x20, penalty_marks = 0x1f;

/// NDVI as it is stored, far out of range where the stored number is.
double stored_ndvi(const Scene& scene, double number) {
  if (std::isnan(number) || number == scene.ndvi_fill_dn) return model::no_data;
  constexpr double beyond = 1e6;
  if (number < scene.ndvi_lowest_dn) return -beyond;
  if (number > scene.ndvi_highest_dn) return beyond;
  return number * scene.ndvi_scale + scene.ndvi_offset;
}

}  // namespace

SceneReader::SceneReader(const Scene& scene, SceneReading reading, const StudyGrid& study)
    : scene_(&scene),
      reading_(std::move(reading)),
      files_(scene, reading_.crs, reading_.crs_setting),
      positions_(study, files_.place()) {
  if (scene.level == SceneLevel::ndvi) reading_.resample_reflectance = false;
}

bool SceneReader::load(const Window& area) {
  const auto exact = positions_.under(area, 0);
  std::int64_t reach = model::reach(sampling_of(reading_.resampling));
  if (reading_.resampling == Resampling::average) {
    footprints_ = positions_.footprints(area);
    reach = std::max(reach, footprints_.reach(area));
  }
  patch_ = positions_.under(area, reach);
  anything_ = false;
  const auto pixels = static_cast<std::size_t>(patch_.size());
  first_.assign(pixels, model::no_data);
  nir_.assign(reading_.resample_reflectance ? pixels : 0, model::no_data);
  marks_.assign(pixels, 0);
  if (patch_.empty()) return false;
  decoded_bytes_ += files_.block_bytes(patch_);
  needed_bytes_ += files_.own_bytes(exact);
  for (auto row = patch_.row; row < patch_.row + patch_.rows;) {
    const auto next = std::min((row / decoded_rows + 1) * decoded_rows, patch_.row + patch_.rows);
    load_rows({row, patch_.col, next - row, patch_.cols});
    row = next;
  }
  return anything_;
}

void SceneReader::load_rows(const Window& rows) {
  std::vector<PixelQuality> quality;
  judge(rows, quality);
  const auto pixels = static_cast<std::size_t>(rows.size());
  numbers_.resize(pixels);
  if (scene_->level == SceneLevel::ndvi) {
    files_.read(SceneLayer::ndvi, rows, numbers_);
  } else {
    second_numbers_.resize(pixels);
    files_.read(SceneLayer::red, rows, numbers_);
    files_.read(SceneLayer::nir, rows, second_numbers_);
  }
  place_in_patch(rows, quality);
}

void SceneReader::judge(const Window& rows, std::vector<PixelQuality>& quality) {
  const auto pixels = static_cast<std::size_t>(rows.size());
  bits_.assign(pixels, 0);
  quality.resize(pixels);
  const auto layout = files_.has(SceneLayer::quality) ? scene_->quality_layout : model::QualityLayout::none;
  if (files_.has(SceneLayer::quality)) files_.read(SceneLayer::quality, rows, bits_);
  for (std::size_t i = 0; i < pixels; ++i)
    quality[i] = model::read_quality(layout, scene_->landsat, reading_.snow, bits_[i]);
  if (!files_.has(SceneLayer::saturation)) return;
  files_.read(SceneLayer::saturation, rows, bits_);
  for (std::size_t i = 0; i < pixels; ++i)
    if (model::is_saturated(scene_->saturation_layout, scene_->landsat, bits_[i])) quality[i].usable = false;
}

double SceneReader::own_ndvi(std::size_t i) const {
  if (scene_->level == SceneLevel::ndvi) return stored_ndvi(*scene_, numbers_[i]);
  return model::ndvi_of(reading_.calibration, numbers_[i], second_numbers_[i]);
}

double SceneReader::in_range(double ndvi, bool& outside) const {
  outside = ndvi < reading_.lowest_ndvi || ndvi > reading_.highest_ndvi;
  if (!outside) return ndvi;
  return reading_.clip ? std::clamp(ndvi, reading_.lowest_ndvi, reading_.highest_ndvi) : model::no_data;
}

void SceneReader::place_in_patch(const Window& rows, const std::vector<PixelQuality>& quality) {
  auto at = static_cast<std::size_t>((rows.row - patch_.row) * patch_.cols);
  const auto& calibration = reading_.calibration;
  const auto band = [&](NdviBand which, double number) {
    const auto& own = which == NdviBand::red ? calibration.red : calibration.nir;
    return model::harmonised_band(calibration.harmonisation, which, model::reflectance(own, number));
  };
  for (std::size_t i = 0; i < quality.size(); ++i, ++at) {
    if (quality[i].fill) continue;
    anything_ = true;
    marks_[at] = static_cast<std::uint8_t>(std::min(quality[i].penalty, penalty_marks) | present_mark |
                                           (quality[i].water ? water_mark : 0));
    if (!quality[i].usable) continue;
    bool outside = false;
    const double ndvi = in_range(own_ndvi(i), outside);
    if (outside) marks_[at] |= outside_mark;
    if (!reading_.resample_reflectance) {
      first_[at] = ndvi;
    } else if (!std::isnan(ndvi)) {
      first_[at] = band(NdviBand::red, numbers_[i]);
      nir_[at] = band(NdviBand::nir, second_numbers_[i]);
    }
  }
}

double SceneReader::value_at(const std::vector<double>& layer, double col, double row,
                             const model::Footprint& footprint) const {
  const model::RasterPatch patch{patch_, layer};
  if (reading_.resampling == Resampling::average) return model::mean_within(patch, col, row, footprint);
  return model::sample(patch, sampling_of(reading_.resampling), col, row);
}

void SceneReader::observe(const Window& window, SceneObservations& out) const {
  const auto pixels = static_cast<std::size_t>(window.size());
  out.ndvi.assign(pixels, model::no_data);
  out.penalty.assign(pixels, 0);
  out.water.assign(pixels, 0);
  out.outside.assign(pixels, 0);
  out.present.assign(pixels, 0);
  if (patch_.empty()) return;
  std::vector<double> col(pixels), row(pixels);
  positions_.of(window, col, row);
  model::Footprint footprint;
  const bool averages = reading_.resampling == Resampling::average;
  for (std::size_t i = 0; i < pixels; ++i) {
    if (std::isnan(col[i])) continue;
    if (averages) {
      const auto at = static_cast<std::int64_t>(i);
      footprint = footprints_.of(window.row + at / window.cols, window.col + at % window.cols);
    }
    const auto c = static_cast<std::int64_t>(std::floor(col[i])) - patch_.col;
    const auto r = static_cast<std::int64_t>(std::floor(row[i])) - patch_.row;
    if (c < 0 || r < 0 || c >= patch_.cols || r >= patch_.rows) continue;
    const auto mark = marks_[static_cast<std::size_t>(r * patch_.cols + c)];
    out.present[i] = (mark & present_mark) != 0 ? 1 : 0;
    out.outside[i] = (mark & outside_mark) != 0 ? 1 : 0;
    double ndvi = value_at(first_, col[i], row[i], footprint);
    if (reading_.resample_reflectance)
      ndvi = model::harmonised_ndvi(reading_.calibration.harmonisation,
                                    model::ndvi(ndvi, value_at(nir_, col[i], row[i], footprint)));
    if (std::isnan(ndvi)) continue;
    // Cubic convolution may overshoot what it is made of.
    out.ndvi[i] = std::clamp(ndvi, reading_.lowest_ndvi, reading_.highest_ndvi);
    out.penalty[i] = mark & penalty_marks;
    out.water[i] = (mark & water_mark) != 0 ? 1 : 0;
  }
}

}  // namespace minenpp::io
