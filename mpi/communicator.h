#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace minenpp::mpi {

/// Bytes for, or from, one rank.
struct Message {
  int rank = 0;
  std::vector<std::byte> bytes;
  friend bool operator==(const Message&, const Message&) = default;
};

enum class Reduction { sum, min, max };

/// The ranks that work together. A value of this class owns its MPI communicator, so its messages never meet
/// those of another; it must go before the Session it came from.
///
/// Everything but rank(), size() and is_root() is collective: every rank calls it, in the same order. None of
/// it may be called inside the work of agree() (mpi/collective_error.h), where one rank may be missing: that
/// throws Error(system) at once, on every rank count, rather than hang on some. Sizes may pass 2^31 bytes:
/// long messages travel in pieces. Where MPI reports a failure, Error(system) names the call and MPI's own
/// text.
class Communicator {
 public:
  Communicator(Communicator&&) noexcept;
  Communicator& operator=(Communicator&&) noexcept;
  ~Communicator();

  [[nodiscard]] int rank() const;
  [[nodiscard]] int size() const;
  [[nodiscard]] bool is_root() const { return rank() == 0; }

  /// Returns when every rank has arrived.
  void barrier() const;

  /// Copies the bytes of rank `root` into every rank's; the length is the same everywhere.
  void broadcast(std::span<std::byte> bytes, int root = 0) const;

  /// The same for any plain values; all ranks are of one machine type.
  template <typename T>
  requires(std::is_trivially_copyable_v<T> &&
           !std::is_same_v<T, std::byte>) void broadcast(std::span<T> values, int root = 0) const {
    broadcast(std::as_writable_bytes(values), root);
  }

  /// Replaces every rank's text by that of `root`, whatever its length.
  void broadcast(std::string& text, int root = 0) const;

  /// Element by element over the ranks, the result on every rank; the length is the same everywhere. The
  /// caller keeps sums within 63 bits. There is no such call for floating point, whose sums would depend on
  /// the order.
  void all_reduce(std::span<std::int64_t> values, Reduction reduction) const;
  [[nodiscard]] std::int64_t all_reduce(std::int64_t value, Reduction reduction) const;

  /// The text of every rank, by rank, on the root; nothing on the others.
  [[nodiscard]] std::vector<std::string> gather(const std::string& text) const;

  /// The bytes of every rank, by rank, on the root; nothing on the others. Each rank sends its length and,
  /// where that is not 0, its bytes.
  [[nodiscard]] std::vector<std::vector<std::byte>> gather(std::vector<std::byte> bytes) const;

  /// The text (or bytes) of every rank, by rank, on every rank.
  [[nodiscard]] std::vector<std::string> all_gather(const std::string& text) const;

  /// The values of all ranks joined in the order of ranks, on every rank. Lengths may differ and be 0.
  [[nodiscard]] std::vector<std::int64_t> all_gather(std::span<const std::int64_t> values) const;

  /// Sparse exchange: delivers each message to its rank and returns those received, sorted by the rank they
  /// came from. At most one message for each rank, oneself included; one of 0 bytes arrives as one of 0
  /// bytes. Throws Error(system) before anything is sent where two messages go to one rank or a rank does not
  /// exist.
  [[nodiscard]] std::vector<Message> exchange(std::vector<Message> messages) const;

  /// One communicator for each `colour` >= 0, its ranks in today's order.
  [[nodiscard]] Communicator split(int colour) const;

  /// The same ranks with messages of their own. `largest_piece` (1..2^30): how many bytes or values travel in
  /// one MPI call; lowered by tests to reach what otherwise only happens past 2^30.
  [[nodiscard]] Communicator duplicate(std::int64_t largest_piece = std::int64_t{1} << 30) const;

  /// The MPI side, seen by mpi/ alone.
  struct Impl;
  explicit Communicator(std::unique_ptr<Impl> impl);
  [[nodiscard]] Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace minenpp::mpi
