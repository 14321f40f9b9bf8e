#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/gdal/handles.h"
#include "io/raster/raster_place.h"
#include "io/scenes/scene.h"
#include "model/grid/grid.h"

namespace minenpp::io {

/// The layers of a scene that are read.
enum class SceneLayer { red, nir, ndvi, quality, saturation };
inline constexpr int scene_layers = 5;
[[nodiscard]] std::string name_of(SceneLayer layer);  ///< "red band", "quality layer", ...

/// The open files of a scene, all on one grid.
class SceneFiles {
 public:
  /// Opens the headers. `crs`: used where the files have none; `crs_setting` names the setting for the error.
  /// Throws Error(input), naming the file: missing, unreadable, no such band, no georeferencing, no CRS, a
  /// layer of another size or place than the first.
  SceneFiles(const Scene& scene, const std::optional<Crs>& crs, const std::string& crs_setting);

  [[nodiscard]] const RasterPlace& place() const { return place_; }
  [[nodiscard]] bool has(SceneLayer layer) const { return at(layer).file != nullptr; }

  /// Are the blocks of the files as wide as the raster (strips), so that a part of a row costs all of it?
  [[nodiscard]] bool striped() const;

  /// Stored numbers of `window` (inside the raster), row by row; NaN where the file says no data.
  /// Throws Error(input) naming file, band and rows where the file is damaged.
  void read(SceneLayer layer, const model::Window& window, std::span<double> numbers);

  /// The same as whole numbers, no-data values included. For quality and saturation layers.
  void read(SceneLayer layer, const model::Window& window, std::span<std::int32_t> bits);

  /// Bytes of the blocks that `window` touches, as they are decoded, over all layers; and those of the window
  /// itself.
  [[nodiscard]] std::int64_t block_bytes(const model::Window& window) const;
  [[nodiscard]] std::int64_t own_bytes(const model::Window& window) const;

  /// Reads the last block of every layer, which a file that was cut off does not have. Throws like read().
  void check_ends();

  /// Reads every block under `window`. Throws like read().
  void check_all(const model::Window& window);

 private:
  struct Layer {
    DatasetHandle file;
    int band = 1;
    std::optional<double> nodata;
    int block_rows = 1, block_cols = 1;
    std::int64_t pixel_bytes = 1;
  };
  [[nodiscard]] Layer& at(SceneLayer layer) { return layers_[static_cast<std::size_t>(layer)]; }
  [[nodiscard]] const Layer& at(SceneLayer layer) const { return layers_[static_cast<std::size_t>(layer)]; }
  void open(SceneLayer layer, const BandFile& from, const std::optional<Crs>& crs,
            const std::string& crs_setting);
  void fetch(SceneLayer layer, const model::Window& window, void* out, int type);

  std::vector<Layer> layers_;
  RasterPlace place_;
  std::string first_file_;
};

}  // namespace minenpp::io
