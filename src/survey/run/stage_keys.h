#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "survey/archive/survey_result.h"
#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// The keys of all stages: a hash of everything that a stage's file depends on. A file with the right key is
/// not made again. Neither ranks nor tile size nor folders enter, since they change no number.
///
/// Used on the root alone, which hashes the inputs; others are told (share_key in run_survey).
class StageKeys {
 public:
  StageKeys(const Settings& settings, const Catalogue& catalogue)
      : settings_(settings), catalogue_(catalogue) {}

  [[nodiscard]] std::string landcover(std::size_t year);
  [[nodiscard]] std::string mines();
  [[nodiscard]] std::string ndvi(std::size_t year);
  [[nodiscard]] std::string weather(std::size_t year);
  [[nodiscard]] std::string weather_archive();
  [[nodiscard]] std::string npp(std::size_t year, const std::vector<std::vector<model::NdviBounds>>& bounds);
  [[nodiscard]] std::string synthesis(const std::vector<std::vector<model::NdviBounds>>& bounds);

  /// All inputs that were looked at, for /provenance.
  [[nodiscard]] std::vector<InputRecord> inputs();

 private:
  [[nodiscard]] std::string identity(const std::string& path);
  [[nodiscard]] std::string zones_text();
  [[nodiscard]] std::string weather_settings() const;
  [[nodiscard]] std::string weather_text(std::size_t year);
  [[nodiscard]] std::string gridded_text(std::size_t year);
  [[nodiscard]] std::string scene_text(const io::Scene& scene);

  const Settings& settings_;
  const Catalogue& catalogue_;
  std::map<std::string, std::string> identities_;
  std::map<std::size_t, std::string> npp_keys_;  ///< bounds do not change during a run
};

}  // namespace minenpp::survey
