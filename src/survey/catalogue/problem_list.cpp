#include "survey/catalogue/problem_list.h"

#include <algorithm>
#include <map>
#include <regex>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "survey/run/stop_request.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

namespace {

constexpr int shown_of_a_kind = 5;

/// Problems of one kind differ in their years and months alone, those in names of files too: 2006, 2006-08,
/// 200608.
std::string kind_of(const std::string& text) {
  static const std::regex date("(^|[^0-9])(19|20|21)[0-9]{2}([-_]?[0-9]{2,4})?(?![0-9])");
  return std::regex_replace(text, date, "$1#");
}

/// The first of each kind, and how many more there are behind the last of them that is shown.
std::vector<std::string> shortened(const std::vector<std::string>& texts) {
  std::map<std::string, int> of_kind, seen;
  for (const auto& text : texts) ++of_kind[kind_of(text)];
  std::vector<std::string> shown;
  for (const auto& text : texts) {
    const auto kind = kind_of(text);
    const int number = ++seen[kind], more = of_kind[kind] - shown_of_a_kind;
    // The last is told rather than counted.
    if (more <= 1 || number <= shown_of_a_kind) shown.push_back(text);
    if (more > 1 && number == shown_of_a_kind) shown.push_back(fmt::format("(and {} more like it)", more));
  }
  return shown;
}

}  // namespace

void ProblemList::add(Fault fault, const std::string& text) {
  if (std::ranges::find(texts_, text) != texts_.end()) return;
  texts_.push_back(text);
  faults_.push_back(fault);
}

bool ProblemList::attempt(const std::string& context, const std::function<void()>& work) {
  throw_if_stop_requested();
  try {
    work();
    return true;
  } catch (const Error& error) {
    if (error.fault() == Fault::stopped) throw;
    add(error.fault(), context.empty() ? error.what() : context + ": " + error.what());
    return false;
  }
}

void ProblemList::throw_if_any() const {
  if (texts_.empty()) return;
  const bool usage = std::ranges::find(faults_, Fault::usage) != faults_.end();
  const auto fault = usage ? Fault::usage : faults_.front();
  if (texts_.size() == 1) throw Error(fault, texts_.front());
  throw Error(fault, fmt::format("{} problems:\n  {}", texts_.size(), fmt::join(shortened(texts_), "\n  ")));
}

}  // namespace minenpp::survey
