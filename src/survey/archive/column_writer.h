#pragma once

#include <functional>
#include <string>
#include <vector>

#include "survey/archive/archive_groups.h"

namespace minenpp::survey {

/// Writes arrays whose last dimension is the month, and beside them those of the annual sum where the whole
/// year is surveyed.
class ColumnWriter {
 public:
  ColumnWriter(const SurveyResult& result, io::ArchiveGroup& group)
      : columns_(result.columns), group_(group) {}

  /// `value(column)` is called once for each combination of the first dimensions, row-major, and column.
  /// `per_month`, `per_year`: units.
  template <typename T>
  void write(const std::string& name, const std::vector<std::string>& dimensions,
             const std::string& per_month, const std::string& per_year, const std::string& long_name,
             const std::function<void(std::size_t column, std::vector<T>& out)>& values) {
    const auto months = columns_.months.size();
    std::vector<std::vector<T>> by_column(columns_.count());
    for (std::size_t column = 0; column < columns_.count(); ++column) values(column, by_column[column]);
    std::vector<T> monthly;
    for (std::size_t i = 0; i < by_column.front().size(); ++i)
      for (std::size_t month = 0; month < months; ++month) monthly.push_back(by_column[month][i]);
    auto with_month = dimensions;
    with_month.emplace_back("month");
    group_.array(name, with_month, monthly, described(per_month, long_name));
    if (columns_.annual)
      group_.array("annual_" + name, dimensions, by_column.back(),
                   described(per_year, long_name + ", of the year"));
  }

 private:
  const TallyColumns& columns_;
  io::ArchiveGroup& group_;
};

}  // namespace minenpp::survey
