#include "survey/demo/scene_image.h"

#include <optional>

#include "survey/demo/coordinate_hash.h"
#include "survey/demo/scene_clouds.h"
#include "survey/demo/scene_gaps.h"
#include "survey/demo/scene_numbers.h"
#include "survey/demo/scene_quality.h"

namespace minenpp::survey {
namespace {

using model::LandsatSensor;

// Numbers that are wrong and yet within the valid range: only QA_RADSAT tells.
StoredPair spoilt(LandsatSensor sensor, Defect defect, StoredPair pair) {
  constexpr std::uint16_t brightest = 43636;
  switch (defect) {
    case Defect::red_saturated:
      return {brightest, pair.nir};
    case Defect::nir_saturated:
      return {pair.red, brightest};
    case Defect::lost:
      return stored_haze(sensor);
    case Defect::other_band_saturated:
    case Defect::none:
      break;
  }
  return pair;
}

class Painter {
 public:
  Painter(const DemoScene& scene, std::uint64_t seed, const TwinMonth& twin)
      : sensor_(scene.sensor),
        seed_(scene_seed(seed, scene)),
        brightness_(0.98 + 0.06 * unit_from(mix_bits(seed_ ^ 0x71))),
        twin_(twin) {}

  void paint(SceneImage& image, std::size_t pixel, std::size_t shown, std::uint8_t cover) const {
    const auto land = static_cast<LandCode>(twin_.land[shown]);
    image.quality[pixel] = quality_code(sensor_, cover, land == LandCode::water);
    const std::uint64_t bits = coordinate_hash(seed_, 0, static_cast<std::int64_t>(pixel));
    const Defect defect = cover == 0 ? defect_of(bits) : Defect::none;
    image.saturation[pixel] = saturation_code(sensor_, defect);
    const StoredPair pair = spoilt(sensor_, defect, numbers(shown, land, cover, bits));
    image.red[pixel] = pair.red;
    image.nir[pixel] = pair.nir;
  }

 private:
  [[nodiscard]] StoredPair numbers(std::size_t shown, LandCode land, std::uint8_t cover,
                                   std::uint64_t bits) const {
    if ((cover & cloud_bit) != 0) return stored_cloud(sensor_, bits);
    if ((cover & shadow_bit) != 0) return stored_shadow(sensor_);
    if (cover != 0) return stored_haze(sensor_);
    return stored_ndvi(sensor_, twin_.ndvi[shown] / 1e4, brightness_ * total_reflectance(land));
  }

  LandsatSensor sensor_;
  std::uint64_t seed_;
  double brightness_;
  const TwinMonth& twin_;
};

std::optional<ScanGaps> gaps_of(const DemoScene& scene, std::uint64_t seed, const model::Grid& grid) {
  if (scene.sensor != LandsatSensor::etm) return std::nullopt;
  return ScanGaps(grid.rows(), grid.cols(), unit_from(mix_bits(scene_seed(seed, scene) ^ 0x72)));
}

}  // namespace

SceneImage scene_image(const DemoScene& scene, std::uint64_t seed, const SceneGeometry& geometry,
                       const TwinMonth& twin) {
  const model::Grid& grid = geometry.place.grid;
  const std::vector<std::uint8_t> cover = cloud_cover(scene_seed(seed, scene), grid.rows(), grid.cols(),
                                                      scene.cloud_share, scene.sensor == LandsatSensor::oli);
  const std::optional<ScanGaps> gaps = gaps_of(scene, seed, grid);
  const Painter painter(scene, seed, twin);
  const std::size_t pixels = geometry.shows.size();
  SceneImage image;
  for (auto* layer : {&image.red, &image.nir, &image.saturation}) layer->resize(pixels);
  image.quality.assign(pixels, fill_quality);
  std::int64_t seen = 0, clouded = 0;
  for (std::size_t i = 0; i < pixels; ++i) {
    const auto pixel = static_cast<std::int64_t>(i);
    if (geometry.shows[i] < 0 || (gaps && gaps->holds(pixel / grid.cols(), pixel % grid.cols()))) continue;
    painter.paint(image, i, static_cast<std::size_t>(geometry.shows[i]), cover[i]);
    ++seen;
    if ((cover[i] & cloud_bit) != 0) ++clouded;
  }
  image.cloud_percent = seen == 0 ? 0 : 100.0 * static_cast<double>(clouded) / static_cast<double>(seen);
  return image;
}

}  // namespace minenpp::survey
