#include "survey/demo/scene_plan.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "survey/demo/coordinate_hash.h"
#include "survey/demo/demo_layout.h"

namespace minenpp::survey {
namespace {

using model::LandsatSensor;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr int repeat_days = 16, days_to_next_path = 7;
constexpr int path_count = 233;
constexpr int first_path_of_a_day = 88;  // where a day of universal time begins, in the western Pacific

// Paths in the order in which one day sees them.
int place_in_day(int path) {
  return path < first_path_of_a_day ? path + path_count : path;
}

struct Overpass {
  int path;
  sys_days day;
};

constexpr sys_days day_of(int year, unsigned month, unsigned day) {
  return sys_days(std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day));
}

// Real products: LT52240631988227CUB02, LE07 p015r032 of 2002-07-20, LC08_L2SP_008059_20191201.
Overpass known_overpass(LandsatSensor sensor) {
  switch (sensor) {
    case LandsatSensor::tm:
      return {224, day_of(1988, 8, 14)};
    case LandsatSensor::etm:
      return {15, day_of(2002, 7, 20)};
    case LandsatSensor::oli:
      break;
  }
  return {8, day_of(2019, 12, 1)};
}

// August is kept clearer, so that its composite leaves little of the area out.
double cloud_share_of(const DemoScene& scene) {
  const double chance = unit_from(scene_seed(0x51, scene));
  return scene.month() == demo_image_month ? 0.04 + 0.18 * chance : 0.06 + 0.44 * chance;
}

class Plan {
 public:
  void add(LandsatSensor sensor, int path, int year, int month, std::size_t overpass) {
    const int calendar_year = demo_years[year];
    const auto overpasses = overpass_days(sensor, path, calendar_year, static_cast<unsigned>(month));
    if (overpass >= overpasses.size()) return;
    DemoScene scene{sensor, path, year,
                    year_month_day(day_of(calendar_year, static_cast<unsigned>(month), overpasses[overpass])),
                    0};
    scene.cloud_share = cloud_share_of(scene);
    scenes_.push_back(scene);
  }

  void add_overcast(LandsatSensor sensor, int path, int year, int month, std::size_t overpass) {
    const std::size_t before = scenes_.size();
    add(sensor, path, year, month, overpass);
    if (scenes_.size() > before) scenes_.back().cloud_share = 1;
  }

  [[nodiscard]] std::vector<DemoScene> in_order() {
    std::ranges::sort(scenes_, {}, [](const DemoScene& scene) {
      return std::tuple(scene.year, sys_days(scene.date), scene.path, static_cast<int>(scene.sensor));
    });
    return std::move(scenes_);
  }

 private:
  std::vector<DemoScene> scenes_;
};

std::vector<LandsatSensor> sensors_of(int year) {
  if (demo_years[year] < 2013) return {LandsatSensor::tm, LandsatSensor::etm};
  return {LandsatSensor::oli};
}

void add_august(Plan& plan, int year) {
  for (const LandsatSensor sensor : sensors_of(year)) {
    for (const int path : {demo_home_path, demo_east_path}) {
      for (const std::size_t overpass : {0U, 1U}) {
        const bool overcast = demo_years[year] == 2016 && path == demo_east_path && overpass == 1;
        if (overcast)
          plan.add_overcast(sensor, path, year, demo_image_month, overpass);
        else
          plan.add(sensor, path, year, demo_image_month, overpass);
      }
    }
  }
}

void add_other_month(Plan& plan, int year, int month) {
  const std::vector<LandsatSensor> sensors = sensors_of(year);
  if (demo_years[year] == 2010 && month == 2)
    return plan.add_overcast(sensors.front(), demo_home_path, year, month, 0);
  plan.add(sensors.front(), demo_home_path, year, month, 0);
  if (month % 2 == 1)
    plan.add(sensors.front(), demo_east_path, year, month, 0);
  else
    plan.add(sensors.back(), demo_home_path, year, month, sensors.size() == 1 ? 1 : 0);
}

std::string sensor_code(LandsatSensor sensor) {
  switch (sensor) {
    case LandsatSensor::tm:
      return "LT05";
    case LandsatSensor::etm:
      return "LE07";
    case LandsatSensor::oli:
      break;
  }
  return "LC08";
}

std::string compact(const year_month_day& date) {
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace

int DemoScene::day_of_year() const {
  return static_cast<int>((sys_days(date) - day_of(static_cast<int>(date.year()), 1, 1)).count()) + 1;
}

std::vector<unsigned> overpass_days(LandsatSensor sensor, int path, int year, unsigned month) {
  const Overpass known = known_overpass(sensor);
  const sys_days first =
      known.day + days(days_to_next_path * (place_in_day(path) - place_in_day(known.path)));
  const auto last = std::chrono::year(year) / static_cast<int>(month) / std::chrono::last;
  std::vector<unsigned> found;
  for (unsigned day = 1; day <= static_cast<unsigned>(last.day()); ++day) {
    if ((day_of(year, month, day) - first).count() % repeat_days == 0) found.push_back(day);
  }
  return found;
}

std::vector<DemoScene> scene_plan(bool all_months) {
  Plan plan;
  for (int year = 0; year < demo_year_count; ++year) {
    add_august(plan, year);
    for (int month = 1; all_months && month <= 12; ++month) {
      if (month != demo_image_month) add_other_month(plan, year, month);
    }
  }
  return plan.in_order();
}

year_month_day production_date(const DemoScene& scene) {
  return year_month_day(std::max(sys_days(scene.date) + days(repeat_days), day_of(2020, 8, 20)));
}

std::string product_id(const DemoScene& scene, const std::string& level) {
  return fmt::format("{}_{}_{:03}{:03}_{}_{}_02_T1", sensor_code(scene.sensor), level, scene.path,
                     demo_wrs_row, compact(scene.date), compact(production_date(scene)));
}

std::uint64_t scene_seed(std::uint64_t seed, const DemoScene& scene) {
  const auto day = static_cast<std::int64_t>(sys_days(scene.date).time_since_epoch().count());
  return coordinate_hash(mix_bits(seed ^ 0x41) + static_cast<std::uint64_t>(scene.sensor), scene.path, day);
}

}  // namespace minenpp::survey
