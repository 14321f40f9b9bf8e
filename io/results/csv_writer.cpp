#include "io/results/csv_writer.h"

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "io/results/durable.h"
#include "model/error.h"

namespace minenpp::io {

namespace fs = std::filesystem;

namespace {

model::Error failed(const fs::path& path, const char* doing, int code) {
  return {model::Fault::system,
          fmt::format("{}: {}: {}", path.string(), doing, std::generic_category().message(code))};
}

}  // namespace

struct CsvWriter::File {
  explicit File(std::FILE* opened) : handle(opened) {}
  ~File() { close(); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  bool close() {
    auto* open = std::exchange(handle, nullptr);
    return open == nullptr || std::fclose(open) == 0;
  }
  std::FILE* handle;
};

CsvWriter::CsvWriter(fs::path path) : path_(std::move(path)), part_(path_.string() + ".part") {
  std::error_code ignored;
  fs::remove(part_, ignored);
  auto* opened = std::fopen(part_.c_str(), "wbx");
  if (opened == nullptr) throw failed(part_, "creating", errno);
  file_ = std::make_unique<File>(opened);
}

CsvWriter::~CsvWriter() {
  if (!file_) return;
  file_.reset();
  std::error_code ignored;
  fs::remove(part_, ignored);
}

void CsvWriter::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_->handle) != text.size())
    throw failed(part_, "writing", errno);
}

void CsvWriter::finish() {
  if (!file_->close()) throw failed(part_, "writing", errno);
  flush_to_disk(part_);
  std::error_code error;
  fs::rename(part_, path_, error);
  if (error) throw failed(path_, "renaming into place", error.value());
  file_.reset();
}

}  // namespace minenpp::io
