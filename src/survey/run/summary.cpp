#include "survey/run/summary.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "io/results/archive_reader.h"
#include "survey/run/mine_summary.h"
#include "survey/run/terminal.h"
#include "survey/run/weather_summary.h"

namespace minenpp::survey {

namespace {

/// Rows of one group of survey.h5 by year: the month's mean where one month is surveyed, else the year's.
class MeanTable {
 public:
  MeanTable(const io::ArchiveReader& archive, const std::string& group, const Terminal& terminal = {})
      : terminal_(terminal) {
    annual_ = archive.has(group + "/npp_annual_mean");
    means_ = archive.read<double>(group + (annual_ ? "/npp_annual_mean" : "/npp_mean"));
    areas_ = archive.read<double>(group + "/area");
    // The land of the last column is that of the means: of a year, what has a value in all its months.
    // Archives of earlier versions do not hold it.
    if (annual_ && archive.has(group + "/annual_area"))
      annual_areas_ = archive.read<double>(group + "/annual_area");
    years_ = archive.read<std::int32_t>(group + "/year");
    months_ = archive.read<std::int32_t>(group + "/month");
  }

  [[nodiscard]] bool annual() const { return annual_; }
  [[nodiscard]] const std::vector<std::int32_t>& years() const { return years_; }
  [[nodiscard]] const std::vector<std::int32_t>& months() const { return months_; }

  /// Does the row have a pixel in any year and month?
  [[nodiscard]] bool has_any(std::size_t at) const {
    const auto columns = years_.size() * months_.size();
    const auto first = areas_.begin() + static_cast<std::ptrdiff_t>(at * columns);
    return std::any_of(first, first + static_cast<std::ptrdiff_t>(columns),
                       [](double area) { return area > 0; });
  }

  /// Means by year of one row, in one month (by index; ignored for annual values).
  [[nodiscard]] std::string row(const std::string& name, std::size_t at, std::size_t month) const {
    std::string text = fmt::format("  {:<28.28}", name);
    std::vector<double> series;
    for (std::size_t year = 0; year < years_.size(); ++year) {
      const double mean = annual_ ? means_[at * years_.size() + year]
                                  : means_[(at * years_.size() + year) * months_.size() + month];
      text += std::isnan(mean) ? fmt::format("{:>9}", "-") : fmt::format("{:>9.2f}", mean);
      series.push_back(mean);
    }
    const auto last = (at + 1) * years_.size() - 1;
    if (annual_ && annual_areas_.empty())
      text += fmt::format("{:>14}", "-");
    else
      text += fmt::format("{:>14.2f}", annual_ ? annual_areas_[last] : areas_[last * months_.size() + month]);
    const auto line = sparkline(terminal_, series);
    return text + (line.empty() ? "\n" : "  " + line + "\n");
  }
  [[nodiscard]] std::string head(const std::string& title) const {
    std::string text = fmt::format("  {:<28.28}", title);
    for (const int year : years_) text += fmt::format("{:>9}", year);
    return bold(terminal_, text + fmt::format("{:>14}", fmt::format("hm2 in {}", years_.back()))) + "\n";
  }

 private:
  Terminal terminal_;
  bool annual_ = false;
  std::vector<double> means_, areas_, annual_areas_;
  std::vector<std::int32_t> years_, months_;
};

std::string month_name(int month) {
  constexpr std::array names{"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};
  return names.at(static_cast<std::size_t>(month - 1));
}

std::string classes_text(const io::ArchiveReader& archive, std::size_t month, const Terminal& terminal) {
  const MeanTable table(archive, "/classes", terminal);
  const auto names = archive.read<std::string>("/classes/name");
  std::string text = table.head("class");
  for (std::size_t i = 0; i < names.size(); ++i)
    if (table.has_any(i)) text += table.row(names[i], i, month);
  return text;
}

/// The study area, then up to `most` mines and as many townships.
std::string zones_text(const io::ArchiveReader& archive, std::size_t month, const Terminal& terminal) {
  constexpr std::size_t most = 12;
  const MeanTable table(archive, "/zones", terminal);
  const auto names = archive.read<std::string>("/zones/zone");
  const auto kinds = archive.read<std::string>("/zones/kind");
  std::string text = table.head("zone") + table.row("study area", 0, month);
  for (const std::string kind : {"mine", "township"}) {
    std::size_t shown = 0, all = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (kinds[i] != kind) continue;
      if (++all > most) continue;
      text += table.row(kind == "mine" ? "mine " + names[i] : names[i], i, month);
      ++shown;
    }
    if (shown < all) text += fmt::format("  ... and {} more in survey.h5, group zones\n", all - shown);
  }
  return text;
}

/// How the maps agree with field samples; empty for a survey without any.
std::string validation_text(const io::ArchiveReader& archive) {
  if (!archive.has("/validation/rmse")) return {};
  const auto number = [&](const std::string& name) {
    return archive.read<double>("/validation/" + name).at(0);
  };
  const auto used = archive.read<std::int32_t>("/validation/used");
  const auto n = static_cast<std::size_t>(std::ranges::count(used, 1));
  const auto left_out = used.size() - n;
  const bool annual = archive.text_attribute("/validation/rmse", "units") == "g m-2 year-1";
  std::string text = fmt::format("\nValidation: n = {}", n);
  if (n > 0)
    text += fmt::format(", r = {:.3f}, R2 = {:.3f}, p = {:.2g}, RMSE = {:.2f}, bias = {:.2f} gC/m2/{}",
                        number("r"), number("r2"), number("p"), number("rmse"), number("bias"),
                        annual ? "year" : "month");
  if (left_out > 0)
    text += fmt::format("; {} sample{} left out (survey.h5, group validation)", left_out,
                        left_out == 1 ? "" : "s");
  return text + "\n";
}

}  // namespace

std::string summary_of(const std::filesystem::path& folder, const Terminal& terminal) {
  const io::ArchiveReader archive(folder / "survey.h5");
  const MeanTable table(archive, "/classes");
  std::string text = bold(terminal, archive.text_attribute("/", "title").value_or("")) + "\n";
  for (std::size_t month = 0; month < (table.annual() ? 1 : table.months().size()); ++month) {
    text += table.annual()
                ? "\nMean NPP, gC/m2/year\n"
                : fmt::format("\nMean NPP of {}, gC/m2/month\n", month_name(table.months()[month]));
    text += classes_text(archive, month, terminal) + "\n" + zones_text(archive, month, terminal);
  }
  const auto page = folder / "report" / "index.html";
  const auto report =
      std::filesystem::exists(page) ? fmt::format("Report: {}\n", page.string()) : std::string();
  return text + ledger_text(archive) + weather_lines(folder / "survey.h5") + validation_text(archive) +
         fmt::format(
             "\nResults: {}\n  survey.h5 (statistics), maps/ and ndvi/ (netCDF: QGIS, gdalinfo, xarray)\n",
             folder.string()) +
         report;
}

}  // namespace minenpp::survey
