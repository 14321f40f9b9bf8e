#include "survey/demo/edited_survey.h"

#include <fstream>
#include <string>

#include <fmt/format.h>

#include "model/error.h"
#include "survey/demo/demo_survey_file.h"

namespace minenpp::survey {

namespace {

namespace fs = std::filesystem;
using model::Error;
using model::Fault;

/// Neither the scale nor the seed stands in a survey file.
bool is_of_a_demo(const std::string& text) {
  for (const bool all_months : {false, true})
    for (const bool scenes : {false, true})
      for (const char* ending : {"tif", "vrt"})
        if (text == demo_survey_file({.all_months = all_months, .raster_ending = ending, .scenes = scenes}))
          return true;
  return false;
}

std::string text_of(const fs::path& file) {
  std::string text(fs::file_size(file), ' ');
  std::ifstream stream(file, std::ios::binary);
  if (!stream.read(text.data(), static_cast<std::streamsize>(text.size())))
    throw Error(Fault::system, fmt::format("'{}' cannot be read", file.string()));
  return text;
}

fs::path free_name(const fs::path& file) {
  auto name = fs::path(file).concat(".old");
  for (int number = 2; fs::exists(name); ++number)
    name = fs::path(file).concat(fmt::format(".old{}", number));
  return name;
}

}  // namespace

std::optional<fs::path> put_edited_survey_aside(const fs::path& folder) {
  const auto file = folder / demo_survey_file_name;
  std::error_code failure;
  if (!fs::is_regular_file(file, failure) || is_of_a_demo(text_of(file))) return std::nullopt;
  const auto name = free_name(file);
  fs::rename(file, name, failure);
  if (failure)
    throw Error(Fault::system, fmt::format("'{}' cannot be renamed to '{}': {}", file.string(),
                                           name.filename().string(), failure.message()));
  return name;
}

}  // namespace minenpp::survey
