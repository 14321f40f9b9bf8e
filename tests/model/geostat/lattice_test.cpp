#include "model/geostat/lattice.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::model {
namespace {

using Function = double (*)(double row, double col);

ExactFields exact_of(std::vector<Function> functions) {
  return [functions = std::move(functions)](std::span<const std::int64_t> rows,
                                            std::span<const std::int64_t> cols, std::span<Batch> fields) {
    for (std::size_t f = 0; f < functions.size(); ++f)
      for (std::size_t k = 0; k < rows.size(); ++k)
        fields[f][static_cast<Eigen::Index>(k)] =
            functions[f](static_cast<double>(rows[k]), static_cast<double>(cols[k]));
  };
}

double plane(double row, double col) {
  return 3 + 0.25 * row - 0.125 * col;
}
double waves(double row, double col) {
  return 20 * std::sin(row / 90) * std::cos(col / 70);
}
/// A point at row 100.3, column 77.6, as a station gives it.
double cone(double row, double col) {
  return 50 - std::hypot(row - 100.3, col - 77.6);
}
/// No data beyond a circle.
double disc(double row, double col) {
  return std::hypot(row - 120, col - 130) < 80 ? waves(row, col) : no_data;
}

MustDivide holds(std::int64_t row, std::int64_t col) {
  return [=](const Window& cell) {
    return row >= cell.row - 1 && row <= cell.row + cell.rows && col >= cell.col - 1 &&
           col <= cell.col + cell.cols;
  };
}
/// Could the rim of the disc run through the cell?
bool on_rim(const Window& cell) {
  const double half = static_cast<double>(cell.rows) / 2;
  const double row = static_cast<double>(cell.row) + half - 120,
               col = static_cast<double>(cell.col) + half - 130;
  return std::abs(std::hypot(row, col) - 80) <= 1.5 * half + 1;
}

std::vector<std::vector<double>> fill(Lattice& lattice, const Window& window, std::size_t fields) {
  std::vector<std::vector<double>> values(fields);
  lattice.fill(window, values);
  return values;
}

double worst(const std::vector<double>& values, const Window& window, Function exact) {
  double most = 0;
  for (std::int64_t i = 0; i < window.size(); ++i) {
    const double truth = exact(static_cast<double>(window.row + i / window.cols),
                               static_cast<double>(window.col + i % window.cols));
    const double found = values[static_cast<std::size_t>(i)];
    EXPECT_EQ(std::isnan(found), std::isnan(truth)) << i;
    if (!std::isnan(truth)) most = std::max(most, std::abs(found - truth));
  }
  return most;
}

TEST(Lattice, PlanesNeedTheCoarsestNodesOnly) {
  Lattice lattice({64, {1e-9}}, exact_of({plane}));
  const Window window{0, 0, 256, 256};
  EXPECT_LT(worst(fill(lattice, window, 1)[0], window, plane), 1e-12);
  EXPECT_EQ(lattice.work().nodes, 16 * 13);
  EXPECT_EQ(lattice.work().pixels, 256 * 256);
}

TEST(Lattice, KeepsTheToleranceOfEveryField) {
  Lattice lattice({64, {0.01, 0.1}}, exact_of({waves, waves}));
  const Window window{10, 20, 300, 280};
  const auto values = fill(lattice, window, 2);
  EXPECT_LT(worst(values[0], window, waves), 0.01);
  EXPECT_GT(lattice.work().nodes, 0);
  EXPECT_LT(lattice.work().nodes, window.size() / 20);
}

TEST(Lattice, IsExactWhereAStationMakesAPoint) {
  const Window window{0, 0, 256, 256};
  Lattice lattice({64, {0.05}}, exact_of({cone}), holds(100, 78));
  const auto values = fill(lattice, window, 1)[0];
  EXPECT_LT(worst(values, window, cone), 0.05);
  for (const auto& [row, col] : {std::pair{100, 77}, {100, 78}, {101, 78}})
    EXPECT_DOUBLE_EQ(values[static_cast<std::size_t>(row * 256 + col)], cone(row, col));
}

TEST(Lattice, KeepsTheEdgeOfNoData) {
  const Window window{0, 0, 256, 256};
  Lattice lattice({32, {0.01}}, exact_of({disc}), on_rim);
  EXPECT_LT(worst(fill(lattice, window, 1)[0], window, disc), 0.01);
}

TEST(Lattice, DoesNotDependOnTheWindow) {
  Lattice whole({64, {0.01, 0.02}}, exact_of({waves, disc}), on_rim);
  const auto all = fill(whole, {0, 0, 300, 300}, 2);
  std::mt19937 random(7);
  for (int trial = 0; trial < 20; ++trial) {
    const auto pick = [&](int below) {
      return static_cast<std::int64_t>(random() % static_cast<unsigned>(below));
    };
    Window window{pick(290), pick(290), 1 + pick(80), 1 + pick(80)};
    window = intersect(window, {0, 0, 300, 300});
    Lattice part({64, {0.01, 0.02}}, exact_of({waves, disc}), on_rim);
    const auto values = fill(part, window, 2);
    for (std::size_t f = 0; f < 2; ++f)
      for (std::int64_t i = 0; i < window.size(); ++i) {
        const double found = values[f][static_cast<std::size_t>(i)];
        const double before = all[f][static_cast<std::size_t>((window.row + i / window.cols) * 300 +
                                                              window.col + i % window.cols)];
        ASSERT_TRUE(found == before || (std::isnan(found) && std::isnan(before)));
      }
  }
}

TEST(Lattice, PartsOfARefinedWindowAreItsOwn) {
  const auto on_rim = [](const Window& cell) { return cell.row <= 90 && cell.row + cell.rows > 90; };
  Lattice lattice({64, {0.01, 0.02}}, exact_of({waves, disc}), on_rim);
  const Window window{40, 30, 150, 100};
  const auto all = fill(lattice, window, 2);
  lattice.refine(window);
  const auto nodes = lattice.work().nodes;
  std::vector<std::vector<double>> values(2);
  for (std::int64_t row = 0; row < window.rows; row += 7) {
    const Window part = intersect(window, {window.row + row, window.col, 7, window.cols});
    lattice.fill_part(part, values);
    for (std::size_t f = 0; f < 2; ++f) {
      ASSERT_EQ(std::ssize(values[f]), part.size());
      for (std::int64_t i = 0; i < part.size(); ++i) {
        const double found = values[f][static_cast<std::size_t>(i)],
                     before = all[f][static_cast<std::size_t>(row * window.cols + i)];
        ASSERT_TRUE(found == before || (std::isnan(found) && std::isnan(before))) << row << ' ' << i;
      }
    }
  }
  EXPECT_EQ(lattice.work().nodes, nodes) << "parts cost no kriging";
}

TEST(Lattice, RefusesWhatIsNoLattice) {
  const auto make = [](std::int64_t cell, double tolerance) {
    Lattice({cell, {tolerance}}, exact_of({plane}));
  };
  EXPECT_THROW(make(48, 0.1), Error);
  EXPECT_THROW(make(1, 0.1), Error);
  EXPECT_THROW(make(64, 0), Error);
  EXPECT_NO_THROW(make(64, 0.1));
}

}  // namespace
}  // namespace minenpp::model
