#include "io/results/compare_values.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "io/results/inventory.h"

namespace minenpp::io {

namespace {

constexpr std::int64_t compared_at_once = std::int64_t{1} << 21;

/// What a stored number of one array means.
class Packing {
 public:
  Packing(const ArchiveReader& reader, const std::string& array)
      : scale_(reader.number_attribute(array, "scale_factor").value_or(1)),
        offset_(reader.number_attribute(array, "add_offset").value_or(0)),
        fill_(
            reader.number_attribute(array, "_FillValue").value_or(std::numeric_limits<double>::quiet_NaN())) {
  }

  template <typename T>
  [[nodiscard]] double operator()(T stored) const {
    const auto number = static_cast<double>(stored);
    return number == fill_ ? std::numeric_limits<double>::quiet_NaN() : number * scale_ + offset_;
  }

  friend bool operator==(const Packing& a, const Packing& b) {
    const bool same_fill = a.fill_ == b.fill_ || (std::isnan(a.fill_) && std::isnan(b.fill_));
    return same_fill && a.scale_ == b.scale_ && a.offset_ == b.offset_;
  }

 private:
  double scale_, offset_, fill_;
};

std::string shown(double value) {
  return std::isnan(value) ? "no data" : fmt::format("{}", value);
}

/// Place `offset` (row-major) of a block, as an index of the array.
std::vector<std::int64_t> index_in(const hdf5::Slab& block, std::int64_t offset) {
  auto index = block.start;
  for (std::size_t d = index.size(); d-- > 0;) {
    index[d] += offset % block.count[d];
    offset /= block.count[d];
  }
  return index;
}

bool same_bits(double a, double b) {
  return a == b && std::signbit(a) == std::signbit(b);
}

/// Gathers the differing cells of one array.
class Tally {
 public:
  Tally(const ArrayInfo& array, const Tolerance& tolerance) : tolerance_(tolerance) {
    found_.kind = Difference::Kind::values;
    found_.path = array.path;
    found_.of = hdf5::count_of(array.shape);
  }

  void numbers(double a, double b, const hdf5::Slab& block, std::int64_t offset) {
    const bool sized = !std::isnan(a) && !std::isnan(b);
    const double apart = a == b ? 0 : std::abs(a - b);
    const double size = std::max(std::abs(a), std::abs(b));
    const double allowed = std::max(tolerance_.absolute, tolerance_.relative * size);
    const bool exact = tolerance_.absolute == 0 && tolerance_.relative == 0;
    if (sized && !exact && apart <= allowed) return;
    const double relative = size > 0 && std::isfinite(size) ? apart / size : 0;
    const bool largest = sized && (!has_size_ || apart > found_.largest);
    if (++found_.cells == 1 || largest) found_.where = {index_in(block, offset), {}, {}, shown(a), shown(b)};
    if (!sized) return;
    has_size_ = true;
    found_.largest = std::max(found_.largest, apart);
    found_.largest_relative = std::max(found_.largest_relative, relative);
  }

  void texts(const std::string& a, const std::string& b, const hdf5::Slab& block, std::int64_t offset) {
    if (++found_.cells == 1) found_.where = {index_in(block, offset), {}, {}, a, b};
  }

  [[nodiscard]] std::optional<Difference> result() const {
    return found_.cells == 0 ? std::nullopt : std::optional(found_);
  }

 private:
  Tolerance tolerance_;
  Difference found_;
  bool has_size_ = false;
};

template <typename T>
bool identical(const T& a, const T& b) {
  if constexpr (std::is_floating_point_v<T>)
    return (std::isnan(a) && std::isnan(b)) || same_bits(a, b);
  else
    return a == b;
}

template <typename T>
std::optional<Difference> compare_as(const ArchiveReader& a, const ArchiveReader& b, const ArrayInfo& array,
                                     const Tolerance& tolerance) {
  const Packing packing_a(a, array.path), packing_b(b, array.path);
  const bool same_packing = packing_a == packing_b;
  Tally tally(array, tolerance);
  std::vector<T> values_a, values_b;
  for_each_block(array, compared_at_once, [&](const hdf5::Slab& block) {
    const auto count = static_cast<std::size_t>(hdf5::count_of(block.count));
    values_a.resize(count);
    values_b.resize(count);
    a.read_block<T>(array.path, block, values_a);
    b.read_block<T>(array.path, block, values_b);
    for (std::size_t i = 0; i < count; ++i) {
      if (same_packing && identical(values_a[i], values_b[i])) continue;
      const auto offset = static_cast<std::int64_t>(i);
      if constexpr (std::is_same_v<T, std::string>) {
        if (values_a[i] != values_b[i]) tally.texts(values_a[i], values_b[i], block, offset);
      } else {
        const double meant_a = packing_a(values_a[i]), meant_b = packing_b(values_b[i]);
        if (same_packing || !identical(meant_a, meant_b)) tally.numbers(meant_a, meant_b, block, offset);
      }
    }
  });
  return tally.result();
}

void add_place(Difference& difference, const ArchiveReader& reader, const ArrayInfo& array) {
  const auto& names = array.dimensions;
  if (names.size() < 2 || names[names.size() - 2] != "y" || names.back() != "x") return;
  const auto group = array.path.substr(0, array.path.rfind('/') + 1);
  const auto coordinate = [&](const std::string& axis, std::int64_t at) -> std::optional<double> {
    if (!reader.has(group + axis)) return std::nullopt;
    double value = 0;
    reader.read_block<double>(group + axis, {{at}, {1}}, std::span(&value, 1));
    return value;
  };
  auto& where = difference.where;
  where.y = coordinate("y", where.index[where.index.size() - 2]);
  where.x = coordinate("x", where.index.back());
}

}  // namespace

std::optional<Difference> compare_values(const ArchiveReader& a, const ArchiveReader& b,
                                         const ArrayInfo& array, const Tolerance& tolerance) {
  auto found = array.type == ValueType::text ? compare_as<std::string>(a, b, array, tolerance)
                                             : with_number_type(array.type, [&](auto number) {
                                                 return compare_as<decltype(number)>(a, b, array, tolerance);
                                               });
  if (found) add_place(*found, a, array);
  return found;
}

}  // namespace minenpp::io
