#include "survey/weather/survey_weather.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/geostat/grid_geometry.h"
#include "mpi/collective_error.h"
#include "survey/weather/flag_texts.h"
#include "survey/weather/plan_numbers.h"
#include "survey/weather/plan_texts.h"

namespace minenpp::survey {

namespace {

/// A value that planning left out, in numbers that ranks can send each other.
struct LeftOut {
  std::int64_t year, station, variable, month;
};

}  // namespace

SurveyWeather::SurveyWeather(const mpi::Communicator& ranks, const Settings& settings,
                             const Catalogue& catalogue, const mpi::Partition& partition, Notices& notices)
    : ranks_(ranks),
      settings_(settings),
      catalogue_(catalogue),
      kernels_(catalogue.science.weather.neighbourhood, model::geometry_of(catalogue.grid.grid)),
      years_(catalogue.years.size()),
      findings_(catalogue.years.size()) {
  plan(notices);
  share(partition, notices);
  mpi::agree(ranks_, [&] {
    for (auto& year : years_)
      year.surfaces =
          std::make_unique<WeatherSurfaces>(year.stations, catalogue_.science.weather, year.plan, kernels_);
  });
}

void SurveyWeather::plan(Notices& notices) {
  const auto& rules = catalogue_.science.weather;
  std::vector<double> numbers;
  std::vector<LeftOut> left_out;
  mpi::agree(ranks_, [&] {
    YearTexts texts;
    for (std::size_t i = 0; i < years_.size(); ++i) {
      if (ranks_.is_root()) {
        years_[i].stations = catalogue_.stations[i];
        auto planned = plan_weather(years_[i].stations, rules, catalogue_.surveyed_months(i));
        years_[i].plan = planned.plan;
        findings_[i] = std::move(planned.findings);
        texts.add(years_[i].stations.year, plan_texts(rules, findings_[i]));
        texts.add(years_[i].stations.year,
                  flag_texts(catalogue_.stations[i], findings_[i], rules.leave_out_flagged));
        for (const auto& flag : findings_[i].flags)
          if (rules.leave_out_flagged)
            left_out.push_back({static_cast<std::int64_t>(i), flag.station,
                                static_cast<std::int64_t>(flag.variable), flag.month});
      }
      const auto part = numbers_of(years_[i].plan);
      numbers.insert(numbers.end(), part.begin(), part.end());
    }
    for (const auto& text : texts.texts()) notices.warn(text);
  });
  ranks_.broadcast(std::span(numbers));
  auto count = static_cast<std::int64_t>(left_out.size());
  ranks_.broadcast(std::span(&count, 1));
  left_out.resize(static_cast<std::size_t>(count));
  ranks_.broadcast(std::span(left_out));
  if (ranks_.is_root()) return;
  const auto each = numbers.size() / years_.size();
  for (std::size_t i = 0; i < years_.size(); ++i) {
    years_[i].plan = plan_from(std::span(numbers).subspan(i * each, each));
    years_[i].stations = catalogue_.stations[i];
  }
  for (const auto& value : left_out) {
    auto& stations = years_[static_cast<std::size_t>(value.year)].stations;
    auto& values = stations.of(static_cast<WeatherVariable>(value.variable), static_cast<int>(value.month));
    // A rank that has not read the stations is given them without these.
    if (!values.empty()) values[static_cast<std::size_t>(value.station)] = model::no_data;
  }
}

void SurveyWeather::share(const mpi::Partition& partition, const Notices& notices) {
  if (!catalogue_.shares_stations) return;
  std::vector<StationYear*> stations;
  std::vector<const WeatherPlan*> plans;
  for (auto& year : years_) {
    stations.push_back(&year.stations);
    plans.push_back(&year.plan);
  }
  const auto own =
      share_stations(ranks_, catalogue_.grid.grid, partition, catalogue_.science.weather, plans, stations);
  traffic_ = {ranks_.all_reduce(own.stations_held, mpi::Reduction::max),
              ranks_.all_reduce(own.messages_sent, mpi::Reduction::max),
              ranks_.all_reduce(own.bytes_sent, mpi::Reduction::max)};
  notices.info(
      fmt::format("stations are shared out: a rank holds at most {} of {}, and sent at most {} messages, "
                  "{:.1f} kB, for them",
                  traffic_.stations_held, catalogue_.stations.front().ids.size(), traffic_.messages_sent,
                  static_cast<double>(traffic_.bytes_sent) / 1e3));
}

std::unique_ptr<LatticeWeather> SurveyWeather::lattice(std::size_t year, bool with_variance,
                                                       std::shared_ptr<LatticeMemory> memory) const {
  const auto& one = years_[year];
  return std::make_unique<LatticeWeather>(catalogue_.grid.grid, one.stations, one.plan, *one.surfaces,
                                          catalogue_.science.weather, with_variance, std::move(memory));
}

std::unique_ptr<LatticeWeather> SurveyWeather::lattice(std::size_t year) const {
  return lattice(year, false, std::make_shared<LatticeMemory>());
}

TileWeather SurveyWeather::tiles(std::size_t year, GriddedWeather& gridded,
                                 std::shared_ptr<LatticeMemory> memory, bool with_variance) const {
  const auto& rules = catalogue_.science.weather;
  TileWeather::Sources sources;
  sources.surfaces = years_[year].surfaces.get();
  if (rules.uses_lattice() && !sources.surfaces->targets().empty()) {
    sources.lattice = lattice(year, with_variance, std::move(memory));
    sources.lattice_rows = rules.lattice.cell;
  }
  if (sources.surfaces->drifts())
    sources.elevation = std::make_shared<ElevationReader>(settings_, catalogue_.grid);
  if (catalogue_.gridded[year].any()) sources.gridded = &gridded;
  if (sources.lattice)
    sources.band_rows = rows_at_once(rules.lattice, sources.elevation || sources.gridded != nullptr);
  sources.year = year;
  return TileWeather(std::move(sources));
}

}  // namespace minenpp::survey
