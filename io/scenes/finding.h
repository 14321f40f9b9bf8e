#pragma once

#include <string>
#include <variant>
#include <vector>

#include "io/scenes/scene.h"

namespace minenpp::io {

/// What told of a scene. Where several tell of one scene the first counts.
enum class FoundBy { metadata, stac, name };

/// A scene or a broken one, with what it takes to see that two of them are one.
struct Finding {
  FoundBy by = FoundBy::metadata;
  std::string folder;  ///< where its files lie, as GDAL opens it
  SceneLevel level = SceneLevel::surface;
  std::string product;               ///< only scenes of one product can be copies of each other
  std::string processed = {};        ///< when it was made; the greater text is the newer; empty: unknown
  std::vector<BandFile> bands = {};  ///< its bands, as far as they are known
  std::string product_id = {};       ///< where it is another than the scene's own id
  std::variant<Scene, BrokenScene> what = {};

  [[nodiscard]] const Scene* scene() const { return std::get_if<Scene>(&what); }
  [[nodiscard]] Scene* scene() { return std::get_if<Scene>(&what); }
  [[nodiscard]] const std::string& id() const {
    return scene() != nullptr ? scene()->id : std::get<BrokenScene>(what).id;
  }
  [[nodiscard]] const std::string& source() const {
    return scene() != nullptr ? scene()->source : std::get<BrokenScene>(what).source;
  }
};

}  // namespace minenpp::io
