#pragma once

#include <string>
#include <vector>

#include <cpl_error.h>

#include "model/error.h"

namespace minenpp::io {

/// Collects what GDAL, OGR and PROJ say in this thread while it lives, instead of letting them print it.
class GdalMessages {
 public:
  GdalMessages();
  ~GdalMessages();
  GdalMessages(const GdalMessages&) = delete;
  GdalMessages& operator=(const GdalMessages&) = delete;
  GdalMessages(GdalMessages&&) = delete;
  GdalMessages& operator=(GdalMessages&&) = delete;

  /// Was anything reported as a failure (not merely a warning)?
  [[nodiscard]] bool failed() const { return !failures_.empty(); }

  /// The first failure, else the first warning, else "GDAL gives no reason". One line.
  [[nodiscard]] std::string reason() const;

  /// All warnings, oldest first.
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

  /// An error that says `what` and then GDAL's reason.
  [[nodiscard]] model::Error error(model::Fault fault, const std::string& what) const;

  /// Forgets what was said so far.
  void clear();

 private:
  static void CPL_STDCALL listen(CPLErr severity, CPLErrorNum number, const char* text);

  std::vector<std::string> failures_, warnings_;
};

}  // namespace minenpp::io
