#include "mpi/transport.h"

#include <cstdlib>
#include <cstring>
#include <initializer_list>

namespace minenpp::mpi {

namespace {

bool started_by_launcher() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"})
    if (std::getenv(name) != nullptr) return true;
  return false;
}

/// Only mpirun tells; what it does not tell counts as many machines.
bool all_on_one_machine() {
  const char* ranks = std::getenv("OMPI_COMM_WORLD_SIZE");
  const char* here = std::getenv("OMPI_COMM_WORLD_LOCAL_SIZE");
  return ranks != nullptr && here != nullptr && std::strcmp(ranks, here) == 0;
}

void propose(const char* parameter, const char* value) {
  constexpr int keep_what_is_set = 0;
  setenv(parameter, value, keep_what_is_set);
}

}  // namespace

void leave_out_unused_networks() {
  if (!started_by_launcher()) {
    propose("OMPI_MCA_ess_singleton_isolated", "1");
    propose("OMPI_MCA_btl", "self");
  } else if (!all_on_one_machine()) {
    return;
  }
  propose("OMPI_MCA_pml", "ob1");
}

}  // namespace minenpp::mpi
