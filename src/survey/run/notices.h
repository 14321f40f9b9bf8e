#pragma once

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

  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  bool speaks_;
  std::vector<std::string> warnings_;
};

}  // namespace minenpp::survey
