#include "io/results/overview_message.h"

#include <cstring>

#include "model/error.h"

namespace minenpp::io {

namespace {

void append(std::span<const std::byte> values, std::vector<std::byte>& bytes) {
  if (values.empty()) return;
  const auto at = bytes.size();
  bytes.resize(at + values.size());
  std::memcpy(bytes.data() + at, values.data(), values.size());
}

[[noreturn]] void refuse() {
  throw model::Error(model::Fault::system, "an overview arrived damaged");
}

}  // namespace

std::vector<std::byte> overview_message(std::span<const CellRun> runs,
                                        std::span<const std::vector<std::byte>> bands,
                                        std::size_t value_bytes) {
  std::vector<std::byte> bytes;
  const std::size_t count = runs.size();
  std::size_t cells = 0;
  for (const auto& run : runs) cells += run.count;
  bytes.reserve(sizeof count + runs.size_bytes() + bands.size() * (1 + cells * value_bytes));
  append(std::as_bytes(std::span(&count, 1)), bytes);
  append(std::as_bytes(runs), bytes);
  for (const auto& band : bands) {
    bytes.push_back(std::byte(band.empty() ? 0 : 1));
    if (band.empty()) continue;
    for (const auto& run : runs)
      append(std::span(band).subspan(run.first * value_bytes, run.count * value_bytes), bytes);
  }
  return bytes;
}

ToldOverview::ToldOverview(std::span<const std::byte> message) : rest_(message) {
  std::size_t count = 0;
  take(std::as_writable_bytes(std::span(&count, 1)));
  if (count > rest_.size() / sizeof(CellRun)) refuse();
  runs_.resize(count);
  take(std::as_writable_bytes(std::span(runs_)));
}

void ToldOverview::next_band(std::span<std::byte> cells, std::size_t value_bytes) {
  std::byte is_there{};
  take(std::span(&is_there, 1));
  if (is_there == std::byte{0}) return;
  const auto all = cells.size() / value_bytes;
  for (const auto& run : runs_) {
    if (run.first > all || run.count > all - run.first) refuse();
    take(cells.subspan(run.first * value_bytes, run.count * value_bytes));
  }
}

/// The next bytes, which another rank wrote as many of.
void ToldOverview::take(std::span<std::byte> values) {
  if (rest_.size() < values.size()) refuse();
  if (!values.empty()) std::memcpy(values.data(), rest_.data(), values.size());
  rest_ = rest_.subspan(values.size());
}

}  // namespace minenpp::io
