#include "model/climate/thornthwaite.h"

#include "reference_data.h"
#include <array>
#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "model/climate/radiation.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

using Year = std::array<double, 12>;

constexpr Year pingshuo{-10.5, -6.5, 0.5, 8.5, 15.2, 19.3, 21.0, 19.1, 13.5, 6.8, -1.8, -8.6};

MonthlyBatch constant_year(const Year& values) {
  MonthlyBatch months;
  for (std::size_t m = 0; m < values.size(); ++m) months[m].setConstant(values[m]);
  return months;
}

Batch potential(double t, const Batch& heat) {
  return local_potential_evapotranspiration(Batch::Constant(t), heat);
}

double potential(double t, double heat) {
  return potential(t, Batch::Constant(heat).eval())[0];
}

TEST(Thornthwaite, OneYear) {
  const Batch heat = heat_index(constant_year(pingshuo));
  const Batch exponent = thornthwaite_exponent(heat);
  const Batch e0 = potential(19.1, heat);
  const Batch long_days = e0 * day_length_factor(Batch::Constant(39.5), 2020, 8);
  for (const int lane : {0, 1, 31, 62, 63}) {
    EXPECT_GOLDEN("S3a", heat[lane]);
    EXPECT_GOLDEN("S3b", exponent[lane]);
    EXPECT_GOLDEN("S3c", e0[lane]);
    EXPECT_GOLDEN("S3d", long_days[lane]);
  }
}

// The logarithms are shared between the index and the months; powers taken one by one must give the same.
TEST(Thornthwaite, IsTheLawOfPowers) {
  for (const double shift : {-12.0, 0.0, 4.0}) {
    MonthlyBatch t = constant_year(pingshuo);
    double heat = 0;
    for (std::size_t m = 0; m < t.size(); ++m) {
      t[m] += shift;
      heat += t[m][0] > 0 ? std::pow(t[m][0] / 5, 1.514) : 0.0;
    }
    EXPECT_NEAR(heat_index(t)[0], heat, 1e-13 * heat);
    const double a = thornthwaite_exponent(Batch::Constant(heat))[0];
    for (const auto& month : t) {
      const double degC = month[0];
      if (degC >= 26.5) continue;
      const double expected = degC > 0 ? 16 * std::pow(10 * degC / heat, a) : 0.0;
      EXPECT_NEAR(potential(degC, heat), expected, 1e-12 * expected);
    }
  }
}

TEST(Thornthwaite, AYearHasThePotentialOfItsChosenMonths) {
  MonthlyBatch t = constant_year(pingshuo);
  for (int lane = 0; lane < batch_size; ++lane) t[2][lane] = lane - 20.0;
  t[5][7] = no_data;
  MonthMask months{};
  for (const std::size_t m : {0U, 2U, 5U, 6U}) months[m] = true;
  MonthlyBatch e0;
  const Batch heat = potential_year(t, months, e0);
  for (std::size_t m = 0; m < months.size(); ++m) {
    const Batch alone = local_potential_evapotranspiration(t[m], heat);
    for (int lane = 0; lane < batch_size; ++lane) {
      if (!months[m] || lane == 7)
        EXPECT_TRUE(std::isnan(e0[m][lane])) << m << " " << lane;
      else
        EXPECT_EQ(e0[m][lane], alone[lane]) << m << " " << lane;
    }
  }
}

TEST(Thornthwaite, NothingEvaporatesInFrost) {
  EXPECT_EQ(potential(0, 40), 0);
  EXPECT_EQ(potential(-20, 40), 0);
  EXPECT_EQ(potential(5, 0), 0);
  const Batch frozen = heat_index(constant_year({-5, -5, -5, -5, -5, -5, 0, -5, -5, -5, -5, -5}));
  EXPECT_TRUE((frozen == 0).all());
}

TEST(Thornthwaite, HotMonthsFollowWillmott) {
  for (const double heat : {30.0, 80.0, 150.0}) {
    EXPECT_NEAR(potential(26.5, heat), -415.85 + 32.24 * 26.5 - 0.43 * 26.5 * 26.5, 1e-9);
    EXPECT_NEAR(potential(35, heat), -415.85 + 32.24 * 35 - 0.43 * 35 * 35, 1e-9);
  }
  const double just_below =
      16 * std::pow(10 * 26.4999 / 80, (0.6751 * 512000 - 77.1 * 6400 + 17920 * 80 + 492390) * 1e-6);
  EXPECT_NEAR(potential(26.4999, 80), just_below, 1e-9);
}

TEST(Thornthwaite, RisesWithTemperature) {
  double before = 0;
  for (double t = 0.5; t < 26.5; t += 0.5) {
    const double now = potential(t, 50);
    EXPECT_GT(now, before) << t;
    before = now;
  }
}

TEST(Thornthwaite, MissingMonthOrPixelStaysMissing) {
  for (int lane = 0; lane < batch_size; ++lane) {
    MonthlyBatch t = constant_year(pingshuo);
    t[static_cast<std::size_t>(lane % 12)][lane] = no_data;
    const Batch heat = heat_index(t);
    const Batch e0 = potential(-3, heat);
    for (int i = 0; i < batch_size; ++i) {
      EXPECT_EQ(std::isnan(heat[i]), i == lane);
      EXPECT_EQ(std::isnan(e0[i]), i == lane);
    }
  }
  EXPECT_TRUE(std::isnan(potential(no_data, 40)));
  EXPECT_TRUE(day_length_factor(Batch::Constant(no_data), 2020, 1).isNaN().all());
}

// A textbook year at about 51 N, printed with whole-day daylight of its own and rounded (tolerance 4 mm).
TEST(Thornthwaite, TextbookYear) {
  constexpr Year t{2.1, 2.5, 4.8, 7.1, 8.3, 10.7, 13.4, 14.5, 11.1, 8.2, 5.4, 3.7};
  constexpr Year daylight{9.4, 10.6, 11.9, 13.4, 14.6, 15.2, 14.9, 13.9, 12.6, 11.1, 9.8, 9.1};
  constexpr Year printed{10.67, 14.08, 28.49, 45.85, 57.47, 75.20, 89.91, 90.29, 64.26, 43.34, 26.24, 17.31};
  const double heat = heat_index(constant_year(t))[0];
  for (std::size_t m = 0; m < t.size(); ++m) {
    const int days = days_in_month(2019, static_cast<int>(m) + 1);
    EXPECT_NEAR(potential(t[m], heat) * daylight[m] / 12 * days / 30, printed[m], 4) << "month " << m + 1;
  }
}

// The SPEI package takes the heat index from the mean year of the whole record, has no Willmott branch,
// another formula for the declination and no leap years; below 26.5 degC the rest of the method is the same.
TEST(Thornthwaite, SpeiWichita) {
  const auto path = testing::reference_file("spei_wichita_expected.csv");
  SKIP_WITHOUT_REFERENCE(path);
  const auto rows = testing::read_cells(path);
  ASSERT_EQ(rows.size(), 382U);
  Year sum{}, count{};
  for (const auto& row : rows) {
    const auto m = static_cast<std::size_t>(std::stoi(row[1]) - 1);
    sum[m] += std::stod(row[5]);
    count[m] += 1;
  }
  Year mean{};
  for (std::size_t m = 0; m < mean.size(); ++m) mean[m] = sum[m] / count[m];
  const double heat = heat_index(constant_year(mean))[0];

  int compared = 0;
  for (const auto& row : rows) {
    const double t = std::stod(row[5]), expected = std::stod(row[9]);
    if (t >= 26.5) continue;
    const int month = std::stoi(row[1]);
    const double got = potential(t, heat) * day_length_factor(Batch::Constant(37.6475), 2019, month)[0];
    EXPECT_NEAR(got, expected, 0.015 * expected + 0.05) << row[0] << "-" << month;
    ++compared;
  }
  EXPECT_GT(compared, 300);
}

}  // namespace
}  // namespace minenpp::model
