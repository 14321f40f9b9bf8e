#include "io/export/map_export.h"

#include <fmt/format.h>

#include "io/export/cog_writer.h"
#include "io/export/qgis_style.h"
#include "io/export/stac_collection.h"
#include "io/export/stac_item.h"
#include "io/export/text_file.h"

namespace minenpp::io {

namespace fs = std::filesystem;

namespace {

constexpr int json_indent = 2;

/// Exports the maps of one layer, which share a ramp.
class LayerExport {
 public:
  explicit LayerExport(const ExportOptions& options) : options_(options) {}

  ExportedMap add(const ResultMap& map) {
    const auto style = map_style(map.layer, map.facts);
    const auto& zone = options_.clip.name;
    const auto name = map.name() + (zone.empty() ? "" : "-" + file_word(zone));
    const auto tif = options_.folder / (name + ".tif");
    const auto summary = write_raster(map, style, tif);
    const auto item = stac_item({name, &map, &style, zone}, tif, file_word(options_.collection));
    write_text_file(options_.folder / (name + ".json"), item.dump(json_indent) + "\n");
    style_ = style;
    names_.push_back(name);
    sample_.insert(sample_.end(), summary.sample.begin(), summary.sample.end());
    codes_.insert(summary.codes.begin(), summary.codes.end());
    return {tif, fs::file_size(tif), summary.valid};
  }

  /// After the last map: their values decide where the ramp begins and ends.
  void write_styles() {
    const auto limits = ramp_limits(style_, sample_);
    for (const auto& name : names_)
      write_text_file(options_.folder / (name + ".qml"), qgis_style(style_, limits, codes_));
  }

 private:
  RasterSummary write_raster(const ResultMap& map, const MapStyle& style, const fs::path& tif) const {
    MapDataset dataset(map, style, options_.clip);
    const auto summary = [&] {
      try {
        return summarise(*dataset.GetRasterBand(1), style.kind);
      } catch (const model::Error&) {
        dataset.rethrow_reading_error();
        throw;
      }
    }();
    write_cog(dataset, style.kind, summary, tif);
    return summary;
  }

  const ExportOptions& options_;
  MapStyle style_;
  std::vector<std::string> names_;
  std::vector<double> sample_;
  std::set<std::int64_t> codes_;
};

}  // namespace

void export_maps(const std::vector<ResultMap>& maps, const ExportOptions& options,
                 const std::function<void(const ExportedMap&)>& done) {
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error)
    throw model::Error(model::Fault::system,
                       fmt::format("{}: making the folder: {}", options.folder.string(), error.message()));
  const LargerBlockCache cache;
  for (std::size_t begin = 0, end = 0; begin < maps.size(); begin = end) {
    LayerExport layer(options);
    for (; end < maps.size() && maps[end].layer == maps[begin].layer; ++end) done(layer.add(maps[end]));
    layer.write_styles();
  }
  const auto collection = stac_collection(options.folder, file_word(options.collection), options.collection);
  write_text_file(options.folder / "collection.json", collection.dump(json_indent) + "\n");
}

}  // namespace minenpp::io
