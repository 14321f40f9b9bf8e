#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace minenpp::io {

/// A text file in the making: written as NAME.part beside its place, and renamed when it is whole.
class CsvWriter {
 public:
  /// Throws Error(system) where the file cannot be made. A stale NAME.part is replaced, never followed where
  /// it is a link.
  explicit CsvWriter(std::filesystem::path path);
  CsvWriter(const CsvWriter&) = delete;
  CsvWriter& operator=(const CsvWriter&) = delete;
  /// Removes NAME.part unless the file was finished.
  ~CsvWriter();

  /// Throws Error(system) where the disk refuses.
  void write(std::string_view text);

  /// Flushes to disk and gives the file its name. Throws Error(system).
  void finish();

 private:
  struct File;
  std::filesystem::path path_, part_;
  std::unique_ptr<File> file_;
};

}  // namespace minenpp::io
