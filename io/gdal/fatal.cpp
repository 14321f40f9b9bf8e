#include "io/gdal/fatal.h"

#include <cstdio>
#include <cstdlib>

#include "model/error.h"

namespace minenpp::io {

void end_at_once(const char* reason) {
  std::fprintf(stderr, "minenpp: %s\n", reason);
  std::fflush(stderr);
  std::_Exit(static_cast<int>(model::Fault::system));
}

}  // namespace minenpp::io
