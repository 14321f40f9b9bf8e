#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace minenpp::io {

/// How far two numbers may be apart and still count as equal: |a - b| <= max(absolute, relative * max(|a|,
/// |b|)). Both >= 0; 0 is exact. Packed numbers are compared as what they mean (scale, offset, fill as no
/// data).
struct Tolerance {
  double absolute = 0;
  double relative = 0;
};

/// Where in an array two results differ most.
struct Cell {
  std::vector<std::int64_t> index;  ///< slowest first
  std::optional<double> x, y;       ///< pixel centre, where the array is a map
  std::string a, b;                 ///< the two values as text, "no data" where they are
};

/// One way in which result B differs from result A.
struct Difference {
  enum class Kind { missing, added, shape, type, attribute, values };
  Kind kind = Kind::values;
  std::string file;    ///< relative to the result folder; empty where two single files are compared
  std::string path;    ///< of the group or array; empty where the whole file is missing or added
  std::string detail;  ///< what A has and what B has; for attributes the name too

  // Of Kind::values. Differences to or from "no data" count but have no size; texts only count.
  std::int64_t cells = 0;       ///< how many differ beyond the tolerance
  std::int64_t of = 0;          ///< how many there are
  double largest = 0;           ///< largest |a - b|
  double largest_relative = 0;  ///< largest |a - b| / max(|a|, |b|)
  Cell where = {};  ///< the cell of `largest`; the first differing one where no difference has a size
};

/// The difference as a line: "maps/npp-2016.nc: /npp: 12 of 4000 values differ, most by 0.5 at [...]: a, b".
[[nodiscard]] std::string to_string(const Difference& difference);

/// All differences of two results (folders or single files), by file and path; empty where they are the same.
/// What counts is what the digest counts (see inventory.h); with Tolerance{} no difference means the same
/// digest. Throws Error(input) where a file is missing or damaged, Error(usage) for a negative tolerance.
[[nodiscard]] std::vector<Difference> compare(const std::filesystem::path& a, const std::filesystem::path& b,
                                              const Tolerance& tolerance = {});

/// The whole list as text, one line each and a closing line that says how many; or that there is no
/// difference.
[[nodiscard]] std::string format_differences(const std::vector<Difference>& differences);

}  // namespace minenpp::io
