#include "io/results/journal_file.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "io/results/durable.h"

namespace minenpp::io {

namespace fs = std::filesystem;

namespace {

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

/// A link is never followed.
bool is_file(const fs::path& path) {
  std::error_code unreadable;
  return fs::symlink_status(path, unreadable).type() == fs::file_type::regular;
}

}  // namespace

fs::path journal_file(const fs::path& stage_file) {
  return stage_file.string() + ".journal";
}

JournalFile::JournalFile(fs::path path, std::string whose, std::int64_t leave_free_bytes)
    : path_(std::move(path)), whose_(std::move(whose)), leave_free_bytes_(leave_free_bytes) {}

JournalFile::Found JournalFile::resume(
    const std::function<void(std::size_t map, std::span<const std::byte> message)>& store) {
  Found found;
  Place place;
  try {
    if (is_file(path_)) found.state = find_state(place, found.refused);
  } catch (const std::exception& unreadable) {
    found.refused = unreadable.what();
  }
  if (!found.state) {
    remove();
    return found;
  }
  replay(place.end, store);
  or_give_up([&] { open_for_more(place); });
  return found;
}

std::optional<JournalState> JournalFile::find_state(Place& place, std::string& refused) const {
  JournalReader reader(path_);
  const auto* head = reader.next();
  if (head == nullptr || head->kind != JournalRecord::whose) {
    refused = "it is damaged";
    return std::nullopt;
  }
  if (text_of(reader.bytes()) != whose_) {
    refused = "it is of another version, other settings, inputs or tiles";
    return std::nullopt;
  }
  std::optional<JournalState> last;
  while ((head = reader.next()) != nullptr) {
    if (head->kind != JournalRecord::state) continue;
    auto state = state_of(reader.bytes());
    if (!state) break;
    last = std::move(state);
    place = {reader.end(), head->hash};
  }
  if (!last) refused = "it ends before anything in it counts";
  return last;
}

void JournalFile::replay(std::int64_t end,
                         const std::function<void(std::size_t, std::span<const std::byte>)>& store) {
  JournalReader reader(path_);
  while (reader.end() < end) {
    const auto* head = reader.next();
    if (head == nullptr)
      throw model::Error(model::Fault::system,
                         fmt::format("{}: changed while it was read; run again", path_.string()));
    if (head->kind == JournalRecord::message) store(head->map, reader.bytes());
  }
}

void JournalFile::open_for_more(const Place& place) {
  file_.emplace(path_, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW, "opening");
  if (::ftruncate(file_->get(), place.end) != 0) throw system_error(path_, "cutting off its end", errno);
  before_ = place.hash;
  begin();
}

void JournalFile::add(std::size_t map, std::vector<std::byte> message) {
  if (given_up_ || message.empty()) return;
  or_give_up([&] {
    keep(map, std::move(message));
    for (int i = 0; i < catching_up && !later_.empty(); ++i) take_later();
  });
}

void JournalFile::add_later(std::size_t map, std::vector<std::byte> outline, Again again) {
  or_give_up([&] {
    noted_ += std::ssize(outline) + static_cast<std::int64_t>(sizeof(Later));
    later_.push_back({map, std::move(outline), std::move(again)});
    if (noted_ >= noted_bytes) begin();
  });
}

void JournalFile::take_later() {
  const auto later = std::move(later_.front());
  later_.pop_front();
  keep(later.map, later.again(later.outline));
}

void JournalFile::catch_up() {
  begin();
  or_give_up([&] {
    while (!later_.empty()) take_later();
  });
}

void JournalFile::keep(std::size_t map, std::vector<std::byte> message) {
  kept_size_ += std::ssize(message);
  kept_.push_back({map, std::move(message)});
  if (kept_size_ >= kept_bytes) write_kept();
}

void JournalFile::write(const JournalState& state) {
  catch_up();
  or_give_up([&] {
    write_kept();
    append(JournalRecord::state, 0, to_bytes(state));
    if (::fdatasync(file_->get()) != 0) throw system_error(path_, "flushing to disk", errno);
  });
}

std::string JournalFile::take_problem() {
  return std::exchange(problem_, {});
}

void JournalFile::remove() noexcept {
  file_.reset();
  std::error_code ignored;
  fs::remove(path_, ignored);
}

template <typename Work>
void JournalFile::or_give_up(Work&& work) noexcept {
  if (given_up_) return;
  try {
    work();
  } catch (const std::exception& error) {
    given_up_ = true;
    problem_ = error.what();
    kept_ = {};
    later_ = {};
    remove();
  }
}

void JournalFile::require_room() const {
  if (const auto free = free_bytes(*file_); free < leave_free_bytes_ + kept_size_)
    throw model::Error(model::Fault::system,
                       fmt::format("{}: {} MB are free on its disk, and {} are left to the maps",
                                   path_.string(), free >> 20, leave_free_bytes_ >> 20));
}

void JournalFile::write_kept() {
  if (!file_) {
    file_.emplace(path_, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, "creating");
    before_ = journal_start;
    append(JournalRecord::whose, 0, bytes_of(whose_));
    flush_to_disk(path_.has_parent_path() ? path_.parent_path() : fs::path("."));
  }
  require_room();
  for (const auto& kept : kept_) append(JournalRecord::message, kept.map, kept.bytes);
  kept_.clear();
  kept_size_ = 0;
}

void JournalFile::append(JournalRecord kind, std::size_t map, std::span<const std::byte> bytes) {
  const auto head = journal_head(kind, static_cast<std::uint32_t>(map), bytes, before_);
  append_bytes(std::as_bytes(std::span(&head, 1)));
  append_bytes(bytes);
  before_ = head.hash;
}

void JournalFile::append_bytes(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file_->get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw system_error(path_, "writing", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

std::optional<JournalState> journal_state(const fs::path& journal, const std::string& stage_key) noexcept {
  try {
    if (stage_key.empty() || !is_file(journal)) return std::nullopt;
    JournalReader reader(journal);
    const auto* head = reader.next();
    if (head == nullptr || head->kind != JournalRecord::whose ||
        !text_of(reader.bytes()).starts_with(stage_key + "\n"))
      return std::nullopt;
    std::optional<JournalState> last;
    while ((head = reader.next(true)) != nullptr)
      if (head->kind == JournalRecord::state) last = state_of(reader.bytes());
    return last;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace minenpp::io
