#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "io/raster/raster_place.h"
#include "io/vector/polygon_layer.h"
#include "io/vector/united_rings.h"
#include "model/stats/int128.h"
#include "survey/catalogue/first_names.h"
#include "survey/catalogue/polygon_inputs.h"
#include "survey/catalogue/zone_list.h"

namespace minenpp::survey {

namespace {

/// Exactly the area of the features: where two of them overlap, land counts once.
model::PolygonCoverage coverage_of(std::span<const io::PolygonFeature> features) {
  if (features.size() == 1) return model::PolygonCoverage(features.front().rings);
  std::vector<std::vector<model::Ring>> polygons;
  for (const auto& feature : features) polygons.push_back(feature.rings);
  return model::in_context(fmt::format("the {} polygons called '{}'", features.size(), features.front().name),
                           [&] { return model::PolygonCoverage(io::united_rings(polygons)); });
}

/// `features`: of one name.
Zone zone_of(ZoneKind kind, const std::string& layer, std::span<const io::PolygonFeature> features,
             bool by_area) {
  Zone zone;
  zone.kind = kind;
  zone.name = features.front().name;
  zone.layer = layer;
  for (const auto& feature : features) {
    if (feature.from_year)
      zone.from_year = std::min(zone.from_year.value_or(*feature.from_year), *feature.from_year);
    if (feature.to_year) zone.to_year = std::max(zone.to_year.value_or(*feature.to_year), *feature.to_year);
    zone.pixels.add(model::PolygonRaster(feature.rings));
    if (kind == ZoneKind::mine) zone.outlines.push_back({feature.from_year, feature.to_year, feature.rings});
  }
  if (by_area) zone.coverage = coverage_of(features);
  return zone;
}

/// How far land is compared with a mine, m.
double reach_of_mines(const Settings& settings) {
  double reach = settings.number("ledger.reference-distance");
  for (const double limit : settings.numbers("rings.breaks")) reach = std::max(reach, limit);
  return reach;
}

void tell_repaired(const io::Polygons& polygons, const std::string& key, Notices& notices) {
  if (const auto& shapeless = polygons.shapeless; !shapeless.empty())
    notices.warn(fmt::format("{}: {} feature{} without geometry {} left out (zones.repair): {}", key,
                             shapeless.size(), shapeless.size() == 1 ? "" : "s",
                             shapeless.size() == 1 ? "is" : "are", first_listed(shapeless)));
  const auto& repaired = polygons.repaired;
  if (repaired.empty()) return;
  notices.warn(
      fmt::format("{}: {} polygon{} cross{} {} and {} repaired, which may change {} (zones.repair): {}", key,
                  repaired.size(), repaired.size() == 1 ? "" : "s", repaired.size() == 1 ? "es" : "",
                  repaired.size() == 1 ? "itself" : "themselves", repaired.size() == 1 ? "was" : "were",
                  repaired.size() == 1 ? "its area" : "their areas", first_listed(repaired)));
}

std::string wider_grid_hint(const Settings& settings) {
  if (settings.has("grid.bounds")) return "grid.bounds says so";
  const std::string made = "grid.crs with grid.pixel-size makes a grid that holds it";
  return settings.has("grid.from") ? made : "grid.from names another, and " + made;
}

/// Land of the boundary without pixels is in no figure.
void tell_cut_area(const Settings& settings, const PixelSet& pixels, std::int64_t polygons_outside,
                   const io::StudyGrid& grid, Notices& notices) {
  constexpr double least_told = 0.01;
  const auto within = static_cast<double>(pixels.count(grid.grid.window())),
             all = static_cast<double>(pixels.count(pixels.bounds()));
  if (all == 0) return;
  if (polygons_outside == 0 && !(all - within > least_told * all)) return;
  notices.warn(fmt::format(
      "zones.boundary: {:.1f} % of its land{} lies beyond the study grid, {}, and is in no figure; {}",
      100 * (all - within) / all,
      polygons_outside == 0 ? std::string()
                            : fmt::format(", and all of {} more of its polygons,", polygons_outside),
      io::extent_text(grid.grid, grid.crs), wider_grid_hint(settings)));
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
  tell_repaired(polygons, key, notices);
  const bool by_area = settings.text("zones.coverage") == "fraction";
  // Features come sorted by name, so those of one zone follow each other.
  for (std::span<const io::PolygonFeature> left = polygons.features; !left.empty();) {
    const auto other = std::ranges::find_if(left, [&](const auto& f) { return f.name != left.front().name; });
    const auto count = static_cast<std::size_t>(other - left.begin());
    zones.push_back(zone_of(kind, layer, left.first(count), by_area));
    left = left.subspan(count);
  }
}

}  // namespace

std::int64_t ZoneRun::area_mm2(std::int64_t pixel_area_mm2) const {
  if (part == whole) return pixel_area_mm2;
  return static_cast<std::int64_t>((static_cast<model::Int128>(pixel_area_mm2) * part + whole / 2) / whole);
}

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

std::int64_t StudyArea::count_shared(const PixelSet& set, const model::Window& window) const {
  return pixels_.empty() ? set.count(window) : set.count_shared(pixels_, window);
}

StudyArea read_study_area(const Settings& settings, const io::StudyGrid& grid, ProblemList& problems,
                          Notices& notices) {
  PixelSet pixels;
  if (settings.has("zones.boundary"))
    problems.attempt(settings.where("zones.boundary"), [&] {
      const auto polygons = io::read_polygons(polygon_settings(settings, "zones.boundary"), grid);
      tell_repaired(polygons, "zones.boundary", notices);
      for (const auto& feature : polygons.features) pixels.add(model::PolygonRaster(feature.rings));
      tell_cut_area(settings, pixels, polygons.outside, grid, notices);
    });
  return StudyArea(std::move(pixels));
}

ZoneList read_zones(const Settings& settings, const io::StudyGrid& grid, ProblemList& problems,
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
  return ZoneList(std::move(zones));
}

}  // namespace minenpp::survey
