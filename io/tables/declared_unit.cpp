#include "io/tables/declared_unit.h"

#include <boost/algorithm/string.hpp>

namespace minenpp::io {

namespace {

struct Spelling {
  StationVariable variable;
  const char* texts;  ///< without blanks and signs of powers, in small letters
  const char* units;
};

using enum StationVariable;

constexpr Spelling spellings[] = {
    {temperature, "k kelvin degk", "K"},
    {temperature, "c degc celsius degreesc degreec degreescelsius degreecelsius \u00b0c", "degC"},
    {temperature, "f degf fahrenheit degreesf degreesfahrenheit", "degF"},
    {precipitation, "mm mm/month mmmonth-1 mmmon-1 kgm-2 kg/m2", "mm"},
    {precipitation, "cm cm/month", "cm"},
    {precipitation, "m", "m m/day"},
    {precipitation, "in inch inches", "in"},
    {precipitation, "mm/day mm/d mmday-1 mmd-1 kgm-2day-1 kgm-2d-1", "mm/day"},
    {precipitation, "m/day mday-1 md-1", "m/day"},
    {precipitation, "mm/hour mm/hr mm/h mmhour-1 mmhr-1 mmh-1", "mm/hour"},
    {precipitation, "kgm-2s-1 kg/m2/s mms-1 mm/s", "kg/m2/s"},
    {radiation, "wm-2 w/m2", "W/m2"},
    {radiation, "jm-2 j/m2", "J/m2/month J/m2/day"},
    {radiation, "jm-2day-1 jm-2d-1 j/m2/day", "J/m2/day"},
    {radiation, "mjm-2 mj/m2", "MJ/m2/month MJ/m2/day"},
    {radiation, "mjm-2day-1 mjm-2d-1 mj/m2/day", "MJ/m2/day"},
    {radiation, "mjm-2month-1 mj/m2/month", "MJ/m2/month"},
    {radiation, "kwhm-2 kwh/m2", "kWh/m2/month kWh/m2/day"},
    {radiation, "kwhm-2day-1 kwhm-2d-1 kwh/m2/day", "kWh/m2/day"},
};

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  boost::split(words, text, boost::is_any_of(" "));
  return words;
}

}  // namespace

std::vector<std::string> units_meant(StationVariable variable, const std::string& declared) {
  auto text = boost::to_lower_copy(declared);
  boost::erase_all(text, "**");
  boost::erase_all(text, "^");
  boost::erase_all(text, " ");
  boost::erase_all(text, "_");
  for (const auto& spelling : spellings) {
    if (spelling.variable != variable) continue;
    for (const auto& word : words_of(spelling.texts))
      if (word == text) return words_of(spelling.units);
  }
  return {};
}

}  // namespace minenpp::io
