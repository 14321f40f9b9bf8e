#include "io/tables/station_table.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/tables/nearest_name.h"
#include "io/tables/station_records.h"
#include "model/error.h"
#include "model/grid/longitude_turn.h"
#include "model/no_data.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

constexpr std::size_t months = 12;

void check_years(const std::vector<int>& asked, const std::set<int>& there) {
  for (const int year : asked)
    if (!there.contains(year))
      throw Error(Fault::input,
                  fmt::format("there is no record of {}; the table holds {}", year,
                              there.empty() ? "none" : fmt::format("{}", fmt::join(there, ", "))));
}

void check_excluded(const StationSettings& settings, const std::set<std::string>& there) {
  for (const auto& id : settings.exclude) {
    if (there.contains(id)) continue;
    const auto near = nearest_name(id, {there.begin(), there.end()});
    throw Error(Fault::usage, fmt::format("{}.exclude names station '{}', which the table does not have{}",
                                          settings.section, id,
                                          near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
  }
}

/// A table is held as a whole, so a few records strewn over stations and years must not make a huge one.
void check_density(std::size_t records, std::size_t stations, std::size_t years) {
  constexpr std::size_t always_held = std::size_t{1} << 20, most_for_one = 100;
  const auto months_held = stations * years * months;
  if (months_held <= always_held || months_held / most_for_one <= records) return;
  throw Error(Fault::input,
              fmt::format("{} records of {} stations in {} years are too thinly strewn, less than "
                          "one month in {} has a record; ask for fewer years",
                          records, stations, years, most_for_one));
}

StationTable assembled(const std::vector<StationRecord>& records) {
  std::map<std::string, Station> by_id;
  std::set<int> years;
  for (const auto& record : records) {
    by_id.emplace(record.station.id, record.station);
    years.insert(record.year);
  }
  std::vector<Station> stations;
  std::map<std::string, std::size_t> index;
  for (const auto& [id, station] : by_id) {
    index[id] = stations.size();
    stations.push_back(station);
  }
  check_density(records.size(), stations.size(), years.size());
  StationTable table(std::move(stations), {years.begin(), years.end()});
  for (const auto& record : records)
    for (int v = 0; v < station_variables; ++v)
      table.values(static_cast<StationVariable>(v), record.year, record.month)[index[record.station.id]] =
          record.values[static_cast<std::size_t>(v)];
  return table;
}

std::vector<StationVariable> variables_read(const StationColumns& columns) {
  std::vector<StationVariable> variables;
  if (!columns.temperature.empty()) variables.push_back(StationVariable::temperature);
  if (!columns.precipitation.empty()) variables.push_back(StationVariable::precipitation);
  if (!columns.radiation.empty()) variables.push_back(StationVariable::radiation);
  return variables;
}

}  // namespace

StationTable::StationTable(std::vector<Station> stations, std::vector<int> years)
    : stations_(std::move(stations)),
      years_(std::move(years)),
      values_(station_variables * years_.size() * months * stations_.size(), model::no_data) {}

std::size_t StationTable::offset(StationVariable variable, int year, int month) const {
  const auto found = std::lower_bound(years_.begin(), years_.end(), year);
  if (found == years_.end() || *found != year)
    throw Error(Fault::input, fmt::format("the station table holds no record of {}", year));
  if (month < 1 || month > 12) throw Error(Fault::system, fmt::format("{} is no month", month));
  const auto y = static_cast<std::size_t>(found - years_.begin());
  const auto v = static_cast<std::size_t>(variable);
  return ((v * years_.size() + y) * months + static_cast<std::size_t>(month - 1)) * stations_.size();
}

std::span<const double> StationTable::values(StationVariable variable, int year, int month) const {
  return std::span(values_).subspan(offset(variable, year, month), stations_.size());
}

std::span<double> StationTable::values(StationVariable variable, int year, int month) {
  return std::span(values_).subspan(offset(variable, year, month), stations_.size());
}

bool StationTable::complete(std::size_t station, std::span<const StationVariable> variables) const {
  for (const auto variable : variables)
    for (const int year : years_)
      for (int month = 1; month <= static_cast<int>(months); ++month)
        if (std::isnan(value(variable, year, month, station))) return false;
  return true;
}

StationTable StationTable::only(const std::vector<std::size_t>& kept) const {
  std::vector<Station> stations;
  for (const auto s : kept) stations.push_back(stations_[s]);
  StationTable table(std::move(stations), years_);
  std::size_t next = 0;
  for (std::size_t row = 0; row < values_.size(); row += stations_.size())
    for (const auto s : kept) table.values_[next++] = values_[row + s];
  return table;
}

StationTable read_stations(const StationSettings& settings) {
  return model::in_context(fmt::format("reading station table '{}'", settings.path), [&] {
    StationRecords reader(settings);
    std::vector<StationRecord> records;
    while (auto record = reader.next()) records.push_back(std::move(*record));
    if (reader.ids().empty()) throw Error(Fault::input, "the table holds no record");
    check_years(settings.years, reader.years());
    check_excluded(settings, reader.ids());
    if (records.empty()) throw Error(Fault::input, "no station is left after the exclusions");
    const auto table = assembled(records);
    return settings.complete_only ? complete_stations(table, variables_read(settings.columns)) : table;
  });
}

StationTable complete_stations(const StationTable& table, std::span<const StationVariable> variables) {
  std::vector<std::size_t> kept;
  for (std::size_t s = 0; s < table.stations().size(); ++s)
    if (table.complete(s, variables)) kept.push_back(s);
  if (!kept.empty()) return table.only(kept);
  std::vector<std::string> names;
  for (const auto variable : variables) names.push_back(name_of(variable));
  throw Error(Fault::input,
              fmt::format("none of the {} stations has all 12 months of {} in every year asked for",
                          table.stations().size(), fmt::join(names, ", ")));
}

void require_months(const StationTable& table, StationVariable variable, int year,
                    std::span<const int> wanted) {
  std::vector<int> empty;
  for (const int month : wanted) {
    const auto values = table.values(variable, year, month);
    if (std::all_of(values.begin(), values.end(), [](double value) { return std::isnan(value); }))
      empty.push_back(month);
  }
  if (!empty.empty())
    throw Error(Fault::input, fmt::format("no station has a {} of {} in month(s) {}; {} month(s) are needed",
                                          name_of(variable), year, fmt::join(empty, ", "), wanted.size()));
}

std::size_t check_station_places(const StationTable& table, const StudyGrid& study, double reach_degrees) {
  const auto box = reprojected(bounds_of(study.grid), CrsTransform(study.crs, Crs::wgs84()));
  if (!box) throw Error(Fault::input, "the study grid has no longitude and latitude");
  const double middle = (box->west + box->east) / 2,
               reach_of_lon = (box->east - box->west) / 2 + reach_degrees;
  const auto near = [&](double lon, double lat) {
    return std::abs(std::remainder(lon - middle, 360.0)) <= reach_of_lon &&
           lat >= box->south - reach_degrees && lat <= box->north + reach_degrees;
  };
  std::size_t close = 0, swapped = 0;
  std::vector<double> x, y;
  for (const Station& station : table.stations()) {
    close += near(station.lon, station.lat);
    swapped += near(station.lat, station.lon);
    x.push_back(station.lon);
    y.push_back(station.lat);
  }
  const auto area = fmt::format("longitude {:.4f} to {:.4f}, latitude {:.4f} to {:.4f}", box->west, box->east,
                                box->south, box->north);
  if (close == 0 && swapped > 0)
    throw Error(Fault::input,
                fmt::format("no station is near the study area ({}), but {} would be with longitude and "
                            "latitude exchanged; they look swapped",
                            area, swapped));
  if (close == 0)
    throw Error(Fault::input,
                fmt::format("none of the {} stations is within {} degrees of the study area ({})",
                            table.stations().size(), reach_degrees, area));
  to_grid_xy(study, x, y);
  std::size_t inside = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double col = study.grid.col_of(model::nearest_turn(study.grid, x[i])),
                 row = study.grid.row_of(y[i]);
    inside += col >= 0 && row >= 0 && col < static_cast<double>(study.grid.cols()) &&
              row < static_cast<double>(study.grid.rows());
  }
  return inside;
}

}  // namespace minenpp::io
