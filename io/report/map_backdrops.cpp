#include "io/report/map_backdrops.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_utils.h>

#include "io/gdal/dataset.h"
#include "io/gdal/messages.h"
#include "io/gdal/session.h"
#include "io/report/picture.h"
#include "io/results/map_reader.h"

namespace minenpp::io {

namespace {

constexpr std::int64_t most_backdrop_pixels = 700'000;
constexpr Colour dark{0x11, 0x11, 0x11}, light{0xff, 0xff, 0xff};

struct WarpOptionsFreer {
  void operator()(GDALWarpAppOptions* options) const { GDALWarpAppOptionsFree(options); }
};
struct DemOptionsFreer {
  void operator()(GDALDEMProcessingOptions* options) const { GDALDEMProcessingOptionsFree(options); }
};

/// The code of the mines themselves on a map of rings; nothing where no class is called so.
std::optional<float> mine_code(const MapStyle& style) {
  const auto found = std::ranges::find(style.classes, "mine", &MapClass::label);
  if (found == style.classes.end()) return std::nullopt;
  return static_cast<float>(found->code);
}

/// `path` warped to the map's extent, width x height pixels.
DatasetHandle warped(const std::string& path, const MapReader& map, int width, int height) {
  const auto grid = map.grid();
  const auto number = [](double value) { return fmt::format("{:.17g}", value); };
  CPLStringList words;
  for (const auto& word :
       {std::string("-of"), std::string("MEM"), std::string("-t_srs"), map.crs_wkt(), std::string("-te"),
        number(grid.west()), number(grid.south()), number(grid.east()), number(grid.north()),
        std::string("-ts"), std::to_string(width), std::to_string(height), std::string("-r"),
        std::string("bilinear"), std::string("-ot"), std::string("Float32")})
    words.AddString(word.c_str());
  const std::unique_ptr<GDALWarpAppOptions, WarpOptionsFreer> options(
      GDALWarpAppOptionsNew(words.List(), nullptr));
  const auto source = open_raster(path);
  GDALDatasetH sources[] = {source.get()};
  return DatasetHandle(GDALDataset::FromHandle(GDALWarp("", nullptr, 1, sources, options.get(), nullptr)));
}

DatasetHandle shaded(GDALDataset& elevation, bool degrees) {
  CPLStringList words;
  words.AddString("-of");
  words.AddString("MEM");
  words.AddString("-compute_edges");
  if (degrees) {
    words.AddString("-s");
    words.AddString("111120");  // metres in a degree
  }
  const std::unique_ptr<GDALDEMProcessingOptions, DemOptionsFreer> options(
      GDALDEMProcessingOptionsNew(words.List(), nullptr));
  return DatasetHandle(GDALDataset::FromHandle(
      GDALDEMProcessing("", &elevation, "hillshade", nullptr, options.get(), nullptr)));
}

/// From middle grey to white, so that the colours that lie over it stay readable.
std::vector<Colour> greys() {
  constexpr int darkest = 110;
  std::vector<Colour> shades;
  for (int i = 1; i <= 255; ++i) {
    const auto grey = static_cast<std::uint8_t>(darkest + (255 - darkest) * i / 255);
    shades.push_back({grey, grey, grey});
  }
  return shades;
}

}  // namespace

std::optional<std::string> mine_outlines(const std::filesystem::path& rings) {
  const auto code = mine_code(style_of_map(rings, "rings"));
  if (!code) return std::nullopt;
  const auto picture = read_picture(rings, 0, most_backdrop_pixels, true);
  const auto mined = [&](int row, int col) {
    return row >= 0 && row < picture.height && col >= 0 && col < picture.width &&
           picture.values[static_cast<std::size_t>(row) * static_cast<std::size_t>(picture.width) +
                          static_cast<std::size_t>(col)] == *code;
  };
  std::vector<std::uint8_t> codes;
  bool any = false;
  for (int row = 0; row < picture.height; ++row)
    for (int col = 0; col < picture.width; ++col) {
      const bool here = mined(row, col);
      const bool edge = mined(row - 1, col) != here || mined(row + 1, col) != here ||
                        mined(row, col - 1) != here || mined(row, col + 1) != here;
      any = any || here;
      codes.push_back(!edge ? std::uint8_t{0} : here ? std::uint8_t{1} : std::uint8_t{2});
    }
  if (!any) return std::nullopt;
  return png_of(codes, picture.width, picture.height, {dark, light});
}

std::optional<std::string> relief(const std::filesystem::path& dem, const std::filesystem::path& map) {
  start_gdal();
  const GdalMessages messages;
  try {
    const MapReader reader(map);
    const double shrink = std::max(1.0, std::sqrt(static_cast<double>(reader.rows()) *
                                                  static_cast<double>(reader.cols()) / most_backdrop_pixels));
    const auto shrunk = [&](std::int64_t size) {
      return std::max(1, static_cast<int>(static_cast<double>(size) / shrink));
    };
    const int width = shrunk(reader.cols()), height = shrunk(reader.rows());
    const auto elevation = warped(dem.string(), reader, width, height);
    if (!elevation) return std::nullopt;
    const auto shade = shaded(*elevation, reader.grid().geographic());
    if (!shade) return std::nullopt;
    std::vector<std::uint8_t> codes(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    if (shade->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, width, height, codes.data(), width, height, GDT_Byte,
                                          0, 0, nullptr) != CE_None)
      return std::nullopt;
    return png_of(codes, width, height, greys());
  } catch (const model::Error&) {
    return std::nullopt;
  }
}

}  // namespace minenpp::io
