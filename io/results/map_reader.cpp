#include "io/results/map_reader.h"

#include <algorithm>
#include <chrono>
#include <sstream>

#include <fmt/format.h>

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

YearMonth month_of(std::int32_t day) {
  using namespace std::chrono;
  const year_month_day date{sys_days{days{day}}};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month()))};
}

std::int64_t length_of(const ArchiveReader& archive, const std::string& axis) {
  if (!archive.has(axis))
    throw Error(Fault::input,
                fmt::format("{}: has no array {}, expected a map file", archive.file().string(), axis));
  const auto shape = archive.info(axis).shape;
  if (shape.size() == 1 && shape[0] > 0) return shape[0];
  throw Error(Fault::input, fmt::format("{}: {} is not an axis", archive.file().string(), axis));
}

}  // namespace

MapReader::MapReader(const std::filesystem::path& path)
    : archive_(path), rows_(length_of(archive_, "/y")), cols_(length_of(archive_, "/x")) {
  if (!archive_.has("/time")) return;
  for (const auto day : archive_.read<std::int32_t>("/time")) months_.push_back(month_of(day));
}

std::optional<std::int64_t> MapReader::index_of(const YearMonth& month) const {
  const auto found = std::find(months_.begin(), months_.end(), month);
  return found == months_.end() ? std::nullopt : std::optional<std::int64_t>(found - months_.begin());
}

model::Grid MapReader::grid() const {
  std::istringstream text(archive_.text_attribute("/crs", "GeoTransform").value_or(""));
  text.imbue(std::locale::classic());
  double west = 0, dx = 0, row_shear = 0, north = 0, col_shear = 0, dy = 0;
  if (!(text >> west >> dx >> row_shear >> north >> col_shear >> dy))
    throw Error(Fault::input,
                fmt::format("{}: crs has no GeoTransform of six numbers", archive_.file().string()));
  const bool geographic = archive_.text_attribute("/x", "standard_name") == "longitude";
  return model::in_context(archive_.file().string(),
                           [&] { return model::Grid(west, north, dx, -dy, rows_, cols_, geographic); });
}

std::string MapReader::crs_wkt() const {
  const auto wkt = archive_.text_attribute("/crs", "crs_wkt");
  if (wkt) return *wkt;
  throw Error(Fault::input, fmt::format("{}: crs has no crs_wkt", archive_.file().string()));
}

template <typename T>
void MapReader::read(const std::string& variable, std::optional<MonthRange> months,
                     const model::Window& window, std::span<T> out) const {
  hdf5::Slab slab{{window.row, window.col}, {window.rows, window.cols}};
  if (months) {
    slab.start.insert(slab.start.begin(), months->first);
    slab.count.insert(slab.count.begin(), months->count);
  }
  archive_.read_block<T>("/" + variable, slab, out);
}

#define MINENPP_READS_MAP(T)                                                                            \
  template void MapReader::read<T>(const std::string&, std::optional<MonthRange>, const model::Window&, \
                                   std::span<T>) const;
MINENPP_READS_MAP(double)
MINENPP_READS_MAP(float)
MINENPP_READS_MAP(std::int64_t)
MINENPP_READS_MAP(std::int32_t)
MINENPP_READS_MAP(std::int16_t)
MINENPP_READS_MAP(std::uint8_t)
#undef MINENPP_READS_MAP

}  // namespace minenpp::io
