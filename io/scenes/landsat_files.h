#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "io/scenes/metadata.h"
#include "io/scenes/product_name.h"
#include "io/scenes/scene_folder.h"

namespace minenpp::io {

/// The files of a folder whose names begin with one stem ("LC08_..._T1" of "LC08_..._T1_SR_B4.TIF").
struct LandsatGroup {
  std::string stem;                                ///< as the first of the files spells it
  std::vector<std::string> mtl;                    ///< names of its MTL files: txt, json, xml
  std::vector<std::string> surface, level1, espa;  ///< names of band files of each kind
};

/// Groups by stem in small letters. A file of Level-1 counts only where its stem is a Landsat name: others
/// name their bands "_B4.TIF" as well.
[[nodiscard]] std::map<std::string, LandsatGroup> landsat_groups(const SceneFolder& folder);

/// Finds files of one scene in its folder.
class LandsatFiles {
 public:
  /// `mtl`: null where there is none. `folder` and `mtl` must outlive this.
  LandsatFiles(const SceneFolder& folder, std::string stem, const Metadata* mtl)
      : folder_(folder), stem_(std::move(stem)), mtl_(mtl) {}

  /// The file named by the MTL's `key`, else the first there is of stem and one of `endings`.
  [[nodiscard]] std::optional<BandFile> find(const std::string& key,
                                             std::initializer_list<std::string> endings) const;

  /// The same; throws Error(input) naming stem and first ending where there is none, and a file of
  /// another stem with that ending where there is one.
  [[nodiscard]] BandFile require(const std::string& key, std::initializer_list<std::string> endings) const;

 private:
  const SceneFolder& folder_;
  std::string stem_;
  const Metadata* mtl_;
};

}  // namespace minenpp::io
