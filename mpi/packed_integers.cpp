#include "mpi/packed_integers.h"

#include <algorithm>

#include "model/error.h"

// The number of integers, then by turns: how many zeros, how many integers, and these. Every number is in
// groups of seven bits, the lowest first, the eighth bit saying that more follow; integers have their sign in
// the lowest bit, so that small ones are short on both sides of 0.

namespace minenpp::mpi {

namespace {

constexpr int group_bits = 7;
constexpr std::uint64_t more_follow = std::uint64_t{1} << group_bits;

/// Fewer zeros than a new turn takes bytes are packed as the integers they are.
constexpr std::ptrdiff_t few_zeros = 2;

void put(std::uint64_t number, std::vector<std::byte>& packed) {
  for (; number >= more_follow; number >>= group_bits)
    packed.push_back(static_cast<std::byte>(number | more_follow));
  packed.push_back(static_cast<std::byte>(number));
}

std::uint64_t with_sign_below(std::int64_t value) {
  const auto sign = static_cast<std::uint64_t>(value >> 63);  // all bits or none
  return (static_cast<std::uint64_t>(value) << 1) ^ sign;
}

std::int64_t with_sign_above(std::uint64_t bits) {
  return static_cast<std::int64_t>((bits >> 1) ^ (~(bits & 1) + 1));
}

/// The end of the integers from `first` on that travel together.
template <typename At>
At end_of_run(At first, At last) {
  while (true) {
    first = std::find(first, last, 0);
    const auto zeros_end = std::find_if(first, last, [](std::int64_t value) { return value != 0; });
    if (zeros_end == last || zeros_end - first > few_zeros) return first;
    first = zeros_end;
  }
}

[[noreturn]] void refuse() {
  throw model::Error(model::Fault::system, "packed integers arrived damaged");
}

}  // namespace

std::vector<std::byte> pack(std::span<const std::int64_t> integers) {
  std::vector<std::byte> packed;
  put(integers.size(), packed);
  for (auto at = integers.begin(); at != integers.end();) {
    const auto first = std::find_if(at, integers.end(), [](std::int64_t value) { return value != 0; });
    if (first == integers.end()) break;
    const auto end = end_of_run(first, integers.end());
    put(static_cast<std::uint64_t>(first - at), packed);
    put(static_cast<std::uint64_t>(end - first), packed);
    for (auto value = first; value != end; ++value) put(with_sign_below(*value), packed);
    at = end;
  }
  return packed;
}

PackedReader::PackedReader(std::span<const std::byte> packed) : rest_(packed) {
  size_ = number();
}

std::uint64_t PackedReader::number() {
  std::uint64_t number = 0;
  for (int shift = 0; shift < 64; shift += group_bits) {
    if (rest_.empty()) refuse();
    const auto group = static_cast<std::uint64_t>(rest_.front());
    rest_ = rest_.subspan(1);
    number |= (group & (more_follow - 1)) << shift;
    if (group < more_follow) return number;
  }
  refuse();
}

bool PackedReader::next() {
  do {
    if (run_ == 0) {
      if (rest_.empty()) return false;
      const auto zeros = number();
      run_ = number();
      const auto left = size_ - index_;
      if (run_ == 0 || zeros > left || run_ > left - zeros) refuse();
      index_ += zeros;
    }
    value_ = with_sign_above(number());
    --run_;
    ++index_;
  } while (value_ == 0);
  return true;
}

std::vector<std::int64_t> unpack(std::span<const std::byte> packed) {
  PackedReader reader(packed);
  std::vector<std::int64_t> integers(reader.size(), 0);
  while (reader.next()) integers[reader.index()] = reader.value();
  return integers;
}

}  // namespace minenpp::mpi
