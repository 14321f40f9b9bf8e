#pragma once

#include <filesystem>

#include "mpi/session.h"

namespace minenpp::io {

/// The session of this test run.
const mpi::Session& test_session();

inline const mpi::Communicator& world() {
  return test_session().world();
}

/// A temporary folder that all ranks share; made and removed by rank 0. Made and destroyed collectively.
class SharedFolder {
 public:
  SharedFolder();
  SharedFolder(const SharedFolder&) = delete;
  SharedFolder& operator=(const SharedFolder&) = delete;
  ~SharedFolder();

  [[nodiscard]] std::filesystem::path operator/(const std::filesystem::path& name) const {
    return path_ / name;
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace minenpp::io
