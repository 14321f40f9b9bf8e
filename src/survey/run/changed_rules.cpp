#include "survey/run/changed_rules.h"

#include <algorithm>
#include <cmath>

#include "survey/catalogue/month_warnings.h"

namespace minenpp::survey {

namespace {

/// Rasters around the Earth begin at 0 or 180 degrees; four degrees are two pixels of the coarsest.
bool near_an_edge(const io::StudyGrid& study) {
  constexpr double margin_deg = 4, half_turn_deg = 180;
  const auto box = io::reprojected(io::bounds_of(study.grid), io::CrsTransform(study.crs, io::Crs::wgs84()));
  if (!box) return true;
  return std::floor((box->east + margin_deg) / half_turn_deg) !=
         std::floor((box->west - margin_deg) / half_turn_deg);
}

}  // namespace

void add_sampler(KeyParts& parts, const io::StudyGrid& study) {
  parts.add("sampler", "between the centres of raster pixels, or by centres within study pixels");
  if (near_an_edge(study)) parts.add("edges of rasters around the Earth", "neighbours");
}

void add_polygon_rule(KeyParts& parts, const io::StudyGrid& study) {
  if (study.grid.geographic() && near_an_edge(study)) parts.add("polygons", "on both sides of 180 degrees");
}

void add_quality_rule(KeyParts& parts, const Settings& settings) {
  if (settings.text("ndvi.composite") == "best") parts.add("best quality", "by confidences above low");
  if (settings.text("scenes.harmonise") == "ndvi")
    parts.add("harmonised NDVI", "not of numbers outside -1..1");
}

void add_flag_rule(KeyParts& parts) {
  parts.add("flags", "by Student's t where the others' variance is the sill");
}

void add_frozen_rule(KeyParts& parts, const Catalogue& catalogue, std::size_t year) {
  // Rasters may have holes in any month.
  const bool may_be_missing =
      catalogue.gridded[year].any() || !months_without_precipitation(catalogue, year).empty();
  if (catalogue.science.casa.water_stress == model::WaterStress::monthly && may_be_missing)
    parts.add("frozen months", "no data where precipitation of all that tell is missing");
}

void add_recovery_rule(KeyParts& parts, const Settings& settings) {
  if (settings.has("rings.mines")) parts.add("recovery", "of the mine that the land lies in");
}

void add_partial_rule(KeyParts& parts, const Catalogue& catalogue) {
  const bool rasters = std::ranges::any_of(catalogue.gridded, [](const auto& year) { return year.any(); });
  if (rasters && catalogue.has_trend())
    parts.add("partial correlations", "none beside what rounding to single precision leaves");
}

void add_ledger_rule(KeyParts& parts, const Catalogue& catalogue) {
  if (catalogue.mines.rings) parts.add("ledger", "land without NPP as the mean of the rest, or no data");
}

}  // namespace minenpp::survey
