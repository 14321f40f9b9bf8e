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
  std::vector<std::vector<std::byte>> parts;      // of this rank
  std::vector<std::int64_t> lengths;              // of its parts
  std::vector<std::vector<std::int64_t>> of_all;  // on the root: lengths by rank, once they are known
  std::size_t taken = 0;
  std::vector<MPI_Request> requests = {};

  [[nodiscard]] bool is_root() const { return impl.rank == 0; }

  void wait() {
    check(MPI_Waitall(static_cast<int>(requests.size()), requests.data(), MPI_STATUSES_IGNORE),
          "MPI_Waitall");
    requests.clear();
  }

  void send_to_root() {
    check(MPI_Isend(lengths.data(), static_cast<int>(lengths.size()), MPI_INT64_T, 0, lengths_tag,
                    impl.handle, &requests.emplace_back(MPI_REQUEST_NULL)),
          "MPI_Isend");
    for (const auto& part : parts)
      in_pieces(std::ssize(part), impl.largest_piece, [&](std::int64_t begin, int count) {
        check(MPI_Isend(part.data() + begin, count, MPI_BYTE, 0, part_tag, impl.handle,
                        &requests.emplace_back(MPI_REQUEST_NULL)),
              "MPI_Isend");
      });
  }

  void receive_lengths() {
    of_all.assign(static_cast<std::size_t>(impl.size), lengths);
    for (int rank = 1; rank < impl.size; ++rank)
      check(MPI_Irecv(of_all[static_cast<std::size_t>(rank)].data(), static_cast<int>(lengths.size()),
                      MPI_INT64_T, rank, lengths_tag, impl.handle, &requests.emplace_back(MPI_REQUEST_NULL)),
            "MPI_Irecv");
    wait();
  }

  std::vector<std::vector<std::byte>> receive(std::size_t part) {
    std::vector<std::vector<std::byte>> all(of_all.size());
    all.front() = std::move(parts[part]);
    for (int rank = 1; rank < impl.size; ++rank) {
      auto& bytes = all[static_cast<std::size_t>(rank)];
      bytes.resize(static_cast<std::size_t>(of_all[static_cast<std::size_t>(rank)][part]));
      in_pieces(std::ssize(bytes), impl.largest_piece, [&](std::int64_t begin, int count) {
        check(MPI_Irecv(bytes.data() + begin, count, MPI_BYTE, rank, part_tag, impl.handle,
                        &requests.emplace_back(MPI_REQUEST_NULL)),
              "MPI_Irecv");
      });
    }
    wait();
    return all;
  }
};

PendingGather::PendingGather(const Communicator& comm, std::vector<std::vector<std::byte>> parts) {
  require_everyone(comm.impl(), "PendingGather");
  std::vector<std::int64_t> lengths;
  for (const auto& part : parts) lengths.push_back(std::ssize(part));
  started_ = std::make_unique<Started>(comm.impl(), std::move(parts), std::move(lengths),
                                       std::vector<std::vector<std::int64_t>>());
  if (!comm.is_root() && !started_->parts.empty()) started_->send_to_root();
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
}

std::vector<std::vector<std::byte>> PendingGather::next() {
  if (!started_->is_root()) return {};
  if (started_->taken == started_->parts.size())
    throw model::Error(model::Fault::system,
                       "a part was asked for after the last of " + std::to_string(started_->parts.size()));
  if (started_->taken == 0) started_->receive_lengths();
  return started_->receive(started_->taken++);
}

void PendingGather::finish() {
  started_->wait();
}

}  // namespace minenpp::mpi
