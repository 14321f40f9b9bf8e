#pragma once

#include <mpi.h>

#include "mpi/communicator.h"

namespace minenpp::mpi {

/// The MPI communicator inside, for the HDF5 layer alone: it lends it to a library call and neither keeps nor
/// frees it.
[[nodiscard]] MPI_Comm native(const Communicator& comm);

}  // namespace minenpp::mpi
