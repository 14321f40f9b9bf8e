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

/// Draws that are kept at once, a number of blocks each: a megabyte or so.
constexpr std::size_t most_kept = 16;

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

/// The mean of each replicate. `Raw`: a whole number that holds every sum.
template <typename Raw>
std::vector<double> means_of_draws(const std::vector<Block>& blocks, std::span<const std::uint32_t> draws) {
  std::vector<std::int64_t> counts;
  std::vector<Raw> sums;
  for (const Block& block : blocks) {
    counts.push_back(block.count);
    sums.push_back(static_cast<Raw>(block.sum.raw()));
  }
  std::vector<double> means;
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
  return means;
}

}  // namespace

BlockBootstrap::BlockBootstrap(const BootstrapOptions& options) : options_(options) {
  if (options.replicates < 2)
    throw Error(Fault::usage,
                "a bootstrap needs at least 2 replicates, found " + std::to_string(options.replicates));
}

const BlockBootstrap::Draws& BlockBootstrap::draws_of(std::size_t blocks) {
  if (const auto known = draws_.find(blocks); known != draws_.end()) return known->second;
  if (draws_.size() == most_kept) draws_.clear();
  auto& draws = draws_[blocks];
  draws.resize(static_cast<std::size_t>(options_.replicates) * blocks, 0);
  std::mt19937_64 random(options_.seed);
  for (std::size_t first = 0; first < draws.size(); first += blocks)
    for (std::size_t i = 0; i < blocks; ++i) ++draws[first + draw(random, blocks)];
  return draws;
}

BootstrapResult BlockBootstrap::mean(std::span<const BlockSum> group) {
  const auto blocks = in_order(group);
  Block all;
  for (const Block& block : blocks) all.add(block.count, block.sum);
  BootstrapResult result{all.mean(), nan, static_cast<std::int64_t>(blocks.size())};
  if (blocks.size() < 2) return result;
  const auto& draws = draws_of(blocks.size());
  const auto means = fits_64_bits(blocks) ? means_of_draws<std::int64_t>(blocks, draws)
                                          : means_of_draws<Int128>(blocks, draws);
  result.standard_error = standard_deviation(means);
  return result;
}

BootstrapResult bootstrap_mean(std::span<const BlockSum> group, const BootstrapOptions& options) {
  return BlockBootstrap(options).mean(group);
}

}  // namespace minenpp::model
