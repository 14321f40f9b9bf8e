#include "io/results/digest.h"

#include <cmath>
#include <limits>
#include <memory>

#include <fmt/format.h>
#include <xxhash.h>

#include "io/results/inventory.h"

namespace minenpp::io {

namespace {

constexpr std::int64_t hashed_at_once = std::int64_t{1} << 22;

/// Feeds a hash so that no two different sequences of items give the same bytes.
class Hasher {
 public:
  Hasher() : state_(XXH3_createState(), &XXH3_freeState) {
    if (!state_ || XXH3_128bits_reset(state_.get()) == XXH_ERROR) throw std::bad_alloc();
  }

  void bytes(const void* data, std::size_t size) { XXH3_128bits_update(state_.get(), data, size); }

  void number(std::int64_t value) { bytes(&value, sizeof value); }

  void text(std::string_view value) {
    number(static_cast<std::int64_t>(value.size()));
    bytes(value.data(), value.size());
  }

  template <typename T>
  void values(std::vector<T>& list) {
    if constexpr (std::is_same_v<T, std::string>) {
      for (const auto& item : list) text(item);
    } else {
      if constexpr (std::is_floating_point_v<T>)
        for (auto& value : list)
          if (std::isnan(value)) value = std::numeric_limits<T>::quiet_NaN();
      bytes(list.data(), list.size() * sizeof(T));
    }
  }

  [[nodiscard]] std::string hex() const {
    const auto hash = XXH3_128bits_digest(state_.get());
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
  }

 private:
  std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state_;
};

void add_attributes(Hasher& hasher, const Attributes& attributes) {
  hasher.number(static_cast<std::int64_t>(attributes.size()));
  for (const auto& [name, value, type] : attributes) {
    hasher.text(name);
    hasher.number(static_cast<std::int64_t>(value.index()));
    if (const auto* text = std::get_if<std::string>(&value)) {
      hasher.text(*text);
      continue;
    }
    hasher.text(to_string(type));
    const auto numbers = [&](auto list) {
      hasher.number(static_cast<std::int64_t>(list.size()));
      hasher.values(list);
    };
    if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&value))
      numbers(*integers);
    else
      numbers(std::get<std::vector<double>>(value));
  }
}

template <typename T>
void add_values(Hasher& hasher, const ArchiveReader& reader, const ArrayInfo& array) {
  std::vector<T> values;
  for_each_block(array, hashed_at_once, [&](const hdf5::Slab& block) {
    values.resize(static_cast<std::size_t>(hdf5::count_of(block.count)));
    reader.read_block<T>(array.path, block, values);
    hasher.values(values);
  });
}

void add_array(Hasher& hasher, const ArchiveReader& reader, const std::string& path) {
  const auto array = reader.info(path);
  hasher.text("array");
  hasher.text(path);
  hasher.text(to_string(array.type));
  hasher.number(static_cast<std::int64_t>(array.shape.size()));
  for (const auto length : array.shape) hasher.number(length);
  for (const auto& name : array.dimensions) hasher.text(name);
  add_attributes(hasher, meaningful_attributes(reader, path));
  if (array.type == ValueType::text) return add_values<std::string>(hasher, reader, array);
  with_number_type(array.type, [&](auto number) { add_values<decltype(number)>(hasher, reader, array); });
}

void add_file(Hasher& hasher, const ArchiveReader& reader) {
  const auto found = inventory(reader);
  for (const auto& group : found.groups) {
    hasher.text("group");
    hasher.text(group);
    add_attributes(hasher, meaningful_attributes(reader, group));
  }
  for (const auto& array : found.arrays) add_array(hasher, reader, array);
}

}  // namespace

std::string digest(const std::filesystem::path& result) {
  Hasher hasher;
  for (const auto& relative : result_files(result)) {
    hasher.text("file");
    hasher.text(relative.generic_string());
    add_file(hasher, ArchiveReader(result_file(result, relative)));
  }
  return hasher.hex();
}

}  // namespace minenpp::io
