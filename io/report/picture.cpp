#include "io/report/picture.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numbers>
#include <sstream>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include "io/gdal/crs.h"
#include "io/gdal/dataset.h"
#include "io/gdal/messages.h"
#include "io/gdal/session.h"
#include "io/results/map_reader.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

constexpr double km_per_degree = 111.195;  // of a sphere of 6371 km
constexpr double metres_per_km = 1000;

/// The band of a month, counted from 1.
int band_of_month(const MapReader& map, const std::filesystem::path& file, int month) {
  if (month == 0) return 1;
  const auto& months = map.months();
  if (months.empty()) return 1;
  const auto found = std::ranges::find(months, month, &YearMonth::month);
  if (found == months.end())
    throw Error(Fault::input, fmt::format("{}: has no map of month {}", file.string(), month));
  return static_cast<int>(found - months.begin()) + 1;
}

double width_km(const MapReader& map) {
  const auto grid = map.grid();
  const double width = std::abs(grid.east() - grid.west());
  const auto crs = Crs::from_text(map.crs_wkt());
  if (crs.is_projected()) return width * crs.unit() / metres_per_km;
  const double latitude = (grid.north() + grid.south()) / 2 * std::numbers::pi / 180;
  return width * km_per_degree * std::cos(latitude);
}

/// The first array of the file with the map's size is the map.
std::string map_array(const ArchiveReader& archive, const MapReader& map) {
  for (const auto& path : archive.arrays("/")) {
    const auto shape = archive.info(path).shape;
    if (shape.size() >= 2 && shape[shape.size() - 2] == map.rows() && shape.back() == map.cols()) return path;
  }
  throw Error(Fault::input, fmt::format("{}: holds no map", archive.file().string()));
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), std::istream_iterator<std::string>()};
}

/// Numbers of an attribute; none where it is not there.
std::vector<std::int64_t> whole_numbers(const Attributes& attributes, const std::string& name) {
  const auto found = std::ranges::find(attributes, name, &NamedAttribute::name);
  if (found == attributes.end()) return {};
  if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&found->value)) return *whole;
  std::vector<std::int64_t> numbers;
  if (const auto* real = std::get_if<std::vector<double>>(&found->value))
    for (const double value : *real) numbers.push_back(std::llround(value));
  return numbers;
}

}  // namespace

MapStyle style_of_map(const std::filesystem::path& file, const std::string& layer) {
  const MapReader map(file);
  const auto& archive = map.archive();
  const auto array = map_array(archive, map);
  const auto text = [&](const std::string& name) { return archive.text_attribute(array, name).value_or(""); };
  return map_style(layer,
                   {text("units"), text("long_name"), whole_numbers(archive.attributes(array), "flag_values"),
                    words(text("flag_meanings"))});
}

bool has_picture(const std::filesystem::path& file, int month) {
  if (!std::filesystem::exists(file)) return false;
  if (month == 0) return true;
  const auto months = MapReader(file).months();
  return months.empty() || std::ranges::find(months, month, &YearMonth::month) != months.end();
}

Picture read_picture(const std::filesystem::path& file, int month, std::int64_t most_pixels, bool classes) {
  start_gdal();
  const MapReader map(file);
  const auto dataset = open_raster(file.string());
  auto& band = band_of(*dataset, band_of_month(map, file, month));
  const double shrink =
      std::max(1.0, std::sqrt(static_cast<double>(map.rows()) * static_cast<double>(map.cols()) /
                              static_cast<double>(most_pixels)));
  const auto shrunk = [&](std::int64_t size) {
    return std::max(1, static_cast<int>(std::floor(static_cast<double>(size) / shrink)));
  };
  int width = shrunk(map.cols()), height = shrunk(map.rows());
  // GDAL would rather read the whole map than enlarge its overview a little.
  if (auto* overview = band.GetOverviewCount() > 0 ? band.GetOverview(0) : nullptr;
      overview && overview->GetXSize() < width) {
    width = overview->GetXSize();
    height = overview->GetYSize();
  }
  Picture picture{width, height, {}, width_km(map)};
  picture.values.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));

  GDALRasterIOExtraArg extra;
  INIT_RASTERIO_EXTRA_ARG(extra);
  extra.eResampleAlg = classes ? GRIORA_NearestNeighbour : GRIORA_Average;
  GdalMessages messages;
  if (band.RasterIO(GF_Read, 0, 0, band.GetXSize(), band.GetYSize(), picture.values.data(), picture.width,
                    picture.height, GDT_Float32, 0, 0, &extra) != CE_None)
    throw messages.error(Fault::input, fmt::format("{}: reading the map", file.string()));
  int has_fill = 0;
  const auto fill = static_cast<float>(band.GetNoDataValue(&has_fill));
  const auto scale = static_cast<float>(band.GetScale()), offset = static_cast<float>(band.GetOffset());
  for (auto& value : picture.values)
    value = has_fill != 0 && value == fill ? std::numeric_limits<float>::quiet_NaN() : value * scale + offset;
  return picture;
}

std::string png_of(const std::vector<std::uint8_t>& codes, int width, int height,
                   const std::vector<Colour>& palette) {
  start_gdal();
  GdalMessages messages;
  const auto failed = [&] { return messages.error(Fault::system, "making a PNG picture"); };
  auto* memory = GetGDALDriverManager()->GetDriverByName("MEM");
  auto* png = GetGDALDriverManager()->GetDriverByName("PNG");
  if (!memory || !png) throw failed();
  const DatasetHandle image(memory->Create("", width, height, 1, GDT_Byte, nullptr));
  if (!image) throw failed();
  auto& band = *image->GetRasterBand(1);
  GDALColorTable colours;
  const GDALColorEntry transparent{0, 0, 0, 0};
  colours.SetColorEntry(0, &transparent);
  for (std::size_t i = 0; i < palette.size(); ++i) {
    const GDALColorEntry entry{palette[i].r, palette[i].g, palette[i].b, 255};
    colours.SetColorEntry(static_cast<int>(i) + 1, &entry);
  }
  band.SetColorTable(&colours);
  band.SetNoDataValue(0);
  // GDAL reads from the buffer alone here, for all that it is not const.
  if (band.RasterIO(GF_Write, 0, 0, width, height, const_cast<std::uint8_t*>(codes.data()), width, height,
                    GDT_Byte, 0, 0, nullptr) != CE_None)
    throw failed();
  const std::string name = fmt::format("/vsimem/minenpp-{}.png", static_cast<const void*>(&codes));
  // A third of the time of level 6, for a page that is 3 % larger.
  const CPLStringList options(CSLSetNameValue(nullptr, "ZLEVEL", "4"));
  const DatasetHandle written(
      png->CreateCopy(name.c_str(), image.get(), 0, options.List(), nullptr, nullptr));
  if (!written) throw failed();
  vsi_l_offset size = 0;
  GByte* bytes = VSIGetMemFileBuffer(name.c_str(), &size, 1);
  const CplString owner(reinterpret_cast<char*>(bytes));
  VSIUnlink((name + ".aux.xml").c_str());
  if (!bytes) throw failed();
  return {owner.get(), static_cast<std::size_t>(size)};
}

std::string data_uri(const std::string& png) {
  const CplString text(
      CPLBase64Encode(static_cast<int>(png.size()), reinterpret_cast<const GByte*>(png.data())));
  return std::string("data:image/png;base64,") + text.get();
}

}  // namespace minenpp::io
