#include "io/results/journal_records.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <new>

#include <fcntl.h>
#include <unistd.h>
#include <xxhash.h>

namespace minenpp::io {

namespace {

std::uint64_t hash_of(const JournalHead& head, std::span<const std::byte> bytes, std::uint64_t before) {
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), &XXH3_freeState);
  if (!state || XXH3_64bits_reset_withSeed(state.get(), before) == XXH_ERROR) throw std::bad_alloc();
  XXH3_64bits_update(state.get(), &head.kind, sizeof head.kind);
  XXH3_64bits_update(state.get(), &head.map, sizeof head.map);
  XXH3_64bits_update(state.get(), &head.bytes, sizeof head.bytes);
  XXH3_64bits_update(state.get(), bytes.data(), bytes.size());
  return XXH3_64bits_digest(state.get());
}

bool is_kind(JournalRecord kind) {
  return kind == JournalRecord::whose || kind == JournalRecord::message || kind == JournalRecord::state;
}

}  // namespace

JournalHead journal_head(JournalRecord kind, std::uint32_t map, std::span<const std::byte> bytes,
                         std::uint64_t before) {
  JournalHead head{0, kind, map, std::ssize(bytes)};
  head.hash = hash_of(head, bytes, before);
  return head;
}

std::vector<std::byte> to_bytes(const JournalState& state) {
  std::vector<std::int64_t> numbers{state.of, std::ssize(state.tiles)};
  numbers.insert(numbers.end(), state.tiles.begin(), state.tiles.end());
  const auto head = std::as_bytes(std::span(numbers));
  std::vector<std::byte> bytes;
  bytes.reserve(head.size() + state.counts.size());
  bytes.insert(bytes.end(), head.begin(), head.end());
  bytes.insert(bytes.end(), state.counts.begin(), state.counts.end());
  return bytes;
}

std::optional<JournalState> state_of(std::span<const std::byte> bytes) {
  std::array<std::int64_t, 2> head{};
  if (bytes.size() < sizeof head) return std::nullopt;
  std::memcpy(head.data(), bytes.data(), sizeof head);
  const auto rest = bytes.subspan(sizeof head);
  const auto [of, count] = head;
  if (count < 0 || count > std::ssize(rest) / static_cast<std::ptrdiff_t>(sizeof(std::int64_t)))
    return std::nullopt;
  JournalState state;
  state.of = of;
  state.tiles.resize(static_cast<std::size_t>(count));
  const auto tiles = std::as_writable_bytes(std::span(state.tiles));
  std::ranges::copy(rest.first(tiles.size()), tiles.begin());
  const auto counts = rest.subspan(tiles.size());
  state.counts.assign(counts.begin(), counts.end());
  return state;
}

JournalReader::JournalReader(const std::filesystem::path& path)
    : path_(path), file_(path, O_RDONLY | O_CLOEXEC, "opening"), length_(length_of(file_, path_)) {}

const JournalHead* JournalReader::next(bool skip_messages) {
  const auto rest = length_ - at_ - static_cast<std::int64_t>(sizeof head_);
  if (rest < 0 || !fill(std::as_writable_bytes(std::span(&head_, 1)))) return nullptr;
  if (!is_kind(head_.kind) || head_.bytes < 0 || head_.bytes > rest) return nullptr;
  const bool skips = skip_messages && head_.kind == JournalRecord::message;
  bytes_.resize(skips ? 0 : static_cast<std::size_t>(head_.bytes));
  if (skips) {
    at_ += head_.bytes;
  } else if (!fill(bytes_) || hash_of(head_, bytes_, before_) != head_.hash) {
    return nullptr;
  }
  before_ = head_.hash;
  return &head_;
}

/// False where the file ends before: somebody has cut it.
bool JournalReader::fill(std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    const auto got = ::pread(file_.get(), bytes.data(), bytes.size(), at_);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw system_error(path_, "reading", errno);
    if (got == 0) return false;
    at_ += got;
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

}  // namespace minenpp::io
