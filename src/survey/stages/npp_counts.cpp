#include "survey/stages/npp_counts.h"

#include <array>

#include "survey/statistics/integer_lists.h"

namespace minenpp::survey {

void NppCounts::reduce(const mpi::Communicator& ranks) {
  tables.reduce(ranks);
  gridded.reduce(ranks);
}

void NppCounts::add(const NppCounts& other) {
  tables.classes.add(other.tables.classes);
  tables.zones.add(other.tables.zones);
  tables.without_weather += other.tables.without_weather;
  tables.class_effects.add(other.tables.class_effects);
  tables.zone_effects.add(other.tables.zone_effects);
  gridded.add(other.gridded);
}

std::vector<std::int64_t> NppCounts::to_integers() const {
  IntegerLists lists;
  lists.put(tables.classes.to_integers());
  lists.put(tables.zones.to_integers());
  lists.put(std::array{tables.without_weather});
  lists.put(tables.class_effects.to_integers());
  lists.put(tables.zone_effects.to_integers());
  lists.put(gridded.to_integers());
  return lists.take_all();
}

NppCounts NppCounts::like_this(std::span<const std::int64_t> integers) const {
  IntegerListReader lists(integers);
  NppCounts counts;
  const auto tally = [&](const TallyTable& like) {
    return TallyTable::from_integers(like.groups(), like.months(), lists.next(), like.weighted());
  };
  const auto effects = [&](const EffectTable& like) {
    return EffectTable::from_integers(like.groups(), like.columns(), lists.next());
  };
  counts.tables.classes = tally(tables.classes);
  counts.tables.zones = tally(tables.zones);
  for (const auto pixels : lists.next()) counts.tables.without_weather += pixels;
  counts.tables.class_effects = effects(tables.class_effects);
  counts.tables.zone_effects = effects(tables.zone_effects);
  const auto of_gridded = lists.next();
  counts.gridded = GriddedCounts::from_integers({of_gridded.begin(), of_gridded.end()});
  lists.expect_end();
  return counts;
}

}  // namespace minenpp::survey
