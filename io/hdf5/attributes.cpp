#include "io/hdf5/attributes.h"

#include <algorithm>

#include <fmt/format.h>

namespace minenpp::io {

NamedAttribute attribute(std::string name, std::string text) {
  return {std::move(name), std::move(text)};
}
NamedAttribute attribute(std::string name, const char* text) {
  return {std::move(name), std::string(text)};
}
NamedAttribute attribute(std::string name, double number, ValueType type) {
  return {std::move(name), std::vector{number}, type};
}
NamedAttribute attribute(std::string name, std::int64_t number, ValueType type) {
  return {std::move(name), std::vector{number}, type};
}
NamedAttribute attribute(std::string name, std::vector<std::int64_t> numbers, ValueType type) {
  return {std::move(name), std::move(numbers), type};
}
NamedAttribute attribute(std::string name, std::vector<double> numbers, ValueType type) {
  return {std::move(name), std::move(numbers), type};
}

namespace hdf5 {

namespace {

using model::Fault;

Attribute create(hid_t object, const std::string& name, const Datatype& type, const Dataspace& space) {
  return {H5Acreate2(object, name.c_str(), type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT), Fault::system,
          fmt::format("writing attribute {}", name)};
}

void write_text(hid_t object, const std::string& name, const std::string& text) {
  const auto doing = fmt::format("writing attribute {}", name);
  const Datatype type(H5Tcopy(H5T_C_S1), Fault::system, doing);
  check(H5Tset_size(type.get(), text.size() + 1), Fault::system, doing);
  check(H5Tset_cset(type.get(), H5T_CSET_UTF8), Fault::system, doing);
  const Dataspace scalar(H5Screate(H5S_SCALAR), Fault::system, doing);
  check(H5Awrite(create(object, name, type, scalar).get(), type.get(), text.c_str()), Fault::system, doing);
}

template <typename Number>
void write_numbers(hid_t object, const std::string& name, const std::vector<Number>& numbers,
                   ValueType stored) {
  const auto doing = fmt::format("writing attribute {}", name);
  const auto type = datatype(stored);
  const hsize_t count = numbers.size();
  const Dataspace list(H5Screate_simple(1, &count, nullptr), Fault::system, doing);
  const auto memory = datatype(value_type_of<Number>());
  check(H5Awrite(create(object, name, type, list).get(), memory.get(), numbers.data()), Fault::system, doing);
}

std::size_t values_of(const Attribute& attribute) {
  const Dataspace space(H5Aget_space(attribute.get()), Fault::input, "reading an attribute");
  return static_cast<std::size_t>(std::max<hssize_t>(0, H5Sget_simple_extent_npoints(space.get())));
}

std::string read_variable_text(const Attribute& attribute, const std::string& doing) {
  const auto type = datatype(ValueType::text);
  const Dataspace space(H5Aget_space(attribute.get()), Fault::input, doing);
  char* text = nullptr;
  check(H5Aread(attribute.get(), type.get(), &text), Fault::input, doing);
  std::string copy = text == nullptr ? "" : text;
  H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, &text);
  return copy;
}

std::optional<std::string> read_text(const Attribute& attribute, const Datatype& type,
                                     const std::string& doing) {
  if (H5Tis_variable_str(type.get()) > 0) {
    if (values_of(attribute) != 1) return std::nullopt;
    return read_variable_text(attribute, doing);
  }
  std::string text(H5Tget_size(type.get()) * values_of(attribute), '\0');
  if (!text.empty()) check(H5Aread(attribute.get(), type.get(), text.data()), Fault::input, doing);
  return text.substr(0, text.find('\0'));
}

template <typename Number>
std::vector<Number> read_numbers(const Attribute& attribute, const std::string& doing) {
  std::vector<Number> numbers(values_of(attribute));
  const auto memory = datatype(value_type_of<Number>());
  if (!numbers.empty()) check(H5Aread(attribute.get(), memory.get(), numbers.data()), Fault::input, doing);
  return numbers;
}

}  // namespace

void write_attribute(hid_t object, const NamedAttribute& attribute) {
  const auto& [name, value, type] = attribute;
  if (const auto* text = std::get_if<std::string>(&value))
    write_text(object, name, *text);
  else if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&value))
    write_numbers(object, name, *integers, type);
  else
    write_numbers(object, name, std::get<std::vector<double>>(value), type);
}

std::optional<NamedAttribute> read_attribute(hid_t object, const std::string& name) {
  const auto doing = fmt::format("reading attribute {}", name);
  if (check(H5Aexists(object, name.c_str()), Fault::input, doing) == 0) return std::nullopt;
  const Attribute stored(H5Aopen(object, name.c_str(), H5P_DEFAULT), Fault::input, doing);
  const Datatype type(H5Aget_type(stored.get()), Fault::input, doing);
  if (H5Tget_class(type.get()) == H5T_STRING) {
    const auto text = read_text(stored, type, doing);
    return text ? std::optional(attribute(name, *text)) : std::nullopt;
  }
  const auto number = value_type(type);
  if (!number) return std::nullopt;
  if (is_floating(*number)) return attribute(name, read_numbers<double>(stored, doing), *number);
  return attribute(name, read_numbers<std::int64_t>(stored, doing), *number);
}

std::optional<std::string> read_text_attribute(hid_t object, const std::string& name) {
  const auto found = read_attribute(object, name);
  if (!found || !std::holds_alternative<std::string>(found->value)) return std::nullopt;
  return std::get<std::string>(found->value);
}

Attributes read_attributes(hid_t object) {
  std::vector<std::string> names;
  const auto collect = [](hid_t, const char* name, const H5A_info_t*, void* list) -> herr_t {
    static_cast<std::vector<std::string>*>(list)->emplace_back(name);
    return 0;
  };
  check(H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, collect, &names), Fault::input,
        "listing attributes");
  std::sort(names.begin(), names.end());
  Attributes all;
  for (const auto& name : names)
    if (auto found = read_attribute(object, name)) all.push_back(std::move(*found));
  return all;
}

}  // namespace hdf5
}  // namespace minenpp::io
