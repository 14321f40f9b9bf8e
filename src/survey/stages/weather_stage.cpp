#include <algorithm>
#include <memory>
#include <optional>

#include "io/results/map_writer.h"
#include "model/geostat/grid_geometry.h"
#include "mpi/collective_error.h"
#include "survey/run/tile_loop.h"
#include "survey/stages/map_layouts.h"
#include "survey/stages/stages.h"

namespace minenpp::survey {

namespace {

/// One layer of a tile, in single precision, for each variable and month.
using Layers = std::array<std::array<std::vector<float>, 12>, 3>;

/// The maps of one year, by variable; no variances unless they are wanted.
struct WeatherFiles {
  std::vector<std::unique_ptr<io::MapWriter>> values, variances;

  WeatherFiles(const SurveyRun& run, std::size_t year, const io::StageKey& key) {
    const int calendar_year = run.catalogue.years[year].year;
    const auto open = [&](const std::filesystem::path& path, io::MapLayout layout) {
      layout.stage_key = key;
      return std::make_unique<io::MapWriter>(run.ranks, path, std::move(layout));
    };
    for (const auto variable : weather_variables)
      values.push_back(open(run.weather_map(variable, calendar_year), weather_layout(run, year, variable)));
    if (!run.settings.yes("output.weather-variance")) return;
    for (const auto variable : weather_variables)
      variances.push_back(
          open(run.variance_map(variable, calendar_year), variance_layout(run, year, variable)));
  }

  [[nodiscard]] std::vector<io::MapWriter*> all() const {
    std::vector<io::MapWriter*> maps;
    for (const auto* files : {&variances, &values})
      for (const auto& file : *files) maps.push_back(file.get());
    return maps;
  }

  void finish() {
    for (auto* files : {&variances, &values})
      for (auto& file : *files) file->finish();
  }
};

/// Computes the weather of whole tiles and writes it.
class WeatherYear {
 public:
  WeatherYear(const SurveyRun& run, std::size_t year, const SurveyWeather& weather, WeatherFiles& files)
      : files_(files),
        grid_(run.catalogue.grid.grid),
        with_variance_(!files.variances.empty()),
        gridded_(run.settings, run.catalogue),
        weather_(weather.tiles(year, gridded_, std::make_shared<LatticeMemory>(), with_variance_)) {}

  void compute(const model::Window& window) {
    tile_.window = window;
    // Weather is mapped everywhere; any class makes a pixel one to be read.
    constexpr std::uint8_t some_class = 1;
    tile_.classes.assign(static_cast<std::size_t>(window.size()), some_class);
    for (auto* layers : {&values_, &variances_})
      for (auto& months : *layers)
        for (auto& layer : months) layer.resize(tile_.classes.size());
    for (const auto& part : weather_.parts(window)) {
      weather_.begin(tile_, part);
      compute_part(part);
    }
    weather_.end();
  }

  void write(const model::Window& window) {
    for (const auto variable : weather_variables)
      for (std::int64_t month = 0; month < 12; ++month) {
        const auto v = static_cast<std::size_t>(variable);
        write_layer(*files_.values[v], io::name_of(variable), values_[v], month, window);
        if (with_variance_)
          write_layer(*files_.variances[v], io::name_of(variable) + "_variance", variances_[v], month,
                      window);
      }
  }

 private:
  void compute_part(const model::Window& part) {
    const auto first = static_cast<std::size_t>((part.row - tile_.window.row) * tile_.window.cols);
    const auto end = first + static_cast<std::size_t>(part.size());
    std::vector<std::size_t> pixels;
    for (auto pixel = first; pixel < end; pixel += pixels.size()) {
      pixels.clear();
      for (auto next = pixel; next < std::min(end, pixel + model::batch_size); ++next) pixels.push_back(next);
      compute_batch(pixels);
    }
  }

  [[nodiscard]] model::BatchPositions positions(const std::vector<std::size_t>& pixels) const {
    model::Batch x = model::Batch::Constant(model::no_data), y = x;
    for (std::size_t k = 0; k < pixels.size(); ++k) {
      const auto pixel = static_cast<std::int64_t>(pixels[k]);
      x[static_cast<Eigen::Index>(k)] = grid_.x(tile_.window.col + pixel % tile_.window.cols);
      y[static_cast<Eigen::Index>(k)] = grid_.y(tile_.window.row + pixel / tile_.window.cols);
    }
    return model::positions_of(model::geometry_of(grid_), x, y);
  }

  void compute_batch(const std::vector<std::size_t>& pixels) {
    const auto at = weather_.needs_positions() ? positions(pixels) : model::BatchPositions();
    weather_.evaluate(pixels, at, batch_);
    store(pixels, values_);
    if (!with_variance_) return;
    weather_.evaluate_variance(pixels, at, batch_);
    store(pixels, variances_);
  }

  void store(const std::vector<std::size_t>& pixels, Layers& layers) const {
    for (std::size_t v = 0; v < 3; ++v)
      for (std::size_t month = 0; month < 12; ++month)
        for (std::size_t k = 0; k < pixels.size(); ++k)
          layers[v][month][pixels[k]] =
              static_cast<float>(batch_.of_variable[v][month][static_cast<Eigen::Index>(k)]);
  }

  static void write_layer(io::MapWriter& file, const std::string& name,
                          const std::array<std::vector<float>, 12>& layers, std::int64_t month,
                          const model::Window& window) {
    file.put<float>(name, io::MonthRange{month, 1}, window, layers[static_cast<std::size_t>(month)]);
  }

  WeatherFiles& files_;
  model::Grid grid_;
  bool with_variance_;
  GriddedWeather gridded_;
  TileWeather weather_;
  TileInputs tile_;
  WeatherBatch batch_;
  Layers values_, variances_;
};

}  // namespace

void make_weather_map(SurveyRun& run, std::size_t year, const SurveyWeather& weather,
                      const io::StageKey& key) {
  WeatherFiles files(run, year, key);
  std::optional<WeatherYear> work;
  mpi::agree(run.ranks, [&] { work.emplace(run, year, weather, files); });
  for_each_tile(
      run.ranks, run.partition, run.progress,
      [&](const model::Window& window) {
        work->compute(window);
        work->write(window);
      },
      files.all(), run.round_pixels);
  files.finish();
}

}  // namespace minenpp::survey
