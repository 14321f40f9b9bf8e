#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/error.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

/// Everything found wrong with a survey, so that a user can mend it all at once.
class ProblemList {
 public:
  void add(model::Fault fault, const std::string& text);

  /// Runs `work`; an Error becomes a problem with `context` before it. Returns whether all went well.
  bool attempt(const std::string& context, const std::function<void()>& work);
  bool attempt(const std::function<void()>& work) { return attempt("", work); }

  [[nodiscard]] bool empty() const { return texts_.empty(); }
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
  /// Of each text.
  [[nodiscard]] const std::vector<model::Fault>& faults() const { return faults_; }

  /// Throws one Error with all texts, a line each, where there is any: usage if any is, else the first one's
  /// fault. Of many that differ in years and months alone the first five, and how many more there are.
  void throw_if_any() const;

 private:
  std::vector<std::string> texts_;
  std::vector<model::Fault> faults_;
};

}  // namespace minenpp::survey
