#include "survey/statistics/integer_lists.h"

#include <array>
#include <cstring>

#include <fmt/format.h>

#include "model/error.h"
#include "mpi/packed_integers.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

namespace {

[[noreturn]] void end_too_early() {
  throw Error(Fault::input, "the counts of finished tiles end too early");
}

}  // namespace

void IntegerLists::put(std::span<const std::int64_t> list) {
  joined_.push_back(std::ssize(list));
  joined_.insert(joined_.end(), list.begin(), list.end());
}

std::span<const std::int64_t> IntegerListReader::next() {
  if (rest_.empty() || rest_.front() < 0 || rest_.front() >= std::ssize(rest_)) end_too_early();
  const auto length = static_cast<std::size_t>(rest_.front());
  const auto list = rest_.subspan(1, length);
  rest_ = rest_.subspan(1 + length);
  return list;
}

void IntegerListReader::expect_end() const {
  if (!rest_.empty())
    throw Error(Fault::input, fmt::format("{} counts of finished tiles more than expected", rest_.size()));
}

void PackedLists::put(std::span<const std::int64_t> list) {
  const auto packed = mpi::pack(list);
  const std::array length{std::ssize(packed)};
  const auto length_bytes = std::as_bytes(std::span(length));
  joined_.insert(joined_.end(), length_bytes.begin(), length_bytes.end());
  joined_.insert(joined_.end(), packed.begin(), packed.end());
}

std::vector<std::int64_t> PackedListReader::next() {
  std::ptrdiff_t length = -1;
  if (rest_.size() >= sizeof length) std::memcpy(&length, rest_.data(), sizeof length);
  if (length < 0 || length > std::ssize(rest_) - static_cast<std::ptrdiff_t>(sizeof length)) end_too_early();
  const auto packed = rest_.subspan(sizeof length, static_cast<std::size_t>(length));
  rest_ = rest_.subspan(sizeof length + packed.size());
  return mpi::unpack(packed);
}

void PackedListReader::expect_end() const {
  if (!rest_.empty())
    throw Error(Fault::input, fmt::format("{} bytes of finished tiles more than expected", rest_.size()));
}

std::span<const std::int64_t> IntegerParts::next(std::size_t length) {
  if (length > rest_.size())
    throw Error(Fault::system,
                fmt::format("{} integers of a table where {} are expected", rest_.size(), length));
  const auto part = rest_.first(length);
  rest_ = rest_.subspan(length);
  return part;
}

}  // namespace minenpp::survey
