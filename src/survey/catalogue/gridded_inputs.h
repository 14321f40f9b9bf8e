#pragma once

#include <functional>
#include <vector>

#include "io/raster/grid_reader.h"
#include "io/tables/climate_units.h"
#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// Does the variable come from rasters?
[[nodiscard]] bool is_gridded(const Settings& settings, WeatherVariable variable);

/// Months of a variable without which the year (index) cannot be computed: temperature of all, which the heat
/// index sums; precipitation of all where water is kept over the year, else of the surveyed ones, as
/// radiation.
[[nodiscard]] model::MonthMask needed_months(const Catalogue& catalogue, std::size_t year,
                                             WeatherVariable variable);

/// The bands of every surveyed year's gridded weather, without reading pixels. Months that are needed and not
/// there, months that cannot be told and several values for one month are problems; weather of another year
/// and climatologies are said. Needs the catalogue's years, months and options.
[[nodiscard]] std::vector<GriddedYear> find_gridded(const Settings& settings, const Catalogue& catalogue,
                                                    ProblemList& problems, Notices& notices);

/// How a band is to be read, and the unit of its values.
[[nodiscard]] io::RasterSettings gridded_raster(const Settings& settings, WeatherVariable variable,
                                                const GriddedBand& band);
[[nodiscard]] io::ClimateUnit gridded_unit(const Settings& settings, WeatherVariable variable);

/// Looks at one band.
struct GriddedCheck {
  std::function<void(ProblemList&)> run;
  bool first_of_variable;
};
/// Opens every band and looks at its corners and centre: CRS, overlap, damage, a unit that cannot be.
/// One function for each band, in order; settings and catalogue outlive them.
[[nodiscard]] std::vector<GriddedCheck> gridded_checks(const Settings& settings, const Catalogue& catalogue);

}  // namespace minenpp::survey
