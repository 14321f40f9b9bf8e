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

}  // namespace

BootstrapResult bootstrap_mean(std::span<const BlockSum> group, const BootstrapOptions& options) {
  if (options.replicates < 2)
    throw Error(Fault::usage,
                "a bootstrap needs at least 2 replicates, found " + std::to_string(options.replicates));
  const auto blocks = in_order(group);
  Block all;
  for (const Block& block : blocks) all.add(block.count, block.sum);
  BootstrapResult result{all.mean(), nan, static_cast<std::int64_t>(blocks.size())};
  if (blocks.size() < 2) return result;
  std::mt19937_64 random(options.seed);
  std::vector<double> means;
  for (int replicate = 0; replicate < options.replicates; ++replicate) {
    Block drawn;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const auto& block = blocks[draw(random, blocks.size())];
      drawn.add(block.count, block.sum);
    }
    means.push_back(drawn.mean());
  }
  result.standard_error = standard_deviation(means);
  return result;
}

}  // namespace minenpp::model
