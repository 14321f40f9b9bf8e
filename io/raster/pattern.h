#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace minenpp::io {

/// A file found by a pattern, with what its name says about its date.
struct DatedFile {
  std::string path;
  std::optional<int> year = {};
  std::optional<int> month = {};  ///< 1..12, from {month} or from {doy} and the year
  std::optional<int> doy = {};    ///< day of the year, 1..366
};

/// All files that match `pattern`, sorted by year, month, day and path.
///
/// In the pattern, {year} stands for four digits, {month} for 1..12 with or without a leading zero, {doy} for
/// the day of the year in 1 to 3 digits, * for any characters but the path separator; all else is literal.
/// They may stand in folder names too. A token that occurs twice must have one value. `year`: the year of the
/// files where the pattern has no {year} token; {doy} needs one of the two, since months begin a day later in
/// leap years (Gregorian rule).
///
/// Throws Error(usage): an unknown token, {doy} without a year, {month} together with {doy}.
/// Throws Error(input): no match (saying which folder, how many files it holds and what one is called), no
/// such folder, a day of the year that the year does not have.
[[nodiscard]] std::vector<DatedFile> find_files(const std::string& pattern, std::optional<int> year = {});

}  // namespace minenpp::io
