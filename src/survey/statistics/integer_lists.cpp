#include "survey/statistics/integer_lists.h"

#include <fmt/format.h>

#include "model/error.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

void IntegerLists::put(std::span<const std::int64_t> list) {
  joined_.push_back(std::ssize(list));
  joined_.insert(joined_.end(), list.begin(), list.end());
}

std::span<const std::int64_t> IntegerListReader::next() {
  if (rest_.empty() || rest_.front() < 0 || rest_.front() >= std::ssize(rest_))
    throw Error(Fault::input, "the counts of finished tiles end too early");
  const auto length = static_cast<std::size_t>(rest_.front());
  const auto list = rest_.subspan(1, length);
  rest_ = rest_.subspan(1 + length);
  return list;
}

void IntegerListReader::expect_end() const {
  if (!rest_.empty())
    throw Error(Fault::input, fmt::format("{} counts of finished tiles more than expected", rest_.size()));
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
