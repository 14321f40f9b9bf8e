#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/tables/text_encoding.h"

namespace minenpp::io {

/// One record of a CSV file.
struct CsvRow {
  std::int64_t line = 0;  ///< where it begins in the file, counted from 1
  std::vector<std::string> fields;
};

/// Reads a CSV file record by record: a header line, then records with as many fields. Commas, semicolons or
/// tabs between the fields (found from the header, or named by a line "sep=;" before it, as Excel writes),
/// fields in double quotes (doubled inside, line breaks allowed), a byte order mark, Windows line ends, blank
/// lines and blanks around fields are understood. Fields come as UTF-8, whatever TextEncoding the file has.
class CsvReader {
 public:
  /// Throws Error(input): no such file, a folder, not readable, empty, a column name twice.
  explicit CsvReader(std::string path);
  ~CsvReader();
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;
  CsvReader(CsvReader&&) = delete;
  CsvReader& operator=(CsvReader&&) = delete;

  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }

  /// Index of a column; empty where the header does not have it.
  [[nodiscard]] std::optional<std::size_t> find(const std::string& column) const;

  /// Throws Error(input) where any of `columns` is missing, listing the missing, those that are there, and
  /// for each missing one the nearest name, and then `hint`.
  void require(const std::vector<std::string>& columns, const std::string& hint = {}) const;

  /// The next record; empty at the end. Throws Error(input) naming the line where a record has more or fewer
  /// fields than the header, and where the disk refuses before the end of the file.
  [[nodiscard]] std::optional<CsvRow> next();

  /// The number a field stands for; empty where it is none. No thousands separators. In a table without
  /// commas between the fields digits with one comma, such as 25,6, are one too.
  [[nodiscard]] std::optional<double> number_if(const CsvRow& row, std::size_t column) const;

  /// A field as a number. Throws Error(input) naming line, column and text where it is none, and both places
  /// where the numbers asked for have now a decimal comma, now a point.
  [[nodiscard]] double number(const CsvRow& row, std::size_t column) const;

  /// A field as a whole number within low..high. Throws Error(input) likewise.
  [[nodiscard]] std::int64_t whole(const CsvRow& row, std::size_t column, std::int64_t low,
                                   std::int64_t high) const;

  /// A field as the name of something: not empty, at most 200 bytes, in one line without control characters.
  /// Throws Error(input) likewise.
  [[nodiscard]] const std::string& name(const CsvRow& row, std::size_t column) const;

  /// "line 7, column 'lat'", for messages.
  [[nodiscard]] std::string place(const CsvRow& row, std::size_t column) const;

 private:
  struct File;
  [[nodiscard]] bool find_separator();
  [[nodiscard]] std::vector<std::string> split(bool first);
  void keep_to_one_sign(const CsvRow& row, std::size_t column) const;

  std::string path_;
  std::unique_ptr<File> file_;
  TextEncoding encoding_ = TextEncoding::utf8;
  std::string separator_;
  mutable std::string first_point_, first_comma_;  ///< where numbers had them first: both are an error
  mutable std::string first_thousand_;             ///< the first comma that may be one of thousands
  mutable bool has_decimals_ = false;              ///< there are commas that cannot be
  std::int64_t next_line_ = 1;
  std::vector<std::string> header_;
};

/// The number a text stands for as a whole; empty where it is none ("12 mm", "", "0,5").
[[nodiscard]] std::optional<double> number_from(const std::string& text);

/// What to say where one of `times`, the columns of a year and a month, is missing: "; if 'date' is the time,
/// set stations.column-date = date" where the table has a column of that name, in any letters, and no column
/// of dates is set.
[[nodiscard]] std::string date_hint(const CsvReader& table, const std::vector<std::string>& times,
                                    const std::string& section);

/// A field as it must be written so that it reads back the same: in quotes where it needs them.
[[nodiscard]] std::string csv_field(const std::string& text);

}  // namespace minenpp::io
