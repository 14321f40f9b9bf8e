#include "survey/catalogue/zones.h"

#include <algorithm>

#include <fmt/format.h>

#include "io/vector/polygon_layer.h"

namespace minenpp::survey {

namespace {

io::PolygonSettings polygon_settings(const Settings& settings, const std::string& key) {
  io::PolygonSettings polygons;
  polygons.path = settings.path(key).string();
  if (settings.has("zones.crs"))
    polygons.crs = model::in_context(settings.where("zones.crs"),
                                     [&] { return io::Crs::from_text(settings.text("zones.crs")); });
  polygons.crs_setting = "zones.crs";
  polygons.repair = settings.yes("zones.repair");
  polygons.repair_setting = "zones.repair=yes";
  return polygons;
}

/// Features come sorted by name, so those of one zone follow each other.
void add_feature(ZoneKind kind, const std::string& layer, const io::PolygonFeature& feature,
                 std::vector<Zone>& zones) {
  if (zones.back().kind != kind || zones.back().layer != layer || zones.back().name != feature.name)
    zones.push_back({kind, feature.name, feature.from_year, feature.to_year, {}, layer, {}});
  auto& zone = zones.back();
  if (feature.from_year)
    zone.from_year = std::min(zone.from_year.value_or(*feature.from_year), *feature.from_year);
  if (feature.to_year) zone.to_year = std::max(zone.to_year.value_or(*feature.to_year), *feature.to_year);
  zone.pixels.add(model::PolygonRaster(feature.rings));
  if (kind == ZoneKind::mine) zone.outlines.push_back({feature.from_year, feature.to_year, feature.rings});
}

/// How far land is compared with a mine, m.
double reach_of_mines(const Settings& settings) {
  double reach = settings.number("ledger.reference-distance");
  for (const double limit : settings.numbers("rings.breaks")) reach = std::max(reach, limit);
  return reach;
}

void add_zones(const Settings& settings, ZoneKind kind, const std::string& layer, const std::string& key,
               const io::StudyGrid& grid, std::vector<Zone>& zones, Notices& notices) {
  auto wanted = polygon_settings(settings, key);
  wanted.name_field = settings.text(key + "-name");
  wanted.name_setting = key + "-name";
  if (kind == ZoneKind::mine) {
    // A mine beside the grid has rings in it.
    if (!grid.grid.geographic()) wanted.margin = reach_of_mines(settings);
    wanted.from_field = settings.text("zones.mines-from");
    wanted.to_field = settings.text("zones.mines-to");
  }
  const auto polygons = io::read_polygons(wanted, grid);
  if (polygons.outside > 0)
    notices.warn(fmt::format("{}: {} of {} polygons lie outside the study grid and are left out", key,
                             polygons.outside,
                             polygons.outside + static_cast<std::int64_t>(polygons.features.size())));
  for (const auto& feature : polygons.features) add_feature(kind, layer, feature, zones);
}

}  // namespace

std::string kind_of(const Zone& zone) {
  switch (zone.kind) {
    case ZoneKind::study_area:
      return "study area";
    case ZoneKind::mine:
      return "mine";
    case ZoneKind::township:
      return "township";
    case ZoneKind::other:
      return zone.layer;
  }
  return {};
}

void StudyArea::mask(const model::Window& window, std::vector<std::uint8_t>& out) const {
  if (pixels_.empty())
    out.assign(static_cast<std::size_t>(window.size()), 1);
  else
    pixels_.mask(window, out);
}

std::int64_t StudyArea::count(const model::Window& window) const {
  return pixels_.empty() ? window.size() : pixels_.count(window);
}

StudyArea read_study_area(const Settings& settings, const io::StudyGrid& grid, ProblemList& problems) {
  PixelSet pixels;
  if (settings.has("zones.boundary"))
    problems.attempt(settings.where("zones.boundary"), [&] {
      const auto polygons = io::read_polygons(polygon_settings(settings, "zones.boundary"), grid);
      for (const auto& feature : polygons.features) pixels.add(model::PolygonRaster(feature.rings));
    });
  return StudyArea(std::move(pixels));
}

std::vector<Zone> read_zones(const Settings& settings, const io::StudyGrid& grid, ProblemList& problems,
                             Notices& notices) {
  std::vector<Zone> zones(1);
  zones.front().name = settings.survey_name();
  const auto add = [&](ZoneKind kind, const std::string& layer, const std::string& key) {
    if (settings.has(key))
      problems.attempt(settings.where(key),
                       [&] { add_zones(settings, kind, layer, key, grid, zones, notices); });
  };
  add(ZoneKind::mine, "", "zones.mines");
  add(ZoneKind::township, "", "zones.townships");
  for (const auto& layer : settings.zone_layers()) add(ZoneKind::other, layer, "zones." + layer);
  return zones;
}

}  // namespace minenpp::survey
