#include "mpi/exact_reduce.h"

#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "model/error.h"

namespace minenpp::mpi {

using model::Error;
using model::ExactAreaSum;
using model::ExactSum;
using model::Fault;

namespace {

constexpr std::size_t limb_count = std::tuple_size_v<ExactSum::Limbs>;
static_assert(ExactSum::limb_bits + 20 <= 63 && most_ranks == 1 << 20);

/// Doubles in the order of their values as integers in the same order; NaN above all.
std::int64_t ordered(double value) {
  if (std::isnan(value)) return std::numeric_limits<std::int64_t>::max();
  const auto bits = std::bit_cast<std::int64_t>(value);
  return bits < 0 ? bits ^ std::numeric_limits<std::int64_t>::max() : bits;
}

double value_of(std::int64_t order) {
  if (order == std::numeric_limits<std::int64_t>::max()) return std::numeric_limits<double>::quiet_NaN();
  return std::bit_cast<double>(order < 0 ? order ^ std::numeric_limits<std::int64_t>::max() : order);
}

}  // namespace

void all_reduce_sum(const Communicator& comm, std::span<ExactSum> sums) {
  if (comm.size() > most_ranks)
    throw Error(Fault::system,
                "exact sums over " + std::to_string(comm.size()) + " ranks, expected at most 2^20");
  std::vector<std::int64_t> limbs;
  limbs.reserve(limb_count * sums.size());
  for (const auto& sum : sums)
    for (const auto limb : sum.limbs()) limbs.push_back(limb);
  comm.all_reduce(limbs, Reduction::sum);
  for (std::size_t i = 0; i < sums.size(); ++i)
    sums[i] =
        ExactSum::from_limbs({limbs[limb_count * i], limbs[limb_count * i + 1], limbs[limb_count * i + 2]});
}

void all_reduce_sum(const Communicator& comm, std::span<ExactAreaSum> sums) {
  std::vector<ExactSum> products;
  products.reserve(sums.size());
  for (const auto& sum : sums) products.push_back(sum.products());
  all_reduce_sum(comm, std::span(products));
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = ExactAreaSum::from_products(products[i]);
}

double all_reduce_max(const Communicator& comm, double value) {
  return value_of(comm.all_reduce(ordered(value), Reduction::max));
}

}  // namespace minenpp::mpi
