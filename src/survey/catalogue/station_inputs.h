#pragma once

#include <vector>

#include "io/tables/station_table.h"
#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// stations.* as the table's reader takes them, for these surveyed years.
[[nodiscard]] io::StationSettings station_settings(const Settings& settings,
                                                   const std::vector<YearRasters>& years);

/// The stations of every surveyed year, placed on the study grid. Missing months that the model needs are
/// problems; stations outside the grid are said. Needs the catalogue's grid, years, months and options.
[[nodiscard]] std::vector<StationYear> read_station_years(const Settings& settings,
                                                          const Catalogue& catalogue, ProblemList& problems,
                                                          Notices& notices);

}  // namespace minenpp::survey
