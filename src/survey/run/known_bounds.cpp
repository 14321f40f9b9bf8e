#include "survey/run/known_bounds.h"

#include <algorithm>
#include <numeric>

#include "survey/stages/stages.h"
#include "survey/statistics/bounds_by_year.h"

namespace minenpp::survey {

std::vector<std::size_t> years_behind_bounds(const Catalogue& catalogue, std::size_t year) {
  if (catalogue.science.pooling == BoundsPooling::table) return {};
  if (catalogue.science.pooling == BoundsPooling::per_year) return {year};
  std::vector<std::size_t> all(catalogue.years.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

BoundsOfYears known_bounds(const SurveyRun& run, const std::vector<bool>& done) {
  const auto& catalogue = run.catalogue;
  const bool from_table = catalogue.science.pooling == BoundsPooling::table;
  const ClassHistograms none(catalogue.classes.size());
  BoundsByYear by_year(catalogue.science, catalogue.classes);
  for (std::size_t year = 0; year < done.size(); ++year)
    if (done[year] && !from_table)
      by_year.add(
          read_class_ndvi(run.class_ndvi(catalogue.years[year].year), catalogue.classes.size()).histograms);
    else
      by_year.add(none);
  auto bounds = by_year.bounds();
  for (std::size_t year = 0; year < done.size(); ++year)
    if (!std::ranges::all_of(years_behind_bounds(catalogue, year), [&](std::size_t y) { return done[y]; }))
      bounds[year].clear();
  return bounds;
}

}  // namespace minenpp::survey
