#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "io/results/durable.h"

namespace minenpp::io {

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

/// Writes `text` as a whole file.
void write_whole_file(const std::filesystem::path& path, std::string_view text,
                      Durability durability = Durability::flushed);

}  // namespace minenpp::io
