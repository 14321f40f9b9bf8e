#include "io/tables/csv.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <set>

#include <cpl_csv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/gdal/excerpt.h"
#include "io/gdal/messages.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

constexpr std::size_t longest_record = std::size_t{1} << 20;

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool is_control(char c) {
  return (c >= 0 && c < ' ') || c == '\x7f';
}

/// Edit distance (Levenshtein 1966), one row of the table at a time; 1 where one is the beginning of the
/// other.
std::size_t distance(const std::string& a, const std::string& b) {
  const auto shorter = std::min(a.size(), b.size());
  if (a.size() != b.size() && shorter >= 3 && a.compare(0, shorter, b, 0, shorter) == 0) return 1;
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
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
  ~File() { VSIFCloseL(handle); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  File(File&&) = delete;
  File& operator=(File&&) = delete;
  VSILFILE* handle;
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
  const char* first = CPLReadLine2L(opened, static_cast<int>(longest_record), nullptr);
  separator_ = std::string(1, first != nullptr ? CSVDetectSeperator(first) : ',');
  VSIRewindL(opened);
  header_ = split(true);
  if (header_.empty() && VSIFEofL(opened) == 0)
    model::in_context(fmt::format("table '{}'", path_), [&] { require_whole(opened, VSIFTellL(opened)); });
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

void CsvReader::require(const std::vector<std::string>& columns) const {
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
  throw Error(Fault::input,
              fmt::format("the header lacks the column(s) {}; it has '{}'{}", fmt::join(missing, ", "),
                          fmt::join(there, "', '"), more == 0 ? "" : fmt::format(" and {} more", more)));
}

std::vector<std::string> CsvReader::split(bool first) {
  const GdalMessages messages;
  const CPLStringList fields(
      CSVReadParseLine3L(file_->handle, longest_record, separator_.c_str(), true, false, false, first));
  if (messages.failed())
    throw messages.error(Fault::input, fmt::format("line {} cannot be read", next_line_));
  std::vector<std::string> texts;
  for (int i = 0; i < fields.Count(); ++i) {
    const std::string field = fields[i];
    next_line_ += std::count(field.begin(), field.end(), '\n');
    texts.push_back(trimmed(field));
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

double CsvReader::number(const CsvRow& row, std::size_t column) const {
  const auto value = number_from(row.fields[column]);
  if (!value)
    throw Error(Fault::input, fmt::format("{} holds '{}' where a number is expected", place(row, column),
                                          excerpt(row.fields[column])));
  return *value;
}

std::int64_t CsvReader::whole(const CsvRow& row, std::size_t column, std::int64_t low,
                              std::int64_t high) const {
  const auto value = number_from(row.fields[column]);
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

std::string nearest_name(const std::string& name, const std::vector<std::string>& names) {
  std::string best;
  std::size_t fewest = name.size() / 2 + 1;
  for (const auto& candidate : names) {
    const auto changes = distance(lower(name), lower(candidate));
    if (changes >= fewest || candidate.empty()) continue;
    fewest = changes;
    best = candidate;
  }
  return best;
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",;\t\"\r\n") == std::string::npos && text == trimmed(text)) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

}  // namespace minenpp::io
