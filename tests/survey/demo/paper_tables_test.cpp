#include <array>
#include <map>
#include <optional>

#include <gtest/gtest.h>

#include "model/casa/casa_year.h"
#include "model/casa/land_class.h"
#include "model/casa/ndvi_bounds.h"
#include "model/geostat/kriging_kernel.h"
#include "model/geostat/variogram_fit.h"
#include "model/space/polygon_raster.h"
#include "survey/demo/demo_ground.h"
#include "survey/demo/demo_polygons.h"
#include "survey/demo/greenness.h"
#include "survey/demo/station_weather.h"

namespace minenpp::survey {
namespace {

// A survey of the demo in memory with the default settings, for comparison with the paper's Tables 2 and 3.
class DemoSurvey {
 public:
  DemoSurvey() : ground_(make_ground(2022, window_, DistrictMines())) {
    for (int year = 0; year < demo_year_count; ++year) make_image(year);
    const model::Ring ring = on_grid(study_boundary(layout_));
    study_.resize(size());
    model::PolygonRaster(std::span(&ring, 1)).mask(window_, study_);
    find_bounds();
    for (int year = 0; year < demo_year_count; ++year) compute(year);
  }

  [[nodiscard]] std::int64_t studied() const {
    std::int64_t pixels = 0;
    for (const std::uint8_t inside : study_) pixels += inside;
    return pixels;
  }

  template <typename Belongs>
  [[nodiscard]] double mean(std::size_t year, Belongs belongs) const {
    double sum = 0, count = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      if (study_[i] == 0 || !belongs(i)) continue;
      sum += npp_[year][i];
      count += 1;
    }
    return sum / count;
  }

  [[nodiscard]] double class_mean(std::size_t year, int code) const {
    return mean(year, [&](std::size_t i) { return static_cast<int>(ground_.land[year][i]) == code; });
  }

  [[nodiscard]] double zone_mean(std::size_t year, const MapRing& zone) const {
    const model::Ring ring = on_grid(zone);
    std::vector<std::uint8_t> mask(size());
    model::PolygonRaster(std::span(&ring, 1)).mask(window_, mask);
    return mean(year, [&](std::size_t i) { return mask[i] != 0; });
  }

  [[nodiscard]] const DemoLayout& layout() const { return layout_; }

 private:
  static constexpr std::size_t size() { return static_cast<std::size_t>(district_rows * district_cols); }

  [[nodiscard]] model::Ring on_grid(const MapRing& ring) const {
    model::Ring pixels;
    for (const MapPoint& point : ring) {
      pixels.push_back({layout_.grid().col_of(point[0]), layout_.grid().row_of(point[1])});
    }
    return pixels;
  }

  void make_image(int year) {
    const auto y = static_cast<std::size_t>(year);
    ndvi_[y].resize(size());
    make_ndvi(2022, window_, year, demo_image_month, ground_.land[y], ground_.vigour[y], ndvi_[y]);
  }

  void find_bounds() {
    std::vector<model::NdviHistogram> histograms(classes_.size());
    for (std::size_t year = 0; year < demo_year_count; ++year) {
      for (std::size_t i = 0; i < size(); ++i) {
        if (study_[i] != 0)
          histograms[static_cast<std::size_t>(ground_.land[year][i]) - 1].add(ndvi_[year][i]);
      }
    }
    bounds_ = model::ndvi_bounds(classes_, histograms);
  }

  [[nodiscard]] std::vector<model::Position> station_places() const {
    std::vector<model::Position> places;
    for (const DemoStation& station : demo_stations()) {
      places.push_back(
          {layout_.grid().west() + station.across * (layout_.grid().east() - layout_.grid().west()),
           layout_.grid().north() - station.down * (layout_.grid().north() - layout_.grid().south()), 0});
    }
    return places;
  }

  void compute(int year) {
    const std::vector<model::Position> places = station_places();
    std::vector<std::vector<double>> columns(36);
    for (int station = 0; station < station_count; ++station) {
      for (std::size_t m = 0; m < 12; ++m) {
        const MonthlyWeather weather = station_weather(station, year, static_cast<int>(m) + 1);
        columns[m].push_back(weather.temperature_c);
        columns[12 + m].push_back(weather.precipitation_mm);
        columns[24 + m].push_back(weather.radiation_mj_m2);
      }
    }
    const model::KrigingKernel kernel(places, model::default_variogram(places, columns));
    std::vector<model::KrigedField> fields;
    for (const auto& column : columns) fields.push_back(kernel.field(column));
    model::KrigingKernel::Workspace workspace;
    std::vector<model::Batch> weather(fields.size());
    npp_[static_cast<std::size_t>(year)].resize(size());
    for (std::size_t first = 0; first < size(); first += model::batch_size) {
      kernel.evaluate(positions_from(first), fields, weather, workspace);
      compute_batch(year, first, weather);
    }
  }

  [[nodiscard]] model::BatchPositions positions_from(std::size_t first) const {
    model::BatchPositions at;
    for (int lane = 0; lane < model::batch_size; ++lane) {
      const auto pixel = static_cast<std::int64_t>(first) + lane;
      at.x[lane] = layout_.grid().x(pixel % district_cols);
      at.y[lane] = layout_.grid().y(pixel / district_cols);
    }
    return at;
  }

  void compute_batch(int year, std::size_t first, const std::vector<model::Batch>& weather) {
    const auto y = static_cast<std::size_t>(year);
    constexpr std::size_t august = demo_image_month - 1;
    model::CasaInputs inputs;
    inputs.imaged[august] = true;
    for (std::size_t m = 0; m < 12; ++m) {
      inputs.temperature_degC[m] = weather[m];
      inputs.precipitation_mm[m] = weather[12 + m];
      inputs.radiation_MJ_m2[m] = weather[24 + m];
    }
    for (int lane = 0; lane < model::batch_size; ++lane) {
      const std::size_t i = first + static_cast<std::size_t>(lane);
      const auto place = static_cast<std::size_t>(ground_.land[y][i]) - 1;
      inputs.ndvi[august][lane] = ndvi_[y][i] / 1e4;
      inputs.emax_gC_MJ[lane] = classes_[place].emax_gC_MJ;
      inputs.vegetated[lane] = classes_[place].vegetated;
      inputs.ndvi_min[lane] = bounds_[place].ndvi_min;
      inputs.ndvi_max[lane] = bounds_[place].ndvi_max;
    }
    model::CasaYear result;
    model::compute_casa_year({}, inputs, result);
    for (int lane = 0; lane < model::batch_size; ++lane) {
      npp_[y][first + static_cast<std::size_t>(lane)] = result.npp[august][lane];
    }
  }

  DemoLayout layout_{1};
  model::Window window_{0, 0, district_rows, district_cols};
  DemoGround ground_;
  std::array<std::vector<std::int16_t>, demo_year_count> ndvi_;
  std::vector<std::uint8_t> study_;
  std::vector<model::LandClass> classes_ = model::default_land_classes();
  std::vector<model::NdviBounds> bounds_;
  std::array<std::vector<double>, demo_year_count> npp_;
};

static_assert(district_rows * district_cols % model::batch_size == 0);

class PaperTables : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { survey_.emplace(); }
  static void TearDownTestSuite() { survey_.reset(); }
  static std::optional<DemoSurvey> survey_;
};
std::optional<DemoSurvey> PaperTables::survey_;

void expect_near_paper(double got, double printed, const std::string& what) {
  EXPECT_NEAR(got, printed, 0.10 * printed) << what;
}

TEST_F(PaperTables, StudyAreaHasThePapersPixels) {
  EXPECT_NEAR(static_cast<double>(survey_->studied()), 566450, 60);
}

TEST_F(PaperTables, ClassMeansAreNearTable3) {
  const std::map<int, std::array<double, 4>> table{
      {2, {49.21, 47.53, 36.37, 45.49}},  {1, {48.62, 45.61, 36.42, 48.85}},
      {3, {43.75, 41.27, 32.03, 44.27}},  {9, {0, 0, 35.78, 45.56}},
      {10, {48.86, 47.18, 37.44, 50.53}}, {11, {38.16, 37.01, 29.33, 44.57}},
      {12, {24.26, 23.57, 18.63, 26.65}}};
  for (const auto& [code, means] : table) {
    for (std::size_t year = 0; year < means.size(); ++year) {
      if (means[year] == 0) continue;
      expect_near_paper(survey_->class_mean(year, code), means[year], "class " + std::to_string(code));
    }
  }
}

TEST_F(PaperTables, MineMeansAreNearTable2) {
  constexpr std::array<double, 4> table[3] = {
      {31.08, 25.51, 21.03, 29.00}, {35.31, 26.03, 18.55, 26.06}, {43.37, 36.21, 28.32, 34.27}};
  const std::vector<NamedRing> mines = mine_polygons(survey_->layout());
  for (std::size_t mine = 0; mine < mines.size(); ++mine) {
    for (std::size_t year = 0; year < 4; ++year) {
      expect_near_paper(survey_->zone_mean(year, mines[mine].ring), table[mine][year], mines[mine].name);
    }
  }
}

TEST_F(PaperTables, AreaMeansAreNearThePapers) {
  constexpr double printed[4] = {39.54, 35.01, 28.57, 38.99};
  for (std::size_t year = 0; year < 4; ++year) {
    expect_near_paper(survey_->mean(year, [](std::size_t) { return true; }), printed[year], "area");
  }
}

}  // namespace
}  // namespace minenpp::survey
