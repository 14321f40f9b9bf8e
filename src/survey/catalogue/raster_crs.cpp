#include "survey/catalogue/raster_crs.h"

#include "model/error.h"

namespace minenpp::survey {

std::optional<io::Crs> raster_crs(const Settings& settings, const std::string& key) {
  if (!settings.has(key)) return std::nullopt;
  return model::in_context(settings.where(key), [&] { return io::Crs::from_text(settings.text(key)); });
}

}  // namespace minenpp::survey
