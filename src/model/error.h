#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace minenpp::model {

/// What went wrong, as the shell sees it. The values are the program's documented exit codes.
enum class Fault : int {
  usage = 2,    ///< bad command line or survey file
  input = 3,    ///< bad input data
  stopped = 4,  ///< stopped by request; running again resumes
  system = 5,   ///< disk, memory or MPI failed
};

/// An error a user can act on: the innermost message first says what was found and what was expected, the
/// contexts say where. what() reads "reading scene X: band 4: <message>".
class Error : public std::runtime_error {
 public:
  Error(Fault fault, const std::string& message);

  /// The same error seen from one level further out: "context: message".
  [[nodiscard]] Error within(std::string_view context) const;

  [[nodiscard]] Fault fault() const { return fault_; }

 private:
  Fault fault_;
};

/// Runs `work` and puts `context` before the message of any Error it throws. Other exceptions pass unchanged.
template <typename Work>
decltype(auto) in_context(std::string_view context, Work&& work) {
  try {
    return work();
  } catch (const Error& error) {
    throw error.within(context);
  }
}

}  // namespace minenpp::model
