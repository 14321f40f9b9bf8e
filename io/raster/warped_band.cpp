#include "io/raster/warped_band.h"

#include <cmath>
#include <limits>
#include <memory>

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_alg.h>
#include <gdal_utils.h>
#include <gdalwarper.h>

#include "io/gdal/messages.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Fault;

struct WarpOptionsFreer {
  void operator()(GDALWarpOptions* options) const { GDALDestroyWarpOptions(options); }
};
struct TransformerFreer {
  void operator()(void* transformer) const { GDALDestroyTransformer(transformer); }
};
struct TranslateOptionsFreer {
  void operator()(GDALTranslateOptions* options) const { GDALTranslateOptionsFree(options); }
};
using WarpOptions = std::unique_ptr<GDALWarpOptions, WarpOptionsFreer>;
using Transformer = std::unique_ptr<void, TransformerFreer>;
using TranslateOptions = std::unique_ptr<GDALTranslateOptions, TranslateOptionsFreer>;

GDALResampleAlg algorithm(Resampling resampling) {
  switch (resampling) {
    case Resampling::nearest:
      return GRA_NearestNeighbour;
    case Resampling::bilinear:
      return GRA_Bilinear;
    case Resampling::cubic:
      return GRA_Cubic;
    case Resampling::average:
      return GRA_Average;
    case Resampling::mode:
      return GRA_Mode;
  }
  return GRA_NearestNeighbour;
}

/// An array GDALDestroyWarpOptions will free.
template <typename T>
T* one(T value) {
  auto* array = static_cast<T*>(CPLMalloc(sizeof(T)));
  *array = value;
  return array;
}

WarpOptions warp_options(GDALDataset& source, Resampling resampling) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  WarpOptions options(GDALCreateWarpOptions());
  options->hSrcDS = GDALDataset::ToHandle(&source);
  options->eResampleAlg = algorithm(resampling);
  options->eWorkingDataType = GDT_Float64;
  options->nBandCount = 1;
  options->panSrcBands = one(1);
  options->panDstBands = one(1);
  int has_nodata = 0;
  const double nodata = source.GetRasterBand(1)->GetNoDataValue(&has_nodata);
  // NaN where the file declares nothing, so that NaN pixels count as no data there too.
  options->padfSrcNoDataReal = one(has_nodata != 0 ? nodata : nan);
  options->padfDstNoDataReal = one(nan);
  const bool masked = source.GetRasterBand(1)->GetMaskFlags() == GMF_PER_DATASET;
  if (masked && has_nodata == 0) {
    CPLFree(options->padfSrcNoDataReal);
    options->padfSrcNoDataReal = nullptr;
  }
  options->papszWarpOptions = CSLSetNameValue(options->papszWarpOptions, "INIT_DEST", "NO_DATA");
  // The part of the source a block needs is found from points all over the block, not only from its rim.
  options->papszWarpOptions = CSLSetNameValue(options->papszWarpOptions, "SAMPLE_GRID", "YES");
  options->papszWarpOptions = CSLSetNameValue(options->papszWarpOptions, "NUM_THREADS", "1");
  return options;
}

}  // namespace

DatasetHandle band_as_double(GDALDataset& file, int band, const Crs& crs, std::optional<double> nodata) {
  const GdalMessages messages;
  CPLStringList words;
  for (const std::string& word :
       {std::string("-of"), std::string("VRT"), std::string("-ot"), std::string("Float64"), std::string("-b"),
        std::to_string(band), std::string("-a_srs"), crs.wkt(), std::string("-a_nodata"),
        nodata ? fmt::format("{:.17g}", *nodata) : "none"})
    words.AddString(word.c_str());
  const TranslateOptions options(GDALTranslateOptionsNew(words.List(), nullptr));
  DatasetHandle view(GDALDataset::FromHandle(
      options ? GDALTranslate("", GDALDataset::ToHandle(&file), options.get(), nullptr) : nullptr));
  if (!view)
    throw messages.error(Fault::input, fmt::format("band {} of raster '{}' cannot be prepared for reading",
                                                   band, file.GetDescription()));
  return view;
}

DatasetHandle warped_onto(GDALDataset& source, const Crs& source_crs, const StudyGrid& study,
                          Resampling resampling) {
  const GdalMessages messages;
  const auto& grid = study.grid;
  CPLStringList to;
  to.SetNameValue("SRC_SRS", source_crs.wkt().c_str());
  to.SetNameValue("DST_SRS", study.crs.wkt().c_str());
  Transformer transformer(
      GDALCreateGenImgProjTransformer2(GDALDataset::ToHandle(&source), nullptr, to.List()));
  const auto failure = [&] {
    return messages.error(Fault::input, fmt::format("it cannot be brought from {} to {}", source_crs.label(),
                                                    study.crs.label()));
  };
  if (!transformer) throw failure();
  double transform[6] = {grid.west(), grid.dx(), 0, grid.north(), 0, -grid.dy()};
  GDALSetGenImgProjTransformerDstGeoTransform(transformer.get(), transform);
  const auto options = warp_options(source, resampling);
  options->pfnTransformer = GDALGenImgProjTransform;
  options->pTransformerArg = transformer.get();
  DatasetHandle warped(GDALDataset::FromHandle(
      GDALCreateWarpedVRT(GDALDataset::ToHandle(&source), static_cast<int>(grid.cols()),
                          static_cast<int>(grid.rows()), transform, options.get())));
  if (!warped) throw failure();
  static_cast<void>(transformer.release());  // the warped raster destroys it
  return warped;
}

}  // namespace minenpp::io
