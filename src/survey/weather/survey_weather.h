#pragma once

#include <memory>
#include <vector>

#include "mpi/communicator.h"
#include "mpi/partition.h"
#include "survey/catalogue/catalogue.h"
#include "survey/run/notices.h"
#include "survey/weather/station_shares.h"
#include "survey/weather/tile_weather.h"
#include "survey/weather/weather_plan.h"

namespace minenpp::survey {

/// The weather of all years of a survey: planned by the root, kriged by every rank from the stations it holds.
class SurveyWeather {
 public:
  /// Collective. Chooses variograms, flags stations (said in `notices`), and gives each rank its stations: all
  /// of them, or those near its tiles (run.share-stations). All arguments outlive this. Throws as
  /// plan_weather() does, on every rank.
  SurveyWeather(const mpi::Communicator& ranks, const Settings& settings, const Catalogue& catalogue,
                const mpi::Partition& partition, Notices& notices);
  SurveyWeather(const SurveyWeather&) = delete;
  SurveyWeather& operator=(const SurveyWeather&) = delete;

  /// What planning found; on the root only.
  [[nodiscard]] const PlanFindings& findings(std::size_t year) const { return findings_[year]; }
  [[nodiscard]] const WeatherSurfaces& surfaces(std::size_t year) const { return *years_[year].surfaces; }
  /// What sharing the stations took, the most of any rank; all zero where every rank holds all.
  [[nodiscard]] const ShareTraffic& traffic() const { return traffic_; }

  /// The weather of one year tile by tile. `gridded` and `memory` may serve several years used in turn.
  [[nodiscard]] TileWeather tiles(std::size_t year, GriddedWeather& gridded,
                                  std::shared_ptr<LatticeMemory> memory, bool with_variance) const;

  /// The lattice of one year, without variance.
  [[nodiscard]] std::unique_ptr<LatticeWeather> lattice(std::size_t year) const;

 private:
  struct Year {
    StationYear stations;
    WeatherPlan plan;
    std::unique_ptr<WeatherSurfaces> surfaces;
  };
  void plan(Notices& notices);
  void share(const mpi::Partition& partition, const Notices& notices);
  [[nodiscard]] std::unique_ptr<LatticeWeather> lattice(std::size_t year, bool with_variance,
                                                        std::shared_ptr<LatticeMemory> memory) const;

  const mpi::Communicator& ranks_;
  const Settings& settings_;
  const Catalogue& catalogue_;
  KernelCache kernels_;
  std::vector<Year> years_;
  std::vector<PlanFindings> findings_;
  ShareTraffic traffic_;
};

}  // namespace minenpp::survey
