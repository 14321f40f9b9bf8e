#include <algorithm>
#include <optional>
#include <utility>

#include <mpi.h>

#include "model/error.h"
#include "mpi/communicator.h"
#include "mpi/communicator_impl.h"

namespace minenpp::mpi {

using model::Error;
using model::Fault;

namespace {

constexpr int tag = 1;
constexpr std::int64_t no_message = -1;

std::vector<std::int64_t> lengths_by_rank(std::span<const Message> messages, int ranks) {
  std::vector<std::int64_t> lengths(static_cast<std::size_t>(ranks), no_message);
  for (const auto& message : messages) {
    if (message.rank < 0 || message.rank >= ranks)
      throw Error(Fault::system, "a message goes to rank " + std::to_string(message.rank) +
                                     ", expected 0 to " + std::to_string(ranks - 1));
    auto& length = lengths[static_cast<std::size_t>(message.rank)];
    if (length != no_message)
      throw Error(Fault::system,
                  "two messages go to rank " + std::to_string(message.rank) + ", expected one");
    length = std::ssize(message.bytes);
  }
  return lengths;
}

std::vector<Message> room_for(std::span<const std::int64_t> lengths) {
  std::vector<Message> received;
  for (std::size_t from = 0; from < lengths.size(); ++from)
    if (lengths[from] != no_message)
      received.push_back(
          {static_cast<int>(from), std::vector<std::byte>(static_cast<std::size_t>(lengths[from]))});
  return received;
}

/// Posted transfers of one exchange. Pieces between the same two ranks keep their order, as MPI promises.
class Transfers {
 public:
  explicit Transfers(const Communicator::Impl& impl) : impl_(impl) {}

  void receive(Message& message) {
    in_pieces(std::ssize(message.bytes), impl_.largest_piece, [&](std::int64_t begin, int count) {
      check(MPI_Irecv(message.bytes.data() + begin, count, MPI_BYTE, message.rank, tag, impl_.handle, next()),
            "MPI_Irecv");
    });
  }

  void send(const Message& message) {
    in_pieces(std::ssize(message.bytes), impl_.largest_piece, [&](std::int64_t begin, int count) {
      check(MPI_Isend(message.bytes.data() + begin, count, MPI_BYTE, message.rank, tag, impl_.handle, next()),
            "MPI_Isend");
    });
  }

  void wait() {
    check(MPI_Waitall(static_cast<int>(requests_.size()), requests_.data(), MPI_STATUSES_IGNORE),
          "MPI_Waitall");
  }

 private:
  MPI_Request* next() { return &requests_.emplace_back(MPI_REQUEST_NULL); }

  const Communicator::Impl& impl_;
  std::vector<MPI_Request> requests_;
};

}  // namespace

std::vector<std::vector<std::byte>> Communicator::gather(std::vector<std::byte> bytes) const {
  require_everyone(*impl_, "gather");
  const std::int64_t length = std::ssize(bytes);
  std::vector<std::int64_t> lengths(is_root() ? static_cast<std::size_t>(size()) : 0);
  check(MPI_Gather(&length, 1, MPI_INT64_T, lengths.data(), 1, MPI_INT64_T, 0, impl_->handle), "MPI_Gather");

  Message own{0, std::move(bytes)};
  Transfers transfers(*impl_);
  if (!is_root()) {
    transfers.send(own);
    transfers.wait();
    return {};
  }
  lengths.front() = 0;
  auto received = room_for(lengths);
  for (auto& message : received) transfers.receive(message);
  transfers.wait();
  received.front() = std::move(own);
  std::vector<std::vector<std::byte>> gathered;
  for (auto& message : received) gathered.push_back(std::move(message.bytes));
  return gathered;
}

std::vector<Message> Communicator::exchange(std::vector<Message> messages) const {
  require_everyone(*impl_, "exchange");
  const auto sending = lengths_by_rank(messages, size());
  std::vector<std::int64_t> receiving(sending.size());
  check(MPI_Alltoall(sending.data(), 1, MPI_INT64_T, receiving.data(), 1, MPI_INT64_T, impl_->handle),
        "MPI_Alltoall");

  const auto own = static_cast<std::size_t>(rank());
  std::optional<Message> to_self;
  if (receiving[own] != no_message) {
    to_self = std::move(*std::ranges::find(messages, rank(), &Message::rank));
    receiving[own] = no_message;
  }
  auto received = room_for(receiving);

  Transfers transfers(*impl_);
  for (auto& message : received) transfers.receive(message);
  for (const auto& message : messages)
    if (message.rank != rank()) transfers.send(message);
  transfers.wait();

  if (to_self)
    received.insert(std::ranges::upper_bound(received, rank(), {}, &Message::rank), std::move(*to_self));
  return received;
}

}  // namespace minenpp::mpi
