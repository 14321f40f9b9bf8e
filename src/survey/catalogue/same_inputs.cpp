#include "survey/catalogue/same_inputs.h"

#include <array>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xxhash.h>

#include "model/error.h"

namespace minenpp::survey {

namespace {

constexpr std::array kinds{"study grid", "rasters", "scenes", "weather", "zones"};

std::string grid_text(const Catalogue& catalogue) {
  const auto& [grid, crs] = catalogue.grid;
  return fmt::format("{} {} {} {} {} {} {}", grid.west(), grid.north(), grid.dx(), grid.dy(), grid.rows(),
                     grid.cols(), crs.label());
}

std::string rasters_text(const Catalogue& catalogue) {
  std::string text;
  for (const auto& year : catalogue.years) {
    text += fmt::format("{} {}\n", year.year, year.landcover);
    for (const auto& ndvi : year.ndvi) text += fmt::format("{} {} {}\n", ndvi.path, ndvi.band, ndvi.month);
  }
  return text;
}

std::string scenes_text(const Catalogue& catalogue) {
  std::string text;
  for (const auto& input : catalogue.scenes.scenes)
    text += fmt::format("{} {}\n", input.scene.id, input.used);
  for (const auto& scene : catalogue.scenes.broken) text += fmt::format("broken {}\n", scene.source);
  for (const auto& year : catalogue.years) text += fmt::format("{}\n", year.scenes);
  return text;
}

/// The rasters of the weather; stations may be with the first rank alone.
std::string weather_text(const Catalogue& catalogue) {
  std::string text;
  for (const auto& year : catalogue.gridded)
    for (const auto variable : weather_variables)
      for (const auto& band : year.of(variable))
        text += band ? fmt::format("{} {} {}\n", band->file, band->band, band->year) : "none\n";
  return text;
}

std::string zones_text(const Catalogue& catalogue) {
  std::string text;
  for (const auto& zone : catalogue.zones) text += fmt::format("{} {}\n", kind_of(zone), zone.name);
  return text;
}

std::vector<std::int64_t> hashes_of(const Catalogue& catalogue) {
  std::vector<std::int64_t> hashes;
  for (const auto& text : {grid_text(catalogue), rasters_text(catalogue), scenes_text(catalogue),
                           weather_text(catalogue), zones_text(catalogue)})
    hashes.push_back(static_cast<std::int64_t>(XXH3_64bits(text.data(), text.size()) >> 1));
  return hashes;
}

}  // namespace

void check_same_inputs(const mpi::Communicator& ranks, const Catalogue& catalogue) {
  const auto all = ranks.all_gather(hashes_of(catalogue));
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    std::vector<std::size_t> others;
    for (std::size_t rank = 1; rank < all.size() / kinds.size(); ++rank)
      if (all[rank * kinds.size() + kind] != all[kind]) others.push_back(rank);
    if (others.empty()) continue;
    throw model::Error(
        model::Fault::input,
        fmt::format(
            "rank{} {} found other {} than rank 0: a file cannot be read there, or files were changed "
            "while the survey began; warnings above may say which. Run it again",
            others.size() == 1 ? "" : "s", fmt::join(others, ", "), kinds[kind]));
  }
}

}  // namespace minenpp::survey
