#include "survey/run/lock_probe.h"

#include <cerrno>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "survey/run/stop_request.h"

namespace minenpp::survey {

namespace fs = std::filesystem;

namespace {

enum class Shared { got, refused, none, gone };

/// Tries the system's lock without keeping others that only look from it, and gives it back.
Shared try_shared(const fs::path& lock) {
  const int descriptor = ::open(lock.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return errno == ENOENT ? Shared::gone : Shared::none;
  int done = -1;
  do done = ::flock(descriptor, LOCK_SH | LOCK_NB);
  while (done != 0 && errno == EINTR);
  const auto outcome = done == 0 ? Shared::got : errno == EWOULDBLOCK ? Shared::refused : Shared::none;
  ::close(descriptor);
  return outcome;
}

}  // namespace

bool stays_silent(const fs::path& lock) {
  const auto so_far = silence(lock);
  const auto first = last_beat(lock);
  const auto deadline = std::chrono::steady_clock::now() + (deadly_silence - so_far);
  while (std::chrono::steady_clock::now() < deadline) {
    throw_if_stop_requested();
    std::this_thread::sleep_for(look_again);
    if (last_beat(lock) != first) return false;
  }
  return true;
}

std::optional<LockHolder> living_holder(const fs::path& lock) {
  const auto system_lock = try_shared(lock);
  if (system_lock == Shared::gone) return std::nullopt;
  const auto holder = read_holder(lock).value_or(unknown_holder(lock));
  if (system_lock == Shared::refused) return holder;
  // One machine's system locks are certain; those of others may not reach here.
  if (system_lock == Shared::got && holder.boot == this_process().boot) return std::nullopt;
  try {
    if (stays_silent(lock)) return std::nullopt;
  } catch (const model::Error& error) {
    std::error_code unreadable;
    if (error.fault() == model::Fault::system && !fs::exists(lock, unreadable)) return std::nullopt;
    throw;
  }
  return holder;
}

LockHolder unknown_holder(const fs::path& lock) {
  return {"an unknown host", "", 0, "an unknown time", lock.filename().string() + " is damaged", ""};
}

model::Error held_by(const fs::path& folder, const std::optional<LockHolder>& holder) {
  return {model::Fault::system,
          fmt::format("output.dir {}: another run works there: {}. Wait for its end, or end it, or choose "
                      "another output.dir",
                      folder.string(), holder ? holder->text() : "one that has just started")};
}

}  // namespace minenpp::survey
