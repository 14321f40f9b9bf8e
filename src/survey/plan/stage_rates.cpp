#include "survey/plan/stage_rates.h"

#include <algorithm>
#include <set>

#include "survey/run/tile_rounds.h"

namespace minenpp::survey {

namespace {

struct StageTime {
  double seconds = 0, busy = 0;
};

StageTime time_of(const TrialRun& run, const std::string& stage) {
  StageTime time;
  for (const auto& cost : run.stages)
    if (cost.stage == stage) {
      time.seconds += cost.seconds;
      time.busy += cost.busy_seconds;
    }
  return time;
}

/// What y = once + slope x says of two points, none of it negative.
struct Line {
  double once = 0, slope = 0;
};
Line line_through(double x0, double y0, double x1, double y1) {
  if (x1 <= x0) return {std::max(y1, 0.0), 0};
  const double slope = std::clamp((y1 - y0) / (x1 - x0), 0.0, x1 > 0 ? std::max(y1, 0.0) / x1 : 0.0);
  return {std::max(0.0, y1 - slope * x1), slope};
}

StageRate rate_of(const TrialRun& small, const TrialRun& large, const std::string& stage) {
  const auto less = time_of(small, stage), more = time_of(large, stage);
  const auto x0 = static_cast<double>(small.work), x1 = static_cast<double>(large.work);
  const auto rest = line_through(x0, less.seconds - less.busy, x1, more.seconds - more.busy);
  StageRate rate;
  rate.stage = stage;
  if (large.work > 0) rate.per_work_s = more.busy / x1;
  // Storing takes less than computing; more is a disturbance, which must not be multiplied by the area.
  constexpr double most_to_store = 0.5;
  rate.per_stored_work_s = std::min(rest.slope, most_to_store * rate.per_work_s);
  rate.once_s = std::max(0.0, more.seconds - more.busy - rate.per_stored_work_s * x1);
  return rate;
}

std::int64_t work_in(const mpi::Partition& partition, int rank, std::size_t begin, std::size_t end) {
  std::int64_t work = 0;
  const auto all = partition.weights_of(rank);
  for (auto tile = begin; tile < std::min(end, all.size()); ++tile) work += all[tile];
  return work;
}

}  // namespace

std::vector<StageRate> stage_rates(const TrialRun& small, const TrialRun& large) {
  std::vector<StageRate> rates;
  std::set<std::string> seen;
  for (const auto& cost : large.stages)
    if (seen.insert(cost.stage).second) rates.push_back(rate_of(small, large, cost.stage));
  return rates;
}

std::vector<MapRate> map_rates(const TrialRun& small, const TrialRun& large) {
  std::vector<MapRate> rates;
  for (const auto& [kind, bytes] : large.map_bytes) {
    const auto before = small.map_bytes.find(kind);
    const auto less = before == small.map_bytes.end() ? 0 : before->second;
    const auto line = line_through(static_cast<double>(small.work), static_cast<double>(less),
                                   static_cast<double>(large.work), static_cast<double>(bytes));
    rates.push_back({kind, line.once, line.slope});
  }
  return rates;
}

WalkWork work_of_rounds(const mpi::Partition& partition, std::int64_t round_pixels) {
  const TileRounds rounds(partition, round_pixels);
  WalkWork walk{static_cast<std::int64_t>(rounds.count()), 0};
  std::vector<std::size_t> at(static_cast<std::size_t>(partition.ranks()), 0);
  for (std::size_t round = 0; round < rounds.count(); ++round) {
    std::int64_t busiest = 0;
    for (int rank = 0; rank < partition.ranks(); ++rank) {
      auto& begin = at[static_cast<std::size_t>(rank)];
      const auto end = begin + rounds.tiles(rank, round).size();
      busiest = std::max(busiest, work_in(partition, rank, begin, end));
      begin = end;
    }
    walk.work += busiest;
  }
  return walk;
}

WalkWork work_of_single_tiles(const mpi::Partition& partition) {
  WalkWork walk;
  for (int rank = 0; rank < partition.ranks(); ++rank)
    walk.rounds = std::max(walk.rounds, std::ssize(partition.tiles_of(rank)));
  for (std::int64_t round = 0; round < walk.rounds; ++round) {
    std::int64_t busiest = 0;
    const auto tile = static_cast<std::size_t>(round);
    for (int rank = 0; rank < partition.ranks(); ++rank)
      busiest = std::max(busiest, work_in(partition, rank, tile, tile + 1));
    walk.work += busiest;
  }
  return walk;
}

}  // namespace minenpp::survey
