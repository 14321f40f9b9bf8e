#include "survey/stages/npp_counts.h"

#include <array>

#include "mpi/root_tables.h"
#include "survey/statistics/integer_lists.h"

namespace minenpp::survey {

void NppCounts::reduce(const mpi::Communicator& ranks) {
  mpi::sum_on_root(
      ranks, [&] { return row(); }, [&](auto others) { add(of_row(others)); });
}

std::vector<std::int64_t> NppCounts::row() const {
  std::vector<std::int64_t> row{tables.without_weather};
  const auto append = [&](const std::vector<std::int64_t>& part) {
    row.insert(row.end(), part.begin(), part.end());
  };
  append(tables.classes.to_integers());
  append(tables.zones.to_integers());
  append(tables.class_effects.to_integers());
  append(tables.zone_effects.to_integers());
  append(gridded.to_integers());
  return row;
}

NppCounts NppCounts::of_row(std::span<const std::int64_t> row) const {
  IntegerParts parts(row);
  NppCounts counts;
  const auto tally = [&](const TallyTable& like) {
    return TallyTable::from_integers(like.groups(), like.months(), parts.next(like.integer_count()),
                                     like.weighted());
  };
  const auto effects = [&](const EffectTable& like) {
    return EffectTable::from_integers(like.groups(), like.columns(), parts.next(like.integer_count()));
  };
  counts.tables.without_weather = parts.next(1).front();
  counts.tables.classes = tally(tables.classes);
  counts.tables.zones = tally(tables.zones);
  counts.tables.class_effects = effects(tables.class_effects);
  counts.tables.zone_effects = effects(tables.zone_effects);
  const auto of_gridded = parts.next(gridded.to_integers().size());
  counts.gridded = GriddedCounts::from_integers({of_gridded.begin(), of_gridded.end()});
  return counts;
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
