#include "io/tables/class_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <ostream>
#include <utility>

#include <boost/tokenizer.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/gdal/excerpt.h"
#include "io/tables/csv.h"
#include "model/error.h"
#include "model/whole_number.h"

namespace minenpp::io {

namespace {

using model::BoundsSource;
using model::Error;
using model::Fault;
using model::LandClass;

enum Column : std::size_t { code, name, emax, bounds, bounds_classes, ndvi_min, ndvi_max, vegetated, woody };

const std::vector<std::string>& column_names() {
  static const std::vector<std::string> names = {"code",           "name",           "emax_gC_MJ",
                                                 "bounds",         "bounds_classes", "table_ndvi_min",
                                                 "table_ndvi_max", "vegetated",      "woody"};
  return names;
}

constexpr std::array<std::pair<const char*, BoundsSource>, 4> bounds_words = {
    {{"own", BoundsSource::own},
     {"pooled", BoundsSource::pooled},
     {"table", BoundsSource::table},
     {"none", BoundsSource::none}}};

std::vector<std::string> words_of(const std::string& text, const char* separators) {
  const boost::tokenizer<boost::char_separator<char>> words(text, boost::char_separator<char>(separators));
  return {words.begin(), words.end()};
}

/// Reads the lines of one class table, whatever the order of its columns.
class ClassReader {
 public:
  explicit ClassReader(const std::string& path) : table_(path) {
    table_.require(column_names());
    for (const auto& column : column_names()) columns_.push_back(*table_.find(column));
  }

  std::vector<LandClass> run() {
    std::vector<LandClass> classes;
    std::map<int, std::int64_t> lines;
    while (const auto row = table_.next()) {
      classes.push_back(land_class(*row));
      const auto [first, fresh] = lines.try_emplace(classes.back().code, row->line);
      if (!fresh)
        throw Error(Fault::input, fmt::format("class {} stands on lines {} and {}", classes.back().code,
                                              first->second, row->line));
    }
    if (classes.empty()) throw Error(Fault::input, "the table holds no class");
    try {
      model::check_land_classes(classes);
    } catch (const Error& error) {
      throw Error(Fault::input, error.what());
    }
    return classes;
  }

 private:
  [[nodiscard]] const std::string& text(const CsvRow& row, Column column) const {
    return row.fields[columns_[column]];
  }

  [[noreturn]] void refuse(const CsvRow& row, Column column, const std::string& expected) const {
    throw Error(Fault::input,
                fmt::format("{} holds '{}' where {} is expected", table_.place(row, columns_[column]),
                            excerpt(text(row, column)), expected));
  }

  LandClass land_class(const CsvRow& row) const {
    LandClass land;
    land.code = static_cast<int>(table_.whole(row, columns_[code], 1, 65535));
    if (text(row, name).empty()) refuse(row, name, "a name");
    land.name = table_.name(row, columns_[name]);
    land.emax_gC_MJ = table_.number(row, columns_[emax]);
    land.bounds = source(row);
    land.bounds_classes = sources(row);
    if (land.bounds == BoundsSource::own && land.bounds_classes.empty()) land.bounds_classes = {land.code};
    land.table_ndvi_min = number_or_none(row, ndvi_min);
    land.table_ndvi_max = number_or_none(row, ndvi_max);
    land.vegetated = yes(row, vegetated);
    land.woody = yes(row, woody);
    return land;
  }

  BoundsSource source(const CsvRow& row) const {
    for (const auto& [word, value] : bounds_words)
      if (text(row, bounds) == word) return value;
    refuse(row, bounds, "own, pooled, table or none");
  }

  std::vector<int> sources(const CsvRow& row) const {
    std::vector<int> codes;
    for (const auto& word : words_of(text(row, bounds_classes), " ")) {
      const auto value = model::whole_number(word);
      if (!value) refuse(row, bounds_classes, "a list of class codes separated by blanks");
      codes.push_back(*value);
    }
    return codes;
  }

  double number_or_none(const CsvRow& row, Column column) const {
    if (text(row, column).empty()) return model::no_data;
    return table_.number(row, columns_[column]);
  }

  bool yes(const CsvRow& row, Column column) const {
    if (text(row, column) == "yes") return true;
    if (text(row, column) == "no") return false;
    refuse(row, column, "yes or no");
  }

  CsvReader table_;
  std::vector<std::size_t> columns_;
};

std::string number_text(double value) {
  return std::isnan(value) ? std::string() : fmt::format("{}", value);
}

}  // namespace

std::vector<LandClass> read_classes(const std::string& path) {
  return model::in_context(fmt::format("reading class table '{}'", path),
                           [&] { return ClassReader(path).run(); });
}

void write_classes(std::ostream& out, const std::vector<LandClass>& classes) {
  out << fmt::format("{}\n", fmt::join(column_names(), ","));
  for (const LandClass& land : classes) {
    const auto word = std::find_if(bounds_words.begin(), bounds_words.end(),
                                   [&](const auto& entry) { return entry.second == land.bounds; });
    out << fmt::format(
        "{},{},{},{},{},{},{},{},{}\n", land.code, csv_field(land.name), land.emax_gC_MJ, word->first,
        land.bounds == BoundsSource::own ? "" : fmt::format("{}", fmt::join(land.bounds_classes, " ")),
        number_text(land.table_ndvi_min), number_text(land.table_ndvi_max), land.vegetated ? "yes" : "no",
        land.woody ? "yes" : "no");
  }
}

ClassMap class_map_from(const std::string& text, const std::vector<LandClass>& classes) {
  ClassMap map;
  for (const auto& entry : words_of(text, ", \t\r\n")) {
    const auto colon = entry.find(':');
    const auto raster = model::whole_number<std::int32_t>(entry.substr(0, colon));
    const auto land =
        colon == std::string::npos ? std::nullopt : model::whole_number(entry.substr(colon + 1));
    if (!raster || !land)
      throw Error(
          Fault::usage,
          fmt::format("'{}' is no entry of a class map; raster code:class code, such as 21:1, is expected",
                      excerpt(entry)));
    if (!map.emplace(*raster, *land).second)
      throw Error(Fault::usage, fmt::format("the class map holds raster code {} twice", *raster));
    if (std::none_of(classes.begin(), classes.end(),
                     [&](const LandClass& some) { return some.code == *land; }))
      throw Error(Fault::usage,
                  fmt::format("the class map's entry '{}' leads to class {}, which the class table does "
                              "not have",
                              excerpt(entry), *land));
  }
  return map;
}

ClassMap own_codes(const std::vector<LandClass>& classes) {
  ClassMap map;
  for (const LandClass& land : classes) map.emplace(land.code, land.code);
  return map;
}

}  // namespace minenpp::io
