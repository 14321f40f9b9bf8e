#include "mpi/collective_error.h"

#include <algorithm>
#include <cstdio>
#include <new>
#include <string>
#include <vector>

#include <mpi.h>

#include "mpi/communicator_impl.h"

namespace minenpp::mpi {

using model::Error;
using model::Fault;

namespace {

bool is_memory(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const std::bad_alloc&) {
    return true;
  } catch (...) {
    return false;
  }
}

/// What one rank tells the others: nothing where it did not fail, else one character for the fault, then the
/// message.
std::string report_of(const std::exception_ptr& failure, int rank) {
  if (!failure) return {};
  const auto error = is_memory(failure)
                         ? Error(Fault::system, "out of memory on rank " + std::to_string(rank))
                         : as_error(failure);
  return static_cast<char>('0' + static_cast<int>(error.fault())) + std::string(error.what());
}

Error common_error(const std::vector<std::string>& reports) {
  const auto lowest = std::ranges::find_if(reports, [](const auto& report) { return !report.empty(); });
  const auto failed = std::ranges::count_if(reports, [](const auto& report) { return !report.empty(); });
  const auto fault = static_cast<Fault>(lowest->front() - '0');
  auto message = lowest->substr(1);
  const bool all_alike = std::ranges::all_of(reports, [&](const auto& report) { return report == *lowest; });
  if (failed > 1 && !all_alike)
    message += " (and " + std::to_string(failed - 1) + (failed == 2 ? " more rank)" : " more ranks)");
  return Error(fault, message);
}

}  // namespace

AgreementScope::AgreementScope(const Communicator& comm) : depth_(*comm.impl().agreement_depth) {
  require_everyone(comm.impl(), "agree");
  ++depth_;
}

AgreementScope::~AgreementScope() {
  --depth_;
}

void throw_if_any_failed(const Communicator& comm, const std::exception_ptr& failure) {
  if (comm.all_reduce(failure ? 1 : 0, Reduction::max) == 0) return;
  throw common_error(comm.all_gather(report_of(failure, comm.rank())));
}

Error as_error(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const Error& error) {
    return error;
  } catch (const std::bad_alloc&) {
    return Error(Fault::system, "out of memory");
  } catch (const std::exception& other) {
    return Error(Fault::system, other.what());
  } catch (...) {
    return Error(Fault::system, "an exception of unknown type");
  }
}

Error last_resort(const Session& session, const std::exception_ptr& failure,
                  std::chrono::milliseconds grace) {
  const auto error = as_error(failure);
  if (session.everyone_ends(grace))
    return common_error(session.closing().all_gather(report_of(failure, session.world().rank())));
  std::fprintf(stderr, "minenpp: rank %d failed alone: %s\n", session.world().rank(), error.what());
  std::fflush(stderr);
  MPI_Abort(MPI_COMM_WORLD, static_cast<int>(error.fault()));
  std::terminate();
}

}  // namespace minenpp::mpi
