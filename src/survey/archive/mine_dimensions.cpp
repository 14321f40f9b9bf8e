#include "survey/archive/mine_dimensions.h"

namespace minenpp::survey {

void add_rings(const SurveyRun& run, io::ArchiveGroup& group) {
  std::vector<std::int32_t> rings{0};
  std::vector<double> outer{0};
  for (const double limit : run.catalogue.mines.breaks.breaks()) {
    rings.push_back(static_cast<std::int32_t>(rings.size()));
    outer.push_back(limit);
  }
  group.dimension("ring", rings, {io::attribute("long_name", "ring around mines; 0: the mine itself")});
  group.array("outer_limit", {"ring"}, outer, described("m", "largest distance of the ring"));
}

void add_mines(const SurveyResult& result, io::ArchiveGroup& group) {
  std::vector<std::string> names;
  std::vector<std::uint8_t> selected;
  for (const auto& mine : result.mines.mines) {
    names.push_back(mine.name);
    selected.push_back(mine.selected ? 1 : 0);
  }
  group.dimension("mine", names, {io::attribute("long_name", "mine")});
  group.array("selected", {"mine"}, selected, described("1", "1 where the mine counts in the united rings"));
}

}  // namespace minenpp::survey
