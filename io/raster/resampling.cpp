#include "io/raster/resampling.h"

#include <fmt/format.h>

#include "model/error.h"

namespace minenpp::io {

using model::Error;
using model::Fault;

Resampling resampling_from(const std::string& name) {
  if (name == "nearest") return Resampling::nearest;
  if (name == "bilinear") return Resampling::bilinear;
  if (name == "cubic") return Resampling::cubic;
  if (name == "average") return Resampling::average;
  if (name == "mode") return Resampling::mode;
  throw Error(
      Fault::usage,
      fmt::format("'{}' is no resampling; nearest, bilinear, cubic, average or mode is expected", name));
}

model::Sampling sampling_of(Resampling resampling) {
  switch (resampling) {
    case Resampling::bilinear:
      return model::Sampling::bilinear;
    case Resampling::cubic:
      return model::Sampling::cubic;
    case Resampling::nearest:
    case Resampling::average:
    case Resampling::mode:
      break;
  }
  return model::Sampling::nearest;
}

}  // namespace minenpp::io
