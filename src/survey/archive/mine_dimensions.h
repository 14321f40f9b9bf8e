#pragma once

#include "survey/archive/archive_groups.h"

namespace minenpp::survey {

// Dimensions of the groups of mines.
void add_rings(const SurveyRun& run, io::ArchiveGroup& group);
void add_mines(const SurveyResult& result, io::ArchiveGroup& group);

}  // namespace minenpp::survey
