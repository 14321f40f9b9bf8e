#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "io/report/items.h"
#include "io/report/picture.h"

namespace minenpp::io {

/// One picture of a slider: its label ("2020") and the map's file in the result ("maps/npp-2020.nc").
struct MapFrame {
  std::string label;
  std::string file;
  int month = 0;  ///< 1..12 in a file with months; 0: the only map
};

/// Makes the map items of a page: pictures of map files, their legends, and the PNG files beside the page.
class MapItems {
 public:
  /// `result`: folder of the result; `folder`: of the page, in which figures/NAME.png are written.
  MapItems(std::filesystem::path result, std::filesystem::path folder);

  /// From now on maps have the outlines of the mines over them, as the map of rings `file` has them.
  void outline_mines(const std::string& file);

  /// Puts the relief of an elevation model under a map item that item() made; no change where it cannot be
  /// read.
  void add_relief(Json& item, const std::filesystem::path& dem, const std::string& map) const;

  /// A picture of a slider that is no map file.
  struct Frame {
    std::string label;
    Picture picture;
  };
  /// Pictures of one size in one style, as item() shows maps; nothing where none has a value.
  [[nodiscard]] std::optional<Json> item_of(const ItemText& text, const std::vector<Frame>& frames,
                                            const MapStyle& style, const std::string& legend) const;

  /// The frames in the style of `layer` (map_style). Ramps go from the 2nd to the 98th of a hundred of all
  /// their pixels; classes that no frame shows are left out of the legend. Of many frames some are chosen,
  /// the first and last among them. Nothing where none of the files is there, or none has a value. Throws
  /// Error(input) for a damaged file, Error(system) where a picture cannot be written.
  [[nodiscard]] std::optional<Json> item(const ItemText& text, const std::vector<MapFrame>& frames,
                                         const std::string& layer, const std::string& legend) const;

 private:
  [[nodiscard]] std::vector<MapFrame> chosen(const std::vector<MapFrame>& frames) const;

  void write_png(const std::string& file, const std::string& png) const;

  std::filesystem::path result_, folder_;
  std::optional<std::string> outlines_;
};

}  // namespace minenpp::io
