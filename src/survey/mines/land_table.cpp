#include "survey/mines/land_table.h"

#include "model/error.h"
#include "model/stats/exact_sum.h"
#include "mpi/root_tables.h"

namespace minenpp::survey {

void LandTable::add(std::int32_t mine, LandPart part, std::int64_t mm2) {
  mm2_[mine][static_cast<std::size_t>(part)] += mm2;
}

double LandTable::area_m2(std::int32_t mine, LandPart part) const {
  const auto found = mm2_.find(mine);
  if (found == mm2_.end()) return 0;
  model::ExactSum sum;
  sum.add_raw(found->second[static_cast<std::size_t>(part)]);
  return sum.value();
}

void LandTable::gather(const mpi::Communicator& ranks) {
  mpi::gather_on_root(
      ranks, [&] { return to_integers(); }, [&](auto integers) { add_integers(integers); });
  if (!ranks.is_root()) mm2_.clear();
}

std::vector<std::int64_t> LandTable::to_integers() const {
  std::vector<std::int64_t> integers;
  integers.reserve(mm2_.size() * (1 + parts));
  for (const auto& [mine, areas] : mm2_) {
    integers.push_back(mine);
    integers.insert(integers.end(), areas.begin(), areas.end());
  }
  return integers;
}

void LandTable::add_integers(std::span<const std::int64_t> integers) {
  if (integers.size() % (1 + parts) != 0)
    throw model::Error(model::Fault::system, "a table of the mines' land arrived in pieces");
  for (; !integers.empty(); integers = integers.subspan(1 + parts)) {
    auto& areas = mm2_[static_cast<std::int32_t>(integers.front())];
    for (std::size_t part = 0; part < parts; ++part) areas[part] += integers[1 + part];
  }
}

}  // namespace minenpp::survey
