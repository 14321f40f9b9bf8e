#include "survey/run/progress.h"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

namespace minenpp::survey {

ProgressStyle progress_style(const std::string& word) {
  if (word == "bar") return ProgressStyle::bar;
  if (word == "lines") return ProgressStyle::lines;
  if (word == "off") return ProgressStyle::off;
  return isatty(fileno(stderr)) != 0 ? ProgressStyle::bar : ProgressStyle::lines;
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::max(0.0, seconds) + 0.5);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

void Progress::begin(const std::string& stage, int index, int count, std::int64_t total) {
  stage_ = fmt::format("[{}/{}] {}", index, count, stage);
  total_ = std::max<std::int64_t>(total, 1);
  done_ = skipped_ = 0;
  busy_ = {};
  start_ = shown_ = Clock::now();
  if (style_ == ProgressStyle::bar) show(false);
}

void Progress::skip(std::int64_t units) {
  done_ = skipped_ = std::min(units, total_);
  if (style_ == ProgressStyle::bar) show(false);
}

void Progress::advance(std::int64_t units) {
  done_ = std::min(done_ + units, total_);
  const auto now = Clock::now();
  const bool due =
      style_ == ProgressStyle::bar ? now - shown_ > std::chrono::milliseconds(200) : now - shown_ > interval_;
  if (style_ == ProgressStyle::off || !due) return;
  shown_ = now;
  show(false);
}

void Progress::end() {
  done_ = total_;
  if (style_ != ProgressStyle::off) show(true);
}

void Progress::show(bool final) {
  const double elapsed = std::chrono::duration<double>(Clock::now() - start_).count();
  const double share = static_cast<double>(done_) / static_cast<double>(total_);
  const auto own = static_cast<double>(done_ - skipped_);
  const auto left = own > 0 ? duration_text(elapsed * static_cast<double>(total_ - done_) / own) : "?";
  const auto time = final ? "done in " + duration_text(elapsed) : left + " left";
  if (style_ == ProgressStyle::lines) {
    fmt::print(stderr, "{}: {:.0f} %, {}\n", stage_, 100 * share, time);
  } else {
    constexpr int width = 24;
    const int full = static_cast<int>(share * width);
    fmt::print(stderr, "\r\033[K{:<28} {:#<{}}{:.<{}} {:3.0f} %  {}{}", stage_, "", full, "", width - full,
               100 * share, time, final ? "\n" : "");
  }
  std::fflush(stderr);
}

}  // namespace minenpp::survey
