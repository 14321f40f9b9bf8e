#include "io/hdf5/value_type.h"

namespace minenpp::io {

std::string to_string(ValueType type) {
  switch (type) {
    case ValueType::uint8:
      return "uint8";
    case ValueType::int16:
      return "int16";
    case ValueType::int32:
      return "int32";
    case ValueType::int64:
      return "int64";
    case ValueType::float32:
      return "float32";
    case ValueType::float64:
      return "float64";
    case ValueType::text:
      break;
  }
  return "text";
}

std::size_t size_of(ValueType type) {
  if (type == ValueType::text) return 0;
  return with_number_type(type, [](auto number) { return sizeof number; });
}

namespace hdf5 {

namespace {

hid_t native_number(ValueType type) {
  switch (type) {
    case ValueType::uint8:
      return H5T_NATIVE_UINT8;
    case ValueType::int16:
      return H5T_NATIVE_INT16;
    case ValueType::int32:
      return H5T_NATIVE_INT32;
    case ValueType::int64:
      return H5T_NATIVE_INT64;
    case ValueType::float32:
      return H5T_NATIVE_FLOAT;
    default:
      return H5T_NATIVE_DOUBLE;
  }
}

std::optional<ValueType> integer_type(hid_t type) {
  const auto size = H5Tget_size(type);
  const bool is_signed = H5Tget_sign(type) == H5T_SGN_2;
  if (!is_signed) return size == 1 ? std::optional(ValueType::uint8) : std::nullopt;
  if (size == 2) return ValueType::int16;
  if (size == 4) return ValueType::int32;
  if (size == 8) return ValueType::int64;
  return std::nullopt;
}

}  // namespace

Datatype datatype(ValueType type) {
  constexpr auto fault = model::Fault::system;
  if (type != ValueType::text) return {H5Tcopy(native_number(type)), fault, "making a number type"};
  Datatype text(H5Tcopy(H5T_C_S1), fault, "making the text type");
  check(H5Tset_size(text.get(), H5T_VARIABLE), fault, "making the text type");
  check(H5Tset_cset(text.get(), H5T_CSET_UTF8), fault, "making the text type");
  return text;
}

std::optional<ValueType> value_type(const Datatype& type) {
  switch (H5Tget_class(type.get())) {
    case H5T_INTEGER:
      return integer_type(type.get());
    case H5T_FLOAT:
      if (H5Tget_size(type.get()) == 4) return ValueType::float32;
      if (H5Tget_size(type.get()) == 8) return ValueType::float64;
      return std::nullopt;
    case H5T_STRING:
      if (H5Tis_variable_str(type.get()) > 0) return ValueType::text;
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace hdf5
}  // namespace minenpp::io
