#include "survey/settings/registry.h"

namespace minenpp::survey {

std::vector<Setting> mine_settings() {
  using enum SettingKind;
  return {
      {"mines.source", choice, "-", "auto", "auto|polygons|classes|both",
       "What land is a mine: the polygons of zones.mines, the pixels of mines.classes year by year, or "
       "either; "
       "auto: polygons where there are any",
       "own choice"},
      {"mines.classes", integer_list, "class code", "7,8,9,10,11,12", "1..254",
       "Classes of mine land: stripping, pit, reclaimed land and dumps", "Fu et al. 2022"},
      {"mines.by-years", yes_no, "-", "no", "",
       "Polygons are mines only from zones.mines-from to zones.mines-to; otherwise in every year",
       "own choice"},
      {"mines.find", yes_no, "-", "no", "",
       "Tell mines of mines.classes apart: land that hangs together (8 neighbours) in any surveyed year is "
       "one "
       "mine",
       "own choice"},
      {"mines.min-area", number, "hm2", "1", "0..1000000", "Found mines below are left out", "own choice"},

      {"rings.on", choice, "-", "auto", "auto|yes|no",
       "Rings around mines by distance; auto: where there are mines and the grid is in metres", "own choice"},
      {"rings.breaks", number_list, "m", "200,400,600,800,1000", "", "Outer limits of the rings, ascending",
       "Fu et al. 2022"},
      {"rings.mines", text_list, "-", "", "",
       "Names of the mines whose rings are taken together; the others have no rings in the ledger; empty: "
       "all",
       "Fu et al. 2022"},
      {"rings.per-mine", yes_no, "-", "yes", "",
       "Rings of each mine alone as well, in which a pixel near two mines counts twice", "own choice"},

      {"ledger.reference-distance", number, "m", "2000", "0..100000",
       "Land farther than this from every mine is the reference of its class", "science, section 6.10"},
      {"ledger.block", number, "m", "1000", "10..1000000",
       "Edge of the blocks that standard errors are drawn from; larger where there would be too many",
       "own choice"},
      {"ledger.replicates", integer, "-", "1000", "10..100000", "Draws of the block bootstrap", "own choice"},
      {"ledger.seed", integer, "-", "1", "0..2000000000", "Seed of the block bootstrap", "own choice"},
  };
}

}  // namespace minenpp::survey
