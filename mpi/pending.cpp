#include "mpi/pending.h"

#include <string>
#include <utility>

#include <mpi.h>

#include "model/error.h"
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
  std::vector<std::int64_t> lengths;                // of `own`
  std::vector<std::vector<std::int64_t>> of_ranks;  // on the root: lengths by rank
  Parts all;                                        // on the root, once their lengths are known
  bool is_sized = false;
  std::vector<MPI_Request> requests;

  MPI_Request* next() { return &requests.emplace_back(MPI_REQUEST_NULL); }

  void wait() {
    check(MPI_Waitall(static_cast<int>(requests.size()), requests.data(), MPI_STATUSES_IGNORE),
          "MPI_Waitall");
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

  /// On the root, when all lengths are there. First comes what can fail: nothing may be freed once MPI writes
  /// to it.
  void receive_parts() {
    is_sized = true;
    all.resize(own.size());
    for (std::size_t part = 0; part < own.size(); ++part) {
      for (const auto& of_rank : of_ranks) all[part].emplace_back(static_cast<std::size_t>(of_rank[part]));
      all[part].front() = std::move(own[part]);
    }
    for (int rank = 1; rank < impl.size; ++rank)
      for (auto& part : all) {
        auto& bytes = part[static_cast<std::size_t>(rank)];
        in_pieces(std::ssize(bytes), impl.largest_piece, [&](std::int64_t begin, int count) {
          check(MPI_Irecv(bytes.data() + begin, count, MPI_BYTE, rank, part_tag, impl.handle, next()),
                "MPI_Irecv");
        });
      }
  }
};

PendingGather::PendingGather(const Communicator& comm, std::vector<std::vector<std::byte>> parts) {
  require_everyone(comm.impl(), "PendingGather");
  std::vector<std::int64_t> lengths;
  for (const auto& part : parts) lengths.push_back(std::ssize(part));
  started_.reset(new Started{comm.impl(), std::move(parts), std::move(lengths), {}, {}, false, {}});
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
  int done = 0;
  check(MPI_Testall(static_cast<int>(started_->requests.size()), started_->requests.data(), &done,
                    MPI_STATUSES_IGNORE),
        "MPI_Testall");
  if (done != 0 && started_->impl.rank == 0 && !started_->is_sized) started_->receive_parts();
}

PendingGather::Parts PendingGather::wait() {
  started_->wait();
  if (started_->impl.rank != 0) return {};
  if (!started_->is_sized) started_->receive_parts();
  started_->wait();
  return std::move(started_->all);
}

}  // namespace minenpp::mpi
