#include "survey/mines/mine_list.h"

#include <algorithm>

namespace minenpp::survey {

MineList list_mines(const Catalogue& catalogue, const std::vector<std::string>& found) {
  const auto& rules = catalogue.mines;
  MineList list;
  if (rules.source == MineSource::none) return list;
  if (!rules.find && rules.source != MineSource::classes)
    for (std::size_t zone = 0; zone < catalogue.zones.size(); ++zone)
      if (catalogue.zones[zone].kind == ZoneKind::mine)
        list.mines.push_back({catalogue.zones[zone].name, static_cast<std::int64_t>(zone), true});
  if (rules.find)
    for (const auto& name : found) list.mines.push_back({name, -1, true});
  else if (rules.from_classes())
    list.mines.push_back({mined_land, -1, true});
  if (!rules.selected.empty())
    for (auto& mine : list.mines)
      mine.selected = std::ranges::find(rules.selected, mine.name) != rules.selected.end();
  return list;
}

}  // namespace minenpp::survey
