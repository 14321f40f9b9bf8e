#include "survey/run/run_lock.h"

#include <condition_variable>
#include <csignal>
#include <mutex>

#include <fmt/format.h>

#include "model/error.h"
#include "survey/run/lock_probe.h"

namespace minenpp::survey {

namespace {

using model::Error;
using model::Fault;

/// Signals are for the thread that works: none is delivered to threads made while this exists.
class SignalsHeldBack {
 public:
  SignalsHeldBack() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  SignalsHeldBack(const SignalsHeldBack&) = delete;
  SignalsHeldBack& operator=(const SignalsHeldBack&) = delete;
  ~SignalsHeldBack() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace

RunLock::RunLock(const std::filesystem::path& folder, const std::string& name)
    : folder_(folder), path_(folder / name), file_(path_) {
  take();
  const SignalsHeldBack held_back;
  beating_ = std::jthread([this](const std::stop_token& end) { keep_beating(end); });
}

RunLock::~RunLock() {
  if (!beating_.joinable()) return;
  beating_.request_stop();
  beating_.join();
  try {
    if (is_ours()) file_.remove();
  } catch (const std::exception&) {
    // It stays, and the next run finds that nobody holds it.
  }
}

void RunLock::take() {
  using SystemLock = LockFile::SystemLock;
  if (file_.system_lock() == SystemLock::others) {
    // Who has just made the file may not have written it yet.
    for (int i = 0; i < 4 && file_.empty(); ++i) std::this_thread::sleep_for(look_again);
    throw held_by(folder_, file_.holder());
  }
  const bool nobodys = file_.made_here() || (file_.empty() && file_.system_lock() == SystemLock::ours);
  if (!nobodys) {
    const auto before = file_.holder().value_or(unknown_holder(path_));
    // One machine's system locks are certain; those of others may not reach here.
    const bool surely_dead = file_.system_lock() == SystemLock::ours && before.boot == self_.boot;
    if (!surely_dead && !stays_silent(path_)) throw held_by(folder_, before);
    taken_over_ = before;
  }
  try {
    file_.write(self_);
  } catch (const Error&) {
    if (file_.made_here()) file_.remove();
    throw;
  }
  file_.beat();
  if (taken_over_ && taken_over_->boot != self_.boot) make_sure();
}

/// Two machines may have found the same dead run: the later one's name stands.
void RunLock::make_sure() const {
  std::this_thread::sleep_for(look_again);
  if (!is_ours()) throw held_by(folder_, file_.holder());
}

bool RunLock::is_ours() const {
  const auto holder = file_.holder();
  return holder && holder->token == self_.token;
}

void RunLock::keep_beating(const std::stop_token& end) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  while (!never.wait_for(lock, end, heartbeat, [&] { return end.stop_requested(); })) {
    try {
      const auto holder = file_.holder();
      lost_ = holder && holder->token != self_.token;
      if (lost_) return;
      file_.beat();
    } catch (const std::exception&) {
      // A disk that does not answer now may answer next time; where it does not, the stages find out.
    }
  }
}

void RunLock::check() const {
  std::optional<LockHolder> holder;
  try {
    // Looked at here, too: the thread that beats may not have woken yet.
    holder = file_.holder();
  } catch (const Error&) {
    // As in keep_beating(): a disk that does not answer, or a file that somebody removed.
  }
  if (!lost_ && (!holder || holder->token == self_.token)) return;
  throw Error(
      Fault::system,
      fmt::format("output.dir {}: this run was silent for more than {} s, so that another took the "
                  "folder over: {}",
                  folder_.string(), deadly_silence.count(), holder.value_or(unknown_holder(path_)).text()));
}

}  // namespace minenpp::survey
