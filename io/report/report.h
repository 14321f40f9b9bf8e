#pragma once

#include <filesystem>
#include <string>

namespace minenpp::io {

/// How a report is made.
struct ReportOptions {
  std::filesystem::path folder;  ///< of the page; empty: RESULT/report
  std::size_t most_mines = 12;   ///< mines that are drawn; the tables hold all
  std::string mine;  ///< a page of this mine alone, report/mine-NAME.html; empty: of the whole survey
};

/// Was the page of the whole survey made from the present archive, by this version, with these options?
[[nodiscard]] bool report_is_current(const std::filesystem::path& result, const ReportOptions& options);

/// The key of the archive that the page of the whole survey was made from; empty where there is no page.
[[nodiscard]] std::string archive_key_of_report(const std::filesystem::path& result);

/// Makes the page of a result (a folder with survey.h5): index.html, which holds everything it shows, and
/// beside it figures/ (Vega-Lite specifications and PNG pictures), tables/ (CSV) and report.json (what the
/// page was made from). Files that are there are replaced. Returns the page's path. Throws Error(input) for a
/// folder without survey.h5 or a damaged one, Error(usage) where no mine is called `mine`, listing the mines,
/// Error(system) where the disk refuses.
std::filesystem::path write_report(const std::filesystem::path& result, const ReportOptions& options);

}  // namespace minenpp::io
