#include "io/tables/hourly_radiation.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "io/gdal/excerpt.h"
#include "io/tables/climate_units.h"
#include "io/tables/csv.h"
#include "io/tables/date_time.h"
#include "io/tables/missing_texts.h"
#include "model/climate/calendar.h"
#include "model/climate/radiation.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

constexpr double lowest_watts = -50, highest_watts = 2000;
constexpr std::int64_t minutes_per_hour = 60, minutes_per_day = 24 * minutes_per_hour;

/// Sum over the records of one month.
struct MonthSum {
  double watts = 0;
  std::int64_t records = 0;
};

/// What was read of one station so far.
struct StationSum {
  std::map<std::pair<int, int>, MonthSum> months;
  std::map<std::int64_t, std::int64_t> steps;  ///< minutes between records -> how often
  std::optional<std::int64_t> last_minute;
  std::int64_t last_line = 0;
};

bool contains(const auto& list, const auto& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// Minutes on one time line. Days that a month does not have are the table's mistake.
std::optional<std::int64_t> minute_of(const DateTime& time) {
  if (time.day > model::days_in_month(time.year, time.month)) return std::nullopt;
  const std::int64_t before = time.year - 1;
  const std::int64_t days = before * 365 + before / 4 - before / 100 + before / 400 +
                            model::day_of_year(time.year, time.month, time.day);
  return days * minutes_per_day + std::llround(time.hours * static_cast<double>(minutes_per_hour));
}

class HourlyTable {
 public:
  explicit HourlyTable(const HourlySettings& settings)
      : settings_(settings), table_(settings.path), missing_(settings.missing) {
    id_ = table_.find(settings.id_column);
    std::vector<std::string> needed{settings.time_column, settings.radiation_column};
    if (settings.only_station.empty()) needed.insert(needed.begin(), settings.id_column);
    table_.require(needed);
    time_ = *table_.find(settings.time_column);
    radiation_ = *table_.find(settings.radiation_column);
  }

  void read() {
    while (const auto row = table_.next()) {
      const auto id = id_ ? table_.name(*row, *id_) : settings_.only_station;
      if (!contains(settings_.exclude, id)) add(*row, id);
    }
  }

  [[nodiscard]] const std::map<std::string, StationSum>& stations() const { return stations_; }

 private:
  void add(const CsvRow& row, const std::string& id) {
    const auto& text = row.fields[time_];
    const auto time = date_time_from(text);
    const auto minute = time ? minute_of(*time) : std::nullopt;
    if (!minute)
      throw Error(Fault::input, fmt::format("{} holds '{}' where a time such as 2016/02/09 13:00 is expected",
                                            table_.place(row, time_), excerpt(text)));
    auto& station = stations_[id];
    step(station, row, id, *minute);
    if (!settings_.years.empty() && !contains(settings_.years, time->year)) return;
    auto& month = station.months[{time->year, time->month}];
    if (missing_.contains(row.fields[radiation_], table_.number_if(row, radiation_))) return;
    month.watts += watts_of(row);
    ++month.records;
  }

  static void step(StationSum& station, const CsvRow& row, const std::string& id, std::int64_t minute) {
    if (station.last_minute && minute <= *station.last_minute)
      throw Error(
          Fault::input,
          fmt::format("the times of station '{}' do not rise from line {} to line {}; sort the table, "
                      "and leave out records that are there twice",
                      id, station.last_line, row.line));
    if (station.last_minute) ++station.steps[minute - *station.last_minute];
    station.last_minute = minute;
    station.last_line = row.line;
  }

  [[nodiscard]] double watts_of(const CsvRow& row) const {
    const double watts = table_.number(row, radiation_);
    if (!(watts >= lowest_watts && watts <= highest_watts))
      throw Error(Fault::input,
                  fmt::format("{} holds '{}', outside {}..{} W/m2; is it a value to add to stations.missing?",
                              table_.place(row, radiation_), excerpt(row.fields[radiation_]), lowest_watts,
                              highest_watts));
    return std::max(watts, 0.0);
  }

  const HourlySettings& settings_;
  CsvReader table_;
  MissingTexts missing_;
  std::optional<std::size_t> id_;
  std::size_t time_ = 0, radiation_ = 0;
  std::map<std::string, StationSum> stations_;
};

/// The most frequent step, the shorter of equally frequent ones.
std::int64_t step_of(const std::string& id, const StationSum& station) {
  if (station.steps.empty()) return minutes_per_hour;
  const auto most = std::max_element(station.steps.begin(), station.steps.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most->first >= minutes_per_day)
    throw Error(Fault::input, fmt::format("the records of station '{}' are {} hours apart; hourly or other "
                                          "sub-daily records are expected",
                                          id, most->first / minutes_per_hour));
  return most->first;
}

HourlyMonth integrated(const HourlySettings& settings, const std::string& id, std::pair<int, int> when,
                       const MonthSum& sum, std::int64_t step) {
  HourlyMonth month{id, when.first, when.second, 0, std::numeric_limits<double>::quiet_NaN()};
  const auto expected = static_cast<double>(model::days_in_month(month.year, month.month) * minutes_per_day) /
                        static_cast<double>(step);
  month.share = std::min(1.0, static_cast<double>(sum.records) / expected);
  if (sum.records == 0 || month.share < settings.least_share) return month;
  const double mean = sum.watts / static_cast<double>(sum.records);
  month.radiation_MJ_m2 = model::monthly_from_watts(mean, month.year, month.month);
  const auto [low, high, unit] = plausible_range(StationVariable::radiation);
  if (!(month.radiation_MJ_m2 >= low && month.radiation_MJ_m2 <= high))
    throw Error(Fault::input,
                fmt::format("station '{}' has a mean of {:.4g} in {}-{:02}, that is {:.5g} {} if it is W/m2, "
                            "outside {}..{}; W/m2 are expected",
                            id, mean, month.year, month.month, month.radiation_MJ_m2, unit, low, high));
  return month;
}

}  // namespace

std::vector<HourlyMonth> read_hourly_radiation(const HourlySettings& settings) {
  return model::in_context(fmt::format("reading hourly radiation '{}'", settings.path), [&] {
    HourlyTable table(settings);
    table.read();
    std::vector<HourlyMonth> months;
    for (const auto& [id, station] : table.stations()) {
      if (station.months.empty()) continue;
      const auto step = step_of(id, station);
      for (const auto& [when, sum] : station.months)
        months.push_back(integrated(settings, id, when, sum, step));
    }
    if (months.empty())
      throw Error(Fault::input, table.stations().empty()
                                    ? "the table holds no record"
                                    : "the table holds no record of the years asked for");
    return months;
  });
}

}  // namespace minenpp::io
