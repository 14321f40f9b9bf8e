#include "io/export/cog_writer.h"

#include <cpl_string.h>
#include <fmt/format.h>

#include "io/gdal/messages.h"
#include "io/gdal/session.h"
#include "io/results/durable.h"

namespace minenpp::io {

namespace fs = std::filesystem;

namespace {

using model::Fault;

CPLStringList options_for(MapKind kind) {
  const bool classes = kind == MapKind::categorical || kind == MapKind::numbered;
  CPLStringList options;
  options.SetNameValue("COMPRESS", "DEFLATE");
  options.SetNameValue("PREDICTOR", "YES");
  options.SetNameValue("OVERVIEW_PREDICTOR", "YES");
  options.SetNameValue("BIGTIFF", "IF_SAFER");
  options.SetNameValue("OVERVIEW_RESAMPLING", classes ? "MODE" : "AVERAGE");
  return options;
}

void set_statistics(GDALRasterBand& band, const RasterSummary& summary) {
  if (summary.valid == 0) return;
  band.SetStatistics(summary.least, summary.most, summary.mean, summary.spread);
  const double percent = 100 * static_cast<double>(summary.valid) / static_cast<double>(summary.pixels);
  band.SetMetadataItem("STATISTICS_VALID_PERCENT", fmt::format("{:.4g}", percent).c_str());
}

/// The file in the making and GDAL's overviews beside it, which a failure leaves.
class PartFile {
 public:
  explicit PartFile(const fs::path& path) : path_(path), part_(path.string() + ".part") { remove(); }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  ~PartFile() { remove(); }

  [[nodiscard]] const fs::path& part() const { return part_; }

  void publish() { io::publish(part_, path_); }

 private:
  void remove() const {
    std::error_code ignored;
    for (const auto* ending : {"", ".ovr.tmp", ".aux.xml"}) fs::remove(part_.string() + ending, ignored);
  }
  fs::path path_, part_;
};

}  // namespace

void write_cog(MapDataset& map, MapKind kind, const RasterSummary& summary, const fs::path& path) {
  const GdalMessages messages;
  set_statistics(*map.GetRasterBand(1), summary);
  PartFile file(path);
  auto* driver = GetGDALDriverManager()->GetDriverByName("COG");
  if (driver == nullptr)
    throw model::Error(Fault::system, "this GDAL cannot write cloud-optimised GeoTIFF; 3.1 or later can");
  const auto options = options_for(kind);
  DatasetHandle written(
      driver->CreateCopy(file.part().c_str(), &map, FALSE, options.List(), nullptr, nullptr));
  const bool complete = written != nullptr;
  written.reset();
  map.rethrow_reading_error();
  if (!complete || messages.failed())
    throw messages.error(Fault::system, fmt::format("'{}' cannot be written", file.part().string()));
  file.publish();
}

LargerBlockCache::LargerBlockCache() {
  constexpr GIntBig bytes = GIntBig{128} << 20;
  start_gdal();
  before_ = GDALGetCacheMax64();
  GDALSetCacheMax64(bytes);
}

LargerBlockCache::~LargerBlockCache() {
  GDALSetCacheMax64(before_);
}

}  // namespace minenpp::io
