#include "mpi/communicator.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <mpi.h>

#include "model/error.h"
#include "mpi/communicator_impl.h"

namespace minenpp::mpi {

using model::Error;
using model::Fault;

void check(int code, const char* call) {
  if (code == MPI_SUCCESS) return;
  char text[MPI_MAX_ERROR_STRING] = {};
  int length = 0;
  MPI_Error_string(code, text, &length);
  throw Error(Fault::system,
              std::string(call) + " failed: " + std::string(text, static_cast<std::size_t>(length)));
}

void require_everyone(const Communicator::Impl& impl, const char* call) {
  if (*impl.agreement_depth > 0)
    throw Error(Fault::system, std::string("the collective call ") + call +
                                   " was made inside agree(), where ranks that failed would be missing");
}

MPI_Op operation(Reduction reduction) {
  switch (reduction) {
    case Reduction::sum:
      return MPI_SUM;
    case Reduction::min:
      return MPI_MIN;
    case Reduction::max:
      return MPI_MAX;
  }
  throw Error(Fault::system, "an unknown reduction was asked for");
}

namespace {

std::vector<std::int64_t> all_lengths(const Communicator::Impl& impl, std::int64_t length) {
  std::vector<std::int64_t> lengths(static_cast<std::size_t>(impl.size));
  check(MPI_Allgather(&length, 1, MPI_INT64_T, lengths.data(), 1, MPI_INT64_T, impl.handle), "MPI_Allgather");
  return lengths;
}

/// The bytes of all ranks in the order of ranks. One MPI call where they fit its 32-bit counts, else one a
/// rank.
std::vector<std::byte> join(const Communicator& comm, std::span<const std::byte> own,
                            std::span<const std::int64_t> lengths) {
  const auto& impl = comm.impl();
  std::vector<std::byte> joined(
      static_cast<std::size_t>(std::accumulate(lengths.begin(), lengths.end(), std::int64_t{0})));
  if (std::ssize(joined) <= impl.largest_piece) {
    std::vector<int> counts(lengths.size());
    std::ranges::transform(lengths, counts.begin(),
                           [](std::int64_t length) { return static_cast<int>(length); });
    std::vector<int> begins(counts.size());
    std::exclusive_scan(counts.begin(), counts.end(), begins.begin(), 0);
    check(MPI_Allgatherv(own.data(), static_cast<int>(own.size()), MPI_BYTE, joined.data(), counts.data(),
                         begins.data(), MPI_BYTE, impl.handle),
          "MPI_Allgatherv");
    return joined;
  }
  std::span<std::byte> rest(joined);
  for (int from = 0; from < comm.size(); ++from) {
    const auto part = rest.first(static_cast<std::size_t>(lengths[static_cast<std::size_t>(from)]));
    if (from == comm.rank()) std::ranges::copy(own, part.begin());
    comm.broadcast(part, from);
    rest = rest.subspan(part.size());
  }
  return joined;
}

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

}  // namespace

Communicator::Impl::Impl(MPI_Comm owned, std::int64_t largest, std::shared_ptr<int> depth)
    : handle(owned), largest_piece(largest), agreement_depth(std::move(depth)) {
  check(MPI_Comm_set_errhandler(handle, MPI_ERRORS_RETURN), "MPI_Comm_set_errhandler");
  check(MPI_Comm_rank(handle, &rank), "MPI_Comm_rank");
  check(MPI_Comm_size(handle, &size), "MPI_Comm_size");
}

Communicator::Impl::~Impl() {
  int finalized = 0;
  MPI_Finalized(&finalized);
  if (!finalized && handle != MPI_COMM_NULL) MPI_Comm_free(&handle);
}

Communicator::Communicator(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Communicator::Communicator(Communicator&&) noexcept = default;
Communicator& Communicator::operator=(Communicator&&) noexcept = default;
Communicator::~Communicator() = default;

int Communicator::rank() const {
  return impl_->rank;
}
int Communicator::size() const {
  return impl_->size;
}

void Communicator::barrier() const {
  require_everyone(*impl_, "barrier");
  check(MPI_Barrier(impl_->handle), "MPI_Barrier");
}

void Communicator::broadcast(std::span<std::byte> bytes, int root) const {
  require_everyone(*impl_, "broadcast");
  in_pieces(std::ssize(bytes), impl_->largest_piece, [&](std::int64_t begin, int count) {
    check(MPI_Bcast(bytes.data() + begin, count, MPI_BYTE, root, impl_->handle), "MPI_Bcast");
  });
}

void Communicator::broadcast(std::string& text, int root) const {
  std::int64_t length = std::ssize(text);
  broadcast(std::span(&length, 1), root);
  text.resize(static_cast<std::size_t>(length));
  broadcast(std::span(text.data(), text.size()), root);
}

void Communicator::all_reduce(std::span<std::int64_t> values, Reduction reduction) const {
  require_everyone(*impl_, "all_reduce");
  in_pieces(std::ssize(values), impl_->largest_piece, [&](std::int64_t begin, int count) {
    check(MPI_Allreduce(MPI_IN_PLACE, values.data() + begin, count, MPI_INT64_T, operation(reduction),
                        impl_->handle),
          "MPI_Allreduce");
  });
}

std::int64_t Communicator::all_reduce(std::int64_t value, Reduction reduction) const {
  all_reduce(std::span(&value, 1), reduction);
  return value;
}

std::vector<std::string> Communicator::gather(const std::string& text) const {
  std::vector<std::string> texts;
  for (const auto& bytes : gather(bytes_of(text)))
    texts.emplace_back(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return texts;
}

std::vector<std::string> Communicator::all_gather(const std::string& text) const {
  require_everyone(*impl_, "all_gather");
  const auto lengths = all_lengths(*impl_, std::ssize(text));
  const auto joined = join(*this, std::as_bytes(std::span(text)), lengths);
  std::vector<std::string> texts;
  const auto* begin = reinterpret_cast<const char*>(joined.data());
  for (const auto length : lengths) {
    texts.emplace_back(begin, static_cast<std::size_t>(length));
    begin += length;
  }
  return texts;
}

std::vector<std::int64_t> Communicator::all_gather(std::span<const std::int64_t> values) const {
  require_everyone(*impl_, "all_gather");
  const auto bytes = std::as_bytes(values);
  const auto joined = join(*this, bytes, all_lengths(*impl_, std::ssize(bytes)));
  std::vector<std::int64_t> all(joined.size() / sizeof(std::int64_t));
  std::ranges::copy(joined, std::as_writable_bytes(std::span(all)).begin());
  return all;
}

Communicator Communicator::split(int colour) const {
  require_everyone(*impl_, "split");
  if (colour < 0)
    throw Error(Fault::system, "split by colour " + std::to_string(colour) + ", expected 0 or more");
  MPI_Comm part = MPI_COMM_NULL;
  check(MPI_Comm_split(impl_->handle, colour, rank(), &part), "MPI_Comm_split");
  return Communicator(std::make_unique<Impl>(part, impl_->largest_piece, impl_->agreement_depth));
}

Communicator Communicator::duplicate(std::int64_t largest_piece) const {
  require_everyone(*impl_, "duplicate");
  if (largest_piece < 1 || largest_piece > std::int64_t{1} << 30)
    throw Error(Fault::system,
                "pieces of " + std::to_string(largest_piece) + " were asked for, expected 1 to 2^30");
  MPI_Comm copy = MPI_COMM_NULL;
  check(MPI_Comm_dup(impl_->handle, &copy), "MPI_Comm_dup");
  return Communicator(std::make_unique<Impl>(copy, largest_piece, impl_->agreement_depth));
}

}  // namespace minenpp::mpi
