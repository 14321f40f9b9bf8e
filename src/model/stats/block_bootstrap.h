#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "model/stats/exact_sum.h"

namespace minenpp::model {

/// What one block of land adds to a group (a mine, a ring, a class): its pixels and the exact sum of their
/// values.
struct BlockSum {
  std::int64_t block = 0;  ///< number of the block
  std::int64_t count = 0;  ///< pixels of the group in the block, >= 0
  ExactSum sum;            ///< of their values
};

struct BootstrapOptions {
  std::uint64_t seed = 1;
  int replicates = 1000;  ///< >= 2
};

/// A mean and how uncertain it is.
struct BootstrapResult {
  double value = 0;           ///< from all blocks; NaN without a pixel
  double standard_error = 0;  ///< NaN below 2 blocks
  std::int64_t blocks = 0;    ///< blocks with a pixel
};

/// Means of several groups of the same land (classes, say), whose blocks are drawn together: what a draw does
/// to one mean it does to the others, and so it is known what errors of their sums are.
class JointMeans {
 public:
  JointMeans(std::vector<BootstrapResult> means, std::vector<double> covariances)
      : means_(std::move(means)), covariances_(std::move(covariances)) {}

  [[nodiscard]] const std::vector<BootstrapResult>& means() const { return means_; }

  /// Standard error of the sum of all means, each times its weight (as many as groups). NaN where a mean with
  /// a weight has none.
  [[nodiscard]] double standard_error(std::span<const double> weights) const;

 private:
  std::vector<BootstrapResult> means_;
  std::vector<double> covariances_;  // group x group
};

/// Standard error of a mean over pixels by spatial block bootstrap: pixels near each other are alike, so
/// whole blocks are drawn, as many as there are, with replacement; the error is the standard deviation (n -
/// 1) of the means of the replicates (Efron and Tibshirani 1993; blocks: Hall 1985, Kuensch 1989). Blocks
/// should be wider than the distance over which values resemble each other.
///
/// `group`: in any order; several entries of one block (from several ranks) are added up first, blocks
/// without a pixel are dropped. The result depends on the sums of the blocks, the seed and the number of
/// replicates alone, never on order or on ranks: blocks are drawn in the order of their numbers, sums are
/// integers, and the generator is std::mt19937_64 with a draw of its own (the standard fixes the former, not
/// its distributions). Throws Error(usage) for fewer than 2 replicates, Error(system) for a
/// negative count.
///
/// One object serves many groups: those with equally many blocks share their draws, which are made once as
/// far as 16 MB hold them.
class BlockBootstrap {
 public:
  explicit BlockBootstrap(const BootstrapOptions& options);

  [[nodiscard]] BootstrapResult mean(std::span<const BlockSum> group);

  /// Blocks are drawn from those in which any group has a pixel. A replicate without a pixel of a group says
  /// nothing of it; a group of fewer than 2 blocks has no error.
  [[nodiscard]] JointMeans means(std::span<const std::vector<BlockSum>> groups);

 private:
  using Draws = std::vector<std::uint32_t>;  // how often each block is drawn: replicate by replicate
  const Draws& kept_draws(std::size_t blocks);
  /// Calls `use` with the draws of some replicates after the others.
  void for_each_draws(std::size_t blocks, const std::function<void(std::span<const std::uint32_t>)>& use);

  BootstrapOptions options_;
  std::map<std::size_t, Draws> draws_;  // by the number of blocks
  std::size_t kept_ = 0;                // numbers in draws_
};

}  // namespace minenpp::model
