#include "model/stats/block_bootstrap.h"

#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "model/error.h"

namespace minenpp::model {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Tally {
  std::int64_t count = 0;
  ExactSum sum;

  void add(std::int64_t pixels, const ExactSum& values) {
    count += pixels;
    sum.add(values);
  }
};

/// Both groups in one block; a lone group is `second`.
struct Block {
  Tally first, second;

  void add(const Block& other) {
    first.add(other.first.count, other.first.sum);
    second.add(other.second.count, other.second.sum);
  }
};

double mean_of(const Block& block) {
  return block.second.sum.mean(block.second.count);
}

double difference_of(const Block& block) {
  return block.second.sum.mean(block.second.count) - block.first.sum.mean(block.first.count);
}

std::vector<Block> in_order(std::span<const BlockSum> first, std::span<const BlockSum> second) {
  std::map<std::int64_t, Block> blocks;
  const auto collect = [&](std::span<const BlockSum> group, Tally Block::*tally) {
    for (const BlockSum& entry : group) {
      if (entry.count < 0)
        throw Error(Fault::system, "block " + std::to_string(entry.block) + " has a count of " +
                                       std::to_string(entry.count) + " pixels");
      if (entry.count > 0) (blocks[entry.block].*tally).add(entry.count, entry.sum);
    }
  };
  collect(first, &Block::first);
  collect(second, &Block::second);
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

template <typename Statistic>
BootstrapResult bootstrap(const std::vector<Block>& blocks, const BootstrapOptions& options,
                          Statistic&& statistic) {
  if (options.replicates < 2)
    throw Error(Fault::usage,
                "a bootstrap needs at least 2 replicates, found " + std::to_string(options.replicates));
  Block all;
  for (const Block& block : blocks) all.add(block);
  BootstrapResult result{statistic(all), nan, static_cast<std::int64_t>(blocks.size()), 0};
  if (blocks.size() < 2) return result;
  std::mt19937_64 random(options.seed);
  std::vector<double> values;
  for (int replicate = 0; replicate < options.replicates; ++replicate) {
    Block drawn;
    for (std::size_t i = 0; i < blocks.size(); ++i) drawn.add(blocks[draw(random, blocks.size())]);
    const double value = statistic(drawn);
    if (!std::isnan(value)) values.push_back(value);
  }
  result.replicates = static_cast<int>(values.size());
  result.standard_error = standard_deviation(values);
  return result;
}

}  // namespace

BootstrapResult bootstrap_mean(std::span<const BlockSum> group, const BootstrapOptions& options) {
  return bootstrap(in_order({}, group), options, mean_of);
}

BootstrapResult bootstrap_difference(std::span<const BlockSum> earlier, std::span<const BlockSum> later,
                                     const BootstrapOptions& options) {
  return bootstrap(in_order(earlier, later), options, difference_of);
}

}  // namespace minenpp::model
