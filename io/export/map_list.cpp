#include "io/export/map_list.h"

#include <algorithm>
#include <regex>
#include <set>
#include <sstream>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/results/map_reader.h"

namespace minenpp::io {

namespace fs = std::filesystem;

namespace {

using model::Error;
using model::Fault;

/// A map file's name taken apart: "change-class-2006-2020" is the layer change-class and two years.
struct FileName {
  std::string layer;
  std::vector<int> years;
};

FileName name_of(const fs::path& file) {
  static const std::regex form("(.+?)(?:-([0-9]{4}))?(?:-([0-9]{4}))?");
  const auto stem = file.stem().string();
  std::smatch parts;
  if (!std::regex_match(stem, parts, form)) return {stem, {}};
  FileName name{parts[1].str(), {}};
  for (const std::size_t i : {2U, 3U})
    if (parts[i].matched) name.years.push_back(std::stoi(parts[i].str()));
  return name;
}

std::vector<std::int64_t> numbers_of(const ArchiveReader& archive, const std::string& path,
                                     const std::string& name) {
  for (const auto& attribute : archive.attributes(path))
    if (attribute.name == name)
      if (const auto* numbers = std::get_if<std::vector<std::int64_t>>(&attribute.value)) return *numbers;
  return {};
}

MapFacts facts_of(const ArchiveReader& archive, const std::string& array) {
  const auto text = [&](const char* name) { return archive.text_attribute(array, name).value_or(""); };
  MapFacts facts{text("units"), text("long_name"), numbers_of(archive, array, "flag_values")};
  std::istringstream words(text("flag_meanings"));
  for (std::string word; words >> word;) facts.flag_meanings.push_back(word);
  return facts;
}

/// Names of the arrays that are maps of rows x columns, by month or not.
std::vector<std::string> maps_in(const ArchiveReader& archive) {
  std::vector<std::string> names;
  for (const auto& path : archive.arrays()) {
    const auto dimensions = archive.info(path).dimensions;
    if (dimensions == std::vector<std::string>{"y", "x"} ||
        dimensions == std::vector<std::string>{"time", "y", "x"})
      names.push_back(path.substr(1));
  }
  return names;
}

/// The years a map without any in its name speaks of, where the file says so.
std::vector<int> years_of(const ArchiveReader& archive, const FileName& name) {
  if (!name.years.empty()) return name.years;
  std::vector<int> years;
  for (const auto year : numbers_of(archive, "/", "years")) years.push_back(static_cast<int>(year));
  return years;
}

void add_maps_of(const fs::path& file, std::vector<ResultMap>& maps) {
  const MapReader reader(file);
  const auto& archive = reader.archive();
  const auto name = name_of(file);
  const auto years = years_of(archive, name);
  const auto variables = maps_in(archive);
  for (const auto& variable : variables) {
    ResultMap map{file, variable, name.layer, name.years};
    if (variables.size() > 1 && variable != name.layer) map.layer += "-" + variable;
    map.title = archive.text_attribute("/", "title").value_or("");
    map.facts = facts_of(archive, "/" + variable);
    if (!years.empty()) {
      map.first = {years.front(), 1};
      map.last = {years.back(), 12};
    }
    if (archive.info("/" + variable).shape.size() == 2) {
      maps.push_back(map);
      continue;
    }
    for (std::size_t i = 0; i < reader.months().size(); ++i) {
      map.month = reader.months()[i];
      map.month_index = static_cast<std::int64_t>(i);
      map.first = {years.empty() ? map.month->year : years.front(), map.month->month};
      map.last = *map.month;
      maps.push_back(map);
    }
  }
}

/// Maps whose files name no year speak of all years there are maps of.
void date_the_undated(std::vector<ResultMap>& maps, const fs::path& result) {
  constexpr int undated = YearMonth{}.year;
  std::set<int> years;
  for (const auto& map : maps)
    if (map.last.year != undated) years.insert({map.first.year, map.last.year});
  for (auto& map : maps) {
    if (map.last.year != undated) continue;
    if (years.empty())
      throw Error(Fault::input, fmt::format("{}: no map says of which year it is", result.string()));
    map.first = {*years.begin(), 1};
    map.last = {*years.rbegin(), 12};
  }
}

/// Every wanted value must be one of `there`.
template <typename T>
void check_wanted(const std::vector<T>& wanted, const std::set<T>& there, const char* what) {
  for (const auto& value : wanted)
    if (!there.contains(value))
      throw Error(Fault::usage,
                  fmt::format("no map is of {} '{}'; there {}", what, value,
                              there.empty() ? "is none" : fmt::format("are {}", fmt::join(there, ", "))));
}

template <typename T>
bool takes(const std::vector<T>& wanted, const T& value) {
  return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

}  // namespace

std::string ResultMap::name() const {
  auto text = layer;
  for (const int year : years) text += fmt::format("-{}", year);
  if (month) text += fmt::format("-{:02}", month->month);
  return text;
}

std::vector<ResultMap> list_maps(const fs::path& result) {
  if (!fs::is_directory(result))
    throw Error(
        Fault::input,
        fmt::format("'{}' is no folder; a folder with the result of a survey is expected", result.string()));
  std::vector<fs::path> files;
  for (const std::string folder : {"maps", "ndvi"}) {
    if (!fs::is_directory(result / folder)) continue;
    for (const auto& entry : fs::directory_iterator(result / folder))
      if (entry.path().extension() == ".nc") files.push_back(entry.path());
  }
  std::vector<ResultMap> maps;
  for (const auto& file : files) add_maps_of(file, maps);
  if (maps.empty())
    throw Error(Fault::input,
                fmt::format("{} holds no map (maps/*.nc, ndvi/*.nc); run the survey first", result.string()));
  date_the_undated(maps, result);
  std::ranges::sort(maps, {}, [](const ResultMap& map) {
    return std::tuple(map.layer, map.years, map.month.value_or(YearMonth{}));
  });
  return maps;
}

std::vector<ResultMap> select_maps(const std::vector<ResultMap>& all, const MapSelection& wanted) {
  std::set<std::string> layers;
  std::set<int> years, months;
  for (const auto& map : all) {
    layers.insert(map.layer);
    if (!map.years.empty()) years.insert(map.years.back());
    if (map.month) months.insert(map.month->month);
  }
  check_wanted(wanted.layers, layers, "layer");
  check_wanted(wanted.years, years, "year");
  check_wanted(wanted.months, months, "month");
  std::vector<ResultMap> chosen;
  for (const auto& map : all)
    if (takes(wanted.layers, map.layer) && (map.years.empty() || takes(wanted.years, map.years.back())) &&
        (!map.month || takes(wanted.months, map.month->month)))
      chosen.push_back(map);
  if (chosen.empty())
    throw Error(Fault::usage, fmt::format("no map is of all of this together: layer {}, year {}, month {}",
                                          fmt::join(wanted.layers, " or "), fmt::join(wanted.years, " or "),
                                          fmt::join(wanted.months, " or ")));
  return chosen;
}

}  // namespace minenpp::io
