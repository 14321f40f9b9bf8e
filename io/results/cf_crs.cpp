#include "io/results/cf_crs.h"

#include <map>
#include <memory>

#include <cpl_conv.h>
#include <fmt/format.h>
#include <ogr_spatialref.h>

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

/// One parameter: its name in CF and in OGR.
struct Parameter {
  const char* cf;
  const char* ogr;
};

/// CF name of a projection and its parameters; two OGR parameters of one CF name make a list.
struct Projection {
  const char* cf;
  std::vector<Parameter> parameters;
};

const std::map<std::string, Projection>& projections() {
  static const Parameter east{"false_easting", SRS_PP_FALSE_EASTING},
      north{"false_northing", SRS_PP_FALSE_NORTHING};
  static const Parameter origin{"latitude_of_projection_origin", SRS_PP_LATITUDE_OF_ORIGIN};
  static const Parameter meridian{"longitude_of_central_meridian", SRS_PP_CENTRAL_MERIDIAN};
  static const Parameter first{"standard_parallel", SRS_PP_STANDARD_PARALLEL_1};
  static const Parameter second{"standard_parallel", SRS_PP_STANDARD_PARALLEL_2};
  static const std::map<std::string, Projection> table{
      {SRS_PT_TRANSVERSE_MERCATOR,
       {"transverse_mercator",
        {origin, meridian, {"scale_factor_at_central_meridian", SRS_PP_SCALE_FACTOR}, east, north}}},
      {SRS_PT_ALBERS_CONIC_EQUAL_AREA,
       {"albers_conical_equal_area",
        {first,
         second,
         {"latitude_of_projection_origin", SRS_PP_LATITUDE_OF_CENTER},
         {"longitude_of_central_meridian", SRS_PP_LONGITUDE_OF_CENTER},
         east,
         north}}},
      {SRS_PT_LAMBERT_CONFORMAL_CONIC_2SP,
       {"lambert_conformal_conic", {first, second, origin, meridian, east, north}}},
      {SRS_PT_LAMBERT_AZIMUTHAL_EQUAL_AREA,
       {"lambert_azimuthal_equal_area",
        {{"latitude_of_projection_origin", SRS_PP_LATITUDE_OF_CENTER},
         {"longitude_of_projection_origin", SRS_PP_LONGITUDE_OF_CENTER},
         east,
         north}}},
      {SRS_PT_SINUSOIDAL,
       {"sinusoidal", {{"longitude_of_projection_origin", SRS_PP_LONGITUDE_OF_CENTER}, east, north}}},
      {SRS_PT_MERCATOR_1SP,
       {"mercator",
        {{"longitude_of_projection_origin", SRS_PP_CENTRAL_MERIDIAN},
         {"scale_factor_at_projection_origin", SRS_PP_SCALE_FACTOR},
         east,
         north}}},
      {SRS_PT_MERCATOR_2SP,
       {"mercator", {{"longitude_of_projection_origin", SRS_PP_CENTRAL_MERIDIAN}, first, east, north}}}};
  return table;
}

OGRSpatialReference parse(const std::string& wkt) {
  OGRSpatialReference crs;
  if (wkt.empty()) throw Error(Fault::input, "the study grid has no coordinate system");
  if (crs.SetFromUserInput(wkt.c_str()) != OGRERR_NONE)
    throw Error(Fault::input, fmt::format("not a coordinate system: {}", wkt.substr(0, 200)));
  return crs;
}

void require_same_units(const OGRSpatialReference& crs, const model::Grid& grid) {
  if ((crs.IsGeographic() != 0) == grid.geographic()) return;
  throw Error(Fault::input, fmt::format("the coordinate system {} is {}, but the grid is in {}",
                                        crs.GetName(), crs.IsGeographic() != 0 ? "geographic" : "projected",
                                        grid.geographic() ? "degrees" : "metres"));
}

std::string wkt_of(const OGRSpatialReference& crs, const char* format) {
  const std::string option = fmt::format("FORMAT={}", format);
  const char* const options[] = {option.c_str(), nullptr};
  char* text = nullptr;
  crs.exportToWkt(&text, options);
  const std::unique_ptr<char, decltype(&CPLFree)> owned(text, &CPLFree);
  return text == nullptr ? "" : text;
}

void add_number(Attributes& attributes, const std::string& name, double number) {
  for (auto& known : attributes) {
    if (known.name != name) continue;
    std::get<std::vector<double>>(known.value).push_back(number);
    return;
  }
  attributes.push_back(attribute(name, number));
}

void add_projection(Attributes& attributes, const OGRSpatialReference& crs) {
  if (crs.IsGeographic() != 0) {
    attributes.push_back(attribute("grid_mapping_name", "latitude_longitude"));
    return;
  }
  const char* name = crs.GetAttrValue("PROJECTION");
  const auto found = projections().find(name == nullptr ? "" : name);
  if (found == projections().end()) return;
  attributes.push_back(attribute("grid_mapping_name", found->second.cf));
  for (const auto& [cf, ogr] : found->second.parameters) add_number(attributes, cf, crs.GetNormProjParm(ogr));
}

void add_ellipsoid(Attributes& attributes, const OGRSpatialReference& crs) {
  attributes.push_back(attribute("semi_major_axis", crs.GetSemiMajor()));
  attributes.push_back(attribute("inverse_flattening", crs.GetInvFlattening()));
  attributes.push_back(attribute("longitude_of_prime_meridian", crs.GetPrimeMeridian()));
}

}  // namespace

Attributes grid_mapping_attributes(const std::string& wkt, const model::Grid& grid) {
  const auto crs = parse(wkt);
  require_same_units(crs, grid);
  Attributes attributes;
  add_projection(attributes, crs);
  add_ellipsoid(attributes, crs);
  attributes.push_back(attribute("long_name", "coordinate reference system"));
  attributes.push_back(attribute("crs_wkt", wkt_of(crs, "WKT2_2019")));
  attributes.push_back(attribute("spatial_ref", wkt_of(crs, "WKT1_GDAL")));
  attributes.push_back(attribute(
      "GeoTransform", fmt::format("{} {} 0 {} 0 {}", grid.west(), grid.dx(), grid.north(), -grid.dy())));
  return attributes;
}

Attributes x_attributes(const model::Grid& grid) {
  const bool degrees = grid.geographic();
  return {attribute("standard_name", degrees ? "longitude" : "projection_x_coordinate"),
          attribute("long_name", degrees ? "longitude of pixel centre" : "x of pixel centre"),
          attribute("units", degrees ? "degrees_east" : "m"), attribute("axis", "X")};
}

Attributes y_attributes(const model::Grid& grid) {
  const bool degrees = grid.geographic();
  return {attribute("standard_name", degrees ? "latitude" : "projection_y_coordinate"),
          attribute("long_name", degrees ? "latitude of pixel centre" : "y of pixel centre"),
          attribute("units", degrees ? "degrees_north" : "m"), attribute("axis", "Y")};
}

}  // namespace minenpp::io
