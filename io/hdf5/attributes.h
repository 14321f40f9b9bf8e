#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "io/hdf5/value_type.h"

namespace minenpp::io {

/// What an attribute holds: one text, or one or more numbers.
using AttributeValue = std::variant<std::string, std::vector<std::int64_t>, std::vector<double>>;

/// A named attribute. `number_type` is the stored type of numbers; _FillValue and flag_values must have that
/// of the data they describe.
struct NamedAttribute {
  std::string name;
  AttributeValue value;
  ValueType number_type = ValueType::float64;
  friend bool operator==(const NamedAttribute&, const NamedAttribute&) = default;
};
using Attributes = std::vector<NamedAttribute>;

[[nodiscard]] NamedAttribute attribute(std::string name, std::string text);
[[nodiscard]] NamedAttribute attribute(std::string name, const char* text);
[[nodiscard]] NamedAttribute attribute(std::string name, double number, ValueType type = ValueType::float64);
[[nodiscard]] NamedAttribute attribute(std::string name, std::int64_t number,
                                       ValueType type = ValueType::int64);
[[nodiscard]] NamedAttribute attribute(std::string name, std::vector<std::int64_t> numbers,
                                       ValueType type = ValueType::int64);
[[nodiscard]] NamedAttribute attribute(std::string name, std::vector<double> numbers,
                                       ValueType type = ValueType::float64);

namespace hdf5 {

/// Writes an attribute of a file, group or dataset as netCDF-4 does: text as one null-terminated UTF-8 string
/// of fixed length, numbers as a list. Throws Error(system).
void write_attribute(hid_t object, const NamedAttribute& attribute);

/// Reads one; nothing where there is none of that name, or its type is not text or number. Throws
/// Error(input) where it is damaged. Text of fixed and of variable length is read.
[[nodiscard]] std::optional<NamedAttribute> read_attribute(hid_t object, const std::string& name);

/// The text of a text attribute; nothing where there is none.
[[nodiscard]] std::optional<std::string> read_text_attribute(hid_t object, const std::string& name);

/// All attributes that are text or numbers, sorted by name.
[[nodiscard]] Attributes read_attributes(hid_t object);

}  // namespace hdf5
}  // namespace minenpp::io
