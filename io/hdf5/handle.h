#pragma once

#include <utility>

#include <hdf5.h>

#include "io/hdf5/error.h"

namespace minenpp::io::hdf5 {

/// Owns one HDF5 identifier and closes it with `Close`.
template <herr_t (*Close)(hid_t)>
class Handle {
 public:
  Handle() = default;

  /// Takes over `id`; throws Error(fault) "<doing>: ..." where the call that made it failed.
  Handle(hid_t id, model::Fault fault, std::string_view doing) : id_(check(id, fault, doing)) {}

  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  ~Handle() {
    if (*this) Close(id_);
  }

  [[nodiscard]] hid_t get() const { return id_; }
  explicit operator bool() const { return id_ >= 0; }

  /// Closes now and says where that failed; closing a file is what writes the last of it.
  void close(model::Fault fault, std::string_view doing) {
    if (*this) check(Close(std::exchange(id_, H5I_INVALID_HID)), fault, doing);
  }

  /// Gives the identifier up without closing it.
  hid_t release() { return std::exchange(id_, H5I_INVALID_HID); }

 private:
  hid_t id_ = H5I_INVALID_HID;
};

using File = Handle<H5Fclose>;
using Group = Handle<H5Gclose>;
using Dataset = Handle<H5Dclose>;
using Dataspace = Handle<H5Sclose>;
using Datatype = Handle<H5Tclose>;
using Attribute = Handle<H5Aclose>;
using PropertyList = Handle<H5Pclose>;
using Object = Handle<H5Oclose>;

}  // namespace minenpp::io::hdf5
