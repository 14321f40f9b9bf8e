#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/gdal/crs.h"
#include "survey/demo/demo_polygons.h"

namespace minenpp::survey {

/// Writes a GeoPackage with one layer of polygons and the field "name"; a file of that name is replaced. The
/// same polygons give the same bytes. Throws Error(system) where the file cannot be written.
void write_polygons(const std::filesystem::path& path, const std::string& layer_name, const io::Crs& crs,
                    const std::vector<NamedRing>& polygons);

}  // namespace minenpp::survey
