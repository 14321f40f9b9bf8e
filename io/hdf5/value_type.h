#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>

#include "io/hdf5/handle.h"

namespace minenpp::io {

/// The types that a result holds. They are stored as they lie in memory, since HDF5 converts nothing in a
/// collective write.
enum class ValueType { uint8, int16, int32, int64, float32, float64, text };

/// "int16", "float64", "text", ...
[[nodiscard]] std::string to_string(ValueType type);

/// Bytes of one value; 0 for text, which has no fixed size.
[[nodiscard]] std::size_t size_of(ValueType type);

[[nodiscard]] constexpr bool is_floating(ValueType type) {
  return type == ValueType::float32 || type == ValueType::float64;
}

/// The ValueType of a C++ type. One of std::uint8_t, int16_t, int32_t, int64_t, float, double, std::string.
template <typename T>
[[nodiscard]] constexpr ValueType value_type_of() {
  if constexpr (std::is_same_v<T, std::uint8_t>)
    return ValueType::uint8;
  else if constexpr (std::is_same_v<T, std::int16_t>)
    return ValueType::int16;
  else if constexpr (std::is_same_v<T, std::int32_t>)
    return ValueType::int32;
  else if constexpr (std::is_same_v<T, std::int64_t>)
    return ValueType::int64;
  else if constexpr (std::is_same_v<T, float>)
    return ValueType::float32;
  else if constexpr (std::is_same_v<T, double>)
    return ValueType::float64;
  else {
    static_assert(std::is_same_v<T, std::string>, "a result does not hold values of this type");
    return ValueType::text;
  }
}

/// Calls `work` with a value-initialised object of the C++ type behind a numeric `type`.
template <typename Work>
decltype(auto) with_number_type(ValueType type, Work&& work) {
  switch (type) {
    case ValueType::uint8:
      return work(std::uint8_t{});
    case ValueType::int16:
      return work(std::int16_t{});
    case ValueType::int32:
      return work(std::int32_t{});
    case ValueType::int64:
      return work(std::int64_t{});
    case ValueType::float32:
      return work(float{});
    case ValueType::float64:
      return work(double{});
    case ValueType::text:
      break;
  }
  throw model::Error(model::Fault::system, "text was used where numbers are expected");
}

namespace hdf5 {

/// HDF5's own type in memory and file. Text is of variable length in UTF-8, as netCDF-4 stores it.
[[nodiscard]] Datatype datatype(ValueType type);

/// What a stored type is; nothing where it is none of the above.
[[nodiscard]] std::optional<ValueType> value_type(const Datatype& type);

}  // namespace hdf5
}  // namespace minenpp::io
