#include "mpi/native.h"

#include "mpi/communicator_impl.h"

namespace minenpp::mpi {

MPI_Comm native(const Communicator& comm) {
  return comm.impl().handle;
}

}  // namespace minenpp::mpi
