#pragma once

#include <memory>

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogr_geometry.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

namespace minenpp::io {

struct DatasetCloser {
  void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
struct FeatureFreer {
  void operator()(OGRFeature* feature) const { OGRFeature::DestroyFeature(feature); }
};
struct GeometryFreer {
  void operator()(OGRGeometry* geometry) const { OGRGeometryFactory::destroyGeometry(geometry); }
};
struct CoordinateTransformationFreer {
  void operator()(OGRCoordinateTransformation* transformation) const {
    OGRCoordinateTransformation::DestroyCT(transformation);
  }
};
struct FileCloser {
  void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
struct CplFreer {
  void operator()(void* memory) const { CPLFree(memory); }
};

/// Owners of GDAL's objects: each is closed or freed exactly once.
using DatasetHandle = std::unique_ptr<GDALDataset, DatasetCloser>;
using FeatureHandle = std::unique_ptr<OGRFeature, FeatureFreer>;
using GeometryHandle = std::unique_ptr<OGRGeometry, GeometryFreer>;
using CoordinateTransformationHandle =
    std::unique_ptr<OGRCoordinateTransformation, CoordinateTransformationFreer>;
using FileHandle = std::unique_ptr<VSILFILE, FileCloser>;
using CplString = std::unique_ptr<char, CplFreer>;

}  // namespace minenpp::io
