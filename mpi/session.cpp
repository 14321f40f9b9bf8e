#include "mpi/session.h"

#include <exception>
#include <memory>
#include <thread>

#include <mpi.h>

#include "model/error.h"
#include "mpi/communicator_impl.h"
#include "mpi/transport.h"

namespace minenpp::mpi {

using model::Error;
using model::Fault;

namespace {
constexpr std::chrono::seconds unwinding_grace{5};
}

Session::Session() {
  open(nullptr, nullptr);
}

Session::Session(int& argc, char**& argv) {
  open(&argc, &argv);
}

void Session::open(int* argc, char*** argv) {
  int initialized = 0;
  MPI_Initialized(&initialized);
  if (initialized)
    throw Error(Fault::system, "a second MPI session was asked for, expected one in a process");
  leave_out_unused_networks();
  int provided = 0;
  check(MPI_Init_thread(argc, argv, MPI_THREAD_FUNNELED, &provided), "MPI_Init_thread");
  exceptions_at_start_ = std::uncaught_exceptions();
  MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
  MPI_Comm copy = MPI_COMM_NULL;
  check(MPI_Comm_dup(MPI_COMM_WORLD, &copy), "MPI_Comm_dup");
  world_.emplace(std::make_unique<Communicator::Impl>(copy, std::int64_t{1} << 30, std::make_shared<int>(0)));
  closing_.emplace(world_->duplicate());
}

Session::~Session() {
  int finalized = 0;
  MPI_Finalized(&finalized);
  if (finalized) return;
  if (std::uncaught_exceptions() > exceptions_at_start_ && !everyone_ends(unwinding_grace))
    MPI_Abort(MPI_COMM_WORLD, static_cast<int>(Fault::system));
  closing_.reset();
  world_.reset();
  MPI_Finalize();
}

bool Session::everyone_ends(std::chrono::milliseconds grace) const {
  const auto deadline = std::chrono::steady_clock::now() + grace;
  MPI_Request arrival = MPI_REQUEST_NULL;
  if (MPI_Ibarrier(closing_->impl().handle, &arrival) != MPI_SUCCESS) return false;
  for (;;) {
    int arrived = 0;
    if (MPI_Test(&arrival, &arrived, MPI_STATUS_IGNORE) != MPI_SUCCESS) return false;
    if (arrived) return true;
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

}  // namespace minenpp::mpi
