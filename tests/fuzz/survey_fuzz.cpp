// Survey files, and what their values say.
#include "support/fuzzing.h"
#include "survey/settings/registry.h"
#include "survey/settings/settings.h"

namespace {

using namespace minenpp;

/// Every setting that was accepted can be asked for in its own kind.
void ask(const survey::Settings& settings, const survey::Setting& setting) {
  using Kind = survey::SettingKind;
  static_cast<void>(settings.text(setting.key));
  static_cast<void>(settings.where(setting.key));
  static_cast<void>(settings.recorded(setting.key));
  if (!settings.has(setting.key)) return;
  if (setting.kind == Kind::yes_no) static_cast<void>(settings.yes(setting.key));
  if (setting.kind == Kind::number) static_cast<void>(settings.number(setting.key));
  if (setting.kind == Kind::integer) static_cast<void>(settings.integer(setting.key));
  if (setting.kind == Kind::path)
    fuzz::require(!settings.path(setting.key).empty(), "a path that is set and is none");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string path = fuzz::scratch_folder() + "/survey.ini";
  fuzz::write_file(path, fuzz::text_of(data, size));
  fuzz::accept([&] {
    survey::Problems problems;
    const auto settings = survey::Settings::read(path, {}, problems);
    for (const auto& problem : problems) fuzz::require_message(problem);
    if (!problems.empty()) return;
    for (const auto& setting : survey::registry()) ask(settings, setting);
    fuzz::require(!settings.survey_name().empty(), "a survey without a name");
    for (const auto& layer : settings.zone_layers()) fuzz::require_message(layer);
    for (const auto& key : settings.unused()) fuzz::require_message(key);
  });
  return 0;
}
