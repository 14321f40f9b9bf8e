#pragma once

#include <array>
#include <exception>
#include <memory>

#include <gdal_priv.h>

#include "io/export/clip.h"
#include "io/export/map_list.h"
#include "io/raster/study_grid.h"
#include "io/results/map_reader.h"

namespace minenpp::io {

/// One map of a result as GDAL sees a raster with one band, so that GDAL's drivers can copy it block by
/// block: stored values, no data, scale, offset, unit and description of the file, cut to a clip. Pixels
/// outside the clip's mask are no data. A map of whole numbers that has no value for no data gets one where
/// it needs one: maps that number things 0, others the next wider type and -1.
class MapDataset : public GDALDataset {
 public:
  /// Throws Error(input) where the file is damaged or lies on another grid than the clip's window allows.
  /// `style`: for the description.
  MapDataset(const ResultMap& map, const MapStyle& style, const Clip& clip);

  // As GDAL asks for them.
  CPLErr GetGeoTransform(double* transform) override;
  const OGRSpatialReference* GetSpatialRef() const override;

  [[nodiscard]] const StudyGrid& study() const { return study_; }

  /// What went wrong while GDAL read; GDAL itself can only say that something did.
  void rethrow_reading_error() const {
    if (reading_error_) std::rethrow_exception(reading_error_);
  }

 private:
  friend class MapBand;
  MapReader reader_;
  StudyGrid study_;  ///< of the clip
  Clip clip_;
  std::exception_ptr reading_error_;
};

}  // namespace minenpp::io
