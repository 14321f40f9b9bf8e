#include "survey/run/changed_rules.h"

#include "survey/catalogue/month_warnings.h"

namespace minenpp::survey {

void add_quality_rule(KeyParts& parts, const Settings& settings) {
  if (settings.text("ndvi.composite") == "best") parts.add("best quality", "by confidences above low");
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

}  // namespace minenpp::survey
