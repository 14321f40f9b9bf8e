#include "survey/weather/kernel_cache.h"

namespace minenpp::survey {

std::size_t KernelCache::kernel_for(const std::vector<model::Position>& stations,
                                    const model::Variogram& variogram) {
  const auto shape = variogram.shape();
  for (std::size_t i = 0; i < entries_.size(); ++i)
    if (entries_[i].shape == shape && entries_[i].stations == stations) return i;
  entries_.push_back({stations, shape, model::KrigingKernel(stations, shape, neighbourhood_, geometry_)});
  return entries_.size() - 1;
}

}  // namespace minenpp::survey
