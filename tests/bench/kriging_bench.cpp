// Kriging of whole grids: the exact kernel and the lattice, in time a cell. scripts/bench-kriging runs it
// beside R's gstat on the same stations and cells.
//
// Prints one JSON object a line. Times are the best of some repeats, on one core, and hold everything a
// caller does for a cell: its position, the stations' choice, the estimate, the store.

#include "kriging_case.h"
#include <chrono>
#include <cmath>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <limits>
#include <numeric>
#include <random>

#include <boost/program_options.hpp>
#include <nlohmann/json.hpp>

namespace minenpp::bench {
namespace {

using model::Batch;
using model::batch_size;
using model::Window;

constexpr std::size_t comparison_points = 10000;
constexpr std::size_t months = 12, variables_and_months = 36;

void print(const nlohmann::ordered_json& line) {
  std::cout << line << std::endl;
}

/// Seconds of the fastest of some calls.
template <typename Work>
double best_of(int repeats, const Work& work) {
  double best = std::numeric_limits<double>::infinity();
  for (int i = 0; i < repeats; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

std::vector<std::int64_t> random_rows(const Case& what) {
  std::vector<std::int64_t> rows(static_cast<std::size_t>(what.grid.rows()));
  std::iota(rows.begin(), rows.end(), 0);
  std::shuffle(rows.begin(), rows.end(), std::mt19937_64(20));
  if (what.exact_rows > 0) rows.resize(static_cast<std::size_t>(std::min(what.exact_rows, what.grid.rows())));
  std::sort(rows.begin(), rows.end());
  return rows;
}

std::ofstream open(const std::string& path) {
  std::ofstream file(path);
  if (!file) throw std::runtime_error(path + " cannot be written");
  file << std::setprecision(17);
  return file;
}

void write_cells(const Case& what, std::span<const std::int64_t> rows) {
  auto file = open(what.cells);
  file << "x,y\n";
  for (const auto row : rows.first(std::min(rows.size(), static_cast<std::size_t>(what.cells_rows))))
    for (std::int64_t col = 0; col < what.grid.cols(); ++col)
      file << what.grid.x(col) << ',' << what.grid.y(row) << '\n';
}

/// Calls visit(window) for all tiles of the grid.
template <typename Visit>
void each_tile(const Case& what, const Visit& visit) {
  for (std::int64_t row = 0; row < what.grid.rows(); row += what.tile)
    for (std::int64_t col = 0; col < what.grid.cols(); col += what.tile)
      visit(intersect({row, col, what.tile, what.tile}, what.grid.window()));
}

/// Random cells with their exact and their interpolated values.
struct Points {
  std::vector<std::int64_t> rows, cols;
  std::vector<std::vector<double>> exact, lattice;  // [field][point]
};

Points random_points(const Case& what, std::size_t fields) {
  Points points;
  std::mt19937_64 random(10);
  for (std::size_t i = 0; i < comparison_points; ++i) {
    points.rows.push_back(static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(what.grid.rows())));
    points.cols.push_back(static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(what.grid.cols())));
  }
  points.exact.assign(fields, std::vector<double>(comparison_points));
  points.lattice = points.exact;
  return points;
}

void fill_exact(Kriging& kriging, Points& points) {
  std::vector<Batch> values(kriging.fields());
  for (std::size_t begin = 0; begin < comparison_points; begin += batch_size) {
    const auto count = std::min<std::size_t>(batch_size, comparison_points - begin);
    kriging.at(std::span(points.rows).subspan(begin, count), std::span(points.cols).subspan(begin, count),
               values);
    for (std::size_t f = 0; f < values.size(); ++f)
      std::copy_n(values[f].data(), count, points.exact[f].begin() + static_cast<std::ptrdiff_t>(begin));
  }
}

void fill_lattice(const Case& what, Kriging& kriging, Points& points) {
  auto lattice = kriging.lattice();
  std::vector<std::vector<double>> values(kriging.fields());
  each_tile(what, [&](const Window& tile) {
    lattice.fill(tile, values);
    for (std::size_t i = 0; i < comparison_points; ++i) {
      const auto row = points.rows[i] - tile.row, col = points.cols[i] - tile.col;
      if (row < 0 || col < 0 || row >= tile.rows || col >= tile.cols) continue;
      for (std::size_t f = 0; f < values.size(); ++f)
        points.lattice[f][i] = values[f][static_cast<std::size_t>(row * tile.cols + col)];
    }
  });
}

void write_points(const Case& what, const Points& points) {
  auto file = open(what.points);
  file << "x,y,exact,lattice\n";
  for (std::size_t i = 0; i < comparison_points; ++i)
    file << what.grid.x(points.cols[i]) << ',' << what.grid.y(points.rows[i]) << ',' << points.exact[0][i]
         << ',' << points.lattice[0][i] << '\n';
}

void compare(const Case& what, const Stations& stations) {
  Kriging kriging(what, stations, months);
  auto points = random_points(what, months);
  fill_exact(kriging, points);
  fill_lattice(what, kriging, points);
  double largest = 0;
  std::size_t above = 0;
  for (std::size_t f = 0; f < months; ++f)
    for (std::size_t i = 0; i < comparison_points; ++i) {
      const double miss = std::abs(points.lattice[f][i] - points.exact[f][i]);
      largest = std::max(largest, miss);
      above += miss <= what.tolerance ? 0 : 1;
    }
  if (!what.points.empty()) write_points(what, points);
  print({{"what", "difference"},
         {"fields", months},
         {"points", comparison_points},
         {"largest", largest},
         {"share_above_tolerance", static_cast<double>(above) / (months * comparison_points)}});
}

void time_exact(const Case& what, const Stations& stations, std::span<const std::int64_t> rows,
                std::size_t fields) {
  Kriging kriging(what, stations, fields);
  double mixed = 0;
  const double seconds = best_of(what.repeats, [&] {
    kriging.forget();
    mixed += kriging.whole_rows(rows);
  });
  const auto cells = static_cast<std::int64_t>(rows.size()) * what.grid.cols();
  print({{"what", "exact"},
         {"fields", fields},
         {"cells", cells},
         {"ns_per_cell", 1e9 * seconds / static_cast<double>(cells)},
         {"checksum", mixed}});
}

void time_lattice(const Case& what, const Stations& stations, std::size_t fields) {
  Kriging kriging(what, stations, fields);
  std::vector<std::vector<double>> values(fields);
  double mixed = 0;
  model::LatticeWork work;
  const double seconds = best_of(what.repeats, [&] {
    kriging.forget();
    auto lattice = kriging.lattice();
    each_tile(what, [&](const Window& tile) {
      lattice.fill(tile, values);
      for (const auto& field : values) mixed += field.front() + field.back();
    });
    work = lattice.work();
  });
  const auto pixels = static_cast<double>(work.pixels);
  print({{"what", "lattice"},
         {"fields", fields},
         {"cells", work.pixels},
         {"ns_per_cell", 1e9 * seconds / pixels},
         {"nodes_per_cell", static_cast<double>(work.nodes) / pixels},
         {"checksum", mixed}});
}

/// What is done once for all cells: the system's factorisation, the coefficients of twelve fields.
void time_preparation(const Case& what, const Stations& stations) {
  const double seconds = best_of(1, [&] { const Kriging kriging(what, stations, months); });
  print({{"what", "preparation"}, {"fields", months}, {"seconds", seconds}});
}

void run(const Case& what) {
  const auto stations = read_stations(what.stations);
  const auto rows = random_rows(what);
  if (!what.cells.empty()) write_cells(what, rows);
  time_preparation(what, stations);
  compare(what, stations);
  for (const std::size_t fields : {std::size_t{1}, months, variables_and_months})
    time_exact(what, stations, rows, fields);
  for (const std::size_t fields : {std::size_t{1}, months}) time_lattice(what, stations, fields);
}

Case read_case(int argc, char** argv) {
  namespace po = boost::program_options;
  Case what;
  double west = 0, north = 0, cell = 30, nugget = 0, sill = 1, range = 1, kappa = 0.5;
  std::int64_t rows = 1000, cols = 1000;
  std::string model = "spherical";
  po::options_description options("bench_kriging --stations FILE [options]; metres throughout");
  auto add = options.add_options();
  add("help", "this text");
  add("stations", po::value(&what.stations)->required(), "CSV: x, y, v1..v36");
  add("west", po::value(&west), "western edge of the grid");
  add("north", po::value(&north), "northern edge");
  add("cell", po::value(&cell), "edge of a cell");
  add("rows", po::value(&rows), "");
  add("cols", po::value(&cols), "");
  add("model", po::value(&model), "variogram: spherical, exponential, ...");
  add("nugget", po::value(&nugget), "");
  add("partial-sill", po::value(&sill), "");
  add("range", po::value(&range), "range parameter");
  add("kappa", po::value(&kappa), "of a Matern variogram");
  add("nearest", po::value(&what.nearest), "stations a cell; 0: all");
  add("tolerance", po::value(&what.tolerance), "of the lattice, in the unit of the values");
  add("lattice-cell", po::value(&what.lattice_cell), "coarsest lattice cells, pixels");
  add("tile", po::value(&what.tile), "edge of the windows the lattice fills, pixels");
  add("exact-rows", po::value(&what.exact_rows), "rows on which the exact kernel is timed; 0: all");
  add("cells-rows", po::value(&what.cells_rows), "of these, rows written to --cells");
  add("repeats", po::value(&what.repeats), "");
  add("points", po::value(&what.points), "CSV to write: comparison points with estimates");
  add("cells", po::value(&what.cells), "CSV to write: cells on which gstat is timed");
  po::variables_map given;
  po::store(po::parse_command_line(argc, argv, options), given);
  if (given.contains("help")) std::cout << options;
  po::notify(given);
  what.grid = model::Grid(west, north, cell, cell, rows, cols, false);
  what.variogram = model::Variogram(model::variogram_model(model), nugget, sill, range, kappa);
  return what;
}

}  // namespace
}  // namespace minenpp::bench

int main(int argc, char** argv) try {
  minenpp::bench::run(minenpp::bench::read_case(argc, argv));
  return 0;
} catch (const std::exception& error) {
  std::cerr << "bench_kriging: " << error.what() << '\n';
  return 2;
}
