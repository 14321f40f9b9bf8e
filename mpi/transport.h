#pragma once

namespace minenpp::mpi {

/// Tells Open MPI, before it starts, to leave out networks that this process cannot need: all of them without
/// mpirun or srun, those beside shared memory and TCP where mpirun put every rank on one machine. Looking for
/// networks that are not there takes a third of a second, which is most of a small survey. Sets variables of
/// the process's environment (OMPI_MCA_...), but none that the user has set; other MPI libraries ignore them.
void leave_out_unused_networks();

}  // namespace minenpp::mpi
