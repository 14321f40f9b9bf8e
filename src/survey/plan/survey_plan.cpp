#include "survey/plan/survey_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "io/results/overview.h"

namespace minenpp::survey {

namespace {

/// Histograms of NDVI by class, as Trial names files.
constexpr auto kind_of_class_ndvi = "classes";

std::int64_t whole(double value) {
  return static_cast<std::int64_t>(std::llround(value));
}

std::int64_t years_of(const SurveySize& size, const std::string& stage) {
  for (const auto per_year : {Stage::landcover, Stage::ndvi, Stage::class_ndvi, Stage::weather, Stage::npp})
    if (word_of(per_year) == stage) return static_cast<std::int64_t>(size.years);
  return 0;
}

/// What all tiles weigh, and those of the first rank.
struct SharedWork {
  std::int64_t all = 0, of_the_first = 0;
};

/// The busiest rank's tiles; or those of the first rank and what it stores of all, which the others do not
/// wait for.
double stage_seconds(const StageRate& rate, const WalkWork& walk, const SharedWork& work) {
  const double busiest = rate.per_work_s * static_cast<double>(walk.work),
               first = rate.per_work_s * static_cast<double>(work.of_the_first) +
                       rate.per_stored_work_s * static_cast<double>(work.all);
  return rate.once_s + std::max(busiest, first);
}

std::vector<PlannedStage> planned_stages(const SurveySize& size, const Trial& trial, const WalkWork& rounds,
                                         const WalkWork& last, const SharedWork& work) {
  std::vector<PlannedStage> stages{{"start", trial.start_s, 0}};
  const auto statistics = word_of(Stage::synthesis), report = word_of(Stage::report);
  // The page's maps are of one size, whatever the area; only its tables grow.
  constexpr double most_report_growth = 2;
  for (const auto& rate : trial.stages) {
    auto seconds = stage_seconds(rate, rate.stage == statistics ? last : rounds, work);
    if (rate.stage == report)
      seconds = std::min(seconds,
                         most_report_growth * stage_seconds(rate, {1, trial.work}, {trial.work, trial.work}));
    stages.push_back({rate.stage, seconds, years_of(size, rate.stage)});
  }
  return stages;
}

/// Overviews are as large as they are whatever the tiles: they hold at most a million pixels a band.
std::int64_t overview_bytes(const SurveySize& size, const MapKind& kind, std::int64_t tile_size) {
  const auto factor = io::overview_factor(model::Grid(0, 0, 1, 1, size.rows, size.cols, false), tile_size);
  if (factor <= 1 || !kind.has_overview) return 0;
  const auto cells = ((size.rows + factor - 1) / factor) * ((size.cols + factor - 1) / factor);
  return whole(static_cast<double>(cells * kind.pixel_bytes) * kind.packed);
}

std::vector<PlannedFiles> planned_files(const SurveySize& size, const Trial& trial, std::int64_t tile_size,
                                        std::int64_t all_work) {
  std::vector<PlannedFiles> files;
  PlannedFiles overviews{"overviews", 0, 0};
  for (const auto& kind : size.maps) {
    const auto rate = std::ranges::find(trial.maps, kind.name, &MapRate::kind);
    const double bytes = rate == trial.maps.end()
                             ? static_cast<double>(size.area_pixels * kind.pixel_bytes) * kind.packed
                             : rate->once_bytes + rate->per_work_bytes * static_cast<double>(all_work);
    files.push_back({kind.name, kind.files, kind.files * whole(bytes)});
    if (const auto small = overview_bytes(size, kind, tile_size); small > 0) {
      overviews.files += kind.files;
      overviews.bytes += kind.files * small;
    }
  }
  if (overviews.files > 0) files.push_back(overviews);
  // More tiles have more mines and townships. The page's maps are of one size, whatever the area, and so are
  // histograms.
  constexpr double most_growth = 2;
  for (const auto& rate : trial.maps) {
    const double tried = rate.once_bytes + rate.per_work_bytes * static_cast<double>(trial.work),
                 all = rate.once_bytes + rate.per_work_bytes * static_cast<double>(all_work);
    if (rate.kind == kind_of_class_ndvi) {
      const auto years = static_cast<std::int64_t>(size.years);
      files.push_back({rate.kind, years, years * whole(std::min(all, most_growth * tried))});
    }
    if (rate.kind == "survey.h5") files.push_back({rate.kind, 1, whole(all)});
    if (rate.kind == "report")
      files.push_back({rate.kind, static_cast<std::int64_t>(trial.report_files),
                       whole(std::min(all, most_growth * tried))});
  }
  return files;
}

/// How often ranks end a round. Where they exchange mine land before every tile, they meet once more.
std::int64_t ends_of_rounds(const SurveySize& size, const WalkWork& rounds, const WalkWork& last) {
  const auto makes = [&](Stage stage) {
    return std::ranges::any_of(size.maps, [&](const auto& kind) { return kind.stage == stage; });
  };
  const auto years = static_cast<std::int64_t>(size.years);
  const std::int64_t of_a_year = makes(Stage::weather) ? 4 : 3;  // land cover, NDVI, NPP
  const std::int64_t of_mines = makes(Stage::mines) ? 2 : 0;
  return (of_a_year * years + of_mines) * rounds.rounds + (size.mine_classes ? 2 : 1) * last.rounds;
}

/// A round is one reduction; a rank sends the lengths of what it has for each map file, and what there is.
PlannedTraffic planned_traffic(const SurveySize& size, const std::vector<PlannedFiles>& files,
                               const mpi::Partition& partition, const WalkWork& rounds, const WalkWork& last,
                               std::int64_t all_work) {
  PlannedTraffic traffic;
  for (const auto& kind : size.maps) {
    const auto& walk = kind.stage == Stage::synthesis ? last : rounds;
    traffic.messages += walk.rounds * kind.files;
    for (const auto& file : files)
      if (file.kind == kind.name) traffic.received_bytes += file.bytes;
  }
  const auto ends = ends_of_rounds(size, rounds, last);
  traffic.collective_calls += ends;
  traffic.messages += ends;
  if (partition.ranks() == 1) return {traffic.collective_calls, 0, 0, 0};
  const auto maps = static_cast<double>(traffic.received_bytes);
  traffic.map_bytes = whole(maps * partition.imbalance() / partition.ranks());
  const auto of_the_first = static_cast<double>(partition.pixels_of(0)) / static_cast<double>(all_work);
  traffic.received_bytes = whole(maps * (1 - of_the_first));
  return traffic;
}

}  // namespace

double SurveyPlan::seconds() const {
  return std::accumulate(stages.begin(), stages.end(), 0.0,
                         [](double sum, const PlannedStage& stage) { return sum + stage.seconds; });
}

std::int64_t SurveyPlan::bytes() const {
  return std::accumulate(files.begin(), files.end(), std::int64_t{0},
                         [](std::int64_t sum, const PlannedFiles& kind) { return sum + kind.bytes; });
}

std::int64_t SurveyPlan::file_count() const {
  return std::accumulate(files.begin(), files.end(), std::int64_t{0},
                         [](std::int64_t sum, const PlannedFiles& kind) { return sum + kind.files; });
}

SurveyPlan plan_survey(const Settings& settings, const Catalogue& catalogue, const mpi::Partition& partition,
                       const Trial& trial, const MemoryChoice& memory, const PlanRequest& asked) {
  const auto size = size_of(settings, catalogue, settings.yes("output.weather"));
  SurveyPlan plan;
  plan.survey = settings.survey_name();
  plan.file = settings.file().string();
  plan.asked = asked;
  plan.rows = size.rows;
  plan.cols = size.cols;
  plan.area_pixels = size.area_pixels;
  plan.years = catalogue.year_numbers();
  plan.goes_on = size.goes_on;
  plan.tile_size = settings.integer("run.tile-size");
  plan.tiles = partition.tiles().size();
  plan.fewest_tiles = plan.tiles;
  std::int64_t all_work = 0;
  for (int rank = 0; rank < partition.ranks(); ++rank) {
    const auto tiles = partition.tiles_of(rank).size();
    plan.fewest_tiles = std::min(plan.fewest_tiles, tiles);
    plan.most_tiles = std::max(plan.most_tiles, tiles);
    all_work += partition.pixels_of(rank);
  }
  plan.imbalance = partition.imbalance();
  plan.round_pixels = memory.round_pixels;
  plan.memory = memory.estimate;
  const auto rounds = work_of_rounds(partition, memory.round_pixels),
             last = size.mine_classes ? work_of_single_tiles(partition)
                                      : work_of_rounds(partition, memory.statistics_round_pixels);
  plan.rounds = rounds.rounds;
  plan.trial = trial;
  plan.stages = planned_stages(size, trial, rounds, last, {all_work, partition.pixels_of(0)});
  plan.files = planned_files(size, trial, plan.tile_size, all_work);
  plan.traffic = planned_traffic(size, plan.files, partition, rounds, last, all_work);
  return plan;
}

}  // namespace minenpp::survey
