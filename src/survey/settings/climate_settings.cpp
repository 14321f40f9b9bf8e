#include "survey/settings/registry.h"

namespace minenpp::survey {

std::vector<Setting> climate_settings() {
  using enum SettingKind;
  return {
      {"climate.maps", yes_no, "-", "no", "",
       "Write maps of the correlation of NPP with temperature, precipitation and radiation over the surveyed "
       "years (three or more), and of each with the other two held (five or more)",
       "science, section 6.10", SettingReach::run},
  };
}

}  // namespace minenpp::survey
