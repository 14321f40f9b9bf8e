#include "io/results/file_writer.h"

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "model/error.h"

namespace minenpp::io {

namespace fs = std::filesystem;

namespace {

model::Error failed(const fs::path& path, const char* doing, int code) {
  return {model::Fault::system,
          fmt::format("{}: {}: {}", path.string(), doing, std::generic_category().message(code))};
}

}  // namespace

struct FileWriter::File {
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

FileWriter::FileWriter(fs::path path, Durability durability)
    : path_(std::move(path)), part_(path_.string() + ".part"), durability_(durability) {
  std::error_code ignored;
  fs::remove(part_, ignored);
  auto* opened = std::fopen(part_.c_str(), "wbx");
  if (opened == nullptr) throw failed(part_, "creating", errno);
  file_ = std::make_unique<File>(opened);
}

FileWriter::~FileWriter() {
  if (!file_) return;
  file_.reset();
  std::error_code ignored;
  fs::remove(part_, ignored);
}

void FileWriter::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_->handle) != bytes.size())
    throw failed(part_, "writing", errno);
}

void FileWriter::finish() {
  if (!file_->close()) throw failed(part_, "writing", errno);
  publish(part_, path_, durability_);
  file_.reset();
}

void write_whole_file(const fs::path& path, std::string_view text, Durability durability) {
  FileWriter file(path, durability);
  file.write(text);
  file.finish();
}

}  // namespace minenpp::io
