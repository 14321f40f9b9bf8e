#pragma once

#include <vector>

#include "io/tables/station_table.h"
#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// stations.* as the table's reader takes them, for these surveyed years. Variables that come from rasters,
/// and radiation that comes from an hourly table, are not read.
[[nodiscard]] io::StationSettings station_settings(const Settings& settings,
                                                   const std::vector<YearRasters>& years);

/// The years of a survey without a station.
[[nodiscard]] std::vector<StationYear> years_without_stations(const Catalogue& catalogue);

/// Is each rank to hold only the stations near its tiles (run.share-stations; auto goes by the table's size)?
[[nodiscard]] bool shares_stations(const Settings& settings);

/// The stations of every surveyed year, placed on the study grid; years without stations where all weather is
/// gridded. Missing months that the model needs are problems; stations outside the grid, and months with too
/// few hourly records, are said. Needs the catalogue's grid, years, months and options.
[[nodiscard]] std::vector<StationYear> read_station_years(const Settings& settings,
                                                          const Catalogue& catalogue, ProblemList& problems,
                                                          Notices& notices);

}  // namespace minenpp::survey
