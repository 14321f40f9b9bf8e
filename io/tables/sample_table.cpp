#include "io/tables/sample_table.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "io/gdal/excerpt.h"
#include "io/tables/csv.h"
#include "io/tables/date_time.h"
#include "io/tables/geographic_place.h"
#include "io/tables/missing_texts.h"
#include "model/error.h"
#include "model/no_data.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

constexpr double largest_root_shoot = 50;

/// Turns the lines of a sample table into samples.
class SampleReader {
 public:
  explicit SampleReader(const SampleSettings& settings)
      : settings_(settings), table_(settings.path), missing_(settings.missing) {
    const auto& names = settings.columns;
    if (names.x.empty() != names.y.empty())
      throw Error(Fault::usage,
                  fmt::format("{0}.column-x and {0}.column-y go together; only one of them is set",
                              settings.section));
    id_ = table_.find(names.id);
    x_ = needed(in_grid_coordinates() ? names.x : names.lon);
    y_ = needed(in_grid_coordinates() ? names.y : names.lat);
    value_ = needed(names.value);
    if (!names.root_shoot.empty()) root_shoot_ = needed(names.root_shoot);
    if (!names.date.empty())
      date_ = needed(names.date);
    else
      find_year_and_month();
    table_.require(needed_, date_hint(table_, times_, settings.section));
  }

  [[nodiscard]] std::optional<Sample> next() {
    const auto row = table_.next();
    if (!row) return std::nullopt;
    Sample sample;
    sample.line = row->line;
    sample.id = id_ ? table_.name(*row, *id_) : std::to_string(++count_);
    read_place(*row, sample);
    read_time(*row, sample);
    sample.value = value_of(*row);
    sample.root_shoot = root_shoot_of(*row);
    check_against_earlier(sample);
    return sample;
  }

 private:
  using Column = std::optional<std::size_t>;

  [[nodiscard]] bool in_grid_coordinates() const { return !settings_.columns.x.empty(); }

  Column needed(const std::string& name) {
    needed_.push_back(name);
    return table_.find(name);
  }

  void find_year_and_month() {
    const auto needed_time = [this](const std::string& name) {
      times_.push_back(name);
      return needed(name);
    };
    if (!settings_.fixed_year) year_ = needed_time(settings_.columns.year);
    if (!settings_.whole_years && !settings_.fixed_month) month_ = needed_time(settings_.columns.month);
  }

  void read_place(const CsvRow& row, Sample& sample) const {
    sample.x = table_.number(row, *x_);
    sample.y = table_.number(row, *y_);
    if (in_grid_coordinates()) return;
    check_degrees(
        fmt::format("line {}", row.line), "sample", sample.id, sample.x, sample.y,
        fmt::format("; are these coordinates of the grid ({}.column-x, column-y)?", settings_.section));
    sample.x = within_half_turn(sample.x);
  }

  void read_time(const CsvRow& row, Sample& sample) const {
    if (date_) {
      read_date(row, sample);
    } else {
      sample.year = year_ ? static_cast<int>(table_.whole(row, *year_, first_table_year, last_table_year))
                          : *settings_.fixed_year;
      if (month_) sample.month = static_cast<int>(table_.whole(row, *month_, 1, 12));
      if (!month_ && settings_.fixed_month) sample.month = *settings_.fixed_month;
    }
    if (settings_.whole_years) sample.month = 0;
  }

  void read_date(const CsvRow& row, Sample& sample) const {
    const auto& text = row.fields[*date_];
    const auto date = year_month_from(text);
    if (!date || date->year < first_table_year || date->year > last_table_year)
      throw Error(Fault::input,
                  fmt::format("{} holds '{}' where a date such as 2016-08 or 2016-08-15 is expected",
                              table_.place(row, *date_), excerpt(text)));
    sample.year = date->year;
    sample.month = date->month;
  }

  [[nodiscard]] bool is_missing(const CsvRow& row, std::size_t column) const {
    return missing_.contains(row.fields[column], table_.number_if(row, column));
  }

  [[nodiscard]] double value_of(const CsvRow& row) const {
    if (is_missing(row, *value_)) return model::no_data;
    const double value = table_.number(row, *value_);
    if (value >= settings_.lowest && value <= settings_.highest) return value;
    throw Error(Fault::input,
                fmt::format("{} holds '{}', outside {}..{} {}; is {}.unit right, or is it a value to "
                            "add to {}.missing?",
                            table_.place(row, *value_), excerpt(row.fields[*value_]), settings_.lowest,
                            settings_.highest, settings_.unit, settings_.section, settings_.section));
  }

  [[nodiscard]] double root_shoot_of(const CsvRow& row) const {
    if (!root_shoot_ || is_missing(row, *root_shoot_)) return model::no_data;
    const double ratio = table_.number(row, *root_shoot_);
    if (ratio >= 0 && ratio <= largest_root_shoot) return ratio;
    throw Error(Fault::input, fmt::format("{} holds '{}' where a root to shoot ratio in 0..{} is expected",
                                          table_.place(row, *root_shoot_), excerpt(row.fields[*root_shoot_]),
                                          largest_root_shoot));
  }

  void check_against_earlier(const Sample& sample) {
    const auto [earlier, fresh] = seen_.try_emplace({sample.id, sample.year, sample.month}, sample.line);
    if (fresh) return;
    const auto time =
        sample.month == 0 ? std::to_string(sample.year) : fmt::format("{}-{:02}", sample.year, sample.month);
    throw Error(Fault::input,
                fmt::format("there are two samples '{}' of {}, on lines {} and {}; give them names of "
                            "their own",
                            excerpt(sample.id), time, earlier->second, sample.line));
  }

  const SampleSettings& settings_;
  CsvReader table_;
  MissingTexts missing_;
  std::vector<std::string> needed_, times_;
  Column id_, x_, y_, year_, month_, date_, value_, root_shoot_;
  std::int64_t count_ = 0;
  std::map<std::tuple<std::string, int, int>, std::int64_t> seen_;
};

}  // namespace

std::vector<Sample> read_samples(const SampleSettings& settings) {
  return model::in_context(fmt::format("reading sample table '{}'", settings.path), [&] {
    SampleReader reader(settings);
    std::vector<Sample> samples;
    while (auto sample = reader.next()) samples.push_back(std::move(*sample));
    if (samples.empty()) throw Error(Fault::input, "the table holds no record");
    return samples;
  });
}

}  // namespace minenpp::io
