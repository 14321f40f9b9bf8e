#pragma once

namespace minenpp::mpi {

/// Tells Open MPI, before it starts, to leave out all networks where neither mpirun nor srun started this
/// process, which then is alone. Looking for networks takes a third of a second, which is most of a small
/// survey. Nor does it need Open MPI's folder of its job in TMPDIR, which such processes would share. Sets
/// variables of the process's environment (OMPI_MCA_...), but none that is set there; other MPI libraries
/// ignore them. Several ranks of one machine keep what they are configured for: which networks are theirs may
/// stand in files of parameters, which variables would overrule.
void leave_out_unused_networks();

}  // namespace minenpp::mpi
