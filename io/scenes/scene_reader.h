#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/raster/grid_reader.h"
#include "io/raster/pixel_positions.h"
#include "io/raster/study_grid.h"
#include "io/scenes/scene.h"
#include "io/scenes/scene_files.h"
#include "model/casa/pixel_quality.h"
#include "model/casa/reflectance.h"

namespace minenpp::io {

/// How the pixels of a scene become NDVI on the study grid.
struct SceneReading {
  model::NdviCalibration calibration;  ///< with the atmospheric correction and harmonisation that are wanted
  model::SnowRule snow = model::SnowRule::mask;
  Resampling resampling = Resampling::bilinear;  ///< all but mode
  bool resample_reflectance = false;  ///< false: NDVI is computed on the scene's own pixels and resampled;
                                      ///< true: the reflectances are resampled and NDVI computed then
  double lowest_ndvi = -1, highest_ndvi = 1;  ///< NDVI outside is out of range
  bool clip = false;            ///< out of range: moved to the nearer limit (true) or no observation
  std::optional<Crs> crs = {};  ///< of files that carry none
  std::string crs_setting = "scenes.crs";
};

/// What a scene shows of the pixels of a window.
struct SceneObservations {
  std::vector<double> ndvi;           ///< NaN where there is no usable observation
  std::vector<std::uint8_t> penalty;  ///< of the quality layer, 0 best
  std::vector<std::uint8_t> water;    ///< 1 where the quality layer says water
  std::vector<std::uint8_t> outside;  ///< 1 where NDVI was out of range (clipped, or NaN now)
  std::vector<std::uint8_t> present;  ///< 1 where the scene has a pixel at all, usable or not
};

/// Reads one scene onto the study grid. A larger area is decoded at once and its tiles are then served from
/// memory, so that strips and blocks are decoded once an area however the tiles cut them.
///
/// Masked pixels (cloud, fill, saturated) take no part in resampling, and a study pixel whose centre lies in
/// one has no observation, whatever its neighbours; quality is thus taken by nearest neighbour. Only
/// `average` asks nothing of the centre: it is the mean of the clear pixels, if there is any; its penalty and
/// water are those of the pixel at the centre all the same. A pixel's value does not depend on the area or
/// window that it is read in.
class SceneReader {
 public:
  /// Opens the files. Throws as SceneFiles does.
  SceneReader(const Scene& scene, SceneReading reading, const StudyGrid& study);

  /// Decodes what lies under `area`, a window of the study grid. Returns whether anything does. Throws
  /// Error(input) where a file is damaged.
  bool load(const model::Window& area);

  /// The pixels of `window`, inside the area that was loaded.
  void observe(const model::Window& window, SceneObservations& out) const;

  /// Bytes decoded so far, and bytes of the pixels that were under the areas asked for.
  [[nodiscard]] std::int64_t decoded_bytes() const { return decoded_bytes_; }
  [[nodiscard]] std::int64_t needed_bytes() const { return needed_bytes_; }

  [[nodiscard]] SceneFiles& files() { return files_; }

 private:
  void load_rows(const model::Window& rows);
  void judge(const model::Window& rows, std::vector<model::PixelQuality>& quality);
  void place_in_patch(const model::Window& rows, const std::vector<model::PixelQuality>& quality);
  [[nodiscard]] double own_ndvi(std::size_t i) const;
  [[nodiscard]] double in_range(double ndvi, bool& outside) const;
  [[nodiscard]] double value_at(const std::vector<double>& layer, double col, double row,
                                const model::Footprint& footprint) const;

  const Scene* scene_;
  SceneReading reading_;
  SceneFiles files_;
  PixelPositions positions_;
  PixelPositions::Footprints footprints_;  // of the area loaded, where averaged
  model::Window patch_;                    // of the scene's own pixels
  std::vector<double> first_, nir_;        // NDVI, or red and near infrared
  std::vector<std::uint8_t> marks_;        // penalty, with bits for water and for any pixel at all
  bool anything_ = false;
  std::int64_t decoded_bytes_ = 0, needed_bytes_ = 0;
  std::vector<double> numbers_, second_numbers_;
  std::vector<std::int32_t> bits_;
};

}  // namespace minenpp::io
