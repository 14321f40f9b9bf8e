#include "io/raster/alpha_band.h"

namespace minenpp::io {

namespace {

bool is_picture(GDALRasterBand& band) {
  const auto colour = band.GetColorInterpretation();
  return colour == GCI_RedBand || colour == GCI_GreenBand || colour == GCI_BlueBand;
}

/// The last band, where it is the alpha of the others; else null.
GDALRasterBand* alpha_of(GDALDataset& file) {
  const int bands = file.GetRasterCount();
  if (bands < 2) return nullptr;
  GDALRasterBand* const last = file.GetRasterBand(bands);
  return last->GetColorInterpretation() == GCI_AlphaBand ? last : nullptr;
}

}  // namespace

GDALRasterBand* mask_of(GDALDataset& file, GDALRasterBand& band) {
  if (is_picture(band)) return nullptr;
  if ((band.GetMaskFlags() & GMF_PER_DATASET) != 0) return band.GetMaskBand();
  GDALRasterBand* const alpha = alpha_of(file);
  return alpha == &band ? nullptr : alpha;
}

int value_bands(GDALDataset& file) {
  const bool masked = !is_picture(*file.GetRasterBand(1)) && alpha_of(file) != nullptr;
  return file.GetRasterCount() - (masked ? 1 : 0);
}

}  // namespace minenpp::io
