#include "survey/run/stop_request.h"

#include <csignal>
#include <initializer_list>

namespace minenpp::survey {

namespace {

// The one thing a signal handler may touch.
volatile std::sig_atomic_t stop_flag = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void on_signal(int signal) {
  stop_flag = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

void listen_for_stop() {
  for (const int signal : {SIGTERM, SIGINT, SIGUSR1}) std::signal(signal, on_signal);
}

bool stop_requested() {
  return stop_flag != 0;
}

}  // namespace minenpp::survey
