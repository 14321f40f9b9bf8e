#include "io/results/table_export.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/gdal/excerpt.h"
#include "io/results/file_writer.h"
#include "io/results/inventory.h"
#include "io/results/zone_labels.h"
#include "io/tables/csv.h"

namespace minenpp::io {

namespace fs = std::filesystem;

namespace {

using model::Error;
using model::Fault;

/// Values held at a time; of 8 bytes they make 50 MB.
constexpr std::int64_t most_values = 6'250'000;

/// Results are two or three groups deep; more is a loop of links.
constexpr int deepest = 16;

using Values = std::variant<std::vector<double>, std::vector<float>, std::vector<std::int64_t>,
                            std::vector<std::string>>;

Values read_values(const ArchiveReader& archive, const ArrayInfo& array, const hdf5::Slab& slab) {
  const auto read = [&]<typename T>(T) {
    std::vector<T> values(static_cast<std::size_t>(hdf5::count_of(slab.count)));
    archive.read_block<T>(array.path, slab, values);
    return Values(std::move(values));
  };
  if (array.type == ValueType::text) return read(std::string());
  if (array.type == ValueType::float64) return read(double{});
  if (array.type == ValueType::float32) return read(float{});
  return read(std::int64_t{});
}

/// A value as a field; empty where it is missing.
std::string field_of(const Values& values, std::size_t at) {
  return std::visit(
      [&](const auto& typed) -> std::string {
        using T = typename std::decay_t<decltype(typed)>::value_type;
        if constexpr (std::is_same_v<T, std::string>) {
          return csv_field(typed[at]);
        } else {
          if constexpr (std::is_floating_point_v<T>)
            if (std::isnan(typed[at])) return {};
          return fmt::format("{}", typed[at]);
        }
      },
      values);
}

std::vector<std::string> fields_of(const Values& values) {
  std::vector<std::string> fields;
  const auto count = std::visit([](const auto& typed) { return typed.size(); }, values);
  for (std::size_t i = 0; i < count; ++i) fields.push_back(field_of(values, i));
  return fields;
}

std::string name_in(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

bool is_coordinate(const ArrayInfo& array) {
  return array.dimensions.size() == 1 && array.dimensions[0] == name_in(array.path);
}

/// A word for a file's name.
std::string as_word(std::string text) {
  constexpr std::size_t longest = 80;
  for (char& c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!plain) c = '_';
  }
  text.resize(std::min(text.size(), longest));
  return text.empty() ? "_" : text;
}

std::string stem_of(const std::string& group) {
  if (group == "/") return "root";
  std::string stem;
  std::size_t begin = 1;
  while (begin <= group.size()) {
    const auto end = std::min(group.find('/', begin), group.size());
    stem += (stem.empty() ? "" : ".") + as_word(group.substr(begin, end - begin));
    begin = end + 1;
  }
  return stem;
}

/// The arrays of a group over the same dimensions.
struct Table {
  std::string name;  ///< of the file, without ending
  std::vector<std::string> dimensions;
  std::vector<ArrayInfo> arrays;
};

/// Tables of one group, in order of name.
std::vector<Table> tables_of(const ArchiveReader& archive, const std::string& group) {
  std::map<std::vector<std::string>, std::vector<ArrayInfo>> sets;
  for (const auto& path : archive.arrays(group)) {
    auto array = archive.info(path);
    for (std::size_t d = 0; d < array.dimensions.size(); ++d)
      if (array.dimensions[d].empty()) array.dimensions[d] = fmt::format("dimension_{}", d + 1);
    if (!is_coordinate(array)) sets[array.dimensions].push_back(std::move(array));
  }
  const auto more = [](const auto& a, const auto& b) {
    return std::pair(a.second.size(), a.first.size()) < std::pair(b.second.size(), b.first.size());
  };
  const auto main_set = std::max_element(sets.begin(), sets.end(), more);
  std::vector<Table> tables;
  for (auto set = sets.begin(); set != sets.end(); ++set) {
    std::string name = stem_of(group);
    if (set != main_set) {
      if (set->first.empty()) name += "-scalars";
      for (const auto& dimension : set->first) name += "-" + as_word(dimension);
    }
    tables.push_back({std::move(name), set->first, set->second});
  }
  std::ranges::sort(tables, {}, &Table::name);
  return tables;
}

/// Writes one table, row by row.
class TableWriter {
 public:
  TableWriter(const ArchiveReader& archive, const std::string& group, const Table& table,
              const fs::path& path, Durability durability)
      : archive_(archive), table_(table), shape_(table.arrays.front().shape), file_(path, durability) {
    done_.path = path;
    for (const auto& array : table.arrays)
      if (array.shape != shape_)
        throw Error(Fault::input,
                    fmt::format("{}: {} and {} have the same dimensions and different lengths",
                                archive.file().string(), table.arrays.front().path, array.path));
    for (std::size_t d = 0; d < shape_.size(); ++d) labels_.push_back(labels_of(group, d));
  }

  ExportedTable write() {
    write_header();
    // All columns together stay within the limit.
    const auto limit =
        std::max<std::int64_t>(1, most_values / static_cast<std::int64_t>(table_.arrays.size()));
    auto whole = table_.arrays.front();
    whole.chunk.clear();
    for_each_block(whole, limit, [&](const hdf5::Slab& slab) { write_block(slab); });
    file_.finish();
    return done_;
  }

 private:
  /// Labels of a dimension as fields; empty where it has none.
  [[nodiscard]] std::vector<std::string> labels_of(const std::string& group, std::size_t d) const {
    const auto path = (group == "/" ? "" : group) + "/" + table_.dimensions[d];
    const auto all = archive_.arrays(group);
    if (std::ranges::find(all, path) == all.end()) return {};
    const auto coordinate = archive_.info(path);
    if (!is_coordinate(coordinate) || coordinate.shape != hdf5::Shape{shape_[d]}) return {};
    const auto values = read_values(archive_, coordinate, hdf5::whole(coordinate.shape));
    const auto* const texts = std::get_if<std::vector<std::string>>(&values);
    if (texts && table_.dimensions[d] == "zone") return fields_of(told_apart(archive_, *texts));
    return fields_of(values);
  }

  void write_header() {
    std::vector<std::string> names;
    for (const auto& dimension : table_.dimensions) names.push_back(csv_field(dimension));
    for (const auto& array : table_.arrays) names.push_back(csv_field(name_in(array.path)));
    done_.columns = static_cast<std::int64_t>(names.size());
    file_.write(fmt::format("{}\n", fmt::join(names, ",")));
  }

  void write_block(const hdf5::Slab& slab) {
    std::vector<Values> columns;
    for (const auto& array : table_.arrays) columns.push_back(read_values(archive_, array, slab));
    auto index = slab.start;
    const auto rows = hdf5::count_of(slab.count);
    for (std::int64_t row = 0; row < rows; ++row) {
      write_row(index, columns, static_cast<std::size_t>(row));
      advance(index, slab);
    }
  }

  void write_row(const hdf5::Shape& index, const std::vector<Values>& columns, std::size_t row) {
    std::string line;
    for (std::size_t d = 0; d < index.size(); ++d) {
      const auto at = static_cast<std::size_t>(index[d]);
      line += (labels_[d].empty() ? std::to_string(index[d]) : labels_[d][at]) + ",";
    }
    bool any = index.empty();
    for (const auto& column : columns) {
      const auto field = field_of(column, row);
      any = any || !field.empty();
      line += field + ",";
    }
    if (!any) {
      ++done_.dropped;
      return;
    }
    line.back() = '\n';
    ++done_.rows;
    file_.write(line);
  }

  /// The next index within the block, the last dimension fastest.
  static void advance(hdf5::Shape& index, const hdf5::Slab& slab) {
    for (std::size_t d = index.size(); d-- > 0;) {
      if (++index[d] < slab.start[d] + slab.count[d]) return;
      index[d] = slab.start[d];
    }
  }

  const ArchiveReader& archive_;
  const Table& table_;
  hdf5::Shape shape_;
  FileWriter file_;
  std::vector<std::vector<std::string>> labels_;
  ExportedTable done_;
};

void collect_groups(const ArchiveReader& archive, const std::string& group, int depth,
                    std::vector<std::string>& found) {
  if (depth > deepest)
    throw Error(Fault::input,
                fmt::format("{}: groups lie more than {} deep in each other, which no result has",
                            archive.file().string(), deepest));
  found.push_back(group);
  for (const auto& child : archive.groups(group)) collect_groups(archive, child, depth + 1, found);
}

std::vector<std::string> wanted_groups(const ArchiveReader& archive, const std::string& group) {
  std::vector<std::string> all;
  collect_groups(archive, "/", 0, all);
  if (group.empty()) return all;
  const auto wanted = group.starts_with('/') ? group : "/" + group;
  std::vector<std::string> chosen, names;
  for (const auto& path : all) {
    if (path == wanted || path.starts_with(wanted + "/")) chosen.push_back(path);
    if (path != "/") names.push_back(path.substr(1));
  }
  if (chosen.empty())
    throw Error(Fault::usage, fmt::format("{} has no group '{}'; it has {}", archive.file().string(),
                                          excerpt(group), fmt::join(names, ", ")));
  return chosen;
}

/// A name that no table before has taken.
std::string unused_name(const std::string& name, std::set<std::string>& used) {
  auto free = name;
  for (int number = 2; !used.insert(free).second; ++number) free = fmt::format("{}-{}", name, number);
  return free;
}

}  // namespace

std::vector<ExportedTable> export_tables(const ArchiveReader& archive, const fs::path& folder,
                                         const std::string& group, Durability durability) {
  const auto groups = wanted_groups(archive, group);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    throw Error(Fault::system, fmt::format("{}: making the folder: {}", folder.string(), error.message()));
  std::vector<ExportedTable> written;
  std::set<std::string> used;
  for (const auto& path : groups)
    for (const auto& table : tables_of(archive, path))
      written.push_back(
          TableWriter(archive, path, table, folder / (unused_name(table.name, used) + ".csv"), durability)
              .write());
  return written;
}

std::string table_with(const ArchiveReader& archive, const std::string& array) {
  for (const auto& table : tables_of(archive, array.substr(0, array.rfind('/'))))
    if (std::ranges::find(table.arrays, array, &ArrayInfo::path) != table.arrays.end())
      return table.name + ".csv";
  throw Error(Fault::input, fmt::format("{}: has no array {}", archive.file().string(), array));
}

}  // namespace minenpp::io
