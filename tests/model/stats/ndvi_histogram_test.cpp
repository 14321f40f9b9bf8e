#include "model/stats/ndvi_histogram.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/error.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

NdviHistogram histogram_of(const std::vector<int>& codes) {
  NdviHistogram histogram;
  for (const int code : codes) histogram.add(code);
  return histogram;
}

double quantile_by_sorting(std::vector<int> codes, double p) {
  std::sort(codes.begin(), codes.end());
  const double h = static_cast<double>(codes.size() - 1) * p;
  const auto i = static_cast<std::size_t>(h);
  const auto next = std::min(i + 1, codes.size() - 1);
  return (codes[i] + (h - static_cast<double>(i)) * (codes[next] - codes[i])) / 1e4;
}

TEST(NdviHistogram, QuantilesOfElevenValues) {
  const auto histogram = histogram_of({1200, 2000, 2500, 3100, 3300, 3800, 4100, 4700, 5500, 6100, 7000});
  EXPECT_GOLDEN("F2a", histogram.quantile(0.05));
  EXPECT_GOLDEN("F2b", histogram.quantile(0.95));
}

TEST(NdviHistogram, QuantilesOfRepeatedCodes) {
  NdviHistogram histogram;
  histogram.add(1200, 3);
  histogram.add(2000, 5);
  histogram.add(2500, 4);
  histogram.add(3100);
  EXPECT_EQ(histogram.total(), 13);
  EXPECT_GOLDEN("F2e", histogram.quantile(0.05));
  EXPECT_GOLDEN("F2f", histogram.quantile(0.95));
}

TEST(NdviHistogram, AgreesWithSortingOfRandomValues) {
  std::mt19937 random(5);
  for (int round = 0; round < 50; ++round) {
    std::uniform_int_distribution<int> size(1, 400),
        code(-ndvi_code_max, round % 2 == 0 ? ndvi_code_max : -9950);
    std::vector<int> codes(static_cast<std::size_t>(size(random)));
    for (int& c : codes) c = code(random);
    const auto histogram = histogram_of(codes);
    for (const double p : {0.0, 0.05, 0.31, 0.5, 0.95, 1.0}) {
      EXPECT_DOUBLE_EQ(histogram.quantile(p), quantile_by_sorting(codes, p));
    }
  }
}

TEST(NdviHistogram, PartsAddUpToTheWhole) {
  std::mt19937 random(6);
  std::uniform_int_distribution<int> code(-ndvi_code_max, ndvi_code_max);
  NdviHistogram whole, first, second;
  for (int i = 0; i < 1000; ++i) {
    const int c = code(random);
    whole.add(c);
    (i % 3 == 0 ? first : second).add(c);
  }
  first.merge(second);
  EXPECT_EQ(first, whole);
  EXPECT_EQ(NdviHistogram(whole.counts()), whole);
}

TEST(NdviHistogram, SeveralAtOnceAreAsOneByOne) {
  std::mt19937 random(3);
  std::vector<std::int16_t> codes(5000);
  std::vector<std::uint16_t> which(codes.size());
  std::vector<NdviHistogram> at_once(3), one_by_one(3);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    codes[i] = static_cast<std::int16_t>(static_cast<int>(random() % 20001) - 10000);
    which[i] = static_cast<std::uint16_t>(random() % 4);
    if (which[i] < 3) one_by_one[which[i]].add(codes[i]);
    if (which[i] == 3) codes[i] = -32768;  // left out, so never looked at
  }
  NdviHistogram::add(codes, which, at_once);
  EXPECT_EQ(at_once, one_by_one);
  for (const int code : {-10001, 10001, -32768}) {
    codes.assign(1, static_cast<std::int16_t>(code));
    which.assign(1, 2);
    EXPECT_THROW(NdviHistogram::add(codes, which, at_once), Error) << code;
  }
}

TEST(NdviHistogram, CountsBeyond32Bits) {
  NdviHistogram histogram;
  histogram.add(-10000, 3'000'000'000);
  histogram.add(10000, 7'000'000'000);
  EXPECT_EQ(histogram.total(), 10'000'000'000);
  EXPECT_EQ(histogram.quantile(0.29), -1);
  EXPECT_EQ(histogram.quantile(0.31), 1);
}

TEST(NdviHistogram, RefusesWhatIsNotNdvi) {
  NdviHistogram histogram;
  EXPECT_THROW(histogram.add(10001), Error);
  EXPECT_THROW(histogram.add(-10001), Error);
  EXPECT_THROW((void)histogram.quantile(1.5), Error);
  EXPECT_THROW((void)histogram.quantile(std::nan("")), Error);
  EXPECT_THROW(NdviHistogram(std::vector<std::int64_t>(3, 0)), Error);
  EXPECT_THROW(NdviHistogram(std::vector<std::int64_t>(NdviHistogram::bins, -1)), Error);
  EXPECT_TRUE(std::isnan(histogram.quantile(0.5)));
}

}  // namespace
}  // namespace minenpp::model
