#include "model/geostat/station_sets.h"

#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "model/error.h"

namespace minenpp::model {

namespace {

template <typename Value>
std::vector<Value> pick(const StationSet& set, std::span<const Value> all) {
  std::vector<Value> picked;
  picked.reserve(set.stations.size());
  for (const int station : set.stations) picked.push_back(all[static_cast<std::size_t>(station)]);
  return picked;
}

}  // namespace

std::vector<StationSet> station_sets(std::span<const std::vector<double>> columns) {
  std::vector<StationSet> sets;
  std::map<std::vector<int>, std::size_t> index_of;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const auto& column = columns[c];
    if (column.size() != columns[0].size())
      throw Error(Fault::input, "station columns: found " + std::to_string(column.size()) +
                                    " values, expected " + std::to_string(columns[0].size()));
    std::vector<int> present;
    for (std::size_t s = 0; s < column.size(); ++s)
      if (!std::isnan(column[s])) present.push_back(static_cast<int>(s));
    const auto [entry, is_new] = index_of.try_emplace(present, sets.size());
    if (is_new) sets.push_back({std::move(present), {}});
    sets[entry->second].columns.push_back(static_cast<int>(c));
  }
  return sets;
}

std::vector<Position> of_set(const StationSet& set, std::span<const Position> all) {
  return pick(set, all);
}
std::vector<double> of_set(const StationSet& set, std::span<const double> all) {
  return pick(set, all);
}

}  // namespace minenpp::model
