#include "survey/demo/mine_design.h"

namespace minenpp::survey {

const std::array<MineDesign, mine_count>& mine_designs() {
  static const std::array<MineDesign, mine_count> designs{{
      {"Antaibao",
       {{6900, 8000}, 3370, 0.4},
       0.35,
       {{{300, 1038, 1500, 1776},
         {630.34, 1271, 2080, 2487.88},
         {1060.53, 2200, 2800, 3028},
         {1510.53, 2230, 3040, 3328}}}},
      {"Anjialing",
       {{7700, 15900}, 3180, 2.1},
       -0.45,
       {{{60, 701, 1060, 1212},
         {294, 1018, 1700, 1996},
         {652, 1408, 2330, 2626.75},
         {1227.08, 1408, 2450, 2686.89}}}},
      {"East mine",
       {{15900, 10600}, 2860, 4.4},
       1.1,
       {{{0, 0, 0, 0}, {0, 230, 310, 364}, {0, 360, 460, 520}, {116, 375, 600, 681}}}},
  }};
  return designs;
}

}  // namespace minenpp::survey
