#include "mpi/root_tables.h"

#include <cstddef>
#include <string>

#include "model/error.h"
#include "mpi/collective_error.h"
#include "mpi/packed_integers.h"

namespace minenpp::mpi {

using model::Error;
using model::Fault;

namespace {

void add(PackedReader reader, std::span<std::int64_t> sums) {
  if (reader.size() != sums.size())
    throw Error(Fault::system, "tables of " + std::to_string(reader.size()) + " and of " +
                                   std::to_string(sums.size()) + " integers cannot be added up");
  while (reader.next()) {
    auto& sum = sums[reader.index()];
    if (__builtin_add_overflow(sum, reader.value(), &sum))
      throw Error(Fault::system, "a sum over the ranks left 64 bits");
  }
}

}  // namespace

std::vector<std::vector<std::byte>> bring_to_root(const Communicator& comm,
                                                  const std::function<std::vector<std::int64_t>()>& own) {
  auto packed = comm.gather(agree(comm, [&] {
    if (comm.is_root()) return std::vector<std::byte>();
    return pack(own());
  }));
  if (!packed.empty()) packed.erase(packed.begin());
  return packed;
}

void sum_on_root(const Communicator& comm, const std::function<std::vector<std::int64_t>()>& own,
                 const std::function<void(std::span<const std::int64_t>)>& take) {
  const auto packed = bring_to_root(comm, own);
  agree(comm, [&] {
    if (packed.empty()) return;
    std::vector<std::int64_t> sums(PackedReader(packed.front()).size(), 0);
    for (const auto& table : packed) add(PackedReader(table), sums);
    take(sums);
  });
}

void gather_on_root(const Communicator& comm, const std::function<std::vector<std::int64_t>()>& own,
                    const std::function<void(std::span<const std::int64_t>)>& take) {
  const auto packed = bring_to_root(comm, own);
  agree(comm, [&] {
    for (const auto& table : packed) take(unpack(table));
  });
}

}  // namespace minenpp::mpi
