#include "io/scenes/band_header.h"

#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "io/gdal/dataset.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

/// Takes the nodata number out of the valid ones.
void leave_out(const BandHeader& header, model::BandCalibration& calibration) {
  const double nodata = header.nodata.value_or(std::numeric_limits<double>::quiet_NaN());
  if (!(nodata >= calibration.lowest_dn && nodata <= calibration.highest_dn)) return;
  const auto next = [&](double toward) {
    return header.floating ? std::nextafter(nodata, toward) : nodata + (toward > nodata ? 1 : -1);
  };
  if (nodata == calibration.lowest_dn) {
    calibration.lowest_dn = next(calibration.highest_dn);
  } else if (nodata == calibration.highest_dn) {
    calibration.highest_dn = next(calibration.lowest_dn);
  } else {
    throw Error(Fault::input, fmt::format("its nodata number {} lies among the valid ones, {} to {}", nodata,
                                          calibration.lowest_dn, calibration.highest_dn));
  }
}

}  // namespace

// Where g++ 12 makes a vector of two such numbers it forgets to round them.
[[gnu::noinline]] double BandHeader::stored(double number) const {
  return single ? static_cast<double>(static_cast<float>(number)) : number;
}

BandHeader read_band_header(const BandFile& file) {
  const auto dataset = open_raster(file.path);
  auto& band = band_of(*dataset, file.band);
  BandHeader header;
  header.floating = GDALDataTypeIsFloating(band.GetRasterDataType()) != 0;
  header.single = band.GetRasterDataType() == GDT_Float32;
  header.nodata = stored_nodata(band);
  return header;
}

model::BandCalibration scaled_reflectance(double factor, double offset, const BandHeader& header) {
  if (!(factor > 0) || !std::isfinite(factor) || !std::isfinite(offset))
    throw Error(
        Fault::input,
        fmt::format("scale {} and offset {} make no reflectance; the scale must be above 0", factor, offset));
  model::BandCalibration calibration{factor, offset, -offset / factor, (1 - offset) / factor, false};
  if (!header.floating) {
    constexpr double rounding = 1e-6;  // (0 - -0.1)/0.0001 is not quite 1000
    calibration.lowest_dn = std::ceil(calibration.lowest_dn - rounding);
    calibration.highest_dn = std::floor(calibration.highest_dn + rounding);
  }
  leave_out(header, calibration);
  if (!(calibration.lowest_dn < calibration.highest_dn))
    throw Error(Fault::input,
                fmt::format("scale {} and offset {} make no reflectance of 0..1 out of the file's numbers",
                            factor, offset));
  return calibration;
}

}  // namespace minenpp::io
