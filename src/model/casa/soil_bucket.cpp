#include "model/casa/soil_bucket.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <string>

#include "model/casa/water_stress.h"
#include "model/error.h"

namespace minenpp::model {

namespace {

struct Texture {
  double grass_wilting, grass_capacity, tree_wilting, tree_capacity, alpha, beta;
};

const Texture& texture(int soil_code) {
  static constexpr std::array<Texture, 7> textures{{{129, 232, 258, 463, 0.002, -6.54},
                                                    {81, 202, 203, 506, 0.002, -5.48},
                                                    {129, 232, 258, 463, 0.002, -6.54},
                                                    {220, 393, 338, 604, 0.013, -6.57},
                                                    {270, 405, 433, 647, 0.006, -9.47},
                                                    {275, 363, 472, 622, 0.004, -13.8},
                                                    {275, 363, 472, 622, 0.004, -13.8}}};
  if (soil_code < 1 || soil_code > static_cast<int>(textures.size())) {
    throw Error(Fault::usage, "soil code " + std::to_string(soil_code) + " is not in 1..7");
  }
  return textures[static_cast<std::size_t>(soil_code - 1)];
}

/// Water stored in a pixel: in the soil and as snow, mm.
struct Store {
  Batch soil, snow;
};

Batch take(const Batch& chosen, const Batch& yes, const Batch& no) {
  return map_batch([](double c, double y, double n) { return c > 0 ? y : n; }, chosen, yes, no);
}

Store starting_store(const SoilBatch& soil, const WaterState& previous) {
  const auto within = [](double m, double low, double high) {
    if (std::isnan(m) || m < low) return low;
    return m > high ? high : m;
  };
  const auto snow = [](double m, double s) { return std::isnan(m) || std::isnan(s) ? 0.0 : s; };
  return {map_batch(within, previous.soil_water_mm, soil.wilting_point_mm, soil.field_capacity_mm),
          map_batch(snow, previous.soil_water_mm, previous.snowpack_mm)};
}

/// Rain and snow of a month that reach the soil: all of it, or nothing while it freezes.
Batch thawed(const Batch& temperature, const Batch& water) {
  return map_batch(
      [](double t, double w) {
        if (std::isnan(t) || std::isnan(w)) return no_data;
        return t < 0 ? 0.0 : w;
      },
      temperature, water);
}

/// One pass through the year: moves `store` to its end and writes each month's W, undefined without demand.
void run_year(const MonthlyBatch& temperature, const MonthlyBatch& precipitation,
              const MonthlyBatch& potential, const SoilBatch& soil, Store& store, MonthlyBatch& stress) {
  for (std::size_t m = 0; m < stress.size(); ++m) {
    const Batch rain = map_batch([](double r) { return r < 0 ? 0.0 : r; }, precipitation[m]);
    const Batch water = rain + store.snow;
    const Batch supply = thawed(temperature[m], water);
    const Batch actual = bucket_evapotranspiration(supply, potential[m], store.soil, soil);
    store.snow = water - supply;
    store.soil = bucket_soil_water(supply, actual, store.soil, soil);
    stress[m] = bucket_water_stress(actual, potential[m]);
  }
}

}  // namespace

SoilConstants soil_constants(int soil_code, bool woody) {
  const Texture& t = texture(soil_code);
  return {woody ? t.tree_wilting : t.grass_wilting, woody ? t.tree_capacity : t.grass_capacity, t.alpha,
          t.beta};
}

SoilBatch::SoilBatch(int soil_code, const BatchMask& woody)
    : alpha(texture(soil_code).alpha), beta(texture(soil_code).beta) {
  const Texture& t = texture(soil_code);
  wilting_point_mm = map_batch([&](bool tree) { return tree ? t.tree_wilting : t.grass_wilting; }, woody);
  field_capacity_mm = map_batch([&](bool tree) { return tree ? t.tree_capacity : t.grass_capacity; }, woody);
}

Batch bucket_evapotranspiration(const Batch& supply_mm, const Batch& potential_mm, const Batch& soil_water_mm,
                                const SoilBatch& soil) {
  const Batch fullness = soil_water_mm / soil.field_capacity_mm;
  const Batch drying = (1 + soil.alpha) / (1 + soil.alpha * power(fullness, soil.beta));
  return map_batch(
      [](double p, double pet, double m, double rdr, double wilting) {
        const double drawn = p + (pet - p) * rdr;
        const double available = p + m - wilting;
        const double limited = drawn < available ? drawn : available;
        if (std::isnan(p) || std::isnan(pet) || std::isnan(m)) return no_data;
        return p >= pet ? pet : limited;
      },
      supply_mm, potential_mm, soil_water_mm, drying, soil.wilting_point_mm);
}

Batch bucket_soil_water(const Batch& supply_mm, const Batch& evapotranspiration_mm,
                        const Batch& soil_water_mm, const SoilBatch& soil) {
  return map_batch(
      [](double p, double e, double m, double capacity) {
        const double left = m + p - e;
        return left > capacity ? capacity : left;
      },
      supply_mm, evapotranspiration_mm, soil_water_mm, soil.field_capacity_mm);
}

Batch bucket_water_stress(const Batch& evapotranspiration_mm, const Batch& potential_mm) {
  return map_batch([](double e, double pet) { return pet > 0 ? 0.5 + 0.5 * e / pet : no_data; },
                   evapotranspiration_mm, potential_mm);
}

WaterState bucket_year(const MonthlyBatch& temperature_degC, const MonthlyBatch& precipitation,
                       const MonthlyBatch& potential, const SoilBatch& soil, const WaterState& previous,
                       MonthlyBatch& stress) {
  const auto starts_here = [](double m) { return std::isnan(m) ? 1.0 : 0.0; };
  const Batch spinning = map_batch(starts_here, previous.soil_water_mm);
  Store store = starting_store(soil, previous);
  Batch end_before = Batch::Constant(no_data);
  Batch running = Batch::Ones();
  stress.fill(Batch::Zero());
  for (int pass = 0; pass < most_spin_up_passes && (running > 0).any(); ++pass) {
    Store next = store;
    MonthlyBatch pass_stress;
    run_year(temperature_degC, precipitation, potential, soil, next, pass_stress);
    // A pixel that has settled keeps its last pass: its result must not depend on how long its neighbours
    // take.
    for (std::size_t m = 0; m < stress.size(); ++m) stress[m] = take(running, pass_stress[m], stress[m]);
    store = {take(running, next.soil, store.soil), take(running, next.snow, store.snow)};
    running = map_batch(
        [pass](double on, double spin, double now, double before) {
          const bool settled = std::abs(now - before) < spin_up_tolerance_mm || std::isnan(now);
          return on > 0 && spin > 0 && (pass == 0 || !settled) ? 1.0 : 0.0;
        },
        running, spinning, store.soil, end_before);
    end_before = store.soil;
  }
  const Batch last = carry_water_stress(potential, precipitation, previous.water_stress, stress);
  return {store.soil, store.snow, last};
}

}  // namespace minenpp::model
