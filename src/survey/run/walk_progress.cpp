#include "survey/run/walk_progress.h"

#include <algorithm>

namespace minenpp::survey {

WalkProgress::WalkProgress(Progress& progress, std::int64_t rounds, const mpi::Partition& partition,
                           const TileSet& finished, std::size_t steps)
    : progress_(progress),
      rounds_(rounds),
      steps_(std::max<std::int64_t>(1, static_cast<std::int64_t>(steps))) {
  if (finished.empty()) return;
  const auto tiles = std::max<std::int64_t>(1, std::ssize(partition.tiles()));
  const auto skipped = rounds_ * static_cast<std::int64_t>(finished.size()) / tiles;
  progress_.skip(skipped);
  rounds_ -= skipped;
}

void WalkProgress::advance() {
  progress_.advance((done_ + 1) * rounds_ / steps_ - done_ * rounds_ / steps_);
  ++done_;
}

}  // namespace minenpp::survey
