#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace minenpp::io {

/// One record of a CSV file.
struct CsvRow {
  std::int64_t line = 0;  ///< where it begins in the file, counted from 1
  std::vector<std::string> fields;
};

/// Reads a CSV file record by record: a header line, then records with as many fields. Commas, semicolons or
/// tabs between the fields (found from the header), fields in double quotes (doubled inside, line breaks
/// allowed), a byte order mark, Windows line ends, blank lines and blanks around fields are understood.
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
  /// for each missing one the nearest name.
  void require(const std::vector<std::string>& columns) const;

  /// The next record; empty at the end. Throws Error(input) naming the line where a record has more or fewer
  /// fields than the header, and where the disk refuses before the end of the file.
  [[nodiscard]] std::optional<CsvRow> next();

  /// A field as a number. Decimal point, no thousands separators. Throws Error(input) naming line, column and
  /// text.
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
  [[nodiscard]] std::vector<std::string> split(bool first);

  std::string path_;
  std::unique_ptr<File> file_;
  std::string separator_;
  std::int64_t next_line_ = 1;
  std::vector<std::string> header_;
};

/// The number a text stands for as a whole; empty where it is none ("12 mm", "", "0,5").
[[nodiscard]] std::optional<double> number_from(const std::string& text);

/// The name in `names` that takes the fewest changed letters from `name`, capitals aside; empty where none is
/// near.
[[nodiscard]] std::string nearest_name(const std::string& name, const std::vector<std::string>& names);

/// A field as it must be written so that it reads back the same: in quotes where it needs them.
[[nodiscard]] std::string csv_field(const std::string& text);

}  // namespace minenpp::io
