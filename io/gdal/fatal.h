#pragma once

namespace minenpp::io {

/// What GDAL calls fatal, most often memory that it was refused: it would abort() next. Says so and ends the
/// process with the exit code of Fault::system; under MPI the launcher then ends the other ranks.
[[noreturn]] void end_at_once(const char* reason);

}  // namespace minenpp::io
