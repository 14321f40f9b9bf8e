#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/results/descriptor.h"
#include "io/results/journal_records.h"

namespace minenpp::io {

/// The file beside a stage's maps: "npp-2020.nc.journal".
[[nodiscard]] std::filesystem::path journal_file(const std::filesystem::path& stage_file);

/// What a stage has finished, kept beside its .part files so that a killed run does not lose it: the messages
/// that were stored in its maps (map_message.h), and now and then a state, which makes everything before it
/// count. Local, on the root.
///
/// Nothing is written before begin() or the first state: a stage that ends soon leaves the disk alone.
/// Messages of that time are read back from their maps when they are needed; what stands for them in memory
/// is never more than `noted_bytes`, at which the journal begins by itself. Later messages wait until they
/// fill `kept_bytes`. A journal is a help, so no failure to write it ends a run: take_problem() tells of it,
/// the file goes, and all further calls do nothing. So it does before it takes the last of a disk that the
/// maps need.
class JournalFile {
 public:
  static constexpr std::int64_t kept_bytes = std::int64_t{16} << 20;
  static constexpr std::int64_t noted_bytes = std::int64_t{4} << 20;
  static constexpr int catching_up = 2;
  static constexpr std::int64_t usual_free_bytes = std::int64_t{256} << 20;

  /// `whose`: everything that the journal must share with the run that goes on from it, its first line the
  /// key of the stage. `leave_free_bytes`: of the disk, for others. Touches no file.
  JournalFile(std::filesystem::path path, std::string whose,
              std::int64_t leave_free_bytes = usual_free_bytes);

  /// What became of a journal that was there.
  struct Found {
    std::optional<JournalState> state;  ///< the last one that is whole; none: start from the first tile
    std::string refused;  ///< why a journal that was there is not believed; empty where there was none
  };

  /// Reads the journal of an earlier run, if there is one, up to its last whole state, checks all of it first
  /// and then calls `store` for every message. What follows the state is cut off; a journal without one, or
  /// of somebody else, is removed. Throws what `store` throws, and Error(system) where a file that was read
  /// once cannot be read again.
  [[nodiscard]] Found resume(
      const std::function<void(std::size_t map, std::span<const std::byte> message)>& store);

  /// Has it begun, so that messages are given as they are?
  [[nodiscard]] bool wants_bytes() const { return begun_ || given_up_; }

  /// A message that was stored in map file number `map`.
  void add(std::size_t map, std::vector<std::byte> message);

  /// A message that `again` gives, from `outline`, when it is asked, at the latest by catch_up(). What it
  /// throws is a failure of the journal.
  using Again = std::function<std::vector<std::byte>(std::span<const std::byte> outline)>;
  void add_later(std::size_t map, std::vector<std::byte> outline, Again again);

  /// A state will be written before long: from now on each message takes `catching_up` of those before with
  /// it into the file, so that the state need not wait for all of them.
  void begin() { begun_ = true; }

  /// Begins, and asks for all messages that were added for later.
  void catch_up();

  /// From now on the messages so far count. Returns when all of it has reached the disk.
  void write(const JournalState& state);

  /// Why nothing is written any more, once; empty where all is well.
  [[nodiscard]] std::string take_problem();

  /// The stage is finished: the file goes. Never throws.
  void remove() noexcept;

 private:
  struct Kept {
    std::size_t map;
    std::vector<std::byte> bytes;
  };
  struct Place {
    std::int64_t end = 0;
    std::uint64_t hash = journal_start;
  };
  [[nodiscard]] std::optional<JournalState> find_state(Place& place, std::string& refused) const;
  void replay(std::int64_t end, const std::function<void(std::size_t, std::span<const std::byte>)>& store);
  void open_for_more(const Place& place);
  template <typename Work>
  void or_give_up(Work&& work) noexcept;
  void keep(std::size_t map, std::vector<std::byte> message);
  void take_later();
  void write_kept();
  void append(JournalRecord kind, std::size_t map, std::span<const std::byte> bytes);
  void append_bytes(std::span<const std::byte> bytes);

  void require_room() const;

  std::filesystem::path path_;
  std::string whose_, problem_;
  std::int64_t leave_free_bytes_;
  std::optional<Descriptor> file_;
  std::uint64_t before_ = journal_start;
  struct Later {
    std::size_t map;
    std::vector<std::byte> outline;
    Again again;
  };
  bool begun_ = false;
  std::int64_t noted_ = 0;  // bytes that later_ was given
  std::deque<Later> later_;
  std::vector<Kept> kept_;
  std::int64_t kept_size_ = 0;
  bool given_up_ = false;
};

/// How far the stage with this key is, by its journal; nothing where that is another's, damaged or not there.
/// Reads states alone: a journal that resume() finds damaged within a message may go less far. Never throws.
[[nodiscard]] std::optional<JournalState> journal_state(const std::filesystem::path& journal,
                                                        const std::string& stage_key) noexcept;

}  // namespace minenpp::io
