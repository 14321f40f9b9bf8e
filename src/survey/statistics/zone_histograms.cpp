#include "survey/statistics/zone_histograms.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/error.h"
#include "model/grid/batch.h"
#include "model/stats/span_counts.h"
#include "mpi/root_tables.h"

namespace minenpp::survey {

namespace {

constexpr std::int64_t monthly_step = 100000, annual_step = 1000000;  // millionths of gC/m2
constexpr std::size_t most_steps = std::size_t{1} << 31;

/// A step that the compiler knows is divided by without a division. `steps`: 0 where there is no value.
template <std::int64_t step>
void find_steps(std::span<const std::int64_t> values, std::span<std::uint32_t> steps) {
  std::size_t largest = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    // NPP is never negative.
    const auto past = static_cast<std::size_t>(values[i] + step / 2) / step + 1;
    const auto at = values[i] == RegionPixels::no_value ? 0 : past;
    largest = std::max(largest, at);
    steps[i] = static_cast<std::uint32_t>(at);
  }
  if (largest > most_steps) throw model::Error(model::Fault::input, "NPP is too large for a histogram");
}

/// A histogram that pixels are added to by turns with copies of it: neighbours are mostly alike (no NPP in
/// winter), and each would wait for the one before to be added.
class Turns {
 public:
  /// `counts` has room for all steps to come. `pixels`: how many will come, of which few are not worth the
  /// copies.
  void begin(std::vector<std::int64_t>& counts, std::size_t pixels) {
    size_ = counts.size();
    uses_copies_ = pixels > 16 * size_;
    if (uses_copies_) copies_.resize((tables_.size() - 1) * size_, 0);
    for (std::size_t turn = 0; turn < tables_.size(); ++turn)
      tables_[turn] = uses_copies_ && turn > 0 ? copies_.data() + (turn - 1) * size_ : counts.data();
  }
  void add(std::span<const std::uint32_t> steps, std::int64_t weight) {
    const auto tables = tables_;
    std::size_t i = 0;
    for (; i + tables.size() <= steps.size(); i += tables.size())
      for (std::size_t turn = 0; turn < tables.size(); ++turn) tables[turn][steps[i + turn]] += weight;
    for (; i < steps.size(); ++i) tables[i % tables.size()][steps[i]] += weight;
  }
  void end() {
    if (!uses_copies_) return;
    for (std::size_t turn = 1; turn < tables_.size(); ++turn)
      for (std::size_t at = 0; at < size_; ++at) tables_[0][at] += tables_[turn][at];
    std::ranges::fill(copies_, 0);
  }

 private:
  std::array<std::int64_t*, 4> tables_{};
  bool uses_copies_ = false;
  std::size_t size_ = 0;
  std::vector<std::int64_t> copies_;
};

/// The largest step of a zone's pixels, so that a histogram is as long as its own zone needs.
std::size_t largest_of(std::span<const std::uint32_t> steps, auto first, auto last) {
  std::uint32_t largest = 0;
  for (; first != last; ++first)
    largest = std::max(largest, model::largest_of(steps.subspan(first->first, first->count)));
  return largest;
}

std::size_t pixels_of(auto first, auto last) {
  std::size_t pixels = 0;
  for (; first != last; ++first) pixels += first->count;
  return pixels;
}

}  // namespace

ZoneHistograms::ZoneHistograms(std::size_t zones, const TallyColumns& columns, std::size_t years)
    : zones_(zones * columns.count() * years <= most_histograms ? zones : 1),
      columns_(columns.count()),
      annual_(columns.annual ? columns.months.size() : columns.count()),
      counts_(zones_ * columns_) {}

std::int64_t ZoneHistograms::step_of(std::size_t column) const {
  return column == annual_ ? annual_step : monthly_step;
}

void ZoneHistograms::add(const RegionPixels& pixels, const ZoneList& zones) {
  const auto runs = runs_in(pixels.window(), zones);
  for (std::size_t column = 0; column < columns_; ++column)
    if (const auto values = pixels.column(column); !values.empty()) add_column(column, values, runs);
}

std::vector<ZoneHistograms::Run> ZoneHistograms::runs_in(const model::Window& window,
                                                         const ZoneList& zones) const {
  std::vector<Run> runs{{0, 0, static_cast<std::size_t>(window.size()), 1}};
  if (zones_ == 1) return runs;
  for (const auto zone : zones.near(window))
    zones[zone].for_each_run(window, [&](const ZoneRun& run) {
      runs.push_back({zone, run.first_in(window), run.pixels(), run.part});
    });
  return runs;
}

/// Zones overlap, so what they share, where in a histogram each pixel belongs, is found before.
void ZoneHistograms::add_column(std::size_t column, std::span<const std::int64_t> values,
                                std::span<const Run> runs) {
  steps_.resize(values.size());
  if (column == annual_)
    find_steps<annual_step>(values, steps_);
  else
    find_steps<monthly_step>(values, steps_);
  Turns turns;
  for (auto run = runs.begin(); run != runs.end();) {
    const auto zone = run->zone;
    const auto next = std::find_if(run, runs.end(), [&](const Run& other) { return other.zone != zone; });
    auto& counts = counts_[zone * columns_ + column];
    if (const auto largest = largest_of(steps_, run, next); counts.size() <= largest)
      counts.resize(largest + 1, 0);
    turns.begin(counts, pixels_of(run, next));
    for (; run != next; ++run) turns.add(std::span(steps_).subspan(run->first, run->count), run->weight);
    turns.end();
  }
}

std::vector<std::int64_t> ZoneHistograms::to_integers() const {
  // Room for no more than is needed: with many zones this is large.
  std::int64_t bins = 0;
  for (const auto& counts : counts_)
    if (!counts.empty())
      bins += std::count_if(counts.begin() + 1, counts.end(), [](auto n) { return n > 0; });
  std::vector<std::int64_t> integers;
  integers.reserve(static_cast<std::size_t>(3 * bins));
  for (std::size_t i = 0; i < counts_.size(); ++i)
    for (std::size_t at = 1; at < counts_[i].size(); ++at)
      if (counts_[i][at] > 0)
        integers.insert(integers.end(),
                        {static_cast<std::int64_t>(i), static_cast<std::int64_t>(at - 1), counts_[i][at]});
  return integers;
}

void ZoneHistograms::add_integers(std::span<const std::int64_t> integers) {
  for (std::size_t i = 0; i + 2 < integers.size(); i += 3) {
    const auto at = static_cast<std::size_t>(integers[i]), bin = static_cast<std::size_t>(integers[i + 1]);
    if (at >= counts_.size() || bin >= most_steps)
      throw model::Error(model::Fault::input, "a histogram of a zone that there is not");
    auto& counts = counts_[at];
    if (bin + 1 >= counts.size()) counts.resize(bin + 2, 0);
    counts[bin + 1] += integers[i + 2];
  }
}

void ZoneHistograms::gather(const mpi::Communicator& ranks) {
  mpi::gather_on_root(
      ranks, [&] { return to_integers(); }, [&](auto bins) { add_integers(bins); });
  if (ranks.is_root()) return;
  for (auto& counts : counts_) counts.clear();
}

double ZoneHistograms::quantile(std::size_t zone, std::size_t column, double probability) const {
  if (zone >= zones_) return model::no_data;
  const auto& counts = counts_[zone * columns_ + column];
  std::int64_t all = 0;
  for (std::size_t at = 1; at < counts.size(); ++at) all += counts[at];
  if (all == 0) return model::no_data;
  const auto wanted = std::max<std::int64_t>(
      1, static_cast<std::int64_t>(std::ceil(probability * static_cast<double>(all) - 1e-9)));
  std::int64_t passed = 0;
  for (std::size_t at = 1; at < counts.size(); ++at) {
    passed += counts[at];
    if (passed >= wanted) return static_cast<double>(at - 1) * static_cast<double>(step_of(column)) / 1e6;
  }
  return model::no_data;
}

}  // namespace minenpp::survey
