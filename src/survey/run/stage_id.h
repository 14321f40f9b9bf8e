#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// The stages of a survey. Each writes files of its own and is made again when what it depends on changes.
enum class Stage { landcover, ndvi, class_ndvi, mines, weather, npp, synthesis, report, weather_statistics };

/// Has every year such a stage of its own?
[[nodiscard]] bool is_per_year(Stage stage);

/// As on the command line: landcover, ndvi, class-ndvi, mines, weather, npp, statistics, report.
[[nodiscard]] std::string word_of(Stage stage);

/// One stage of one run.
struct StageId {
  Stage stage = Stage::landcover;
  std::optional<std::size_t> year =
      {};  ///< index into the catalogue's years; nothing for stages of the whole
};

/// "NDVI 2006", "change and statistics".
[[nodiscard]] std::string name_of(const StageId& id, const Catalogue& catalogue);

}  // namespace minenpp::survey
