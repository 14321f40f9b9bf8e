#include "io/tables/station_records.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/gdal/excerpt.h"
#include "io/tables/date_time.h"
#include "io/tables/geographic_place.h"
#include "model/error.h"
#include "model/no_data.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

/// Degrees apart at which two places of one station are no rounding any more.
constexpr double same_place = 1e-6;

std::array<std::string, station_variables> value_names(const StationColumns& columns) {
  return {columns.temperature, columns.precipitation, columns.radiation};
}

bool same(const Station& a, const Station& b) {
  const bool level =
      std::isnan(a.elevation) ? std::isnan(b.elevation) : std::abs(a.elevation - b.elevation) <= 0.1;
  return std::abs(a.lon - b.lon) <= same_place && std::abs(a.lat - b.lat) <= same_place && level;
}

}  // namespace

StationRecords::StationRecords(const StationSettings& settings)
    : settings_(settings),
      table_(settings.path),
      missing_(settings.missing),
      units_{ClimateUnit(StationVariable::temperature, settings.temperature_unit),
             ClimateUnit(StationVariable::precipitation, settings.precipitation_unit),
             ClimateUnit(StationVariable::radiation, settings.radiation_unit)} {
  const auto& names = settings.columns;
  std::vector<std::string> needed;
  if (!settings.fixed_station) needed = {names.id, names.lon, names.lat};
  if (!names.date.empty()) needed.push_back(names.date);
  std::vector<std::string> times;
  if (names.date.empty() && !settings.fixed_year) times.push_back(names.year);
  if (names.date.empty()) times.push_back(names.month);
  needed.insert(needed.end(), times.begin(), times.end());
  for (const auto& name : value_names(names))
    if (!name.empty()) needed.push_back(name);
  table_.require(needed, date_hint(table_, times, settings.section));
  for (std::size_t v = 0; v < value_columns_.size(); ++v) value_columns_[v] = column(value_names(names)[v]);
  if (!settings.fixed_station) {
    id_ = column(names.id);
    lon_ = column(names.lon);
    lat_ = column(names.lat);
    elevation_ = column(names.elevation);
  }
  date_ = column(names.date);
  if (date_) return;
  if (!settings.fixed_year) year_ = column(names.year);
  month_ = column(names.month);
}

std::optional<std::size_t> StationRecords::column(const std::string& name) const {
  return name.empty() ? std::nullopt : table_.find(name);
}

std::optional<StationRecord> StationRecords::next() {
  while (const auto row = table_.next()) {
    const auto id = id_of(*row);
    const auto [year, month] = date_of(*row);
    ids_.insert(id);
    years_.insert(year);
    if (!is_asked(id, year)) continue;
    StationRecord record{station_of(*row, id), year, month, {}, row->line};
    for (int v = 0; v < station_variables; ++v)
      record.values[static_cast<std::size_t>(v)] = value_of(*row, static_cast<StationVariable>(v), record);
    check_against_earlier(record);
    return record;
  }
  return std::nullopt;
}

bool StationRecords::is_asked(const std::string& id, int year) const {
  const auto& years = settings_.years;
  const auto& exclude = settings_.exclude;
  return (years.empty() || std::find(years.begin(), years.end(), year) != years.end()) &&
         std::find(exclude.begin(), exclude.end(), id) == exclude.end();
}

std::string StationRecords::id_of(const CsvRow& row) const {
  if (!id_) return settings_.fixed_station->id;
  return table_.name(row, *id_);
}

std::pair<int, int> StationRecords::date_of(const CsvRow& row) const {
  if (date_) {
    const auto& text = row.fields[*date_];
    const auto date = year_month_from(text);
    if (!date || date->year < first_table_year || date->year > last_table_year)
      throw Error(Fault::input,
                  fmt::format("{} holds '{}' where a month such as 2016-08, or a day of it, is expected",
                              table_.place(row, *date_), excerpt(text)));
    return {date->year, date->month};
  }
  const auto year =
      year_ ? table_.whole(row, *year_, first_table_year, last_table_year) : *settings_.fixed_year;
  return {static_cast<int>(year), static_cast<int>(table_.whole(row, *month_, 1, 12))};
}

Station StationRecords::station_of(const CsvRow& row, const std::string& id) const {
  Station station = settings_.fixed_station.value_or(Station{id, 0, 0, model::no_data});
  if (lon_) station.lon = table_.number(row, *lon_);
  if (lat_) station.lat = table_.number(row, *lat_);
  if (elevation_ && !is_missing(row, *elevation_)) station.elevation = table_.number(row, *elevation_);
  check_degrees(fmt::format("line {}", row.line), "station", station.id, station.lon, station.lat);
  station.lon = within_half_turn(station.lon);
  return station;
}

bool StationRecords::is_missing(const CsvRow& row, std::size_t column) const {
  return missing_.contains(row.fields[column], table_.number_if(row, column));
}

double StationRecords::value_of(const CsvRow& row, StationVariable variable,
                                const StationRecord& record) const {
  const auto index = static_cast<std::size_t>(variable);
  if (!value_columns_[index]) return model::no_data;
  const auto column = *value_columns_[index];
  if (is_missing(row, column)) return model::no_data;
  double value = units_[index].convert(table_.number(row, column), record.year, record.month);
  if (units_[index].is_sunshine()) value = radiation_from(row, column, value, record);
  const auto [low, high, unit] = plausible_range(variable);
  if (!(value >= low && value <= high))
    throw Error(Fault::input,
                fmt::format("{} holds '{}' ({}), that is {:.6g} {}, outside {}..{}; is {}.{}-unit right, or "
                            "is it a value to add to {}.missing?",
                            table_.place(row, column), excerpt(row.fields[column]), units_[index].name(),
                            value, unit, low, high, settings_.section, name_of(variable), settings_.section));
  return value;
}

double StationRecords::radiation_from(const CsvRow& row, std::size_t column, double hours_a_day,
                                      const StationRecord& record) const {
  const auto& unit = units_[static_cast<std::size_t>(StationVariable::radiation)];
  const double latitude = record.station.lat;
  const double longest = longest_sunshine(latitude, record.year, record.month);
  if (!(hours_a_day >= 0 && hours_a_day <= longest))
    throw Error(
        Fault::input,
        fmt::format("{} holds '{}' ({}), that is {:.4g} hours of sunshine a day, outside 0..{:.3g} at "
                    "latitude {}; is {}.radiation-unit right, or is it a value to add to {}.missing?",
                    table_.place(row, column), excerpt(row.fields[column]), unit.name(), hours_a_day, longest,
                    latitude, settings_.section, settings_.section));
  return radiation_from_sunshine(hours_a_day, latitude, record.year, record.month, settings_.angstrom);
}

void StationRecords::check_against_earlier(const StationRecord& record) {
  const auto& id = record.station.id;
  const auto [first, is_new] = first_seen_.try_emplace(id, record.station, record.line);
  if (!is_new && !same(first->second.first, record.station)) {
    const auto& [other, line] = first->second;
    throw Error(
        Fault::input,
        fmt::format("station '{}' is at {}, {}, {} m on line {} and at {}, {}, {} m on line {} (longitude, "
                    "latitude, elevation)",
                    id, other.lon, other.lat, other.elevation, line, record.station.lon, record.station.lat,
                    record.station.elevation, record.line));
  }
  const auto [earlier, fresh] = months_seen_.try_emplace({id, record.year, record.month}, record.line);
  if (!fresh)
    throw Error(Fault::input, fmt::format("station '{}' has two records of {}-{:02}, on lines {} and {}", id,
                                          record.year, record.month, earlier->second, record.line));
}

}  // namespace minenpp::io
