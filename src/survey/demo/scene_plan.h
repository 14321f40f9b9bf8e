#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "model/casa/reflectance.h"

namespace minenpp::survey {

/// The two places in the Worldwide Reference System from which the study area is seen.
inline constexpr int demo_home_path = 126;  ///< sees all of it; delivered in the twin's own UTM zone
inline constexpr int demo_east_path = 125;  ///< sees its east; delivered in the next UTM zone
inline constexpr int demo_wrs_row = 33;

/// One Landsat scene of the demo, before anything of it is made.
struct DemoScene {
  model::LandsatSensor sensor = model::LandsatSensor::oli;  ///< TM of Landsat 5, ETM+ of 7, OLI of 8
  int path = demo_home_path;
  int year = 0;  ///< 0..demo_year_count-1
  std::chrono::year_month_day date{};
  double cloud_share = 0;  ///< 0..1 of the image under cloud; 1: nothing else is seen

  [[nodiscard]] int month() const { return static_cast<int>(static_cast<unsigned>(date.month())); }
  [[nodiscard]] int day_of_year() const;  ///< 1..366
};

/// The days of a month (universal time) on which a satellite passed over a path (1..233) in its morning.
/// Landsat comes back every 16 days and sees the next path seven days later; the days are those of real
/// products.
[[nodiscard]] std::vector<unsigned> overpass_days(model::LandsatSensor sensor, int path, int year,
                                                  unsigned month);

/// The scenes of the demo in order of date within each year: every overpass of August, one of them (of 2016)
/// wholly under cloud; with `all_months` one or two scenes in every other month as well, and in February 2010
/// a single one that shows nothing but cloud. Landsat 5 and 7 in 2006 and 2010, Landsat 8 in 2016 and 2020.
[[nodiscard]] std::vector<DemoScene> scene_plan(bool all_months);

/// "LC08_L2SP_126033_20200807_20200823_02_T1"; `level`: "L2SP", or "L1TP" for the product it was made from.
[[nodiscard]] std::string product_id(const DemoScene& scene, const std::string& level = "L2SP");

/// The day the product was made, no earlier than Collection 2 began.
[[nodiscard]] std::chrono::year_month_day production_date(const DemoScene& scene);

/// Random bits that belong to the scene, for whatever differs from scene to scene.
[[nodiscard]] std::uint64_t scene_seed(std::uint64_t seed, const DemoScene& scene);

}  // namespace minenpp::survey
