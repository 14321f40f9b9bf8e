#include "io/hdf5/memory.h"

#include <cstddef>
#include <new>

#include <sys/mman.h>

namespace minenpp::io::hdf5 {

namespace {

constexpr std::size_t least_memory = std::size_t{16} << 20;

}  // namespace

bool is_memory_short() noexcept {
  void* some = ::mmap(nullptr, least_memory, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (some == MAP_FAILED) return true;
  ::munmap(some, least_memory);
  return false;
}

void require_memory() {
  if (is_memory_short()) throw std::bad_alloc();
}

}  // namespace minenpp::io::hdf5
