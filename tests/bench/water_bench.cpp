// What a pixel-year of CASA costs, how much of that is water balance and heat index, and what it would cost
// to interpolate these on the weather's lattice instead.
//
// "per_pixel" is the processor time of one pixel-year (of one pixel and field where a lattice is filled).
// "nodes_per_pixel" is how many pixels of a lattice were evaluated exactly.

#include "casa_case.h"
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include <benchmark/benchmark.h>

#include "model/casa/casa_year.h"
#include "model/casa/water_stress.h"
#include "model/climate/thornthwaite.h"
#include "model/geostat/lattice.h"

namespace minenpp::model {
namespace {

constexpr std::int64_t window_edge = 256;

struct Weather {
  MonthlyBatch temperature, precipitation;
};

void set_lane(Weather& weather, int lane, double row, double col) {
  for (std::size_t m = 0; m < months_per_year; ++m) {
    weather.temperature[m][lane] = bench::temperature_at(row, col, static_cast<double>(m));
    weather.precipitation[m][lane] = bench::precipitation_at(row, col, static_cast<double>(m));
  }
}

void count_pixels(benchmark::State& state, double pixels) {
  state.counters["per_pixel"] =
      benchmark::Counter(pixels, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

/// The whole kernel. `continued`: the year goes on from one before, so that the bucket needs no spin-up.
void casa_year(benchmark::State& state, WaterStress rule, bool day_length, bool continued) {
  CasaOptions options;
  options.mode = SurveyMode::full_year;
  options.water_stress = rule;
  options.day_length = day_length;
  auto in = bench::casa_case();
  CasaYear year;
  if (continued) {
    compute_casa_year(options, in, year);
    in.previous = year.water;
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(in);
    compute_casa_year(options, in, year);
    benchmark::DoNotOptimize(year);
  }
  count_pixels(state, batch_size);
}

/// One part of it: part(inputs) is timed.
template <typename Part>
void part_of_year(benchmark::State& state, const Part& part) {
  auto in = bench::casa_case();
  for (auto _ : state) {
    benchmark::DoNotOptimize(in);
    auto result = part(in);
    benchmark::DoNotOptimize(result);
  }
  count_pixels(state, batch_size);
}

MonthlyBatch potential(const Weather& weather) {
  MonthMask all;
  all.fill(true);
  MonthlyBatch potential;
  potential_year(weather.temperature, all, potential);
  return potential;
}

MonthlyBatch stress(const Weather& weather) {
  MonthlyBatch stress;
  monthly_water_stress(potential(weather), weather.precipitation, Batch::Constant(no_data), stress);
  return stress;
}

/// The weather itself or one of its intermediates, by lattice field.
enum class Content { temperature_and_precipitation, stress, heat_index_and_exponent };

std::vector<double> tolerances(Content content) {
  switch (content) {
    case Content::temperature_and_precipitation: {
      std::vector<double> of_both(2 * months_per_year, 0.1);
      std::fill_n(of_both.begin(), months_per_year, 0.01);
      return of_both;
    }
    case Content::stress:
      return std::vector<double>(months_per_year, 0.001);
    case Content::heat_index_and_exponent:
      break;
  }
  return {0.02, 0.0005};
}

ExactFields exact_of(Content content) {
  return [content](std::span<const std::int64_t> rows, std::span<const std::int64_t> cols,
                   std::span<Batch> out) {
    Weather weather;
    for (std::size_t lane = 0; lane < batch_size; ++lane) {
      const auto k = std::min(lane, rows.size() - 1);
      set_lane(weather, static_cast<int>(lane), static_cast<double>(rows[k]), static_cast<double>(cols[k]));
    }
    if (content == Content::heat_index_and_exponent) {
      out[0] = heat_index(weather.temperature);
      out[1] = thornthwaite_exponent(out[0]);
    } else if (content == Content::stress) {
      std::ranges::copy(stress(weather), out.begin());
    } else {
      std::ranges::copy(weather.temperature, out.begin());
      std::ranges::copy(weather.precipitation, out.begin() + months_per_year);
    }
  };
}

void lattice(benchmark::State& state, Content content) {
  LatticeOptions options;
  options.tolerance = tolerances(content);
  std::vector<std::vector<double>> values(options.tolerance.size());
  LatticeWork work;
  for (auto _ : state) {
    Lattice lattice(options, exact_of(content));
    lattice.fill({0, 0, window_edge, window_edge}, values);
    benchmark::DoNotOptimize(values);
    work = lattice.work();
  }
  count_pixels(state, static_cast<double>(window_edge * window_edge) * static_cast<double>(values.size()));
  state.counters["nodes_per_pixel"] = static_cast<double>(work.nodes) / static_cast<double>(work.pixels);
}

void register_parts() {
  const auto add = [](const char* name, auto part) {
    benchmark::RegisterBenchmark(name, [part](benchmark::State& state) { part_of_year(state, part); });
  };
  add("part/heat_index_and_exponent",
      [](const CasaInputs& in) { return thornthwaite_exponent(heat_index(in.temperature_degC)); });
  add("part/potential_with_heat_index", [](const CasaInputs& in) {
    return potential({in.temperature_degC, in.precipitation_mm});
  });
  add("part/day_length", [](const CasaInputs& in) {
    MonthlyBatch factors;
    for (int m = 0; m < months_per_year; ++m)
      factors[static_cast<std::size_t>(m)] = day_length_factor(in.latitude_deg, in.year, m + 1);
    return factors;
  });
  add("part/monthly_stress_with_potential", [](const CasaInputs& in) {
    return stress({in.temperature_degC, in.precipitation_mm});
  });
  add("part/annual_stress_with_potential", [](const CasaInputs& in) {
    return annual_water_stress(potential({in.temperature_degC, in.precipitation_mm}), in.precipitation_mm,
                               in.previous.water_stress);
  });
  add("part/bucket_with_potential", [](const CasaInputs& in) {
    MonthlyBatch stress;
    bucket_year(in.temperature_degC, in.precipitation_mm,
                potential({in.temperature_degC, in.precipitation_mm}), SoilBatch(5, in.woody), in.previous,
                stress);
    return stress;
  });
}

void register_all() {
  benchmark::RegisterBenchmark("casa_year/monthly", casa_year, WaterStress::monthly, false, false);
  benchmark::RegisterBenchmark("casa_year/monthly_with_day_length", casa_year, WaterStress::monthly, true,
                               false);
  benchmark::RegisterBenchmark("casa_year/annual", casa_year, WaterStress::annual, false, false);
  benchmark::RegisterBenchmark("casa_year/bucket_first_year", casa_year, WaterStress::bucket, true, false);
  benchmark::RegisterBenchmark("casa_year/bucket_later_year", casa_year, WaterStress::bucket, true, true);
  register_parts();
  benchmark::RegisterBenchmark("lattice/temperature_and_precipitation", lattice,
                               Content::temperature_and_precipitation);
  benchmark::RegisterBenchmark("lattice/water_stress", lattice, Content::stress);
  benchmark::RegisterBenchmark("lattice/heat_index_and_exponent", lattice, Content::heat_index_and_exponent);
}

}  // namespace
}  // namespace minenpp::model

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  minenpp::model::register_all();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
