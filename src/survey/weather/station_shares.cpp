#include "survey/weather/station_shares.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "mpi/collective_error.h"
#include "survey/weather/station_reach.h"

namespace minenpp::survey {

namespace {

constexpr std::size_t shared_fields = 36;

template <typename T>
mpi::Message message_to(int rank, const std::vector<T>& values) {
  const auto bytes = std::as_bytes(std::span(values));
  return {rank, {bytes.begin(), bytes.end()}};
}

template <typename T>
std::vector<T> values_in(const mpi::Message& message) {
  std::vector<T> values(message.bytes.size() / sizeof(T));
  if (!values.empty()) std::memcpy(values.data(), message.bytes.data(), values.size() * sizeof(T));
  return values;
}

std::int64_t bits_of(const StationYear& stations, std::size_t station) {
  std::int64_t bits = 0;
  for (std::size_t field = 0; field < shared_fields; ++field)
    if (!std::isnan(stations.values[field / 12][field % 12][station])) bits |= std::int64_t{1} << field;
  return bits;
}

/// The root's places and months with values, on every rank.
StationMap spread_map(const mpi::Communicator& ranks, const std::vector<StationYear*>& years) {
  const auto& first = *years.front();
  auto count = static_cast<std::int64_t>(first.positions.size());
  ranks.broadcast(std::span(&count, 1));
  const auto n = static_cast<std::size_t>(count);
  StationMap map;
  map.geometry = first.geometry;
  map.grid_x = first.grid_x;
  map.grid_y = first.grid_y;
  map.elevation_m = first.elevation_m;
  map.positions = first.positions;
  map.positions.resize(n);
  ranks.broadcast(std::span(map.positions));
  for (auto* numbers : {&map.grid_x, &map.grid_y, &map.elevation_m}) {
    numbers->resize(n);
    ranks.broadcast(std::span(*numbers));
  }
  for (const auto* year : years) {
    std::vector<std::int64_t> bits(n);
    if (ranks.is_root())
      for (std::size_t i = 0; i < n; ++i) bits[i] = bits_of(*year, i);
    ranks.broadcast(std::span(bits));
    map.has_value.push_back(std::move(bits));
  }
  return map;
}

/// The rank on whose tile a station lies. Stations outside the grid belong to the tile that is nearest, those
/// on tiles that nobody owns go round.
int owner_of(const StationMap& map, std::size_t station, const model::Grid& grid,
             const mpi::Partition& partition) {
  const double x = map.grid_x[station], y = map.grid_y[station];
  const auto inside = [](double at, std::int64_t count) {
    return static_cast<std::int64_t>(std::clamp(at, 0.0, static_cast<double>(count - 1)));
  };
  const auto tile =
      partition.lattice().tile_of(inside(grid.row_of(y), grid.rows()), inside(grid.col_of(x), grid.cols()));
  return partition.owner(tile).value_or(
      static_cast<int>(station % static_cast<std::size_t>(partition.ranks())));
}

/// All values of one station: by year, variable and month.
void append_values(const std::vector<StationYear*>& years, std::size_t station, std::vector<double>& out) {
  for (const auto* year : years)
    for (std::size_t field = 0; field < shared_fields; ++field)
      out.push_back(year->values[field / 12][field % 12][station]);
}

/// Moves stations' values between ranks.
class Exchange {
 public:
  Exchange(const mpi::Communicator& ranks, std::vector<int> owner, std::size_t years)
      : ranks_(ranks), owner_(std::move(owner)), per_station_(years * shared_fields) {
    for (std::size_t i = 0; i < owner_.size(); ++i)
      if (owner_[i] == ranks.rank()) own_.push_back(static_cast<std::int64_t>(i));
  }

  /// From the root to the owners.
  void hand_out(const std::vector<StationYear*>& years) {
    std::vector<std::vector<double>> parcels(static_cast<std::size_t>(ranks_.size()));
    if (ranks_.is_root())
      for (std::size_t i = 0; i < owner_.size(); ++i)
        append_values(years, i, parcels[static_cast<std::size_t>(owner_[i])]);
    std::vector<mpi::Message> messages;
    if (ranks_.is_root())
      for (int rank = 0; rank < ranks_.size(); ++rank)
        messages.push_back(message_to(rank, parcels[static_cast<std::size_t>(rank)]));
    for (const auto& message : ranks_.exchange(std::move(messages))) own_values_ = values_in<double>(message);
  }

  /// Values of the wanted stations, in order, from their owners.
  std::vector<double> fetch(const std::vector<std::int64_t>& wanted, ShareTraffic& traffic) {
    std::vector<std::vector<std::int64_t>> asked(static_cast<std::size_t>(ranks_.size()));
    for (const auto station : wanted)
      asked[static_cast<std::size_t>(owner_[static_cast<std::size_t>(station)])].push_back(station);
    std::vector<mpi::Message> messages;
    for (int rank = 0; rank < ranks_.size(); ++rank)
      if (const auto& list = asked[static_cast<std::size_t>(rank)]; !list.empty())
        messages.push_back(message_to(rank, list));
    count(messages, traffic);
    std::vector<mpi::Message> replies;
    for (const auto& request : ranks_.exchange(std::move(messages)))
      replies.push_back(message_to(request.rank, answer(values_in<std::int64_t>(request))));
    count(replies, traffic);
    return in_order(wanted, asked, ranks_.exchange(std::move(replies)));
  }

 private:
  void count(const std::vector<mpi::Message>& messages, ShareTraffic& traffic) const {
    for (const auto& message : messages) {
      if (message.rank == ranks_.rank()) continue;
      ++traffic.messages_sent;
      traffic.bytes_sent += static_cast<std::int64_t>(message.bytes.size());
    }
  }

  [[nodiscard]] std::vector<double> answer(const std::vector<std::int64_t>& stations) const {
    std::vector<double> values;
    for (const auto station : stations) {
      const auto place = std::ranges::lower_bound(own_, station) - own_.begin();
      const auto first = own_values_.begin() + place * static_cast<std::ptrdiff_t>(per_station_);
      values.insert(values.end(), first, first + static_cast<std::ptrdiff_t>(per_station_));
    }
    return values;
  }

  [[nodiscard]] std::vector<double> in_order(const std::vector<std::int64_t>& wanted,
                                             const std::vector<std::vector<std::int64_t>>& asked,
                                             const std::vector<mpi::Message>& replies) const {
    std::vector<double> values(wanted.size() * per_station_);
    for (const auto& reply : replies) {
      const auto got = values_in<double>(reply);
      const auto& list = asked[static_cast<std::size_t>(reply.rank)];
      for (std::size_t i = 0; i < list.size(); ++i) {
        const auto place =
            static_cast<std::size_t>(std::ranges::lower_bound(wanted, list[i]) - wanted.begin());
        std::copy_n(got.begin() + static_cast<std::ptrdiff_t>(i * per_station_), per_station_,
                    values.begin() + static_cast<std::ptrdiff_t>(place * per_station_));
      }
    }
    return values;
  }

  const mpi::Communicator& ranks_;
  std::vector<int> owner_;
  std::size_t per_station_;
  std::vector<std::int64_t> own_;
  std::vector<double> own_values_;
};

/// Replaces the stations of every year by the wanted ones.
void keep(const StationMap& map, const std::vector<std::int64_t>& wanted, const std::vector<double>& values,
          const std::vector<StationYear*>& years) {
  const std::vector<int> indices(wanted.begin(), wanted.end());
  for (std::size_t year = 0; year < years.size(); ++year) {
    auto& stations = *years[year];
    stations.ids.clear();
    stations.positions = chosen(map.positions, indices);
    stations.longitude_deg.clear();
    stations.latitude_deg.clear();
    stations.grid_x = chosen(map.grid_x, indices);
    stations.grid_y = chosen(map.grid_y, indices);
    stations.elevation_m = chosen(map.elevation_m, indices);
    for (std::size_t field = 0; field < shared_fields; ++field) {
      auto& column = stations.values[field / 12][field % 12];
      column.resize(wanted.size());
      for (std::size_t i = 0; i < wanted.size(); ++i)
        column[i] = values[(i * years.size() + year) * shared_fields + field];
    }
  }
}

}  // namespace

ShareTraffic share_stations(const mpi::Communicator& ranks, const model::Grid& grid,
                            const mpi::Partition& partition, const WeatherRules& rules,
                            const std::vector<const WeatherPlan*>& plans,
                            const std::vector<StationYear*>& years) {
  const auto map = spread_map(ranks, years);
  std::vector<std::int64_t> wanted;
  std::vector<int> owner(map.size());
  mpi::agree(ranks, [&] {
    for (std::size_t i = 0; i < map.size(); ++i) owner[i] = owner_of(map, i, grid, partition);
    std::vector<bool> marks(map.size(), false);
    const StationReach reach(map, rules, grid, plans);
    for (const auto tile : partition.tiles_of(ranks.rank()))
      reach.mark(partition.lattice().window(tile), marks);
    for (std::size_t i = 0; i < marks.size(); ++i)
      if (marks[i]) wanted.push_back(static_cast<std::int64_t>(i));
  });
  ShareTraffic traffic;
  traffic.stations_held = static_cast<std::int64_t>(wanted.size());
  Exchange exchange(ranks, std::move(owner), years.size());
  exchange.hand_out(years);
  keep(map, wanted, exchange.fetch(wanted, traffic), years);
  return traffic;
}

}  // namespace minenpp::survey
