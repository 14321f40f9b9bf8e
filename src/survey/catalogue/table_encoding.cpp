#include "survey/catalogue/table_encoding.h"

#include <filesystem>

#include <fmt/format.h>

#include "io/tables/text_encoding.h"

namespace minenpp::survey {

void warn_about_encoding(const Settings& settings, const std::string& key, Notices& notices) {
  std::error_code none;
  if (!settings.has(key) || !std::filesystem::is_regular_file(settings.path(key), none)) return;
  const auto encoding = io::encoding_of(settings.path(key).string());
  if (encoding && io::is_guessed(*encoding))
    notices.warn(fmt::format("{}: the table is not UTF-8; it is read as {}, so look at its names",
                             settings.where(key), io::name_of(*encoding)));
}

}  // namespace minenpp::survey
