#include "io/scenes/dark_object.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "model/casa/reflectance.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

constexpr std::int64_t numbers_stored = 65536, counted_rows = 256;

std::vector<std::int64_t> histogram_of(SceneFiles& files, SceneLayer layer) {
  std::vector<std::int64_t> histogram(numbers_stored, 0);
  const auto& place = files.place();
  std::vector<double> numbers;
  for (std::int64_t row = 0; row < place.rows; row += counted_rows) {
    const model::Window belt{row, 0, std::min(counted_rows, place.rows - row), place.cols};
    numbers.resize(static_cast<std::size_t>(belt.size()));
    files.read(layer, belt, numbers);
    for (const double number : numbers) {
      if (std::isnan(number)) continue;
      if (number < 0 || number >= numbers_stored || number != std::floor(number))
        throw Error(Fault::input, fmt::format("the {} holds {} where whole numbers of Level-1 (0..65535) are "
                                              "expected",
                                              name_of(layer), number));
      ++histogram[static_cast<std::size_t>(number)];
    }
  }
  return histogram;
}

std::int64_t dark_number(SceneFiles& files, SceneLayer layer, std::int64_t least) {
  const auto found = model::dark_object(histogram_of(files, layer), least);
  if (!found)
    throw Error(Fault::input,
                fmt::format("the {} has no dark object: no stored number occurs {} times; for a cut-out of a "
                            "scene lower scenes.dark-count, or set scenes.correction=none",
                            name_of(layer), least));
  return *found;
}

}  // namespace

std::array<std::int64_t, 2> find_dark_object(SceneFiles& files, std::int64_t least) {
  return {dark_number(files, SceneLayer::red, least), dark_number(files, SceneLayer::nir, least)};
}

}  // namespace minenpp::io
