#include "survey/run/stage_id.h"

#include <fmt/format.h>

namespace minenpp::survey {

namespace {

std::string title_of(Stage stage) {
  switch (stage) {
    case Stage::landcover:
      return "land cover";
    case Stage::ndvi:
      return "NDVI";
    case Stage::class_ndvi:
      return "NDVI of classes";
    case Stage::mines:
      return "mines";
    case Stage::weather:
      return "weather";
    case Stage::npp:
      return "NPP";
    case Stage::synthesis:
      return "change and statistics";
    case Stage::report:
      return "report";
    case Stage::weather_statistics:
      return "weather statistics";
  }
  return {};
}

}  // namespace

bool is_per_year(Stage stage) {
  return stage == Stage::landcover || stage == Stage::ndvi || stage == Stage::class_ndvi ||
         stage == Stage::weather || stage == Stage::npp;
}

std::string word_of(Stage stage) {
  switch (stage) {
    case Stage::landcover:
      return "landcover";
    case Stage::ndvi:
      return "ndvi";
    case Stage::class_ndvi:
      return "class-ndvi";
    case Stage::mines:
      return "mines";
    case Stage::weather:
      return "weather";
    case Stage::npp:
      return "npp";
    case Stage::synthesis:
      return "statistics";
    case Stage::report:
      return "report";
    case Stage::weather_statistics:
      return "weather-statistics";
  }
  return {};
}

std::string name_of(const StageId& id, const Catalogue& catalogue) {
  const auto title = title_of(id.stage);
  return id.year ? fmt::format("{} {}", title, catalogue.years[*id.year].year) : title;
}

}  // namespace minenpp::survey
