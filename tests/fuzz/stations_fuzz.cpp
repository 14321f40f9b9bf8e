// Tables of weather stations, monthly and hourly. The first two bytes of an input choose how the rest is
// read: a letter of `ways` and a letter of `unit_sets`; a line end may follow them.
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <iterator>

#include <fmt/format.h>

#include "io/tables/csv.h"
#include "io/tables/hourly_radiation.h"
#include "io/tables/station_table.h"
#include "support/fuzzing.h"

namespace {

using namespace minenpp;
using io::StationSettings;
using io::StationTable;
using io::StationVariable;

constexpr std::array<std::array<const char*, io::station_variables>, 8> unit_sets{{
    {"degC", "mm", "MJ/m2/month"},
    {"K", "mm/day", "W/m2"},
    {"degF", "in", "h/day"},
    {"degC", "kg/m2/s", "h/month"},
    {"degC", "cm", "MJ/m2/day"},
    {"degC", "m", "kWh/m2/month"},
    {"degC", "m/day", "kWh/m2/day"},
    {"degC", "mm/hour", "J/m2/day"},
}};

StationSettings plain() {
  return {};
}
StationSettings dated() {
  StationSettings settings;
  settings.columns.date = "date";
  return settings;
}
StationSettings one_year() {
  StationSettings settings;
  settings.fixed_year = 2016;
  return settings;
}
StationSettings one_place() {
  StationSettings settings;
  settings.fixed_station = io::Station{"mine", 112.3, 39.4, 1250};
  settings.columns.date = "date";
  return settings;
}
StationSettings complete() {
  StationSettings settings;
  settings.complete_only = true;
  settings.years = {2015, 2016};
  return settings;
}
StationSettings without() {
  StationSettings settings;
  settings.exclude = {"B", "C"};
  settings.missing = {"-", "x", "32766", "-99.9"};
  return settings;
}
StationSettings temperature_alone() {
  StationSettings settings;
  settings.columns.precipitation = settings.columns.radiation = "";
  settings.complete_only = true;
  return settings;
}
StationSettings renamed() {
  StationSettings settings;
  settings.columns = {"Station", "Länge", "Breite", "Höhe", "Jahr", "Monat", "", "T", "N", "G"};
  return settings;
}
constexpr std::array<StationSettings (*)(), 8> ways = {plain,    dated,   one_year,          one_place,
                                                       complete, without, temperature_alone, renamed};

void check_value(StationVariable variable, double value) {
  const auto [low, high, unit] = io::plausible_range(variable);
  fuzz::require(std::isnan(value) || (value >= low && value <= high),
                "a value outside its range is accepted");
}

void check_station(const io::Station& station) {
  fuzz::require(!station.id.empty(), "a station without an id");
  fuzz::require(std::abs(station.lon) <= 180 && std::abs(station.lat) <= 90, "a station off the Earth");
  fuzz::require(!std::isinf(station.elevation), "a station without end");
}

void for_each_value(
    const StationTable& table,
    const std::function<void(StationVariable, int year, int month, std::size_t station)>& visit) {
  for (const int year : table.years())
    for (int month = 1; month <= 12; ++month)
      for (std::size_t s = 0; s < table.stations().size(); ++s)
        for (const auto variable : io::all_station_variables) visit(variable, year, month, s);
}

void check(const StationTable& table) {
  fuzz::require(!table.stations().empty() && !table.years().empty(), "an empty table is accepted");
  for (const auto& station : table.stations()) check_station(station);
  for (std::size_t s = 1; s < table.stations().size(); ++s)
    fuzz::require(table.stations()[s - 1].id < table.stations()[s].id, "the stations are not sorted");
  for (std::size_t y = 1; y < table.years().size(); ++y)
    fuzz::require(table.years()[y - 1] < table.years()[y], "the years are not sorted");
  for_each_value(table, [&](StationVariable variable, int year, int month, std::size_t s) {
    check_value(variable, table.value(variable, year, month, s));
  });
}

std::string field(double value) {
  return std::isnan(value) ? "" : fmt::format("{}", value);
}

/// The table as a file in the program's own units.
std::string written(const StationTable& table) {
  std::string text = "id,lon,lat,elevation,year,month,temperature,precipitation,radiation";
  for_each_value(table, [&](StationVariable variable, int year, int month, std::size_t s) {
    const auto& station = table.stations()[s];
    if (variable == StationVariable::temperature)
      text += fmt::format("\n{},{},{},{},{},{}", io::csv_field(station.id), station.lon, station.lat,
                          field(station.elevation), year, month);
    text += "," + field(table.value(variable, year, month, s));
  });
  return text + "\n";
}

/// A small file must not become a huge table.
void check_size(const StationTable& table, std::size_t bytes) {
  constexpr std::size_t always = std::size_t{1} << 20, most_for_a_byte = 100;
  const auto months = table.stations().size() * table.years().size() * 12;
  fuzz::require(months <= always + most_for_a_byte * bytes, "a huge table made of a small file");
}

bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

/// What was read, written out and read again, is the same.
void check_round_trip(const StationTable& table) {
  constexpr std::size_t most = 10;  // station years; the rest of the time is for other inputs
  if (table.stations().size() * table.years().size() > most) return;
  const auto path = fuzz::scratch_folder() + "/again.csv";
  fuzz::write_file(path, written(table));
  StationSettings settings;
  settings.path = path;
  settings.missing = {""};
  const auto again = io::read_stations(settings);
  fuzz::require(again.years() == table.years(), "other years after writing and reading");
  fuzz::require(again.stations().size() == table.stations().size(),
                "other stations after writing and reading");
  for (std::size_t s = 0; s < table.stations().size(); ++s) {
    const auto &a = table.stations()[s], &b = again.stations()[s];
    fuzz::require(a.id == b.id && a.lon == b.lon && a.lat == b.lat && same(a.elevation, b.elevation),
                  "another station after writing and reading");
  }
  for_each_value(table, [&](StationVariable variable, int year, int month, std::size_t s) {
    fuzz::require(same(table.value(variable, year, month, s), again.value(variable, year, month, s)),
                  "another value after writing and reading");
  });
}

void read_monthly(const std::string& path, std::size_t bytes, std::size_t way, std::size_t units) {
  auto settings = ways[way]();
  settings.path = path;
  settings.temperature_unit = unit_sets[units][0];
  settings.precipitation_unit = unit_sets[units][1];
  settings.radiation_unit = unit_sets[units][2];
  std::optional<StationTable> table;
  fuzz::accept([&] { table = io::read_stations(settings); });
  if (!table) return;
  check_size(*table, bytes);
  check(*table);
  check_round_trip(*table);
}

void read_hourly(const std::string& path, bool one_station) {
  io::HourlySettings settings;
  settings.path = path;
  settings.least_share = 0;
  if (one_station) settings.only_station = "mine";
  if (!one_station) settings.years = {2016, 2017};
  fuzz::accept([&] {
    for (const auto& month : io::read_hourly_radiation(settings)) {
      fuzz::require(!month.id.empty() && month.month >= 1 && month.month <= 12,
                    "an hourly month that none is");
      fuzz::require(month.share >= 0 && month.share <= 1, "a share that is none");
      check_value(StationVariable::radiation, month.radiation_MJ_m2);
    }
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto bytes = fuzz::text_of(data, size);
  if (bytes.size() < 2) return 0;
  const auto way = static_cast<std::size_t>(bytes[0] - 'a') % (ways.size() + 2);
  const auto units = static_cast<std::size_t>(bytes[1] - 'a') % unit_sets.size();
  bytes.remove_prefix(bytes.substr(2).starts_with('\n') ? 3 : 2);
  static const std::string path = fuzz::scratch_folder() + "/stations.csv";
  fuzz::write_file(path, bytes);
  if (way < ways.size())
    read_monthly(path, bytes.size(), way, units);
  else
    read_hourly(path, way != ways.size());
  return 0;
}
