#include "survey/stages/npp_counts.h"

#include <array>

#include "mpi/root_tables.h"
#include "survey/statistics/integer_lists.h"
#include "survey/statistics/sum_integers.h"

namespace minenpp::survey {

void NppCounts::reduce(const mpi::Communicator& ranks) {
  mpi::gather_on_root(
      ranks, [&] { return to_integers(); }, [&](auto others) { add_integers(others); });
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
  lists.put(tables.classes.rows());
  lists.put(tables.zones.rows());
  lists.put(std::array{tables.without_weather});
  lists.put(tables.class_effects.rows());
  lists.put(tables.zone_effects.rows());
  lists.put(gridded.to_integers());
  return lists.take_all();
}

void NppCounts::add_integers(std::span<const std::int64_t> integers) {
  IntegerListReader lists(integers);
  tables.classes.add_rows(lists.next());
  tables.zones.add_rows(lists.next());
  add_each(lists.next(), std::span(&tables.without_weather, 1));
  tables.class_effects.add_rows(lists.next());
  tables.zone_effects.add_rows(lists.next());
  const auto of_gridded = lists.next();
  gridded.add(GriddedCounts::from_integers({of_gridded.begin(), of_gridded.end()}));
  lists.expect_end();
}

}  // namespace minenpp::survey
