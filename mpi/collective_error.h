#pragma once

#include <chrono>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

#include "model/error.h"
#include "mpi/communicator.h"
#include "mpi/session.h"

namespace minenpp::mpi {

/// Marks that this rank is inside agree(), where collective calls are refused.
class AgreementScope {
 public:
  explicit AgreementScope(const Communicator& comm);
  AgreementScope(const AgreementScope&) = delete;
  AgreementScope& operator=(const AgreementScope&) = delete;
  ~AgreementScope();

 private:
  int& depth_;
};

/// Collective. Returns where `failure` is null on every rank; otherwise throws the same Error on every rank,
/// as agree().
void throw_if_any_failed(const Communicator& comm, const std::exception_ptr& failure);

/// Local: what `work` threw, null where it did not; for throw_if_any_failed(). The work is as that of
/// agree().
template <typename Work>
[[nodiscard]] std::exception_ptr failure_of(const Communicator& comm, Work&& work) {
  try {
    const AgreementScope scope(comm);
    work();
  } catch (...) {
    return std::current_exception();
  }
  return nullptr;
}

/// Collective. Runs `work` on this rank, then learns whether it threw on any rank: one reduction of 8 bytes,
/// in every build. If nowhere, returns this rank's result. Otherwise every rank throws the same Error: fault
/// and message, with its contexts, of the lowest failing rank, and "(and N more ranks)" where others failed
/// too. The note is left out where all ranks failed with the same message. What is not an Error becomes
/// Fault::system; where memory ran out the message names the rank.
///
/// Where agreement points go: between two collective calls, around everything local that can fail (reading,
/// checking, allocating, computing). The work itself is local: a collective call or another agree() inside it
/// throws, since a rank that failed before would never arrive there.
template <typename Work>
auto agree(const Communicator& comm, Work&& work) -> std::invoke_result_t<Work&> {
  using Result = std::invoke_result_t<Work&>;
  static_assert(!std::is_reference_v<Result>, "agree() returns values");
  if constexpr (std::is_void_v<Result>) {
    throw_if_any_failed(comm, failure_of(comm, work));
  } else {
    std::optional<Result> result;
    throw_if_any_failed(comm, failure_of(comm, [&] { result.emplace(work()); }));
    return std::move(*result);
  }
}

/// Any exception as the Error that the user sees: an Error as it is; std::bad_alloc as "out of memory" and
/// everything else by its what(), both Fault::system.
[[nodiscard]] model::Error as_error(const std::exception_ptr& failure);

/// For main, which catches inside the session's scope whatever leaves the run. Where all ranks come here
/// within `grace`, as they do after an agreed error, returns on every rank the one Error to print and to take
/// the exit code from. Otherwise this rank failed alone, outside any agree(): its message goes to standard
/// error and MPI_Abort ends every rank with the fault as exit code; nothing returns.
[[nodiscard]] model::Error last_resort(const Session& session, const std::exception_ptr& failure,
                                       std::chrono::milliseconds grace = std::chrono::seconds(5));

}  // namespace minenpp::mpi
