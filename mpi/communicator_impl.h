#pragma once

#include <cstdint>
#include <memory>

#include <mpi.h>

#include "mpi/communicator.h"

namespace minenpp::mpi {

/// What Communicator hides. Frees its MPI communicator, unless MPI has ended already.
struct Communicator::Impl {
  /// Takes over `owned`, which must not be shared. `depth`: how many agree() this rank is in; shared by all
  /// that descend from one session.
  Impl(MPI_Comm owned, std::int64_t largest_piece, std::shared_ptr<int> depth);
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl();

  MPI_Comm handle = MPI_COMM_NULL;
  int rank = 0;
  int size = 1;
  std::int64_t largest_piece = std::int64_t{1} << 30;
  std::shared_ptr<int> agreement_depth;
};

/// Throws Error(system) "MPI_X failed: <MPI's text>" where `code` is not MPI_SUCCESS.
void check(int code, const char* call);

/// Throws Error(system) where this rank is inside agree(), so that a collective call could miss ranks.
void require_everyone(const Communicator::Impl& impl, const char* call);

/// MPI's name of it.
MPI_Op operation(Reduction reduction);

/// Runs `piece(begin, count)` over 0..total in pieces of at most `largest`.
template <typename Piece>
void in_pieces(std::int64_t total, std::int64_t largest, Piece&& piece) {
  for (std::int64_t begin = 0; begin < total; begin += largest) {
    const auto rest = total - begin;
    piece(begin, static_cast<int>(rest < largest ? rest : largest));
  }
}

}  // namespace minenpp::mpi
