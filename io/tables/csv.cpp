#include "io/tables/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <set>

#include <boost/algorithm/string/predicate.hpp>
#include <cpl_csv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/gdal/ascii_text.h"
#include "io/gdal/excerpt.h"
#include "io/gdal/messages.h"
#include "io/tables/nearest_name.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

constexpr std::size_t longest_record = std::size_t{1} << 20;

bool is_control(char c) {
  return (c >= 0 && c < ' ') || c == '\x7f';
}

/// The separator of a first line such as "sep=;", with a byte order mark or in quotes.
std::optional<char> separator_named(std::string line) {
  const std::string mark = "\xEF\xBB\xBF";
  if (line.starts_with(mark)) line.erase(0, mark.size());
  std::erase(line, '"');
  std::erase(line, '\r');
  const bool named = line.size() == 5 && boost::istarts_with(line, "sep=") &&
                     std::string(",;\t|").find(line[4]) != std::string::npos;
  return named ? std::optional(line[4]) : std::nullopt;
}

/// A number with a decimal comma: digits, one comma, digits.
std::optional<double> number_with_comma(std::string text) {
  const auto comma = text.find(',');
  if (comma == std::string::npos) return std::nullopt;
  const std::size_t sign = text.find_first_of("+-") == 0 ? 1 : 0;
  text[comma] = '0';
  const bool digits = comma > sign && comma + 1 < text.size() &&
                      text.find_first_not_of("0123456789", sign) == std::string::npos;
  text[comma] = '.';
  return digits ? number_from(text) : std::nullopt;
}

/// One to three digits, the first not 0, a comma and three digits.
bool may_be_thousands(const std::string& number) {
  const auto first = number.find_first_of("0123456789"), comma = number.find(',');
  return number[first] != '0' && comma - first <= 3 && number.size() - comma == 4;
}

/// GDAL's lines end alike at the end of the file and where the disk refuses. Only the place tells them apart.
void require_whole(VSILFILE* file, std::uint64_t place) {
  if (VSIFSeekL(file, 0, SEEK_END) == 0 && VSIFTellL(file) == place) return;
  throw Error(Fault::input,
              fmt::format("cannot be read beyond byte {}: the disk fails, or the file is cut off", place));
}

}  // namespace

struct CsvReader::File {
  explicit File(VSILFILE* opened) : handle(opened) {}
  ~File() {
    VSIFCloseL(handle);
    if (!memory_name.empty()) VSIUnlink(memory_name.c_str());
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  File(File&&) = delete;
  File& operator=(File&&) = delete;

  /// Puts a text in the place of what was opened.
  void replace_by(std::string text) {
    recoded = std::move(text);
    memory_name = fmt::format("/vsimem/minenpp-table-{}", fmt::ptr(this));
    VSIFCloseL(handle);
    handle = VSIFileFromMemBuffer(memory_name.c_str(), reinterpret_cast<GByte*>(recoded.data()),
                                  recoded.size(), FALSE);
  }

  VSILFILE* handle;
  std::string recoded, memory_name;
};

CsvReader::CsvReader(std::string path) : path_(std::move(path)) {
  std::error_code ignored;
  if (!std::filesystem::exists(path_, ignored))
    throw Error(Fault::input, fmt::format("there is no table '{}'", path_));
  if (std::filesystem::is_directory(path_, ignored))
    throw Error(Fault::input, fmt::format("'{}' is a folder; a CSV table is expected", path_));
  const GdalMessages messages;
  VSILFILE* opened = VSIFOpenL(path_.c_str(), "rb");
  if (opened == nullptr)
    throw messages.error(Fault::input, fmt::format("table '{}' cannot be opened", path_));
  file_ = std::make_unique<File>(opened);
  encoding_ = encoding_of(opened);
  if (encoding_ == TextEncoding::utf16_little || encoding_ == TextEncoding::utf16_big)
    file_->replace_by(model::in_context(fmt::format("table '{}'", path_),
                                        [&] { return utf8_from_utf16(opened, encoding_); }));
  const bool named = find_separator();
  header_ = split(!named);
  if (header_.empty() && VSIFEofL(file_->handle) == 0)
    model::in_context(fmt::format("table '{}'", path_),
                      [&] { require_whole(file_->handle, VSIFTellL(file_->handle)); });
  if (header_.empty() || (header_.size() == 1 && header_[0].empty()))
    throw Error(Fault::input, fmt::format("table '{}' has no header line", path_));
  std::set<std::string_view> names;
  for (const auto& name : header_)
    if (!name.empty() && !names.insert(name).second)
      throw Error(Fault::input, fmt::format("table '{}' has two columns '{}'", path_, excerpt(name)));
}

CsvReader::~CsvReader() = default;

std::optional<std::size_t> CsvReader::find(const std::string& column) const {
  const auto found = std::find(header_.begin(), header_.end(), column);
  if (found == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header_.begin());
}

void CsvReader::require(const std::vector<std::string>& columns, const std::string& hint) const {
  std::vector<std::string> missing;
  for (const auto& column : columns) {
    if (find(column)) continue;
    const auto near = nearest_name(column, header_);
    missing.push_back(near.empty() ? fmt::format("'{}'", column)
                                   : fmt::format("'{}' (did you mean '{}'?)", column, excerpt(near)));
  }
  if (missing.empty()) return;
  constexpr std::size_t most = 40;
  std::vector<std::string> there;
  for (std::size_t i = 0; i < std::min(header_.size(), most); ++i) there.push_back(excerpt(header_[i]));
  const auto more = header_.size() - there.size();
  throw Error(Fault::input, fmt::format("the header lacks the column(s) {}; it has '{}'{}{}",
                                        fmt::join(missing, ", "), fmt::join(there, "', '"),
                                        more == 0 ? "" : fmt::format(" and {} more", more), hint));
}

/// Whether the first line names it; else that line is the header, and is read again.
bool CsvReader::find_separator() {
  const char* line = CPLReadLine2L(file_->handle, static_cast<int>(longest_record), nullptr);
  const std::string first = line != nullptr ? line : "";
  if (const auto named = separator_named(first)) {
    separator_ = std::string(1, *named);
    ++next_line_;
    return true;
  }
  separator_ = std::string(1, CSVDetectSeperator(first.c_str()));
  VSIRewindL(file_->handle);
  return false;
}

std::vector<std::string> CsvReader::split(bool first) {
  const GdalMessages messages;
  const CPLStringList fields(
      CSVReadParseLine3L(file_->handle, longest_record, separator_.c_str(), true, false, false, first));
  if (messages.failed())
    throw messages.error(Fault::input, fmt::format("line {} cannot be read", next_line_));
  std::vector<std::string> texts;
  for (int i = 0; i < fields.Count(); ++i) {
    const std::string field = utf8_from(encoding_, fields[i]);
    next_line_ += std::count(field.begin(), field.end(), '\n');
    texts.emplace_back(trimmed(field));
  }
  ++next_line_;
  return texts;
}

std::optional<CsvRow> CsvReader::next() {
  while (VSIFEofL(file_->handle) == 0) {
    const auto begin = VSIFTellL(file_->handle);
    CsvRow row{next_line_, split(false)};
    if (VSIFTellL(file_->handle) == begin && VSIFEofL(file_->handle) == 0) break;
    const bool blank = row.fields.empty() || (row.fields.size() == 1 && row.fields[0].empty());
    if (blank) continue;
    if (row.fields.size() != header_.size())
      throw Error(Fault::input, fmt::format("line {} has {} field(s) where the header has {}", row.line,
                                            row.fields.size(), header_.size()));
    return row;
  }
  require_whole(file_->handle, VSIFTellL(file_->handle));
  if (!first_thousand_.empty() && !has_decimals_)
    throw Error(
        Fault::input,
        fmt::format(
            "{}: a decimal comma, or a separator of thousands? Write thousands without one, and at least "
            "one number with other than three decimals",
            first_thousand_));
  return std::nullopt;
}

std::string CsvReader::place(const CsvRow& row, std::size_t column) const {
  return fmt::format("line {}, column '{}'", row.line, excerpt(header_[column]));
}

const std::string& CsvReader::name(const CsvRow& row, std::size_t column) const {
  constexpr std::size_t longest = 200;
  const auto& text = row.fields[column];
  if (text.empty()) throw Error(Fault::input, fmt::format("{} is empty", place(row, column)));
  if (text.size() > longest || std::any_of(text.begin(), text.end(), is_control))
    throw Error(Fault::input,
                fmt::format("{} holds '{}' where a name of at most {} characters in one line is "
                            "expected",
                            place(row, column), excerpt(text), longest));
  return text;
}

std::optional<double> CsvReader::number_if(const CsvRow& row, std::size_t column) const {
  const auto value = number_from(row.fields[column]);
  return value || separator_ == "," ? value : number_with_comma(row.fields[column]);
}

double CsvReader::number(const CsvRow& row, std::size_t column) const {
  const auto value = number_if(row, column);
  if (!value)
    throw Error(Fault::input, fmt::format("{} holds '{}' where a number is expected", place(row, column),
                                          excerpt(row.fields[column])));
  if (separator_ != ",") keep_to_one_sign(row, column);
  return *value;
}

/// Of 1,234 and 12.5 in one table the first may be a thousand and more, so such a table is not guessed at;
/// nor is one all of whose commas could be those of thousands.
void CsvReader::keep_to_one_sign(const CsvRow& row, std::size_t column) const {
  const auto& text = row.fields[column];
  if (text.find(',') != std::string::npos) {
    if (!may_be_thousands(text))
      has_decimals_ = true;
    else if (first_thousand_.empty())
      first_thousand_ = fmt::format("{} holds '{}'", place(row, column), excerpt(text));
  }
  const auto sign = text.find_first_of(".,");
  if (sign == std::string::npos) return;
  auto& same = text[sign] == '.' ? first_point_ : first_comma_;
  const auto& other = text[sign] == '.' ? first_comma_ : first_point_;
  if (same.empty()) same = fmt::format("{} holds '{}'", place(row, column), excerpt(text));
  if (!other.empty())
    throw Error(Fault::input,
                fmt::format("{}, but {}: is the decimal sign a point or a comma?", other, same));
}

std::int64_t CsvReader::whole(const CsvRow& row, std::size_t column, std::int64_t low,
                              std::int64_t high) const {
  const auto value = number_if(row, column);
  const bool fits = value && *value == std::floor(*value) && *value >= static_cast<double>(low) &&
                    *value <= static_cast<double>(high);
  if (!fits)
    throw Error(Fault::input, fmt::format("{} holds '{}' where a whole number in {}..{} is expected",
                                          place(row, column), excerpt(row.fields[column]), low, high));
  return static_cast<std::int64_t>(*value);
}

std::optional<double> number_from(const std::string& text) {
  const char* begin = text.data();
  const char* end = begin + text.size();
  if (begin != end && *begin == '+') ++begin;
  double value = 0;
  const auto [stop, failure] = std::from_chars(begin, end, value);
  if (failure != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string date_hint(const CsvReader& table, const std::vector<std::string>& times,
                      const std::string& section) {
  const auto& header = table.header();
  const auto found =
      std::ranges::find_if(header, [](const std::string& name) { return boost::iequals(name, "date"); });
  const bool complete =
      std::ranges::all_of(times, [&](const auto& name) { return table.find(name).has_value(); });
  if (complete || found == header.end()) return "";
  return fmt::format("; if '{0}' is the time, set {1}.column-date = {0}", *found, section);
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",;\t\"\r\n") == std::string::npos && text == trimmed(text)) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

}  // namespace minenpp::io
