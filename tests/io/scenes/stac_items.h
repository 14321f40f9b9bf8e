#pragma once

#include <nlohmann/json.hpp>

#include "io/scenes/fixture.h"

namespace minenpp::testing {

/// An asset of one band.
inline nlohmann::json stac_band(const std::string& common_name, const std::string& href) {
  nlohmann::json asset = {{"href", href}};
  asset["eo:bands"] = nlohmann::json::array({{{"name", "x"}, {"common_name", common_name}}});
  return asset;
}

/// A Landsat item as STAC 1.0 servers give it, its files beside it.
inline nlohmann::json landsat_item() {
  return {{"type", "Feature"},
          {"stac_version", "1.0.0"},
          {"id", colombia + "_SR"},
          {"properties",
           {{"datetime", "2019-12-01T15:13:51.86Z"},
            {"platform", "landsat-8"},
            {"eo:cloud_cover", 25},
            {"view:sun_elevation", 57.5},
            {"landsat:wrs_path", "008"},
            {"landsat:wrs_row", 59}}},
          {"assets",
           {{"red", stac_band("red", "./" + colombia + "_SR_B4.TIF")},
            {"nir08", stac_band("nir08", colombia + "_SR_B5.TIF")},
            {"qa_pixel", {{"href", colombia + "_QA_PIXEL.TIF"}}},
            {"qa_radsat", {{"href", colombia + "_QA_RADSAT.TIF"}}}}}};
}

/// An item of another satellite: red and near infrared only.
inline nlohmann::json other_item() {
  return {{"type", "Feature"},
          {"stac_version", "1.0.0"},
          {"id", "S2B_33SVB_20210221"},
          {"properties", {{"datetime", "2021-02-21T10:00:17Z"}, {"platform", "sentinel-2b"}}},
          {"assets", {{"B04", stac_band("red", "B04.tif")}, {"B08", stac_band("nir", "B08.tif")}}}};
}

}  // namespace minenpp::testing
