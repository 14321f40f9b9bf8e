#include "survey/settings/registry.h"

namespace minenpp::survey {

std::vector<Setting> report_settings() {
  using enum SettingKind;
  using enum SettingReach;
  return {
      {"report.page", yes_no, "-", "yes", "",
       "Make the report page (report/index.html) at the end of a run; minenpp report makes it at any time",
       "own choice", run},
      {"report.mines", integer, "mine", "12", "1..1000",
       "Mines that the page draws, those with the largest effect on carbon first; its tables hold all",
       "own choice", run},
  };
}

}  // namespace minenpp::survey
