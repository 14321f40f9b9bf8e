#pragma once

#include <map>
#include <vector>

#include "mpi/communicator.h"
#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// Opens every raster of the survey and looks at its corners and centre: CRS, overlap, damage, NDVI out of
/// range (wrong scale), class codes nobody knows. Finds early what a run would meet late; a run checks every
/// pixel again.
void check_pixels(const Settings& settings, const Catalogue& catalogue, ProblemList& problems);

/// The same, with the rasters shared by the ranks. Collective. Throws the same Error on every rank, with all
/// problems in the order in which one rank would find them.
void check_pixels(const mpi::Communicator& ranks, const Settings& settings, const Catalogue& catalogue);

/// The windows that are looked at: corners and centre of the grid.
[[nodiscard]] std::vector<model::Window> sample_windows(const model::Grid& grid);

/// NDVI values outside the valid range, among those with data.
struct RangeCount {
  std::int64_t values = 0, outside = 0;
  [[nodiscard]] bool mostly_outside() const { return 2 * outside > values; }
};

/// The error of a raster most of whose values are out of range: names the file and what is probably wrong.
[[nodiscard]] model::Error wrong_scale(const Settings& settings, const std::string& path,
                                       const RangeCount& count);

/// Codes of a land-cover raster that are in no class, with where each was met first.
class UnknownCodes {
 public:
  /// `row`, `col`: on the study grid.
  void add(int code, std::int64_t row, std::int64_t col);
  [[nodiscard]] bool empty() const { return found_.empty(); }

  /// The error that names file, codes and places, and the setting that would mend it.
  [[nodiscard]] model::Error error(const Settings& settings, const std::string& path) const;

 private:
  struct Place {
    std::int64_t row = 0, col = 0;
  };
  std::map<int, Place> found_;
};

/// Raster code -> class code: through landcover.map where there is one, else as it is. no_class where there
/// is no data (also code 0, unless the map names it); -1 for a code that nobody knows.
[[nodiscard]] int class_of(const Catalogue& catalogue, int raster_code);

/// The raster code that GridReader gives where there is no data.
inline constexpr int no_code = -2147483647;

}  // namespace minenpp::survey
