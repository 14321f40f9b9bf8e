#include "casa_case.h"

#include <cmath>
#include <cstddef>
#include <numbers>

namespace minenpp::bench {

using model::batch_size;

double temperature_at(double row, double col, double month) {
  return 3.2 - 15 * std::cos(2 * std::numbers::pi * (month + 0.5) / 12) + 1.5 * std::sin(row / 300) +
         0.5 * std::cos(col / 200);
}

double precipitation_at(double row, double col, double month) {
  return 40 - 30 * std::cos(2 * std::numbers::pi * (month + 0.2) / 12) + 3 * std::cos(row / 250 + month) +
         2 * std::sin(col / 170);
}

model::CasaInputs casa_case() {
  constexpr double row = 100;
  model::CasaInputs in;
  for (std::size_t m = 0; m < model::months_per_year; ++m) {
    const auto month = static_cast<double>(m);
    for (int lane = 0; lane < batch_size; ++lane) {
      in.temperature_degC[m][lane] = temperature_at(row, lane, month);
      in.precipitation_mm[m][lane] = precipitation_at(row, lane, month);
      in.ndvi[m][lane] = 0.4 - 0.25 * std::cos(2 * std::numbers::pi * month / 12) + 0.001 * lane;
      in.radiation_MJ_m2[m][lane] = 450 - 200 * std::cos(2 * std::numbers::pi * month / 12);
    }
  }
  in.emax_gC_MJ.setConstant(0.542);
  in.ndvi_min.setConstant(0.05);
  in.ndvi_max.setConstant(0.7);
  in.latitude_deg.setConstant(39.5);
  in.vegetated.setConstant(true);
  return in;
}

}  // namespace minenpp::bench
