#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace minenpp::io {

/// How sure a finished file is. What can be made again in no time need not wait for the disk.
enum class Durability { flushed, left_to_system };

/// A file in the making: written as NAME.part beside its place, and renamed when it is whole.
class FileWriter {
 public:
  /// Throws Error(system) where the file cannot be made. A stale NAME.part is replaced, never followed where
  /// it is a link.
  explicit FileWriter(std::filesystem::path path, Durability durability = Durability::flushed);
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;
  /// Removes NAME.part unless the file was finished.
  ~FileWriter();

  /// Throws Error(system) where the disk refuses.
  void write(std::string_view bytes);

  /// Flushes to disk, unless that is left to the system, and gives the file its name. Throws Error(system).
  void finish();

 private:
  struct File;
  std::filesystem::path path_, part_;
  Durability durability_;
  std::unique_ptr<File> file_;
};

}  // namespace minenpp::io
