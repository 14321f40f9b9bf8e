#include "survey/catalogue/pixel_check.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "mpi/collective_error.h"
#include "survey/catalogue/gridded_inputs.h"
#include "survey/npp/class_lookup.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;
using model::Window;

namespace {

constexpr std::int64_t sample_edge = 64;

void check_ndvi(const Settings& settings, const Catalogue& catalogue, const NdviSource& source) {
  io::GridReader reader(ndvi_raster(settings, source), catalogue.grid);
  const double lowest = settings.number("ndvi.valid-min"), highest = settings.number("ndvi.valid-max");
  RangeCount count;
  for (const auto& window : sample_windows(catalogue.grid.grid)) {
    std::vector<double> values(static_cast<std::size_t>(window.size()));
    std::vector<std::uint8_t> inside;
    reader.read(window, values);
    catalogue.area.mask(window, inside);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double value = values[i];
      if (inside[i] == 0 || std::isnan(value)) continue;
      ++count.values;
      if (value < lowest || value > highest) ++count.outside;
    }
  }
  if (count.mostly_outside()) throw wrong_scale(settings, source.path, count);
}

void check_landcover(const Settings& settings, const Catalogue& catalogue, const std::string& path) {
  io::GridReader reader(landcover_raster(settings, path), catalogue.grid);
  UnknownCodes unknown;
  const auto look = [&](const model::Window& window) {
    std::vector<std::int32_t> codes(static_cast<std::size_t>(window.size()));
    std::vector<std::uint8_t> inside;
    reader.read(window, codes, no_code);
    catalogue.area.mask(window, inside);
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (inside[i] == 0 || class_of(catalogue, codes[i]) >= 0) continue;
      const auto at = static_cast<std::int64_t>(i);
      unknown.add(codes[i], window.row + at / window.cols, window.col + at % window.cols);
    }
  };
  for (const auto& window : sample_windows(catalogue.grid.grid)) look(window);
  if (unknown.empty()) return;
  // Where one is unknown others are, and all are to be mapped at once.
  constexpr std::int64_t most_read = 20'000'000;
  std::int64_t read = 0;
  for (std::int64_t tile = 0; tile < catalogue.tiles.count() && read < most_read; ++tile) {
    const auto window = catalogue.tiles.window(tile);
    look(window);
    read += window.size();
  }
  throw unknown.error(settings, path);
}

/// The look at one raster.
struct PixelCheck {
  std::function<void(ProblemList&)> run;
  bool first_of_kind;
};

std::vector<PixelCheck> pixel_checks(const Settings& settings, const Catalogue& catalogue) {
  std::vector<PixelCheck> checks;
  std::set<std::string> seen;
  bool first = true;
  for (const auto& year : catalogue.years) {
    for (const auto& source : year.ndvi) {
      const auto look = [&, year = year.year](ProblemList& problems) {
        problems.attempt(fmt::format("NDVI of {}-{:02}", year, source.month),
                         [&] { check_ndvi(settings, catalogue, source); });
      };
      checks.push_back({look, first});
      first = false;
    }
    if (year.landcover.empty() || !seen.insert(year.landcover).second) continue;
    const auto look = [&](ProblemList& problems) {
      problems.attempt(fmt::format("land cover of {}", year.year),
                       [&] { check_landcover(settings, catalogue, year.landcover); });
    };
    checks.push_back({look, seen.size() == 1});
  }
  for (auto& check : gridded_checks(settings, catalogue))
    checks.push_back({std::move(check.run), check.first_of_variable});
  return checks;
}

/// What the checks of one rank found, by the check's place among all.
nlohmann::json problems_of_rank(const std::vector<PixelCheck>& checks, const mpi::Communicator& ranks) {
  auto found = nlohmann::json::array();
  for (std::size_t i = 0; i < checks.size(); ++i) {
    // A setting counts as used where the root reads it, so the root looks at the first file of each kind.
    const auto turn = checks[i].first_of_kind ? 0 : i % static_cast<std::size_t>(ranks.size());
    if (turn != static_cast<std::size_t>(ranks.rank())) continue;
    ProblemList problems;
    checks[i].run(problems);
    for (std::size_t k = 0; k < problems.texts().size(); ++k)
      found.push_back({i, static_cast<int>(problems.faults()[k]), problems.texts()[k]});
  }
  return found;
}

}  // namespace

std::vector<Window> sample_windows(const model::Grid& grid) {
  std::vector<Window> windows;
  const auto bottom = std::max<std::int64_t>(0, grid.rows() - sample_edge);
  const auto right = std::max<std::int64_t>(0, grid.cols() - sample_edge);
  for (const auto& [row, col] : {std::pair{bottom / 2, right / 2},
                                 {std::int64_t{0}, std::int64_t{0}},
                                 {std::int64_t{0}, right},
                                 {bottom, std::int64_t{0}},
                                 {bottom, right}}) {
    const auto window = intersect({row, col, sample_edge, sample_edge}, grid.window());
    if (std::ranges::find(windows, window) == windows.end()) windows.push_back(window);
  }
  return windows;
}

void check_pixels(const Settings& settings, const Catalogue& catalogue, ProblemList& problems) {
  for (const auto& check : pixel_checks(settings, catalogue)) check.run(problems);
}

void check_pixels(const mpi::Communicator& ranks, const Settings& settings, const Catalogue& catalogue) {
  using Found = std::tuple<std::size_t, int, std::string>;
  const auto own = mpi::agree(ranks, [&] {
    // As bytes, since the names of files need not be UTF-8.
    const auto bytes = nlohmann::json::to_msgpack(problems_of_rank(pixel_checks(settings, catalogue), ranks));
    return std::string(bytes.begin(), bytes.end());
  });
  const auto of_ranks = ranks.all_gather(own);
  mpi::agree(ranks, [&] {
    std::vector<Found> all;
    for (const auto& text : of_ranks)
      for (const auto& problem : nlohmann::json::from_msgpack(text)) all.push_back(problem.get<Found>());
    std::ranges::stable_sort(all, {}, [](const Found& found) { return std::get<0>(found); });
    ProblemList problems;
    for (const auto& [place, fault, text] : all) problems.add(static_cast<Fault>(fault), text);
    problems.throw_if_any();
  });
}

Error wrong_scale(const Settings& settings, const std::string& path, const RangeCount& count) {
  return {
      Fault::input,
      fmt::format(
          "{}: {} of {} NDVI values lie outside {}..{}; are ndvi.scale ({}) and ndvi.offset ({}) right? NDVI "
          "is often stored times 10000, which needs ndvi.scale = 0.0001",
          path, count.outside, count.values, settings.text("ndvi.valid-min"), settings.text("ndvi.valid-max"),
          settings.has("ndvi.scale") ? settings.text("ndvi.scale") : "the raster's own",
          settings.has("ndvi.offset") ? settings.text("ndvi.offset") : "the raster's own")};
}

void UnknownCodes::add(int code, std::int64_t row, std::int64_t col) {
  found_.try_emplace(code, Place{row, col});
}

Error UnknownCodes::error(const Settings& settings, const std::string& path) const {
  constexpr std::size_t most = 20;
  std::vector<std::string> codes;
  for (const auto& [code, place] : found_)
    if (codes.size() < most)
      codes.push_back(fmt::format("code {} (first at row {}, column {})", code, place.row, place.col));
  return {Fault::input,
          fmt::format("{}: in no class: {}{}; {}", path, fmt::join(codes, ", "),
                      found_.size() > most ? ", ..." : "",
                      settings.has("landcover.map") ? "add to landcover.map"
                                                    : "name them in landcover.map, or in landcover.classes")};
}

int class_of(const Catalogue& catalogue, int raster_code) {
  if (raster_code == no_code) return no_class;
  const auto mapped = catalogue.class_of_code.find(raster_code);
  if (mapped != catalogue.class_of_code.end()) return mapped->second;
  if (raster_code == 0) return no_class;
  if (!catalogue.class_of_code.empty()) return -1;
  const bool known = std::ranges::any_of(catalogue.classes,
                                         [&](const model::LandClass& c) { return c.code == raster_code; });
  return known ? raster_code : -1;
}

}  // namespace minenpp::survey
