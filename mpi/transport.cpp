#include "mpi/transport.h"

#include <cstdlib>
#include <initializer_list>
#include <string_view>

namespace minenpp::mpi {

namespace {

bool started_by_launcher() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"})
    if (std::getenv(name) != nullptr) return true;
  return false;
}

void propose(const char* parameter, const char* value) {
  constexpr int keep_what_is_set = 0;
  setenv(parameter, value, keep_what_is_set);
}

}  // namespace

void leave_out_unused_networks() {
  if (started_by_launcher()) return;
  propose("OMPI_MCA_ess_singleton_isolated", "1");
  // All isolated processes are job 0, whose folder in TMPDIR one would remove while another is beginning.
  if (std::string_view(std::getenv("OMPI_MCA_ess_singleton_isolated")) == "1")
    propose("OMPI_MCA_orte_create_session_dirs", "0");
  propose("OMPI_MCA_btl", "self");
  propose("OMPI_MCA_pml", "ob1");
}

}  // namespace minenpp::mpi
