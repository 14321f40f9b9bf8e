#include "survey/demo/field_samples.h"

#include <algorithm>
#include <cmath>

#include "model/casa/casa_year.h"
#include "survey/demo/coordinate_hash.h"
#include "survey/demo/demo_ground.h"
#include "survey/demo/greenness.h"
#include "survey/demo/station_weather.h"

namespace minenpp::survey {
namespace {

using model::Batch;

static_assert(sample_count <= model::batch_size);
constexpr int reclaimed_samples = 15;
constexpr double explained = 0.700;
constexpr double least_measured = 1.0;
constexpr std::int64_t rim_pixels = 20;  // keeps samples off the frayed edge of the study area

struct Place {
  std::int64_t row = 0, col = 0;
  LandCode land = LandCode::grass;
  double vigour = 0;
};

bool wanted(LandCode land, bool reclaimed) {
  if (reclaimed) return is_reclaimed(land);
  return land == LandCode::forest || land == LandCode::cultivated || land == LandCode::grass;
}

// Throws the dice for one sample until the ground is of the kind wanted.
Place find_place(std::uint64_t seed, int sample, const DemoLayout& layout, const DistrictMines& mines) {
  for (std::int64_t attempt = 0;; ++attempt) {
    const std::uint64_t bits = coordinate_hash(mix_bits(seed ^ 0x41), sample, attempt);
    const auto pick = [&](std::uint64_t salt, std::int64_t count) {
      return static_cast<std::int64_t>(unit_from(mix_bits(bits + salt)) * static_cast<double>(count));
    };
    const std::int64_t row =
        pick(1, layout.districts_y()) * district_rows + rim_pixels + pick(2, district_rows - 2 * rim_pixels);
    const std::int64_t col =
        pick(3, layout.districts_x()) * district_cols + rim_pixels + pick(4, district_cols - 2 * rim_pixels);
    const DemoGround ground = make_ground(seed, {row, col, 1, 1}, mines);
    const LandCode land = ground.land[sample_year][0];
    if (wanted(land, sample < reclaimed_samples)) return {row, col, land, ground.vigour[sample_year][0]};
  }
}

struct ClassLight {
  double emax_gC_MJ, ndvi_min, ndvi_max;
};

// Bounds as a survey of the demo with one image a year finds them.
ClassLight light_of(LandCode land) {
  if (land == LandCode::forest || land == LandCode::reclaimed_forest) return {0.692, 0.261, 0.772};
  if (land == LandCode::cultivated || land == LandCode::reclaimed_arable) return {0.542, 0.217, 0.759};
  return {0.542, 0.186, 0.689};
}

// The weather of the stations' mean, which serves the whole area.
void put_weather(model::CasaInputs& inputs) {
  for (int month = 1; month <= 12; ++month) {
    MonthlyWeather sum;
    for (int station = 0; station < station_count; ++station) {
      const MonthlyWeather one = station_weather(station, sample_year, month);
      sum.temperature_c += one.temperature_c / station_count;
      sum.precipitation_mm += one.precipitation_mm / station_count;
      sum.radiation_mj_m2 += one.radiation_mj_m2 / station_count;
    }
    const auto m = static_cast<std::size_t>(month - 1);
    inputs.temperature_degC[m].setConstant(sum.temperature_c);
    inputs.precipitation_mm[m].setConstant(sum.precipitation_mm);
    inputs.radiation_MJ_m2[m].setConstant(sum.radiation_mj_m2);
  }
}

Batch casa_npp(const std::vector<Place>& places) {
  constexpr std::size_t august = demo_image_month - 1;
  model::CasaInputs inputs;
  inputs.year = demo_years[sample_year];
  inputs.imaged[august] = true;
  put_weather(inputs);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto at = static_cast<Eigen::Index>(i);
    const ClassLight light = light_of(places[i].land);
    inputs.ndvi[august](at) = clean_ndvi(places[i].land, sample_year, demo_image_month, places[i].vigour);
    inputs.emax_gC_MJ(at) = light.emax_gC_MJ;
    inputs.ndvi_min(at) = light.ndvi_min;
    inputs.ndvi_max(at) = light.ndvi_max;
    inputs.vegetated(at) = true;
  }
  model::CasaYear year;
  model::compute_casa_year({}, inputs, year);
  return year.npp[august];
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

// Errors without any correlation with the model, of just the variance that leaves R2 at `explained`.
std::vector<double> errors_beside(const std::vector<double>& model, std::uint64_t seed) {
  std::vector<double> errors;
  for (std::size_t i = 0; i < model.size(); ++i) {
    errors.push_back(normal_from(coordinate_hash(mix_bits(seed ^ 0x42), static_cast<std::int64_t>(i), 0)));
  }
  const double model_mean = mean_of(model), error_mean = mean_of(errors);
  double model_square = 0, product = 0;
  for (std::size_t i = 0; i < model.size(); ++i) {
    model_square += (model[i] - model_mean) * (model[i] - model_mean);
    product += (model[i] - model_mean) * (errors[i] - error_mean);
  }
  double error_square = 0;
  for (std::size_t i = 0; i < model.size(); ++i) {
    errors[i] -= error_mean + product / model_square * (model[i] - model_mean);
    error_square += errors[i] * errors[i];
  }
  const double size = std::sqrt((1 / explained - 1) * model_square / error_square);
  for (double& error : errors) error *= size;
  return errors;
}

}  // namespace

std::vector<FieldSample> field_samples(std::uint64_t seed, const DemoLayout& layout,
                                       const DistrictMines& mines) {
  std::vector<Place> places;
  for (int sample = 0; sample < sample_count; ++sample)
    places.push_back(find_place(seed, sample, layout, mines));
  const Batch npp = casa_npp(places);
  const std::vector<double> model(npp.data(), npp.data() + sample_count);
  const std::vector<double> errors = errors_beside(model, seed);
  std::vector<FieldSample> samples;
  for (std::size_t i = 0; i < places.size(); ++i) {
    samples.push_back(
        {places[i].row, places[i].col, model[i], std::max(least_measured, model[i] + errors[i])});
  }
  return samples;
}

}  // namespace minenpp::survey
