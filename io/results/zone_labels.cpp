#include "io/results/zone_labels.h"

#include <map>

namespace minenpp::io {

std::vector<std::string> told_apart(const ArchiveReader& archive, std::vector<std::string> labels) {
  if (!archive.has("/zones/kind")) return labels;
  const auto kinds = archive.read<std::string>("/zones/kind");
  if (kinds.size() != labels.size()) return labels;
  std::map<std::string, int> times;
  for (const auto& label : labels) ++times[label];
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (times[labels[i]] > 1) labels[i] = kinds[i] + ":" + labels[i];
  return labels;
}

}  // namespace minenpp::io
