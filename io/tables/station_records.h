#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "io/tables/csv.h"
#include "io/tables/missing_texts.h"
#include "io/tables/station_table.h"

namespace minenpp::io {

/// One line of a station table, checked and converted.
struct StationRecord {
  Station station;
  int year = 0, month = 0;
  std::array<double, station_variables> values{};  ///< NaN where missing
  std::int64_t line = 0;
};

/// Turns the lines of a station table into records one by one and checks each against those before it.
class StationRecords {
 public:
  /// Opens the table and finds its columns. Throws as read_stations() documents.
  explicit StationRecords(const StationSettings& settings);

  /// The next record that is asked for; empty at the end.
  [[nodiscard]] std::optional<StationRecord> next();

  /// Ids of all stations met so far, excluded ones too.
  [[nodiscard]] const std::set<std::string>& ids() const { return ids_; }
  /// Years met so far, whether asked for or not.
  [[nodiscard]] const std::set<int>& years() const { return years_; }

 private:
  [[nodiscard]] std::optional<std::size_t> column(const std::string& name) const;
  [[nodiscard]] std::string id_of(const CsvRow& row) const;
  [[nodiscard]] std::pair<int, int> date_of(const CsvRow& row) const;
  [[nodiscard]] Station station_of(const CsvRow& row, const std::string& id) const;
  [[nodiscard]] double value_of(const CsvRow& row, StationVariable variable,
                                const StationRecord& record) const;
  [[nodiscard]] double radiation_from(const CsvRow& row, std::size_t column, double hours_a_day,
                                      const StationRecord& record) const;
  [[nodiscard]] bool is_missing(const CsvRow& row, std::size_t column) const;
  [[nodiscard]] bool is_asked(const std::string& id, int year) const;
  void check_against_earlier(const StationRecord& record);

  const StationSettings& settings_;
  CsvReader table_;
  MissingTexts missing_;
  std::array<ClimateUnit, station_variables> units_;
  std::optional<std::size_t> id_, lon_, lat_, elevation_, year_, month_, date_;
  std::array<std::optional<std::size_t>, station_variables> value_columns_{};
  std::set<std::string> ids_;
  std::set<int> years_;
  std::map<std::string, std::pair<Station, std::int64_t>> first_seen_;
  std::map<std::tuple<std::string, int, int>, std::int64_t> months_seen_;
};

}  // namespace minenpp::io
