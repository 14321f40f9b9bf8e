#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/inputs/identity.h"
#include "mpi/communicator.h"
#include "survey/archive/survey_result.h"
#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// What inputs are, each looked at once. Throws Error(input) for one that cannot be read, Error(stopped)
/// where a stop is requested meanwhile.
class InputIdentities {
 public:
  /// Size and content hash of a raster or vector with all files it is read from; "none" for an empty path.
  [[nodiscard]] std::string of(const std::string& path);

  /// The same of one file alone, such as a table.
  [[nodiscard]] std::string of_file(const std::string& path);

  /// Lets the ranks look at these files together, each at its share. Collective; afterwards the root knows
  /// those that the others found too. What a rank alone has in its list is left to of().
  void look_at(const std::vector<std::string>& paths, const mpi::Communicator& ranks);

  /// Those that are not any more what they were when they were looked at, in alphabetic order, on the root;
  /// nothing on others. A file whose size and time are the same is not read again, and side files that have
  /// come since are not seen. Collective.
  [[nodiscard]] std::vector<std::string> changed(const mpi::Communicator& ranks);

 private:
  /// What this rank itself looked at.
  struct Seen {
    bool is_file = false;  ///< a file alone, else a dataset
    std::vector<io::FileState> states;
  };
  [[nodiscard]] bool is_changed(const std::string& path, Seen& seen) const;

  std::map<std::string, std::string> known_;
  std::map<std::string, Seen> seen_;
};

/// Everything a scene's NDVI depends on: its pixels, and what was read from its metadata.
[[nodiscard]] std::string scene_identity(const io::Scene& scene, InputIdentities& identities);

/// The stations of a year: their number, and a hash of their places and values.
[[nodiscard]] std::string stations_identity(const StationYear& stations);

/// Looks at what the catalogue is made from: polygons, tables, the DEM. Before it is, so that one that
/// changes meanwhile is known as what was there first, at the latest. What cannot be read is left to the
/// catalogue.
void look_at_catalogue_inputs(const Settings& settings, InputIdentities& identities);

/// All inputs of a survey, for /provenance.
[[nodiscard]] std::vector<InputRecord> input_records(const Settings& settings, const Catalogue& catalogue,
                                                     InputIdentities& identities);

}  // namespace minenpp::survey
