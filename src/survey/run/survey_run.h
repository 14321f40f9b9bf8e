#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mpi/communicator.h"
#include "mpi/partition.h"
#include "survey/catalogue/catalogue.h"
#include "survey/npp/ndvi_scratch.h"
#include "survey/npp/npp_scratch.h"
#include "survey/run/folder_locks.h"
#include "survey/run/notices.h"
#include "survey/run/progress.h"
#include "survey/run/run_journal.h"
#include "survey/run/stage_id.h"
#include "survey/run/tile_rounds.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

class InputIdentities;

/// What every stage of a run shares. Made by run_survey; lives as long as the run.
struct SurveyRun {
  const mpi::Communicator& ranks;
  const Settings& settings;
  const Catalogue& catalogue;
  const mpi::Partition& partition;
  Notices& notices;
  Progress& progress;
  std::filesystem::path folder;                    ///< of the results
  int stage = 0, stage_count = 0;                  ///< for the display
  const FolderLocks* locks = nullptr;              ///< of the result folder; on the root
  RunJournal* journal = nullptr;                   ///< of the runs that make stages; silent but on the root
  std::vector<StageCost> costs = {};               ///< of the stages that this run has made, in their order
  std::int64_t round_pixels = usual_round_pixels;  ///< work of a round (TileRounds), as run.memory allows
  std::int64_t statistics_round_pixels = 1;        ///< the same, of the statistics
  NdviScratch* ndvi_scratch = nullptr;             ///< for the NPP of this run; null where none will be made
  NppScratch* scratch = nullptr;  ///< for the statistics of this run; null where none will want it
  /// Of what the catalogue was made from, from before it was; on the root, or null.
  const InputIdentities* identities = nullptr;

  [[nodiscard]] std::int64_t round_pixels_of(Stage of) const {
    return of == Stage::synthesis ? statistics_round_pixels : round_pixels;
  }

  /// Starts the display of the next stage, which takes `rounds` rounds.
  void begin_stage(const std::string& name, std::int64_t rounds) {
    progress.begin(name, ++stage, stage_count, rounds);
  }

  [[nodiscard]] std::filesystem::path class_map(int year) const { return map("maps", "class", year); }
  [[nodiscard]] std::filesystem::path ndvi_map(int year) const { return map("ndvi", "ndvi", year); }
  [[nodiscard]] std::filesystem::path filled_map(int year) const { return map("state", "filled", year); }
  [[nodiscard]] std::filesystem::path class_ndvi(int year) const {
    return folder / "ndvi" / ("classes-" + std::to_string(year) + ".h5");
  }
  [[nodiscard]] std::filesystem::path npp_map(int year) const { return map("maps", "npp", year); }
  [[nodiscard]] std::filesystem::path annual_map(int year) const { return map("maps", "npp-annual", year); }
  [[nodiscard]] std::filesystem::path weather_map(WeatherVariable variable, int year) const {
    return map("maps", io::name_of(variable), year);
  }
  [[nodiscard]] std::filesystem::path variance_map(WeatherVariable variable, int year) const {
    return map("maps", io::name_of(variable) + "-variance", year);
  }
  /// `what`: slope, p, ... (trend_map_names).
  [[nodiscard]] std::filesystem::path trend_map(const std::string& what) const {
    return folder / "maps" / ("trend-" + what + ".nc");
  }
  /// `what`: correlation or partial-correlation.
  [[nodiscard]] std::filesystem::path correlation_map(const std::string& what,
                                                      WeatherVariable variable) const {
    return folder / "maps" / (what + "-" + io::name_of(variable) + ".nc");
  }
  /// `what`: change, change-class or change-annual; `period`: "2006-2020".
  [[nodiscard]] std::filesystem::path change_map(const std::string& what, const std::string& period) const {
    return folder / "maps" / (what + "-" + period + ".nc");
  }
  [[nodiscard]] std::filesystem::path water_state(int year) const { return map("state", "water", year); }
  [[nodiscard]] std::filesystem::path archive() const { return folder / "survey.h5"; }
  [[nodiscard]] std::filesystem::path ring_map(int year) const { return map("maps", "rings", year); }
  [[nodiscard]] std::filesystem::path mines_map() const { return folder / "maps" / "mines.nc"; }
  [[nodiscard]] std::filesystem::path weather_archive() const { return folder / "weather.h5"; }

 private:
  [[nodiscard]] std::filesystem::path map(const std::string& subfolder, const std::string& name,
                                          int year) const {
    return folder / subfolder / (name + "-" + std::to_string(year) + ".nc");
  }
};

}  // namespace minenpp::survey
