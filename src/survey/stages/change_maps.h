#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "io/results/map_writer.h"
#include "survey/run/survey_run.h"
#include "survey/stages/npp_output.h"
#include "survey/statistics/change_tally.h"

namespace minenpp::survey {

/// Months (1..12) that both years of a period survey.
[[nodiscard]] std::vector<int> common_months(const Catalogue& catalogue, const ChangePeriod& period);

/// The map files of a period, none unless change.maps: the difference and its classes in the common months,
/// the difference of annual sums in full-year surveys.
[[nodiscard]] std::vector<std::filesystem::path> change_files(const SurveyRun& run,
                                                              const ChangePeriod& period);

/// Writes the maps of change of all periods, tile by tile; with change.maps=no it writes nothing.
class ChangeMaps {
 public:
  /// Collective. `run` must outlive this.
  ChangeMaps(const SurveyRun& run, const io::StageKey& key);

  /// A layer of the present tile; `column`: of TallyColumns. Local; throws as pack_npp does.
  void store(std::size_t period, std::size_t column, const ChangeLayer& layer);

  /// Local: puts the present tile of the periods that end in `year` into their maps.
  void write(std::size_t year, const model::Window& window);

  /// Collective.
  void finish();

  /// The files that tiles are written into.
  [[nodiscard]] std::vector<io::MapWriter*> writers() const;

 private:
  struct Files {
    std::vector<int> months;
    std::unique_ptr<io::MapWriter> difference, classes, annual;
  };
  /// Where the layer of a period and column is held; periods that end in different years share places.
  [[nodiscard]] std::size_t place(std::size_t period, std::size_t column) const;
  [[nodiscard]] std::size_t column_of(int month) const;
  void write_period(std::size_t period, const model::Window& window);

  const SurveyRun& run_;
  std::vector<Files> files_;         // by period
  std::vector<std::size_t> places_;  // by period: its number among those that end in the same year
  NppOutput differences_;
  std::vector<std::vector<std::uint8_t>> classes_;
};

}  // namespace minenpp::survey
