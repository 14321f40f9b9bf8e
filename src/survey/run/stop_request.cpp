#include "survey/run/stop_request.h"

#include <csignal>
#include <ctime>
#include <initializer_list>
#include <string_view>

#include <unistd.h>

namespace minenpp::survey {

namespace {

// What a signal handler may touch.  NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables)
volatile std::sig_atomic_t stop_flag = 0;
volatile std::sig_atomic_t first_s = 0, first_ms = 0;
volatile std::sig_atomic_t speaking = 0;
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

constexpr int same_request_ms = 200;

void say_that_it_came() {
  constexpr std::string_view text =
      "\nstopping: what is being computed is finished first; the same signal again ends at once\n";
  // Nothing is to be done about an error.
  if (speaking != 0) (void)!::write(STDERR_FILENO, text.data(), text.size());
}

// Calls only what POSIX allows in a handler.
void on_signal(int signal) {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  const auto s = static_cast<std::sig_atomic_t>(now.tv_sec);
  const auto ms = static_cast<std::sig_atomic_t>(now.tv_nsec / 1'000'000);
  if (stop_flag == 0) {
    first_s = s;
    first_ms = ms;
    stop_flag = 1;
    say_that_it_came();
    return;
  }
  if ((s - first_s) * 1000 + (ms - first_ms) < same_request_ms) return;
  std::signal(signal, SIG_DFL);
  (void)std::raise(signal);
}

}  // namespace

void listen_for_stop(bool speaks) {
  speaking = speaks ? 1 : 0;
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGTERM, SIGINT, SIGUSR1}) sigaction(signal, &action, nullptr);
}

bool stop_requested() {
  return stop_flag != 0;
}

model::Error stopped_by_request() {
  return {model::Fault::stopped, "stopped by request; run the same command again to go on"};
}

void throw_if_stop_requested() {
  if (stop_requested()) throw stopped_by_request();
}

}  // namespace minenpp::survey
