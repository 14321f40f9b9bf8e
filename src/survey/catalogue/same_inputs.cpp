#include "survey/catalogue/same_inputs.h"

#include <array>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xxhash.h>

#include "model/error.h"
#include "survey/catalogue/first_names.h"

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

/// Ranks that have another hash of one kind than the first.
std::vector<std::string> odd_ranks(const std::vector<std::int64_t>& hashes, std::size_t kind) {
  std::vector<std::string> odd;
  for (std::size_t rank = 1; rank < hashes.size() / kinds.size(); ++rank)
    if (hashes[rank * kinds.size() + kind] != hashes[kind]) odd.push_back(std::to_string(rank));
  return odd;
}

/// A line that one text has and the other has not; empty where there is none.
std::string line_of_one(const std::string& text, const std::string& other) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (other.find(line) == std::string::npos) return line;
  return {};
}

}  // namespace

void check_same_inputs(const mpi::Communicator& ranks, const Catalogue& catalogue, const Notices& notices) {
  const auto hashes = ranks.all_gather(hashes_of(catalogue));
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    const auto odd = odd_ranks(hashes, kind);
    if (odd.empty()) continue;
    // Only the root speaks; what a rank would have warned of tells most.
    const auto warnings = ranks.all_gather(fmt::format("{}", fmt::join(notices.warnings(), "\n")));
    const auto& others = warnings[static_cast<std::size_t>(std::stoi(odd.front()))];
    const auto there = line_of_one(others, warnings.front()), here = line_of_one(warnings.front(), others);
    throw model::Error(
        model::Fault::input,
        fmt::format(
            "rank{} {} found other {} than rank 0: a file cannot be read there, or files were changed "
            "while the survey began; run it again{}",
            odd.size() == 1 ? "" : "s", first_listed(odd), kinds[kind],
            !there.empty()  ? fmt::format(". Rank {}: {}", odd.front(), there)
            : !here.empty() ? ". Rank 0: " + here
                            : std::string()));
  }
}

}  // namespace minenpp::survey
