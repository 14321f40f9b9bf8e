#pragma once

#include <string_view>

#include "model/error.h"

namespace minenpp::io::hdf5 {

/// Stops HDF5 from printing its error stack; failures become Errors instead. Called wherever a file is
/// opened.
void silence();

/// The Error for the HDF5 call that failed last: "<doing>: <innermost HDF5 message>". Where the system
/// refused, the system's own words ("No space left on device") stand in for HDF5's.
[[nodiscard]] model::Error library_error(model::Fault fault, std::string_view doing);

/// Passes an HDF5 result on; throws library_error where it is negative.
template <typename Status>
Status check(Status status, model::Fault fault, std::string_view doing) {
  if (status < 0) throw library_error(fault, doing);
  return status;
}

}  // namespace minenpp::io::hdf5
