#include "survey/weather/kernel_cache.h"

namespace minenpp::survey {

namespace {

bool same_drift(const std::optional<model::Drift>& a, const std::optional<model::Drift>& b) {
  if (!a || !b) return !a && !b;
  return a->values == b->values && a->required_range == b->required_range &&
         a->required_stations == b->required_stations && a->fallback_slope == b->fallback_slope;
}

bool same_basis(const KernelBasis& a, const KernelBasis& b) {
  return a.global == b.global && a.stations == b.stations && same_drift(a.drift, b.drift);
}

}  // namespace

/// Whether all stations are used was decided by how many there are in the whole survey, not on this rank.
model::NeighbourhoodOptions KernelCache::neighbourhood_of(const KernelBasis& basis) const {
  auto options = neighbourhood_;
  if (basis.global)
    options.kind = model::NeighbourhoodKind::global;
  else if (options.kind == model::NeighbourhoodKind::automatic)
    options.kind = model::NeighbourhoodKind::nearest;
  return options;
}

std::size_t KernelCache::kernel_for(const KernelBasis& basis, const model::Variogram& variogram) {
  const auto shape = variogram.shape();
  for (std::size_t i = 0; i < entries_.size(); ++i)
    if (entries_[i].shape == shape && same_basis(entries_[i].basis, basis)) return i;
  entries_.push_back(
      {basis, shape,
       model::KrigingKernel(basis.stations, shape, neighbourhood_of(basis), geometry_, basis.drift)});
  return entries_.size() - 1;
}

}  // namespace minenpp::survey
