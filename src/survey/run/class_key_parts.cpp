#include "survey/run/class_key_parts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace minenpp::survey {

void add_class_names(KeyParts& parts, const Catalogue& catalogue) {
  for (const auto& land_class : catalogue.classes)
    parts.add(fmt::format("name of class {}", land_class.code), land_class.name);
}

void add_class_parameters(KeyParts& parts, const Catalogue& catalogue) {
  for (const auto& land_class : catalogue.classes) {
    const auto table = class_table_text({land_class});  // a heading, and the line of the class
    const auto line = table.substr(table.find('\n') + 1);
    parts.add(fmt::format("parameters of class {}", land_class.code), line.substr(0, line.find('\n')));
  }
}

void add_class_order(KeyParts& parts, const Catalogue& catalogue) {
  parts.add("order of classes", fmt::format("{}", fmt::join(catalogue.class_codes(), ",")));
}

void add_bounds(KeyParts& parts, const Catalogue& catalogue, const std::vector<model::NdviBounds>& bounds) {
  for (std::size_t i = 0; i < bounds.size(); ++i)
    parts.add(fmt::format("NDVI bounds of class {}", catalogue.classes[i].code),
              fmt::format("{} to {}", bounds[i].ndvi_min, bounds[i].ndvi_max));
}

}  // namespace minenpp::survey
