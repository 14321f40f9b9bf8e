#include "mpi/pending.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <mpi.h>

#include "mpi/communicator_impl.h"

namespace minenpp::mpi {

namespace {

/// exchange.cpp has the others.
constexpr int lengths_tag = 2, part_tag = 3;

bool all_done(const std::vector<MPI_Request>& requests) {
  for (const auto request : requests)
    if (request != MPI_REQUEST_NULL) return false;
  return true;
}

}  // namespace

struct PendingReduction::Started {
  std::int64_t own = 0, result = 0;
  MPI_Request request = MPI_REQUEST_NULL;
};

PendingReduction::PendingReduction(const Communicator& comm, std::int64_t value, Reduction reduction)
    : started_(std::make_unique<Started>()) {
  require_everyone(comm.impl(), "PendingReduction");
  started_->own = value;
  check(MPI_Iallreduce(&started_->own, &started_->result, 1, MPI_INT64_T, operation(reduction),
                       comm.impl().handle, &started_->request),
        "MPI_Iallreduce");
}

PendingReduction::PendingReduction(PendingReduction&&) noexcept = default;

PendingReduction::~PendingReduction() {
  if (started_ && started_->request != MPI_REQUEST_NULL) (void)started_.release();
}

void PendingReduction::poke() {
  int done = 0;
  check(MPI_Test(&started_->request, &done, MPI_STATUS_IGNORE), "MPI_Test");
}

std::int64_t PendingReduction::wait() {
  check(MPI_Wait(&started_->request, MPI_STATUS_IGNORE), "MPI_Wait");
  return started_->result;
}

struct PendingGather::Started {
  const Communicator::Impl& impl;
  std::vector<std::vector<std::byte>> own;
  std::vector<std::int64_t> lengths;  // of `own`
  std::int64_t slice_bytes = 0;
  // The rest on the root.
  std::vector<std::vector<std::int64_t>> of_ranks = {};  // lengths by rank
  int next_rank = 0;                                     // that is in no slice yet
  Slice slice = {};                                      // that is being received; empty: none is
  std::vector<MPI_Request> requests = {};

  [[nodiscard]] bool is_root() const { return impl.rank == 0; }
  [[nodiscard]] bool is_all_taken() const { return own.empty() || next_rank == impl.size; }
  MPI_Request* next() { return &requests.emplace_back(MPI_REQUEST_NULL); }

  void wait() {
    check(MPI_Waitall(static_cast<int>(requests.size()), requests.data(), MPI_STATUSES_IGNORE),
          "MPI_Waitall");
    requests.clear();
  }

  void send_to_root() {
    check(MPI_Isend(lengths.data(), static_cast<int>(lengths.size()), MPI_INT64_T, 0, lengths_tag,
                    impl.handle, next()),
          "MPI_Isend");
    for (const auto& part : own)
      in_pieces(std::ssize(part), impl.largest_piece, [&](std::int64_t begin, int count) {
        check(MPI_Isend(part.data() + begin, count, MPI_BYTE, 0, part_tag, impl.handle, next()), "MPI_Isend");
      });
  }

  void receive_lengths() {
    of_ranks.assign(static_cast<std::size_t>(impl.size), lengths);
    for (int rank = 1; rank < impl.size; ++rank)
      check(MPI_Irecv(of_ranks[static_cast<std::size_t>(rank)].data(), static_cast<int>(lengths.size()),
                      MPI_INT64_T, rank, lengths_tag, impl.handle, next()),
            "MPI_Irecv");
  }

  [[nodiscard]] std::int64_t bytes_of(int rank) const {
    const auto& of_parts = of_ranks[static_cast<std::size_t>(rank)];
    return std::accumulate(of_parts.begin(), of_parts.end(), std::int64_t{0});
  }

  /// On the root, when all lengths are there. First comes what can fail: nothing may be freed once MPI writes
  /// to it.
  void receive_slice() {
    const int first = next_rank;
    std::int64_t bytes = 0;
    do {
      bytes += next_rank == 0 ? 0 : bytes_of(next_rank);
      ++next_rank;
    } while (next_rank < impl.size && bytes + bytes_of(next_rank) <= slice_bytes);
    slice.resize(own.size());
    for (std::size_t part = 0; part < own.size(); ++part) {
      for (int rank = first; rank < next_rank; ++rank)
        slice[part].emplace_back(
            static_cast<std::size_t>(rank == 0 ? 0 : of_ranks[static_cast<std::size_t>(rank)][part]));
      if (first == 0) slice[part].front() = std::move(own[part]);
    }
    for (int rank = std::max(first, 1); rank < next_rank; ++rank)
      for (auto& part : slice) {
        auto& into = part[static_cast<std::size_t>(rank - first)];
        in_pieces(std::ssize(into), impl.largest_piece, [&](std::int64_t begin, int count) {
          check(MPI_Irecv(into.data() + begin, count, MPI_BYTE, rank, part_tag, impl.handle, next()),
                "MPI_Irecv");
        });
      }
  }
};

PendingGather::PendingGather(const Communicator& comm, std::vector<std::vector<std::byte>> parts,
                             std::int64_t slice_bytes) {
  require_everyone(comm.impl(), "PendingGather");
  std::vector<std::int64_t> lengths;
  for (const auto& part : parts) lengths.push_back(std::ssize(part));
  started_.reset(new Started{comm.impl(), std::move(parts), std::move(lengths), slice_bytes});
  if (started_->own.empty()) return;
  try {
    comm.is_root() ? started_->receive_lengths() : started_->send_to_root();
  } catch (...) {
    (void)started_.release();
    throw;
  }
}

PendingGather::PendingGather(PendingGather&&) noexcept = default;

PendingGather::~PendingGather() {
  if (started_ && !all_done(started_->requests)) (void)started_.release();
}

void PendingGather::poke() {
  auto& requests = started_->requests;
  int done = 0;
  check(MPI_Testall(static_cast<int>(requests.size()), requests.data(), &done, MPI_STATUSES_IGNORE),
        "MPI_Testall");
  if (done != 0 && started_->is_root() && started_->slice.empty() && !started_->is_all_taken())
    started_->receive_slice();
}

PendingGather::Slice PendingGather::next() {
  started_->wait();
  if (!started_->is_root()) return {};
  if (started_->slice.empty()) {
    if (started_->is_all_taken()) return {};
    started_->receive_slice();
    started_->wait();
  }
  return std::exchange(started_->slice, {});
}

}  // namespace minenpp::mpi
