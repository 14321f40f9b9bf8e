#include "survey/catalogue/problem_list.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "survey/run/stop_request.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

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
  throw Error(fault, fmt::format("{} problems:\n  {}", texts_.size(), fmt::join(texts_, "\n  ")));
}

}  // namespace minenpp::survey
