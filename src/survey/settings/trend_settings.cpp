#include "survey/settings/registry.h"

namespace minenpp::survey {

std::vector<Setting> trend_settings() {
  using enum SettingKind;
  return {
      {"trend.time", choice, "-", "calendar", "calendar|index",
       "What trends are over: calendar years, or surveyed years counted 1, 2, 3, ... whatever lies between "
       "them",
       "science, section 6.3; Fu et al. 2022 (index)"},
      {"trend.alpha", number, "-", "0.05", "0..1",
       "A trend is significant where p of the Mann-Kendall test is below", "own choice"},
      {"trend.pre-whiten", yes_no, "-", "no", "",
       "Take the lag-1 autocorrelation out of the series before the Mann-Kendall test, and the trend not "
       "with it (trend-free pre-whitening), where it is outside its 95 % limits; needs evenly spaced years",
       "Yue et al. 2002"},
      {"trend.maps", yes_no, "-", "yes", "",
       "Write maps of the trend of every pixel (three surveyed years or more)", "own choice",
       SettingReach::run},
  };
}

}  // namespace minenpp::survey
