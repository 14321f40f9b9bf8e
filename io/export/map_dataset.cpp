#include "io/export/map_dataset.h"

#include <algorithm>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include "io/gdal/session.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

GDALDataType gdal_type(ValueType type) {
  switch (type) {
    case ValueType::uint8:
      return GDT_Byte;
    case ValueType::int16:
      return GDT_Int16;
    case ValueType::int32:
      return GDT_Int32;
    case ValueType::float32:
      return GDT_Float32;
    default:
      return GDT_Unknown;
  }
}

model::Grid part_of(const model::Grid& grid, const model::Window& window) {
  return {grid.west() + static_cast<double>(window.col) * grid.dx(),
          grid.north() - static_cast<double>(window.row) * grid.dy(),
          grid.dx(),
          grid.dy(),
          window.rows,
          window.cols,
          grid.geographic()};
}

}  // namespace

class MapBand : public GDALRasterBand {
 public:
  MapBand(MapDataset& dataset, const ResultMap& map, const MapStyle& style)
      : dataset_(dataset),
        variable_(map.variable),
        storage_(storage_of(dataset.reader_, map, style.kind, bool{dataset.clip_.mask})) {
    if (map.month) month_ = MonthRange{map.month_index, 1};
    poDS = &dataset;
    nBand = 1;
    eAccess = GA_ReadOnly;
    eDataType = gdal_type(storage_.type);
    nRasterXSize = dataset.GetRasterXSize();
    nRasterYSize = dataset.GetRasterYSize();
    choose_blocks();
    unit_ = style.unit;
    const auto number = [&](const char* name) {
      return dataset.reader_.archive().number_attribute("/" + variable_, name);
    };
    scale_ = number("scale_factor");
    offset_ = number("add_offset");
    GDALRasterBand::SetDescription(map.facts.long_name.c_str());
  }

  double GetNoDataValue(int* has) override {
    if (has) *has = storage_.nodata ? 1 : 0;
    return storage_.nodata.value_or(0);
  }
  double GetScale(int* has) override {
    if (has) *has = scale_ ? 1 : 0;
    return scale_.value_or(1);
  }
  double GetOffset(int* has) override {
    if (has) *has = scale_ ? 1 : 0;
    return offset_.value_or(0);
  }
  const char* GetUnitType() override { return unit_.c_str(); }

 protected:
  CPLErr IReadBlock(int block_col, int block_row, void* out) override {
    try {
      with_number_type(storage_.type, [&](auto number) {
        using T = decltype(number);
        if constexpr (!std::is_same_v<T, std::int64_t>) read(block_col, block_row, static_cast<T*>(out));
      });
      return CE_None;
    } catch (...) {
      dataset_.reading_error_ = std::current_exception();
      CPLError(CE_Failure, CPLE_FileIO, "reading a map of the result");
      return CE_Failure;
    }
  }

 private:
  /// How stored values reach GDAL.
  struct Storage {
    ValueType type;
    std::optional<double> nodata;
  };

  static Storage storage_of(const MapReader& reader, const ResultMap& map, MapKind kind, bool masked) {
    const auto array = "/" + map.variable;
    const auto type = reader.archive().info(array).type;
    if (gdal_type(type) == GDT_Unknown)
      throw Error(Fault::input, fmt::format("{}: {} holds {}, which no map of a survey does",
                                            map.file.string(), map.variable, to_string(type)));
    if (const auto fill = reader.archive().number_attribute(array, "_FillValue")) return {type, fill};
    if (is_floating(type)) return {type, std::numeric_limits<double>::quiet_NaN()};
    if (kind == MapKind::numbered) return {type, 0};
    if (!masked) return {type, std::nullopt};
    return {type == ValueType::uint8 ? ValueType::int16 : ValueType::int32, -1};
  }

  /// Blocks are the file's chunks, so that each is unpacked once.
  void choose_blocks() {
    const auto chunk = dataset_.reader_.archive().info("/" + variable_).chunk;
    constexpr int usual = 256;
    nBlockXSize = chunk.size() < 2 ? usual : static_cast<int>(chunk.back());
    nBlockYSize = chunk.size() < 2 ? usual : static_cast<int>(chunk[chunk.size() - 2]);
  }

  template <typename T>
  void read(int block_col, int block_row, T* out) {
    const auto& clip = dataset_.clip_.window;
    const model::Window block{clip.row + std::int64_t{block_row} * nBlockYSize,
                              clip.col + std::int64_t{block_col} * nBlockXSize, nBlockYSize, nBlockXSize};
    const auto inside = model::intersect(block, clip);
    std::vector<T> values(static_cast<std::size_t>(inside.size()));
    dataset_.reader_.read<T>(variable_, month_, inside, values);
    if (dataset_.clip_.mask) {
      dataset_.clip_.mask(inside, mask_);
      for (std::size_t i = 0; i < values.size(); ++i)
        if (mask_[i] == 0) values[i] = static_cast<T>(*storage_.nodata);
    }
    for (std::int64_t row = 0; row < inside.rows; ++row)
      std::copy_n(values.begin() + row * inside.cols, inside.cols, out + row * nBlockXSize);
  }

  MapDataset& dataset_;
  std::string variable_, unit_;
  Storage storage_;
  std::optional<MonthRange> month_;
  std::optional<double> scale_, offset_;
  std::vector<std::uint8_t> mask_;
};

MapDataset::MapDataset(const ResultMap& map, const MapStyle& style, const Clip& clip)
    : reader_(map.file), clip_(clip) {
  start_gdal();
  const auto grid = reader_.grid();
  if (clip.window.empty() || model::intersect(clip.window, grid.window()) != clip.window)
    throw Error(Fault::input, fmt::format("{}: has {} x {} pixels, fewer than other maps of the result",
                                          map.file.string(), grid.rows(), grid.cols()));
  study_ = {part_of(grid, clip.window), Crs::from_text(reader_.crs_wkt())};
  nRasterXSize = static_cast<int>(clip.window.cols);
  nRasterYSize = static_cast<int>(clip.window.rows);
  SetBand(1, new MapBand(*this, map, style));
  if (!map.title.empty()) SetMetadataItem("TIFFTAG_IMAGEDESCRIPTION", map.title.c_str());
}

CPLErr MapDataset::GetGeoTransform(double* transform) {
  const auto& grid = study_.grid;
  const std::array<double, 6> numbers{grid.west(), grid.dx(), 0, grid.north(), 0, -grid.dy()};
  std::ranges::copy(numbers, transform);
  return CE_None;
}

const OGRSpatialReference* MapDataset::GetSpatialRef() const {
  return &study_.crs.srs();
}

}  // namespace minenpp::io
