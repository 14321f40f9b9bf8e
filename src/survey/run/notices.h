#pragma once

#include <functional>
#include <string>
#include <vector>

namespace minenpp::survey {

/// What a survey has to tell: shown in the log as it happens, and the warnings kept for the result.
/// Only the root rank speaks; on the others every call is silent, so callers need not ask.
class Notices {
 public:
  /// `level`: debug, info, warning or error, the least important that is shown.
  Notices(bool speaks, const std::string& level);

  void debug(const std::string& text) const;
  void info(const std::string& text) const;
  /// Shown, and kept for /provenance. The same text is kept once.
  void warn(const std::string& text);

  /// Calls `told` with every warning so far and to come. What it uses must live as long.
  void pass_on(std::function<void(const std::string&)> told);
  /// "2 warnings:" and each once, at the end of a run; nothing where there are none or they are not shown.
  void repeat_warnings() const;

  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  bool speaks_;
  std::vector<std::string> warnings_;
  std::function<void(const std::string&)> told_;
};

}  // namespace minenpp::survey
