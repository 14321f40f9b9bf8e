#include "io/results/compare.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "io/results/compare_values.h"
#include "io/results/inventory.h"

namespace minenpp::io {

namespace {

using Kind = Difference::Kind;

std::string shown(const AttributeValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return fmt::format("\"{}\"", *text);
  if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&value))
    return fmt::format("{}", fmt::join(*integers, ", "));
  return fmt::format("{}", fmt::join(std::get<std::vector<double>>(value), ", "));
}

bool same_number(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}

bool same(const NamedAttribute& a, const NamedAttribute& b) {
  const auto* numbers_a = std::get_if<std::vector<double>>(&a.value);
  const auto* numbers_b = std::get_if<std::vector<double>>(&b.value);
  if (numbers_a == nullptr || numbers_b == nullptr) {
    const bool text = std::holds_alternative<std::string>(a.value);
    return a.value == b.value && (text || a.number_type == b.number_type);
  }
  return a.number_type == b.number_type &&
         std::equal(numbers_a->begin(), numbers_a->end(), numbers_b->begin(), numbers_b->end(), same_number);
}

const NamedAttribute* find(const Attributes& attributes, const std::string& name) {
  const auto found =
      std::find_if(attributes.begin(), attributes.end(), [&](const auto& a) { return a.name == name; });
  return found == attributes.end() ? nullptr : &*found;
}

/// Two result files and the list their differences go to.
class FilePair {
 public:
  FilePair(const ArchiveReader& a, const ArchiveReader& b, std::string file, const Tolerance& tolerance,
           std::vector<Difference>& list)
      : a_(a), b_(b), file_(std::move(file)), tolerance_(tolerance), list_(list) {}

  void compare() {
    const auto in_a = inventory(a_), in_b = inventory(b_);
    for (const auto& group : shared("group", in_a.groups, in_b.groups)) compare_attributes(group);
    for (const auto& array : shared("array", in_a.arrays, in_b.arrays)) compare_array(array);
  }

 private:
  void note(Kind kind, const std::string& path, std::string detail) {
    list_.push_back({.kind = kind, .file = file_, .path = path, .detail = std::move(detail)});
  }

  /// What both have; notes what only one has.
  std::vector<std::string> shared(const char* what, const std::vector<std::string>& in_a,
                                  const std::vector<std::string>& in_b) {
    std::vector<std::string> only_a, only_b, both;
    std::set_difference(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::back_inserter(only_a));
    std::set_difference(in_b.begin(), in_b.end(), in_a.begin(), in_a.end(), std::back_inserter(only_b));
    std::set_intersection(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::back_inserter(both));
    for (const auto& path : only_a) note(Kind::missing, path, what);
    for (const auto& path : only_b) note(Kind::added, path, what);
    return both;
  }

  void compare_attributes(const std::string& path) {
    const auto in_a = meaningful_attributes(a_, path), in_b = meaningful_attributes(b_, path);
    std::set<std::string> names;
    for (const auto& attribute : in_a) names.insert(attribute.name);
    for (const auto& attribute : in_b) names.insert(attribute.name);
    for (const auto& name : names) {
      const auto *from_a = find(in_a, name), *from_b = find(in_b, name);
      if (from_a != nullptr && from_b != nullptr && same(*from_a, *from_b)) continue;
      note(Kind::attribute, path,
           fmt::format("{}: {}, {}", name, from_a ? shown(from_a->value) : "absent",
                       from_b ? shown(from_b->value) : "absent"));
    }
  }

  void compare_array(const std::string& path) {
    compare_attributes(path);
    const auto in_a = a_.info(path), in_b = b_.info(path);
    if (in_a.shape != in_b.shape || in_a.dimensions != in_b.dimensions)
      return note(Kind::shape, path,
                  fmt::format("[{}] over ({}), [{}] over ({})", fmt::join(in_a.shape, ", "),
                              fmt::join(in_a.dimensions, ", "), fmt::join(in_b.shape, ", "),
                              fmt::join(in_b.dimensions, ", ")));
    if (in_a.type != in_b.type)
      return note(Kind::type, path, fmt::format("{}, {}", to_string(in_a.type), to_string(in_b.type)));
    if (auto found = compare_values(a_, b_, in_a, tolerance_)) {
      found->file = file_;
      list_.push_back(std::move(*found));
    }
  }

  const ArchiveReader& a_;
  const ArchiveReader& b_;
  std::string file_;
  Tolerance tolerance_;
  std::vector<Difference>& list_;
};

std::string values_text(const Difference& d) {
  auto text = fmt::format("{} of {} values differ", d.cells, d.of);
  if (d.largest > 0) text += fmt::format(", by up to {} (relative {:.3g})", d.largest, d.largest_relative);
  text += fmt::format("; at [{}]", fmt::join(d.where.index, ", "));
  if (d.where.x && d.where.y) text += fmt::format(" (x {}, y {})", *d.where.x, *d.where.y);
  return text + fmt::format(": {}, {}", d.where.a, d.where.b);
}

std::string what_differs(const Difference& d) {
  switch (d.kind) {
    case Kind::missing:
      return d.detail + " is only in the first result";
    case Kind::added:
      return d.detail + " is only in the second result";
    case Kind::shape:
      return "shapes differ: " + d.detail;
    case Kind::type:
      return "types differ: " + d.detail;
    case Kind::attribute:
      return "attribute " + d.detail;
    case Kind::values:
      break;
  }
  return values_text(d);
}

}  // namespace

std::string to_string(const Difference& difference) {
  std::string place;
  if (!difference.file.empty()) place += difference.file + ": ";
  if (!difference.path.empty()) place += difference.path + ": ";
  return place + what_differs(difference);
}

std::vector<Difference> compare(const std::filesystem::path& a, const std::filesystem::path& b,
                                const Tolerance& tolerance) {
  if (!(tolerance.absolute >= 0) || !(tolerance.relative >= 0))
    throw model::Error(model::Fault::usage, "a tolerance must be 0 or above");
  const auto files_a = result_files(a), files_b = result_files(b);
  std::vector<Difference> list;
  std::set<std::filesystem::path> all(files_a.begin(), files_a.end());
  all.insert(files_b.begin(), files_b.end());
  const auto has = [](const auto& files, const auto& file) {
    return std::find(files.begin(), files.end(), file) != files.end();
  };
  for (const auto& file : all) {
    const auto name = file.generic_string();
    if (!has(files_b, file))
      list.push_back({.kind = Kind::missing, .file = name, .path = "", .detail = "file"});
    else if (!has(files_a, file))
      list.push_back({.kind = Kind::added, .file = name, .path = "", .detail = "file"});
    else
      FilePair(ArchiveReader(result_file(a, file)), ArchiveReader(result_file(b, file)), name, tolerance,
               list)
          .compare();
  }
  return list;
}

std::string format_differences(const std::vector<Difference>& differences) {
  if (differences.empty()) return "no difference\n";
  std::string text;
  for (const auto& difference : differences) text += to_string(difference) + "\n";
  return text + fmt::format("{} difference{}\n", differences.size(), differences.size() == 1 ? "" : "s");
}

}  // namespace minenpp::io
