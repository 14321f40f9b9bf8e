#pragma once

#include "mpi/session.h"

namespace minenpp::mpi {

/// The session that main opened before the first test.
const Session& test_session();

inline const Communicator& world() {
  return test_session().world();
}

/// Plays the failing program `name` (see failing_program.cpp) in place of the tests; its exit code.
int run_failing_program(const Session& session, const char* name);

}  // namespace minenpp::mpi
