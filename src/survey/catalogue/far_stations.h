#pragma once

#include "io/raster/study_grid.h"
#include "io/tables/station_table.h"
#include "survey/run/notices.h"

namespace minenpp::survey {

/// Warns of each station that lies farther than 3000 km from the study grid while at least half of the
/// stations are nearer than half of that, and says so where a changed sign, or longitude and latitude
/// exchanged, would bring it among the others. Kriging would use it all the same, and call good ones wrong.
void warn_about_far_stations(const io::StationTable& table, const io::StudyGrid& study, Notices& notices);

}  // namespace minenpp::survey
