#pragma once

#include <string>
#include <vector>

#include "io/raster/study_grid.h"
#include "survey/demo/demo_layout.h"
#include "survey/demo/field_samples.h"

namespace minenpp::survey {

/// The station table (CSV): id,lon,lat,elevation,year,month,temperature,precipitation,radiation in degrees,
/// m, degC, mm/month and MJ/(m2 month); twelve months of each year for each station.
[[nodiscard]] std::string station_table(const io::StudyGrid& study);

/// The field samples (CSV): id,lon,lat,year,month,npp_gC_m2_month.
[[nodiscard]] std::string sample_table(const io::StudyGrid& study, const std::vector<FieldSample>& samples);

}  // namespace minenpp::survey
