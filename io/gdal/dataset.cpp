#include "io/gdal/dataset.h"

#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include "io/gdal/excerpt.h"
#include "io/gdal/messages.h"
#include "io/gdal/session.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

/// Names such as NETCDF:"a.nc":ndvi or /vsizip/a.zip/b.tif are GDAL's own; only it can say whether they
/// exist.
bool is_gdal_name(const std::string& path) {
  return path.rfind("/vsi", 0) == 0 || path.find(':') != std::string::npos;
}

void check_there(const std::string& path, const char* kind, bool folder_allowed) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (path.empty()) throw Error(Fault::usage, fmt::format("no {} file is named", kind));
  const auto status = fs::status(path, ignored);
  if (!fs::exists(status)) {
    if (is_gdal_name(path)) return;
    throw Error(Fault::input, fmt::format("there is no {} file '{}'", kind, path));
  }
  if (fs::is_directory(status) && !folder_allowed)
    throw Error(Fault::input, fmt::format("'{}' is a folder; a {} file is expected", path, kind));
}

/// What the system says to the first byte of a file: GDAL takes one that cannot be read for one it does not
/// know. Empty where it can be read, and for names that the system does not know.
std::string refusal(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return errno == ENOENT ? "" : std::strerror(errno);
  char byte = 0;
  const auto got = ::pread(descriptor, &byte, 1, 0);
  std::string reason = got < 0 ? std::strerror(errno) : "";
  ::close(descriptor);
  return reason == std::strerror(EISDIR) ? "" : reason;
}

DatasetHandle open(const std::string& path, const char* kind, unsigned flags,
                   const char* const* options = nullptr) {
  const GdalMessages messages;
  DatasetHandle dataset(
      GDALDataset::Open(path.c_str(), flags | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, options));
  if (dataset) return dataset;
  const auto reason = refusal(path);
  if (!reason.empty())
    throw Error(Fault::input, fmt::format("{} file '{}' cannot be read: {}", kind, path, reason));
  throw messages.error(Fault::input, fmt::format("'{}' cannot be read as a {} file", path, kind));
}

}  // namespace

DatasetHandle open_raster(const std::string& path) {
  check_there(path, "raster", false);
  auto dataset = open(path, "raster", GDAL_OF_RASTER);
  if (dataset->GetRasterCount() == 0)
    throw Error(Fault::input, fmt::format("raster '{}' holds no band", path));
  return dataset;
}

DatasetHandle open_vector(const std::string& path, const std::string& encoding) {
  check_there(path, "vector", true);
  if (encoding.empty()) return open(path, "vector", GDAL_OF_VECTOR);
  if (CPLCanRecode("a", encoding.c_str(), CPL_ENC_UTF8) == 0)
    throw Error(Fault::input, fmt::format("GDAL knows no encoding '{}', expected one such as GBK, GB18030 or "
                                          "ISO-8859-1",
                                          encoding));
  CPLStringList options;
  options.SetNameValue("ENCODING", encoding.c_str());
  return open(path, "vector", GDAL_OF_VECTOR, options.List());
}

DatasetHandle open_raster_or_vector(const std::string& path) {
  return open(path, "raster or vector", GDAL_OF_RASTER | GDAL_OF_VECTOR);
}

OGRLayer& layer_of(GDALDataset& dataset, const std::string& name, const std::string& setting) {
  const std::string file = dataset.GetDescription();
  constexpr std::size_t most_told = 200;  // bytes of a name
  std::vector<std::string> names;
  for (int i = 0; i < dataset.GetLayerCount(); ++i) {
    OGRLayer* layer = dataset.GetLayer(i);
    if (layer->GetName() == name) return *layer;
    names.push_back(excerpt(layer->GetName(), most_told));
  }
  if (names.empty()) throw Error(Fault::input, fmt::format("vector file '{}' holds no layer", file));
  if (!name.empty())
    throw Error(Fault::input, fmt::format("vector file '{}' holds no layer '{}' ({}); it holds {}", file,
                                          name, setting, fmt::join(names, ", ")));
  if (names.size() > 1)
    throw Error(Fault::input,
                fmt::format("vector file '{}' holds several layers ({}); name the one to read ({})", file,
                            fmt::join(names, ", "), setting));
  return *dataset.GetLayer(0);
}

double as_stored(double number, GDALRasterBand& band) {
  const bool is_float = band.GetRasterDataType() == GDT_Float32;
  return is_float && std::abs(number) <= std::numeric_limits<float>::max()
             ? static_cast<double>(static_cast<float>(number))
             : number;
}

std::optional<double> stored_nodata(GDALRasterBand& band) {
  int has = 0;
  const double nodata = band.GetNoDataValue(&has);
  return has != 0 ? std::optional(as_stored(nodata, band)) : std::nullopt;
}

GDALRasterBand& band_of(GDALDataset& dataset, int band) {
  if (band < 1 || band > dataset.GetRasterCount())
    throw Error(Fault::input, fmt::format("raster '{}' has {} band(s); band {} is asked for",
                                          dataset.GetDescription(), dataset.GetRasterCount(), band));
  return *dataset.GetRasterBand(band);
}

}  // namespace minenpp::io
