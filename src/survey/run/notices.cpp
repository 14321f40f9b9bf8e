#include "survey/run/notices.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace minenpp::survey {

Notices::Notices(bool speaks, const std::string& level) : speaks_(speaks) {
  if (!speaks_) return;
  auto logger =
      std::make_shared<spdlog::logger>("minenpp", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
  logger->set_pattern("%H:%M:%S %^%l%$ %v");
  logger->set_level(spdlog::level::from_str(level));
  spdlog::set_default_logger(logger);
}

void Notices::debug(const std::string& text) const {
  if (speaks_) spdlog::debug("{}", text);
}

void Notices::info(const std::string& text) const {
  if (speaks_) spdlog::info("{}", text);
}

void Notices::warn(const std::string& text) {
  if (std::find(warnings_.begin(), warnings_.end(), text) != warnings_.end()) return;
  warnings_.push_back(text);
  if (speaks_) spdlog::warn("{}", text);
  if (told_) told_(text);
}

void Notices::pass_on(std::function<void(const std::string&)> told) {
  told_ = std::move(told);
  for (const auto& text : warnings_) told_(text);
}

void Notices::repeat_warnings() const {
  if (!speaks_ || warnings_.empty() || !spdlog::should_log(spdlog::level::warn)) return;
  fmt::print(stderr, "{} warning{}:\n", warnings_.size(), warnings_.size() == 1 ? "" : "s");
  for (const auto& text : warnings_) fmt::print(stderr, "  {}\n", text);
}

}  // namespace minenpp::survey
