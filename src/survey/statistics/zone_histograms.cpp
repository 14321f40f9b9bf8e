#include "survey/statistics/zone_histograms.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "model/error.h"
#include "model/grid/batch.h"

namespace minenpp::survey {

namespace {

constexpr std::int64_t monthly_step = 100000, annual_step = 1000000;  // millionths of gC/m2

/// A step that the compiler knows is divided by without a division.
template <std::int64_t step>
void count_values(std::span<const std::int64_t> values, std::int64_t weight,
                  std::vector<std::int64_t>& counts) {
  for (const auto value : values) {
    if (value == RegionPixels::no_value) continue;
    // NPP is never negative.
    const auto bin = static_cast<std::size_t>((value + step / 2) / step);
    if (bin >= counts.size()) counts.resize(bin + 1, 0);
    counts[bin] += weight;
  }
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
  const auto& window = pixels.window();
  add_run(0, pixels, 0, static_cast<std::size_t>(window.size()), 1);
  if (zones_ == 1) return;
  for (const auto zone : zones.near(window))
    zones[zone].for_each_run(window, [&](const ZoneRun& run) {
      add_run(zone, pixels, run.first_in(window), run.pixels(), run.part);
    });
}

void ZoneHistograms::add_run(std::size_t zone, const RegionPixels& pixels, std::size_t first,
                             std::size_t count, std::int64_t weight) {
  for (std::size_t column = 0; column < columns_; ++column) {
    const auto values = pixels.column(column);
    if (values.empty()) continue;
    auto& counts = counts_[zone * columns_ + column];
    if (column == annual_)
      count_values<annual_step>(values.subspan(first, count), weight, counts);
    else
      count_values<monthly_step>(values.subspan(first, count), weight, counts);
  }
}

std::vector<std::int64_t> ZoneHistograms::to_integers() const {
  std::vector<std::int64_t> integers;
  for (std::size_t i = 0; i < counts_.size(); ++i)
    for (std::size_t bin = 0; bin < counts_[i].size(); ++bin)
      if (counts_[i][bin] > 0)
        integers.insert(integers.end(),
                        {static_cast<std::int64_t>(i), static_cast<std::int64_t>(bin), counts_[i][bin]});
  return integers;
}

void ZoneHistograms::add_integers(std::span<const std::int64_t> integers) {
  for (std::size_t i = 0; i + 2 < integers.size(); i += 3) {
    const auto at = static_cast<std::size_t>(integers[i]), bin = static_cast<std::size_t>(integers[i + 1]);
    if (at >= counts_.size())
      throw model::Error(model::Fault::input, "a histogram of a zone that there is not");
    auto& counts = counts_[at];
    if (bin >= counts.size()) counts.resize(bin + 1, 0);
    counts[bin] += integers[i + 2];
  }
}

void ZoneHistograms::gather(const mpi::Communicator& ranks) {
  std::vector<mpi::Message> messages;
  if (!ranks.is_root()) {
    const auto integers = to_integers();
    const auto bytes = std::as_bytes(std::span(integers));
    messages.push_back({0, {bytes.begin(), bytes.end()}});
    for (auto& counts : counts_) counts.clear();
  }
  for (const auto& message : ranks.exchange(std::move(messages))) {
    std::vector<std::int64_t> integers(message.bytes.size() / sizeof(std::int64_t));
    std::memcpy(integers.data(), message.bytes.data(), integers.size() * sizeof(std::int64_t));
    add_integers(integers);
  }
}

double ZoneHistograms::quantile(std::size_t zone, std::size_t column, double probability) const {
  if (zone >= zones_) return model::no_data;
  const auto& counts = counts_[zone * columns_ + column];
  std::int64_t all = 0;
  for (const auto count : counts) all += count;
  if (all == 0) return model::no_data;
  const auto wanted = std::max<std::int64_t>(
      1, static_cast<std::int64_t>(std::ceil(probability * static_cast<double>(all) - 1e-9)));
  std::int64_t passed = 0;
  for (std::size_t bin = 0; bin < counts.size(); ++bin) {
    passed += counts[bin];
    if (passed >= wanted) return static_cast<double>(bin) * static_cast<double>(step_of(column)) / 1e6;
  }
  return model::no_data;
}

}  // namespace minenpp::survey
