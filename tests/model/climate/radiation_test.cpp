#include "model/climate/radiation.h"

#include "reference_data.h"
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "model/climate/calendar.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

TEST(Radiation, WorkedExamplesOfFao56) {
  EXPECT_GOLDEN("R1a", extraterrestrial_radiation(-20, 246));
  EXPECT_GOLDEN("R1b", daylight_hours(-20, 246));
  EXPECT_GOLDEN("R1c", extraterrestrial_radiation(-22.9, 135));
  EXPECT_GOLDEN("R1d",
                angstrom_prescott(extraterrestrial_radiation(-22.9, 135), 7.1, daylight_hours(-22.9, 135)));
}

TEST(Radiation, PingshuoInAugust) {
  const double ra = extraterrestrial_radiation(39.5, mid_month_day(2020, 8));
  const double n = daylight_hours(39.5, mid_month_day(2020, 8));
  const double rs = angstrom_prescott(ra, 8.2, n);
  EXPECT_GOLDEN("R2a", ra);
  EXPECT_GOLDEN("R2b", n);
  EXPECT_GOLDEN("R2c", rs);
  EXPECT_GOLDEN("R2d", monthly_from_daily(rs, 2020, 8));
}

TEST(Radiation, Units) {
  EXPECT_GOLDEN("R3a", monthly_from_watts(210, 2020, 8));
  EXPECT_GOLDEN("R3b", monthly_from_watts(150, 2020, 2));
  EXPECT_GOLDEN("R3e", 0.5 * megajoule_per_watt_day * 365.25 / 12);
  EXPECT_DOUBLE_EQ(water_equivalent_mm(2.45), 1);
}

TEST(Radiation, TableOfExtraterrestrialRadiation) {
  const auto path = testing::reference_file("fao56_table2_6_Ra_MJm2day.csv");
  SKIP_WITHOUT_REFERENCE(path);
  const auto rows = testing::read_cells(path);
  ASSERT_EQ(rows.size(), 31U);
  double worst = 0;
  for (const auto& row : rows) {
    for (int month = 1; month <= 12; ++month) {
      const double ra = extraterrestrial_radiation(std::stod(row[0]), mid_month_day(2019, month));
      worst = std::max(worst, std::abs(ra - std::stod(row[static_cast<std::size_t>(month)])));
    }
  }
  EXPECT_LT(worst, 0.3) << "the table gives one digit and representative days that differ from the 15th";
}

TEST(Radiation, TableOfDaylightHours) {
  const auto path = testing::reference_file("fao56_table2_7_daylight_hours.csv");
  SKIP_WITHOUT_REFERENCE(path);
  const auto rows = testing::read_cells(path);
  ASSERT_EQ(rows.size(), 6U);
  for (const auto& row : rows) {
    for (int month = 1; month <= 12; ++month) {
      EXPECT_NEAR(daylight_hours(std::stod(row[0]), mid_month_day(2019, month)),
                  std::stod(row[static_cast<std::size_t>(month)]), 0.13)
          << row[0] << " degrees, month " << month;
    }
  }
}

TEST(Radiation, CabindaYear) {
  const auto path = testing::reference_file("fao56_cabinda_ET0.csv");
  SKIP_WITHOUT_REFERENCE(path);
  const auto rows = testing::read_cells(path);
  ASSERT_EQ(rows.size(), 12U);
  const double latitude = -(5 + 33.0 / 60);
  for (int month = 1; month <= 12; ++month) {
    const auto& row = rows[static_cast<std::size_t>(month - 1)];
    const int day = mid_month_day(2019, month);
    const double rs = angstrom_prescott(extraterrestrial_radiation(latitude, day), std::stod(row[5]),
                                        daylight_hours(latitude, day));
    EXPECT_NEAR(rs, std::stod(row[6]), 0.2) << row[0] << ": sunshine is printed to 0.1 h";
  }
}

TEST(Radiation, PolarDayAndNight) {
  EXPECT_EQ(daylight_hours(80, 355), 0);
  EXPECT_EQ(daylight_hours(80, 172), 24);
  EXPECT_NEAR(extraterrestrial_radiation(80, 355), 0, 1e-12);
  EXPECT_EQ(angstrom_prescott(extraterrestrial_radiation(80, 355), 0, daylight_hours(80, 355)), 0);
  EXPECT_NEAR(daylight_hours(0, 100), 12, 1e-12);
}

TEST(Radiation, BatchOfLatitudesEqualsOneByOne) {
  Batch latitudes;
  for (int i = 0; i < batch_size; ++i) latitudes[i] = -80 + 2.5 * i;
  latitudes[17] = no_data;
  const Batch hours = daylight_hours(latitudes, 228);
  for (int i = 0; i < batch_size; ++i) {
    if (i == 17) {
      EXPECT_TRUE(std::isnan(hours[i]));
    } else {
      EXPECT_EQ(hours[i], daylight_hours(latitudes[i], 228));
    }
  }
}

TEST(Radiation, MissingStaysMissing) {
  EXPECT_TRUE(std::isnan(extraterrestrial_radiation(no_data, 100)));
  EXPECT_TRUE(std::isnan(angstrom_prescott(no_data, 5, 12)));
  EXPECT_TRUE(std::isnan(angstrom_prescott(30, no_data, 12)));
  EXPECT_TRUE(std::isnan(angstrom_prescott(30, no_data, 0)));
  EXPECT_TRUE(std::isnan(monthly_from_watts(no_data, 2020, 1)));
}

}  // namespace
}  // namespace minenpp::model
