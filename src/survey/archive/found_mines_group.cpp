#include "survey/archive/archive_groups.h"
#include "survey/mines/found_mines.h"

namespace minenpp::survey {

void write_mines_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  write_found_mines(result.found_mines, group);
  add_years(run, group);
  write_mine_years(result.found_mines, group);
}

}  // namespace minenpp::survey
