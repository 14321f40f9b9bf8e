#pragma once

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "model/geostat/position.h"
#include "support/golden.h"

namespace minenpp::testing {

/// The invented stations K1 and the county towns K2 of the golden table.
struct GoldenStations {
  std::string tag;
  std::vector<model::Position> places;
  model::Position target;
  std::vector<double> elevation, precipitation, temperature;
  double target_elevation = 0;
};

inline model::Position golden_place(const std::string& tag, int number) {
  const auto suffix = std::to_string(number);
  return {golden_value(tag + ".x" + suffix), golden_value(tag + ".y" + suffix), 0};
}

inline GoldenStations golden_stations(const std::string& tag) {
  GoldenStations s;
  s.tag = tag;
  for (int i = 1; i <= 6; ++i) s.places.push_back(golden_place(tag, i));
  s.target = golden_place(tag, 0);
  if (tag == "K1") {
    s.elevation = {1240, 1385, 1310, 1195, 1350, 1290};
    s.precipitation = {96.0, 104.5, 99.8, 91.2, 102.1, 98.3};
    s.temperature = {20.1, 19.0, 19.6, 20.5, 19.2, 19.7};
    s.target_elevation = 1300;
  } else {
    s.elevation = {1115, 1390, 1055, 1005, 1345, 1050};
    s.precipitation = {98.0, 108.0, 92.0, 86.0, 101.0, 90.0};
    s.temperature = {20.6, 18.7, 21.0, 21.4, 18.3, 21.1};
    s.target_elevation = 1400;
  }
  return s;
}

/// Stations at random in a square of `width_m`, off the origin as map coordinates are.
inline std::vector<model::Position> random_places(int n, unsigned seed, double width_m = 50000) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> along(0, width_m);
  std::vector<model::Position> places;
  for (int i = 0; i < n; ++i) {
    const double x = 500000 + along(random), y = 4300000 + along(random);
    places.push_back({x, y, 0});
  }
  return places;
}

/// Elevations of places in rolling hills, m.
inline std::vector<double> hills(const std::vector<model::Position>& places) {
  std::vector<double> elevation;
  for (const auto& p : places) elevation.push_back(1000 + 200 * std::sin(p.x / 5000));
  return elevation;
}

/// Values that vary smoothly over places, with a little noise.
inline std::vector<double> random_values(const std::vector<model::Position>& places, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> noise(0, 2);
  std::vector<double> values;
  for (const auto& p : places) values.push_back(100 + 20 * std::sin(p.x / 9000) + p.y / 5e5 + noise(random));
  return values;
}

inline model::BatchPositions random_batch(unsigned seed, double width_m = 50000) {
  model::BatchPositions at;
  const auto places = random_places(model::batch_size, seed, width_m);
  for (int lane = 0; lane < model::batch_size; ++lane) {
    at.x[lane] = places[static_cast<std::size_t>(lane)].x;
    at.y[lane] = places[static_cast<std::size_t>(lane)].y;
    at.drift[lane] = 900 + 7.0 * lane;
  }
  return at;
}

inline model::Position lane_of(const model::BatchPositions& at, int lane) {
  return {at.x[lane], at.y[lane], at.z[lane]};
}

/// Where the real data are; empty where they are not.
inline std::filesystem::path real_data() {
  const char* named = std::getenv("MINENPP_DATA");
  std::filesystem::path folder =
      named ? std::filesystem::path(named) : std::filesystem::path(MINENPP_SOURCE_DIR) / "../shared/data";
  return std::filesystem::is_directory(folder) ? folder : std::filesystem::path();
}

/// The number columns of a CSV file by header; text counts as NaN.
inline std::map<std::string, std::vector<double>> number_columns(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string line;
  std::vector<std::string> names;
  std::map<std::string, std::vector<double>> columns;
  while (std::getline(file, line)) {
    std::erase(line, '"');
    std::istringstream cells(line);
    std::string cell;
    const bool header = names.empty();
    for (std::size_t c = 0; std::getline(cells, cell, ','); ++c) {
      if (header) {
        names.push_back(cell);
        continue;
      }
      char* end = nullptr;
      const double number = std::strtod(cell.c_str(), &end);
      columns[names[c]].push_back(end == cell.c_str() ? model::no_data : number);
    }
  }
  return columns;
}

}  // namespace minenpp::testing
