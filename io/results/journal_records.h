#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/results/descriptor.h"

namespace minenpp::io {

/// How far a stage is: which tiles are finished, and what it has counted in them.
struct JournalState {
  std::vector<std::int64_t> tiles;  ///< finished ones, by number
  std::int64_t of = 0;              ///< how many the stage has
  std::vector<std::byte> counts;    ///< of the finished tiles, in a form of the stage's own
  friend bool operator==(const JournalState&, const JournalState&) = default;
};

/// The records of a journal (JournalFile): one that says whose it is, then messages and states in the order
/// they came. Each carries its length and a hash that goes on from that of the record before, so what was
/// torn, changed, moved or left from an earlier writing is recognised. Numbers are as this machine has them;
/// of a machine with another order of bytes not even the first hash fits.
enum class JournalRecord : std::uint32_t { whose = 1, message = 2, state = 3 };

/// What stands before a record's bytes.
struct JournalHead {
  std::uint64_t hash = 0;  ///< of the rest of this and of the bytes, begun with the hash of the record before
  JournalRecord kind = JournalRecord::whose;
  std::uint32_t map = 0;  ///< of a message: which map file it is for
  std::int64_t bytes = 0;
};

/// The hash that the first record goes on from.
inline constexpr std::uint64_t journal_start = 0x6d696e656e707031;

/// The head of a record that follows one with hash `before`.
[[nodiscard]] JournalHead journal_head(JournalRecord kind, std::uint32_t map,
                                       std::span<const std::byte> bytes, std::uint64_t before);

/// A state as bytes, and back; nothing where the bytes are none.
[[nodiscard]] std::vector<std::byte> to_bytes(const JournalState& state);
[[nodiscard]] std::optional<JournalState> state_of(std::span<const std::byte> bytes);

/// Reads record after record from the beginning of a file.
class JournalReader {
 public:
  /// Throws Error(system) where the file cannot be opened.
  explicit JournalReader(const std::filesystem::path& path);

  /// The next record, until next time; nothing at the end, and where what follows is torn or damaged. With
  /// `skip_messages` the bytes of messages are passed over unread and unchecked. Throws Error(system) where
  /// the disk refuses.
  [[nodiscard]] const JournalHead* next(bool skip_messages = false);

  /// Of the record that next() gave; empty for a message that was passed over.
  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }
  /// Where that record ends.
  [[nodiscard]] std::int64_t end() const { return at_; }

 private:
  [[nodiscard]] bool fill(std::span<std::byte> bytes);

  std::filesystem::path path_;
  Descriptor file_;
  std::int64_t length_, at_ = 0;
  std::uint64_t before_ = journal_start;
  JournalHead head_;
  std::vector<std::byte> bytes_;
};

}  // namespace minenpp::io
