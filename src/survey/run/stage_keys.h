#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "survey/catalogue/catalogue.h"
#include "survey/run/input_identities.h"
#include "survey/run/key_parts.h"
#include "survey/run/stage_id.h"

namespace minenpp::survey {

/// NDVI bounds by year and class; a year whose bounds are not known has none.
using BoundsOfYears = std::vector<std::vector<model::NdviBounds>>;

/// The keys of all stages: everything that a stage's file depends on. A file with the right key is not made
/// again. Neither ranks nor tile size nor folders enter, since they change no number.
///
/// Used on the root alone, but for what is collective; others are told.
class StageKeys {
 public:
  /// Both outlive this. `known`: of inputs that were looked at before.
  StageKeys(const Settings& settings, const Catalogue& catalogue, InputIdentities known = {})
      : settings_(settings), catalogue_(catalogue), identities_(std::move(known)) {}

  /// Of any stage that writes files. `bounds` are looked at for NPP and what rests on it; where a year's are
  /// not known, they are left out.
  [[nodiscard]] KeyParts parts(const StageId& id, const BoundsOfYears& bounds);

  /// Hashes the NDVI, scenes and gridded weather that a stage reads itself, on all ranks together; the root
  /// does the few other files alone. Collective.
  void look_at_inputs(const StageId& id, const mpi::Communicator& ranks);

  /// Inputs that changed since they were looked at; on the root. Collective.
  [[nodiscard]] std::vector<std::string> changed_inputs(const mpi::Communicator& ranks) {
    return identities_.changed(ranks);
  }

  /// All inputs that were looked at, for /provenance.
  [[nodiscard]] std::vector<InputRecord> inputs() {
    return input_records(settings_, catalogue_, identities_);
  }

 private:
  [[nodiscard]] KeyParts landcover(std::size_t year);
  [[nodiscard]] KeyParts mines();
  [[nodiscard]] KeyParts ndvi(std::size_t year);
  [[nodiscard]] KeyParts class_ndvi(std::size_t year);
  [[nodiscard]] KeyParts weather(std::size_t year);
  [[nodiscard]] KeyParts weather_statistics();
  [[nodiscard]] const KeyParts& npp(std::size_t year, const BoundsOfYears& bounds);
  [[nodiscard]] KeyParts synthesis(const BoundsOfYears& bounds);

  void add_grid(KeyParts& parts) const;
  void add_input(KeyParts& parts, const std::string& setting);
  void add_polygons(KeyParts& parts, const std::string& setting);
  void add_zones(KeyParts& parts);
  void add_weather(KeyParts& parts, std::size_t year);
  void add_gridded(KeyParts& parts, std::size_t year);
  void add_stage(KeyParts& parts, Stage stage, std::size_t year, const KeyParts& of_it) const;

  const Settings& settings_;
  const Catalogue& catalogue_;
  InputIdentities identities_;
  std::map<std::size_t, KeyParts> npp_;  ///< bounds do not change during a run
};

}  // namespace minenpp::survey
