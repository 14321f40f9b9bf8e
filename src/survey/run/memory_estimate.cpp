#include "survey/run/memory_estimate.h"

#include <algorithm>

#include "survey/run/stage_memory.h"

namespace minenpp::survey {

namespace {

std::int64_t sum_of(const std::vector<MemoryPart>& parts) {
  std::int64_t sum = 0;
  for (const auto& part : parts) sum += part.bytes;
  return sum;
}

}  // namespace

std::int64_t StageMemory::of_a_rank() const {
  return sum_of(every_rank);
}

std::int64_t StageMemory::of_the_first() const {
  return sum_of(every_rank) + sum_of(first_rank);
}

std::int64_t MemoryEstimate::of_a_rank() const {
  auto most = process_peak;
  for (const auto& stage : stages) most = std::max(most, stage.of_a_rank());
  return most;
}

std::int64_t MemoryEstimate::of_the_first() const {
  auto most = process_peak;
  for (const auto& stage : stages) most = std::max(most, stage.of_the_first());
  return most;
}

const StageMemory& MemoryEstimate::fullest() const {
  return *std::ranges::max_element(stages, {}, &StageMemory::of_the_first);
}

MemoryPart MemoryEstimate::largest_part() const {
  const auto& stage = fullest();
  MemoryPart largest;
  for (const auto* parts : {&stage.every_rank, &stage.first_rank})
    for (const auto& part : *parts)
      if (part.what != program_part && part.bytes > largest.bytes) largest = part;
  largest.what += " of the stage " + word_of(stage.stage);
  return largest;
}

MemoryEstimate estimate_memory(const SurveySize& size, const RunShape& shape) {
  MemoryEstimate estimate{
      shape.process_peak,
      {landcover_memory(size, shape), ndvi_memory(size, shape), class_ndvi_memory(size, shape)}};
  auto& stages = estimate.stages;
  const auto makes = [&](Stage stage) {
    return std::ranges::any_of(size.maps, [&](const MapKind& kind) { return kind.stage == stage; });
  };
  if (makes(Stage::mines)) stages.push_back(mines_memory(size, shape));
  if (makes(Stage::weather)) stages.push_back(weather_memory(size, shape));
  stages.push_back(npp_memory(size, shape));
  stages.push_back(statistics_memory(size, shape));
  if (size.page) stages.push_back(report_memory(size, shape));
  return estimate;
}

}  // namespace minenpp::survey
