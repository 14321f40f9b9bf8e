#include "model/stats/block_bootstrap.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "model/error.h"
#include "model/no_data.h"

namespace minenpp::model {

namespace {

/// Numbers of draws that are kept at once, 4 bytes each.
constexpr std::size_t most_kept = std::size_t{4} << 20;

/// The blocks of one group, in the order of their numbers.
struct Group {
  std::vector<std::size_t> at;  ///< which of all blocks each is
  std::vector<std::int64_t> counts;
  std::vector<ExactSum> sums;

  [[nodiscard]] BootstrapResult mean() const {
    std::int64_t count = 0;
    ExactSum sum;
    for (std::size_t i = 0; i < at.size(); ++i) {
      count += counts[i];
      sum.add(sums[i]);
    }
    return {sum.mean(count), no_data, static_cast<std::int64_t>(at.size())};
  }
};

using Blocks = std::map<std::int64_t, std::pair<std::int64_t, ExactSum>>;  // number -> pixels, sum

Blocks blocks_of(std::span<const BlockSum> group) {
  Blocks blocks;
  for (const BlockSum& entry : group) {
    if (entry.count < 0)
      throw Error(Fault::system, "block " + std::to_string(entry.block) + " has a count of " +
                                     std::to_string(entry.count) + " pixels");
    if (entry.count == 0) continue;
    auto& [count, sum] = blocks[entry.block];
    count += entry.count;
    sum.add(entry.sum);
  }
  return blocks;
}

Group in_order(const Blocks& blocks, const std::vector<std::int64_t>& all) {
  Group group;
  for (const auto& [number, block] : blocks) {
    group.at.push_back(static_cast<std::size_t>(std::ranges::lower_bound(all, number) - all.begin()));
    group.counts.push_back(block.first);
    group.sums.push_back(block.second);
  }
  return group;
}

/// A number in 0..count-1. Its bias is below count / 2^64.
std::size_t draw(std::mt19937_64& random, std::size_t count) {
  return static_cast<std::size_t>((static_cast<unsigned __int128>(random()) * count) >> 64);
}

/// Sample covariance (n - 1) of what is there in both; NaN below two.
double covariance(const std::vector<double>& first, const std::vector<double>& second) {
  double mean_first = 0, mean_second = 0, n = 0;
  const auto for_each = [&](const auto& use) {
    for (std::size_t i = 0; i < first.size(); ++i)
      if (!std::isnan(first[i]) && !std::isnan(second[i])) use(first[i], second[i]);
  };
  for_each([&](double a, double b) {
    n += 1;
    mean_first += (a - mean_first) / n;
    mean_second += (b - mean_second) / n;
  });
  if (n < 2) return no_data;
  double products = 0;
  for_each([&](double a, double b) { products += (a - mean_first) * (b - mean_second); });
  return products / (n - 1);
}

/// Do all sums of `drawn` blocks, one as often as all, fit 64 bits?
bool fits_64_bits(const Group& group, std::size_t drawn) {
  const auto most = Int128{std::numeric_limits<std::int64_t>::max()} / static_cast<Int128>(drawn);
  return std::ranges::all_of(group.sums,
                             [&](const ExactSum& sum) { return -most < sum.raw() && sum.raw() < most; });
}

/// How often each block is drawn in the next replicates.
std::vector<std::uint32_t> draw_replicates(std::mt19937_64& random, std::size_t blocks,
                                           std::size_t replicates) {
  std::vector<std::uint32_t> draws(replicates * blocks, 0);
  for (std::size_t first = 0; first < draws.size(); first += blocks)
    for (std::size_t i = 0; i < blocks; ++i) ++draws[first + draw(random, blocks)];
  return draws;
}

/// The mean of each replicate of draws from `blocks` blocks. `Raw`: a whole number that holds every sum.
template <typename Raw>
void add_means_by(const Group& group, std::size_t blocks, std::span<const std::uint32_t> draws,
                  std::vector<double>& means) {
  std::vector<Raw> sums;
  for (const auto& sum : group.sums) sums.push_back(static_cast<Raw>(sum.raw()));
  for (std::size_t first = 0; first < draws.size(); first += blocks) {
    std::int64_t count = 0;
    Raw sum = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const auto times = draws[first + group.at[i]];
      count += times * group.counts[i];
      sum += times * sums[i];
    }
    ExactSum drawn;
    drawn.add_raw(sum);
    means.push_back(drawn.mean(count));
  }
}

void add_means(const Group& group, std::size_t blocks, std::span<const std::uint32_t> draws,
               std::vector<double>& means) {
  if (fits_64_bits(group, blocks))
    add_means_by<std::int64_t>(group, blocks, draws, means);
  else
    add_means_by<Int128>(group, blocks, draws, means);
}

}  // namespace

double JointMeans::standard_error(std::span<const double> weights) const {
  double variance = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    for (std::size_t j = 0; j < weights.size(); ++j)
      if (weights[i] != 0 && weights[j] != 0)
        variance += weights[i] * weights[j] * covariances_[i * means_.size() + j];
  return std::isnan(variance) ? no_data : std::sqrt(std::max(0.0, variance));
}

BlockBootstrap::BlockBootstrap(const BootstrapOptions& options) : options_(options) {
  if (options.replicates < 2)
    throw Error(Fault::usage,
                "a bootstrap needs at least 2 replicates, found " + std::to_string(options.replicates));
}

const BlockBootstrap::Draws& BlockBootstrap::kept_draws(std::size_t blocks) {
  if (const auto known = draws_.find(blocks); known != draws_.end()) return known->second;
  std::mt19937_64 random(options_.seed);
  auto draws = draw_replicates(random, blocks, static_cast<std::size_t>(options_.replicates));
  if (kept_ + draws.size() > most_kept) {
    draws_.clear();
    kept_ = 0;
  }
  kept_ += draws.size();
  return draws_[blocks] = std::move(draws);
}

void BlockBootstrap::for_each_draws(std::size_t blocks,
                                    const std::function<void(std::span<const std::uint32_t>)>& use) {
  const auto replicates = static_cast<std::size_t>(options_.replicates);
  if (blocks <= most_kept / replicates) return use(kept_draws(blocks));
  std::mt19937_64 random(options_.seed);
  for (std::size_t i = 0; i < replicates; ++i) use(draw_replicates(random, blocks, 1));
}

BootstrapResult BlockBootstrap::mean(std::span<const BlockSum> group) {
  return means(std::vector<std::vector<BlockSum>>{{group.begin(), group.end()}}).means().front();
}

JointMeans BlockBootstrap::means(std::span<const std::vector<BlockSum>> groups) {
  std::vector<Blocks> of_groups;
  std::vector<std::int64_t> all;
  for (const auto& group : groups) {
    of_groups.push_back(blocks_of(group));
    for (const auto& [number, block] : of_groups.back()) all.push_back(number);
  }
  std::ranges::sort(all);
  all.erase(std::ranges::unique(all).begin(), all.end());
  std::vector<Group> ordered;
  std::vector<BootstrapResult> results;
  for (const auto& blocks : of_groups) {
    ordered.push_back(in_order(blocks, all));
    results.push_back(ordered.back().mean());
  }
  std::vector<std::vector<double>> drawn(groups.size());
  if (all.size() >= 2)
    for_each_draws(all.size(), [&](std::span<const std::uint32_t> draws) {
      for (std::size_t i = 0; i < ordered.size(); ++i) add_means(ordered[i], all.size(), draws, drawn[i]);
    });
  std::vector<double> covariances(groups.size() * groups.size(), no_data);
  for (std::size_t i = 0; i < groups.size(); ++i)
    for (std::size_t j = 0; j < groups.size(); ++j)
      if (results[i].blocks >= 2 && results[j].blocks >= 2)
        covariances[i * groups.size() + j] = covariance(drawn[i], drawn[j]);
  for (std::size_t i = 0; i < groups.size(); ++i)
    results[i].standard_error = std::sqrt(covariances[i * groups.size() + i]);
  return {std::move(results), std::move(covariances)};
}

}  // namespace minenpp::model
