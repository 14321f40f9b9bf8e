#include "model/stats/block_bootstrap.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "model/error.h"

namespace minenpp::model {

namespace {

/// Numbers of draws that are kept at once, 4 bytes each.
constexpr std::size_t most_kept = std::size_t{4} << 20;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Block {
  std::int64_t count = 0;
  ExactSum sum;

  void add(std::int64_t pixels, const ExactSum& values) {
    count += pixels;
    sum.add(values);
  }
  [[nodiscard]] double mean() const { return sum.mean(count); }
};

std::vector<Block> in_order(std::span<const BlockSum> group) {
  std::map<std::int64_t, Block> blocks;
  for (const BlockSum& entry : group) {
    if (entry.count < 0)
      throw Error(Fault::system, "block " + std::to_string(entry.block) + " has a count of " +
                                     std::to_string(entry.count) + " pixels");
    if (entry.count > 0) blocks[entry.block].add(entry.count, entry.sum);
  }
  std::vector<Block> ordered;
  ordered.reserve(blocks.size());
  for (const auto& [number, block] : blocks) ordered.push_back(block);
  return ordered;
}

/// A number in 0..count-1. Its bias is below count / 2^64.
std::size_t draw(std::mt19937_64& random, std::size_t count) {
  return static_cast<std::size_t>((static_cast<unsigned __int128>(random()) * count) >> 64);
}

double standard_deviation(const std::vector<double>& values) {
  if (values.size() < 2) return nan;
  const auto n = static_cast<double>(values.size());
  double mean = 0, squares = 0;
  for (const double value : values) mean += (value - values[0]) / n;
  for (const double value : values) {
    const double deviation = (value - values[0]) - mean;
    squares += deviation * deviation;
  }
  return std::sqrt(squares / (n - 1));
}

/// Do all sums of as many blocks as there are fit 64 bits?
bool fits_64_bits(const std::vector<Block>& blocks) {
  const auto most = Int128{std::numeric_limits<std::int64_t>::max()} / static_cast<Int128>(blocks.size());
  return std::ranges::all_of(
      blocks, [&](const Block& block) { return -most < block.sum.raw() && block.sum.raw() < most; });
}

/// How often each block is drawn in the next replicates.
std::vector<std::uint32_t> draw_replicates(std::mt19937_64& random, std::size_t blocks,
                                           std::size_t replicates) {
  std::vector<std::uint32_t> draws(replicates * blocks, 0);
  for (std::size_t first = 0; first < draws.size(); first += blocks)
    for (std::size_t i = 0; i < blocks; ++i) ++draws[first + draw(random, blocks)];
  return draws;
}

/// The mean of each replicate. `Raw`: a whole number that holds every sum.
template <typename Raw>
void add_means_by(const std::vector<Block>& blocks, std::span<const std::uint32_t> draws,
                  std::vector<double>& means) {
  std::vector<std::int64_t> counts;
  std::vector<Raw> sums;
  for (const Block& block : blocks) {
    counts.push_back(block.count);
    sums.push_back(static_cast<Raw>(block.sum.raw()));
  }
  for (std::size_t first = 0; first < draws.size(); first += blocks.size()) {
    std::int64_t count = 0;
    Raw sum = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      count += draws[first + i] * counts[i];
      sum += draws[first + i] * sums[i];
    }
    ExactSum drawn;
    drawn.add_raw(sum);
    means.push_back(drawn.mean(count));
  }
}

void add_means(const std::vector<Block>& blocks, std::span<const std::uint32_t> draws,
               std::vector<double>& means) {
  if (fits_64_bits(blocks))
    add_means_by<std::int64_t>(blocks, draws, means);
  else
    add_means_by<Int128>(blocks, draws, means);
}

}  // namespace

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

BootstrapResult BlockBootstrap::mean(std::span<const BlockSum> group) {
  const auto blocks = in_order(group);
  Block all;
  for (const Block& block : blocks) all.add(block.count, block.sum);
  BootstrapResult result{all.mean(), nan, static_cast<std::int64_t>(blocks.size())};
  if (blocks.size() < 2) return result;
  std::vector<double> means;
  if (const auto replicates = static_cast<std::size_t>(options_.replicates);
      blocks.size() <= most_kept / replicates) {
    add_means(blocks, kept_draws(blocks.size()), means);
  } else {
    std::mt19937_64 random(options_.seed);
    for (std::size_t i = 0; i < replicates; ++i)
      add_means(blocks, draw_replicates(random, blocks.size(), 1), means);
  }
  result.standard_error = standard_deviation(means);
  return result;
}

BootstrapResult bootstrap_mean(std::span<const BlockSum> group, const BootstrapOptions& options) {
  return BlockBootstrap(options).mean(group);
}

}  // namespace minenpp::model
