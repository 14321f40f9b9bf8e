#include "io/results/transaction.h"

#include <fmt/format.h>

#include "io/results/durable.h"
#include "mpi/collective_error.h"

namespace minenpp::io {

namespace {

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

/// Runs a std::filesystem action and turns its failure into an Error.
template <typename Action>
void on_disk(Action&& action) {
  try {
    action();
  } catch (const std::filesystem::filesystem_error& error) {
    throw model::Error(model::Fault::system,
                       fmt::format("{}: {}", error.path1().string(), error.code().message()));
  }
}

}  // namespace

Transaction::Transaction(const mpi::Communicator& comm, std::filesystem::path path)
    : comm_(comm), path_(std::move(path)), part_(path_.string() + ".part") {
  mpi::agree(comm_, [&] {
    if (!comm_.is_root()) return;
    on_disk([&] {
      std::filesystem::create_directories(folder_of(path_));
      std::filesystem::remove(part_);
    });
  });
}

Transaction::~Transaction() {
  roll_back();
}

void Transaction::commit() {
  mpi::agree(comm_, [&] {
    if (!open_) throw model::Error(model::Fault::system, fmt::format("{}: was rolled back", part_.string()));
    if (!comm_.is_root()) return;
    publish(part_, path_);
    flush_to_disk(folder_of(path_));
  });
  open_ = false;
}

void Transaction::roll_back() noexcept {
  std::error_code ignored;
  if (std::exchange(open_, false) && comm_.is_root()) std::filesystem::remove(part_, ignored);
}

}  // namespace minenpp::io
