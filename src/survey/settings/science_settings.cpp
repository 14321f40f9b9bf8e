#include "survey/settings/registry.h"

namespace minenpp::survey {

std::vector<Setting> science_settings() {
  using enum SettingKind;
  return {
      {"casa.mode", choice, "-", "imaged_month", "imaged_month|full_year",
       "NPP of the months with an image only, or of the whole year with an annual sum", "Fu et al. 2022"},
      {"casa.te2-rule", choice, "-", "zhu2007", "zhu2007|smooth",
       "T_e2 far from T_opt: half its value at T_opt, or the curve itself",
       "Zhu et al. 2007; Potter et al. 1993"},
      {"casa.te2-constant", number, "-", "1.1814", "1..1.3",
       "Constant of T_e2 (1.1814 Potter; 1.184 and 1.1919 are used elsewhere)", "Potter et al. 1993"},
      {"casa.water", choice, "-", "monthly", "monthly|annual|bucket",
       "Water stress W_e: from monthly or annual evapotranspiration, or from a soil-water bucket; frozen "
       "months take that of others, so monthly too wants precipitation of all twelve",
       "Zhou and Zhang 1995, 1996; Potter et al. 1993"},
      {"casa.day-length", yes_no, "-", "no", "",
       "Correct potential evapotranspiration for day length and days of the month (always so with the "
       "bucket)",
       "Thornthwaite 1948"},
      {"casa.soil-code", integer, "GTMM soil code", "5", "1..7", "Soil texture of the bucket",
       "GTMM implementation of CASA"},

      {"change.limits", number_list, "gC/m2/month", "-10,10,30", "",
       "Limits between the classes of change besides zero: large loss, gain, large gain",
       "Fu et al. 2022, Table 1"},
      {"change.tolerance", number, "gC/m2/month", "0", "0..10", "Differences up to this count as no change",
       "Fu et al. 2022"},
      {"change.periods", text_list, "-", "", "",
       "Pairs of surveyed years to compare, such as 2006-2020,2006-2016; empty: each surveyed year with the "
       "next, "
       "and the first with the last",
       "own choice"},
      {"change.maps", yes_no, "-", "yes", "", "Write maps of the change and its classes of every period",
       "own choice", SettingReach::run},
      {"change.mined-classes", integer_list, "class code", "7,8,12", "1..254",
       "Classes of mined land: newly mined = one of these at the later date and none at the earlier",
       "own choice"},
      {"change.reclaimed-classes", integer_list, "class code", "9,10,11", "1..254",
       "Classes of reclaimed land", "own choice"},
  };
}

}  // namespace minenpp::survey
