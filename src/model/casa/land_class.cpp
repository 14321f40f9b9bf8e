#include "model/casa/land_class.h"

#include <algorithm>
#include <utility>

#include "model/error.h"

namespace minenpp::model {

namespace {

// Zhu et al. 2007: one minimum for all classes, maxima by vegetation type.
constexpr double table_min = 0.023;
constexpr double broadleaf_max = 0.747;
constexpr double other_max = 0.634;

// Zhu et al. 2006, gC/MJ.
constexpr double broadleaf_emax = 0.692;
constexpr double other_emax = 0.542;

LandClass plants(int code, std::string name, BoundsSource bounds, std::vector<int> bounds_classes) {
  return {code,      std::move(name), other_emax, bounds, std::move(bounds_classes),
          table_min, other_max,       true,       false};
}

LandClass trees(int code, std::string name, BoundsSource bounds, std::vector<int> bounds_classes) {
  LandClass forest = plants(code, std::move(name), bounds, std::move(bounds_classes));
  forest.emax_gC_MJ = broadleaf_emax;
  forest.table_ndvi_max = broadleaf_max;
  forest.woody = true;
  return forest;
}

LandClass barren(int code, std::string name) {
  LandClass bare;
  bare.code = code;
  bare.name = std::move(name);
  return bare;
}

[[noreturn]] void refuse(const LandClass& land, const std::string& problem) {
  throw Error(Fault::usage, "land class " + std::to_string(land.code) + " (" + land.name + "): " + problem);
}

const LandClass* find(const std::vector<LandClass>& classes, int code) {
  const auto found =
      std::find_if(classes.begin(), classes.end(), [&](const auto& land) { return land.code == code; });
  return found == classes.end() ? nullptr : &*found;
}

void check_source(const LandClass& land, const std::vector<LandClass>& classes) {
  if (land.vegetated == (land.bounds == BoundsSource::none)) {
    refuse(land, land.vegetated ? "is vegetated but has no source of NDVI bounds"
                                : "is not vegetated and must have no source of NDVI bounds");
  }
  const bool quantiles = land.bounds == BoundsSource::own || land.bounds == BoundsSource::pooled;
  if (quantiles && land.bounds_classes.empty())
    refuse(land, "names no class whose pixels give its NDVI bounds");
  if (land.bounds == BoundsSource::own && land.bounds_classes != std::vector{land.code}) {
    refuse(land, "takes its NDVI bounds from its own pixels but names other classes");
  }
  for (const int code : land.bounds_classes) {
    const LandClass* source = find(classes, code);
    if (source == nullptr)
      refuse(land, "takes NDVI bounds from class " + std::to_string(code) + ", which is unknown");
    if (!source->vegetated) {
      refuse(land, "takes NDVI bounds from class " + std::to_string(code) + ", which is not vegetated");
    }
  }
}

void check_numbers(const LandClass& land) {
  if (!(land.emax_gC_MJ >= 0 && land.emax_gC_MJ <= 5)) {
    refuse(land, "emax is " + std::to_string(land.emax_gC_MJ) + " gC/MJ, expected 0..5");
  }
  const bool ordered = -1 <= land.table_ndvi_min && land.table_ndvi_min < land.table_ndvi_max;
  if (land.vegetated && !(ordered && land.table_ndvi_max <= 0.99)) {
    refuse(land, "table NDVI bounds are " + std::to_string(land.table_ndvi_min) + " and " +
                     std::to_string(land.table_ndvi_max) + ", expected -1 <= min < max <= 0.99");
  }
}

}  // namespace

std::vector<LandClass> default_land_classes() {
  const std::vector<int> native{1, 2, 3};
  return {
      trees(1, "forest land", BoundsSource::own, {1}),
      plants(2, "cultivated land", BoundsSource::own, {2}),
      plants(3, "grassland", BoundsSource::own, {3}),
      barren(4, "water area"),
      plants(5, "construction land", BoundsSource::pooled, native),
      plants(6, "abandoned land", BoundsSource::pooled, native),
      barren(7, "stripping area"),
      barren(8, "open pit"),
      plants(9, "reclaimed arable land", BoundsSource::pooled, {2}),
      trees(10, "reclaimed forest land", BoundsSource::pooled, {1}),
      plants(11, "reclaimed grassland", BoundsSource::pooled, {3}),
      plants(12, "unreclaimed dump", BoundsSource::pooled, native),
  };
}

void check_land_classes(const std::vector<LandClass>& classes) {
  for (const LandClass& land : classes) {
    if (find(classes, land.code) != &land) refuse(land, "its code is used twice");
    check_source(land, classes);
    check_numbers(land);
  }
}

}  // namespace minenpp::model
