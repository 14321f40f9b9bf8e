#include "io/tables/nearest_name.h"

#include <algorithm>
#include <numeric>

#include "io/gdal/ascii_text.h"

namespace minenpp::io {

namespace {

/// Edit distance (Levenshtein 1966), one row of the table at a time; 1 where one is the beginning of the
/// other.
std::size_t distance(const std::string& a, const std::string& b) {
  const auto shorter = std::min(a.size(), b.size());
  if (a.size() != b.size() && shorter >= 3 && a.compare(0, shorter, b, 0, shorter) == 0) return 1;
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string nearest_name(const std::string& name, const std::vector<std::string>& names) {
  std::string best;
  std::size_t fewest = name.size() / 2 + 1;
  for (const auto& candidate : names) {
    const auto changes = distance(lower(name), lower(candidate));
    if (changes >= fewest || candidate.empty()) continue;
    fewest = changes;
    best = candidate;
  }
  return best;
}

}  // namespace minenpp::io
