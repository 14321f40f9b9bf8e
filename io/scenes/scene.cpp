#include "io/scenes/scene.h"

#include <fmt/format.h>

namespace minenpp::io {

std::string text_of(const Date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::optional<double> cloud_share_from(std::optional<double> percent) {
  constexpr double whole = 100;
  if (!percent || *percent < 0 || *percent > whole) return std::nullopt;
  return *percent / whole;
}

std::string name_of(SceneSensor sensor) {
  switch (sensor) {
    case SceneSensor::landsat4:
      return "Landsat 4";
    case SceneSensor::landsat5:
      return "Landsat 5";
    case SceneSensor::landsat7:
      return "Landsat 7";
    case SceneSensor::landsat8:
      return "Landsat 8";
    case SceneSensor::landsat9:
      return "Landsat 9";
    case SceneSensor::terra_modis:
      return "Terra MODIS";
    case SceneSensor::aqua_modis:
      return "Aqua MODIS";
    case SceneSensor::other:
      break;
  }
  return "another sensor";
}

}  // namespace minenpp::io
