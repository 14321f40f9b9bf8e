#include "io/vector/polygon_layer.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/gdal/dataset.h"
#include "io/gdal/excerpt.h"
#include "io/gdal/messages.h"
#include "io/raster/raster_place.h"
#include "io/vector/feature_fields.h"
#include "io/vector/feature_rings.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

Crs crs_of(OGRLayer& layer, const PolygonSettings& settings) {
  auto crs = Crs::from_srs(layer.GetSpatialRef());
  if (crs.empty() && settings.crs) crs = *settings.crs;
  if (crs.empty())
    throw Error(Fault::input,
                fmt::format("layer '{}' has no coordinate reference system; write one into the file or "
                            "name it with the setting {}",
                            excerpt(layer.GetName()), settings.crs_setting));
  return crs;
}

bool within(const std::vector<model::Ring>& rings, const model::Grid& grid, double margin) {
  double west = INFINITY, east = -INFINITY, top = INFINITY, bottom = -INFINITY;
  for (const auto& ring : rings)
    for (const auto& vertex : ring) {
      west = std::min(west, vertex.col);
      east = std::max(east, vertex.col);
      top = std::min(top, vertex.row);
      bottom = std::max(bottom, vertex.row);
    }
  const double across = margin / grid.dx(), down = margin / grid.dy();
  return west < static_cast<double>(grid.cols()) + across && east > -across &&
         top < static_cast<double>(grid.rows()) + down && bottom > -down;
}

void include(Bounds& box, double x, double y) {
  box.west = std::min(box.west, x);
  box.east = std::max(box.east, x);
  box.south = std::min(box.south, y);
  box.north = std::max(box.north, y);
}

bool finite(const std::vector<model::Ring>& rings) {
  for (const auto& ring : rings)
    for (const auto& vertex : ring)
      if (!std::isfinite(vertex.col) || !std::isfinite(vertex.row)) return false;
  return true;
}

/// Reads one layer feature by feature onto one grid.
class LayerReading {
 public:
  LayerReading(OGRLayer& layer, const PolygonSettings& settings, const StudyGrid& study)
      : layer_(layer),
        settings_(settings),
        study_(study),
        crs_(crs_of(layer, settings)),
        to_grid_(crs_, study.crs),
        grid_box_(box_of_grid()),
        name_(field_of(layer, settings.name_field, settings.name_setting, settings)),
        from_(field_of(layer, settings.from_field, "the first year", settings)),
        to_(field_of(layer, settings.to_field, "the last year", settings)) {}

  Polygons run() {
    const GdalMessages messages;
    layer_.ResetReading();
    std::int64_t place = 0;
    while (const FeatureHandle feature{layer_.GetNextFeature()}) add(*feature, ++place);
    if (messages.failed()) throw messages.error(Fault::input, "it is damaged");
    if (place == 0) throw Error(Fault::input, fmt::format("layer '{}' is empty", excerpt(layer_.GetName())));
    if (std::ssize(found_.shapeless) == place)
      throw Error(Fault::input,
                  fmt::format("no feature of layer '{}' has a geometry", excerpt(layer_.GetName())));
    if (found_.features.empty())
      throw Error(Fault::input,
                  fmt::format("none of the {} polygons of layer '{}' lies within the study grid, {}",
                              place - std::ssize(found_.shapeless), excerpt(layer_.GetName()),
                              extent_text(study_.grid, study_.crs)));
    auto& features = found_.features;
    std::stable_sort(features.begin(), features.end(),
                     [](const auto& a, const auto& b) { return a.name < b.name; });
    for (std::size_t i = 0; i < features.size(); ++i) features[i].id = static_cast<std::int32_t>(i + 1);
    return std::move(found_);
  }

 private:
  /// The grid's box in the layer's CRS, a tenth wider than a sampled box is sure to hold; empty where there
  /// is none.
  std::optional<Bounds> box_of_grid() const {
    auto around = bounds_of(study_.grid);
    around = {around.west - settings_.margin, around.south - settings_.margin, around.east + settings_.margin,
              around.north + settings_.margin};
    auto box = reprojected(around, CrsTransform(study_.crs, crs_));
    if (!box) return box;
    const double width = (box->east - box->west) / 10, height = (box->north - box->south) / 10;
    return Bounds{box->west - width, box->south - height, box->east + width, box->north + height};
  }

  bool far_off(const OGRGeometry& geometry) const {
    if (!grid_box_) return false;
    OGREnvelope box;
    geometry.getEnvelope(&box);
    if (box.MaxY < grid_box_->south || box.MinY > grid_box_->north) return true;
    // Longitudes may be counted otherwise than the grid does.
    const double turn = crs_.is_geographic() ? 360 / crs_.unit() : 0;
    return std::ranges::none_of(std::array{-turn, 0.0, turn}, [&](double moved) {
      return box.MaxX + moved >= grid_box_->west && box.MinX + moved <= grid_box_->east;
    });
  }

  void add(OGRFeature& feature, std::int64_t place) {
    if (settings_.repair && without_shape(feature.GetGeometryRef()))
      return found_.shapeless.push_back(fmt::format("feature {}", place));
    const std::string name = name_of(feature, name_, place, settings_);
    const std::string label =
        name_ == no_field ? "feature " + name : fmt::format("feature {} '{}'", place, excerpt(name));
    auto geometry = polygonal(feature.GetGeometryRef(), label, settings_.repair_setting);
    if (far_off(*geometry)) return static_cast<void>(++found_.outside);
    const auto* const as_it_was = geometry.get();
    geometry = valid(std::move(geometry), settings_.repair, label, settings_.repair_setting);
    const bool mended = geometry.get() != as_it_was;
    PolygonFeature polygon{0, name, year_of(feature, from_, label), year_of(feature, to_, label),
                           pixel_rings(*geometry, to_grid_, study_.grid)};
    if (!finite(polygon.rings))
      throw Error(Fault::input, fmt::format("{} cannot be expressed in {}", label, study_.crs.label()));
    if (polygon.from_year && polygon.to_year && *polygon.from_year > *polygon.to_year)
      throw Error(Fault::input, fmt::format("{} begins in {}, after its end in {}", label, *polygon.from_year,
                                            *polygon.to_year));
    if (!within(polygon.rings, study_.grid, settings_.margin)) return static_cast<void>(++found_.outside);
    found_.features.push_back(std::move(polygon));
    if (mended) found_.repaired.push_back(label);
  }

  OGRLayer& layer_;
  const PolygonSettings& settings_;
  const StudyGrid& study_;
  Crs crs_;
  CrsTransform to_grid_;
  std::optional<Bounds> grid_box_;
  int name_, from_, to_;
  Polygons found_;
};

}  // namespace

Polygons read_polygons(const PolygonSettings& settings, const StudyGrid& study) {
  return model::in_context(fmt::format("reading polygons '{}'", settings.path), [&] {
    const auto dataset = open_vector(settings.path, settings.encoding);
    return LayerReading(layer_of(*dataset, settings.layer, settings.layer_setting), settings, study).run();
  });
}

Bounds layer_bounds(const PolygonSettings& settings, const Crs& crs, PixelSize pixel) {
  return model::in_context(fmt::format("reading polygons '{}'", settings.path), [&] {
    const auto dataset = open_vector(settings.path, settings.encoding);
    OGRLayer& layer = layer_of(*dataset, settings.layer, settings.layer_setting);
    const CrsTransform transform(crs_of(layer, settings), crs);
    // Any grid of this pixel size will do: positions on it are turned back into coordinates.
    const model::Grid grid(0, 0, pixel.dx, pixel.dy, 1, 1, false);
    Bounds box{INFINITY, INFINITY, -INFINITY, -INFINITY};
    std::int64_t place = 0;
    layer.ResetReading();
    while (const FeatureHandle feature{layer.GetNextFeature()}) {
      const auto label = fmt::format("feature {}", ++place);
      const auto* const shape = feature->GetGeometryRef();
      if (settings.repair && without_shape(shape)) continue;
      const auto rings = pixel_rings(*polygonal(shape, label, settings.repair_setting), transform, grid);
      if (!finite(rings))
        throw Error(Fault::input, fmt::format("{} cannot be expressed in {}", label, crs.label()));
      for (const auto& ring : rings)
        for (const auto& vertex : ring) include(box, vertex.col * pixel.dx, -vertex.row * pixel.dy);
    }
    if (place == 0) throw Error(Fault::input, fmt::format("layer '{}' is empty", excerpt(layer.GetName())));
    if (box.west > box.east)
      throw Error(Fault::input,
                  fmt::format("no feature of layer '{}' has a geometry", excerpt(layer.GetName())));
    return box;
  });
}

}  // namespace minenpp::io
