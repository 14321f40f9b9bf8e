// Put before a program by LD_PRELOAD, this makes one rank's reading of one file fail, as a bad disk or a
// server that is gone does: with EIO, from a certain call on.
//   MINENPP_FAIL_FILE   what the name of the file ends in; without it nothing fails
//   MINENPP_FAIL_RANK   of MPI (Open MPI's OMPI_COMM_WORLD_RANK; 0 alone)
//   MINENPP_FAIL_AFTER  so many calls succeed first
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

long number_in(const char* variable, long otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::atol(text) : otherwise;
}

bool this_rank_fails() {
  static const bool fails = std::getenv("MINENPP_FAIL_FILE") != nullptr &&
                            number_in("OMPI_COMM_WORLD_RANK", 0) == number_in("MINENPP_FAIL_RANK", 0);
  return fails;
}

bool is_the_file(int descriptor) {
  char link[64], name[4096];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const auto length = readlink(link, name, sizeof name - 1);
  if (length < 0) return false;
  name[length] = '\0';
  const char* ending = std::getenv("MINENPP_FAIL_FILE");
  const auto size = std::strlen(ending);
  return static_cast<std::size_t>(length) >= size && std::strcmp(name + length - size, ending) == 0;
}

/// Asked for once a call.
bool fails_now(int descriptor) {
  static std::atomic<long> calls = 0;
  if (!this_rank_fails() || !is_the_file(descriptor)) return false;
  if (calls++ < number_in("MINENPP_FAIL_AFTER", 0)) return false;
  errno = EIO;
  return true;
}

template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t read(int descriptor, void* to, size_t size) {
  static const auto next = real<ssize_t(int, void*, size_t)>("read");
  return fails_now(descriptor) ? -1 : next(descriptor, to, size);
}

ssize_t pread(int descriptor, void* to, size_t size, off_t from) {
  static const auto next = real<ssize_t(int, void*, size_t, off_t)>("pread");
  return fails_now(descriptor) ? -1 : next(descriptor, to, size, from);
}

ssize_t pread64(int descriptor, void* to, size_t size, off64_t from) {
  static const auto next = real<ssize_t(int, void*, size_t, off64_t)>("pread64");
  return fails_now(descriptor) ? -1 : next(descriptor, to, size, from);
}

size_t fread(void* to, size_t size, size_t count, FILE* file) {
  static const auto next = real<size_t(void*, size_t, size_t, FILE*)>("fread");
  return fails_now(fileno(file)) ? 0 : next(to, size, count, file);
}
}
