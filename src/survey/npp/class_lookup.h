#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/casa/land_class.h"
#include "model/casa/ndvi_bounds.h"

namespace minenpp::survey {

/// The code of a class map where there is no class; class codes are 1..254.
inline constexpr std::uint8_t no_class = 0;
inline constexpr int largest_class_code = 254;

/// What CASA needs to know of each class code, ready to be looked up a pixel. Codes without a class have NaN
/// emax.
class ClassLookup {
 public:
  struct Traits {
    double emax_gC_MJ = model::no_data;
    double ndvi_min = model::no_data;
    double ndvi_max = model::no_data;
    bool vegetated = false;
    bool woody = false;
  };

  /// `bounds[i]` belongs to `classes[i]`.
  ClassLookup(const std::vector<model::LandClass>& classes, const std::vector<model::NdviBounds>& bounds);

  [[nodiscard]] const Traits& of(std::uint8_t code) const { return traits_[code]; }

 private:
  std::array<Traits, 256> traits_{};
};

}  // namespace minenpp::survey
