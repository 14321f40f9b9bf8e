#include "io/raster/geotiff_writer.h"

#include <array>
#include <filesystem>

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_utils.h>

#include "io/gdal/dataset.h"
#include "io/gdal/messages.h"
#include "io/results/durable.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

namespace fs = std::filesystem;
using model::Error;
using model::Fault;

GDALDataType gdal_type(PixelType type) {
  switch (type) {
    case PixelType::uint8:
      return GDT_Byte;
    case PixelType::uint16:
      return GDT_UInt16;
    case PixelType::int16:
      return GDT_Int16;
    case PixelType::float32:
      return GDT_Float32;
  }
  return GDT_Unknown;
}

void describe(GDALDataset& file, const StudyGrid& study, const GeoTiffLayout& layout) {
  const auto& grid = study.grid;
  std::array<double, 6> transform{grid.west(), grid.dx(), 0, grid.north(), 0, -grid.dy()};
  if (layout.pixel_is_point) file.SetMetadataItem(GDALMD_AREA_OR_POINT, GDALMD_AOP_POINT);
  file.SetGeoTransform(transform.data());
  file.SetSpatialRef(&study.crs.srs());
  if (!layout.description.empty())
    file.SetMetadataItem("TIFFTAG_IMAGEDESCRIPTION", layout.description.c_str());
  for (int b = 1; b <= layout.bands; ++b) {
    GDALRasterBand& band = *file.GetRasterBand(b);
    if (layout.nodata) band.SetNoDataValue(*layout.nodata);
    if (layout.scale != 1 || layout.offset != 0) {
      band.SetScale(layout.scale);
      band.SetOffset(layout.offset);
    }
    const auto index = static_cast<std::size_t>(b - 1);
    if (index < layout.band_descriptions.size()) band.SetDescription(layout.band_descriptions[index].c_str());
  }
}

/// Nothing half-written stays where there is no place for the file.
void publish_or_remove(const std::string& part, const std::string& path) {
  try {
    publish(part, path);
  } catch (...) {
    std::error_code ignored;
    fs::remove(part, ignored);
    throw;
  }
}

}  // namespace

GeoTiffWriter::GeoTiffWriter(std::string path, const StudyGrid& study, const GeoTiffLayout& layout)
    : path_(std::move(path)), grid_(study.grid.window()), type_(layout.type) {
  const GdalMessages messages;
  CPLStringList options;
  if (layout.strip_rows == 0) options.SetNameValue("TILED", "YES");
  // Bands are written one after the other, so the blocks of one must not wait for those of the next.
  options.SetNameValue("INTERLEAVE", "BAND");
  if (layout.strip_rows > 0) options.SetNameValue("BLOCKYSIZE", std::to_string(layout.strip_rows).c_str());
  if (layout.compressed) {
    options.SetNameValue("COMPRESS", "DEFLATE");
    options.SetNameValue("ZLEVEL", "1");
    options.SetNameValue("PREDICTOR", layout.type == PixelType::float32 ? "3" : "2");
  } else {
    options.SetNameValue("SPARSE_OK", "YES");
  }
  options.SetNameValue("BIGTIFF", "IF_SAFER");
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  file_.reset(driver->Create(part().c_str(), static_cast<int>(grid_.cols), static_cast<int>(grid_.rows),
                             layout.bands, gdal_type(layout.type), options.List()));
  if (!file_) throw messages.error(Fault::system, fmt::format("'{}' cannot be written", part()));
  describe(*file_, study, layout);
}

GeoTiffWriter::~GeoTiffWriter() {
  if (!file_) return;
  const GdalMessages quiet;
  file_.reset();
  std::error_code ignored;
  fs::remove(part(), ignored);
}

void GeoTiffWriter::write(const model::Window& window, std::span<const std::uint8_t> raw, int band) {
  write_raw(window, raw.data(), raw.size(), PixelType::uint8, band);
}

void GeoTiffWriter::write(const model::Window& window, std::span<const std::uint16_t> raw, int band) {
  write_raw(window, raw.data(), raw.size(), PixelType::uint16, band);
}

void GeoTiffWriter::write(const model::Window& window, std::span<const std::int16_t> raw, int band) {
  write_raw(window, raw.data(), raw.size(), PixelType::int16, band);
}

void GeoTiffWriter::write(const model::Window& window, std::span<const float> raw, int band) {
  write_raw(window, raw.data(), raw.size(), PixelType::float32, band);
}

void GeoTiffWriter::write_raw(const model::Window& window, const void* raw, std::size_t values,
                              PixelType type, int band) {
  const bool fits = file_ && type == type_ && model::intersect(window, grid_) == window &&
                    static_cast<std::int64_t>(values) == window.size() && band >= 1 &&
                    band <= file_->GetRasterCount();
  if (!fits)
    throw Error(Fault::system, fmt::format("'{}' is given a window, type or band it does not have", path_));
  const GdalMessages messages;
  // RasterIO takes a plain pointer for both directions; it does not write to it here.
  const auto result = file_->GetRasterBand(band)->RasterIO(
      GF_Write, static_cast<int>(window.col), static_cast<int>(window.row), static_cast<int>(window.cols),
      static_cast<int>(window.rows), const_cast<void*>(raw), static_cast<int>(window.cols),
      static_cast<int>(window.rows), gdal_type(type_), 0, 0, nullptr);
  if (result != CE_None || messages.failed())
    throw messages.error(Fault::system, fmt::format("'{}' cannot be written", part()));
}

void GeoTiffWriter::finish() {
  if (!file_) throw Error(Fault::system, fmt::format("'{}' is finished twice", path_));
  const GdalMessages messages;
  file_->FlushCache();
  if (!messages.failed()) {
    file_.reset();
    if (!messages.failed()) return publish_or_remove(part(), path_);
  }
  std::error_code ignored;
  file_.reset();
  fs::remove(part(), ignored);
  throw messages.error(Fault::system, fmt::format("'{}' cannot be written", part()));
}

namespace {

/// Of mosaic tiles, which are all alike.
std::optional<double> nodata_of(const std::vector<std::string>& tiles) {
  if (tiles.empty()) return std::nullopt;
  const auto file = open_raster(tiles.front());
  int has = 0;
  const double nodata = band_of(*file, 1).GetNoDataValue(&has);
  return has != 0 ? std::optional(nodata) : std::nullopt;
}

}  // namespace

void write_vrt_mosaic(const std::string& path, const std::vector<std::string>& tiles,
                      const model::Grid& grid) {
  const GdalMessages messages;
  // Tiles that do not overlap need no look at each value; GDAL takes one where they tell their no-data value.
  const auto nodata = nodata_of(tiles);
  CPLStringList words;
  const auto add = [&](std::initializer_list<std::string> some) {
    for (const auto& word : some) words.AddString(word.c_str());
  };
  const auto number = [](double value) { return fmt::format("{:.17g}", value); };
  add({"-strict", "-resolution", "user", "-tr", number(grid.dx()), number(grid.dy())});
  add({"-te", number(grid.west()), number(grid.south()), number(grid.east()), number(grid.north())});
  if (nodata) add({"-srcnodata", "None", "-vrtnodata", number(*nodata)});
  const std::unique_ptr<GDALBuildVRTOptions, void (*)(GDALBuildVRTOptions*)> options(
      GDALBuildVRTOptionsNew(words.List(), nullptr), GDALBuildVRTOptionsFree);
  std::vector<const char*> names;
  for (const auto& tile : tiles) names.push_back(tile.c_str());
  const std::string part = path + ".part";
  if (!options || names.empty()) throw Error(Fault::system, fmt::format("mosaic '{}' has no tiles", path));
  DatasetHandle mosaic(GDALDataset::FromHandle(GDALBuildVRT(part.c_str(), static_cast<int>(names.size()),
                                                            nullptr, names.data(), options.get(), nullptr)));
  if (!mosaic)
    throw messages.error(Fault::input, fmt::format("the tiles of mosaic '{}' do not fit together", path));
  mosaic.reset();
  if (messages.failed())
    throw messages.error(Fault::system, fmt::format("mosaic '{}' cannot be written", path));
  publish_or_remove(part, path);
}

}  // namespace minenpp::io
