#include "support/fuzzing.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include <unistd.h>

namespace minenpp::fuzz {

namespace {

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

void require(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "finding: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

void require_message(const std::string& text) {
  constexpr std::size_t longest = 8192;  // a list of all years that a table can hold fits
  require(!text.empty(), "an error without words");
  require(text.size() <= longest, "an error of too many words: " + text.substr(0, longest));
  for (const char c : text)
    require(c == '\n' || c < 0 || c >= ' ', "a control character reaches the terminal: " + text);
}

void require_answer(const model::Error& error) {
  const std::string text = error.what();
  require_message(text);
  require(error.fault() == model::Fault::input || error.fault() == model::Fault::usage,
          "the input's fault is laid on something else: " + text);
}

const std::string& scratch_folder() {
  static const std::string folder = [] {
    const auto path = std::filesystem::temp_directory_path() / ("fuzz-" + std::to_string(getpid()));
    std::filesystem::create_directory(path);
    return path.string();
  }();
  return folder;
}

void write_file(const std::string& path, std::string_view bytes) {
  const std::unique_ptr<std::FILE, FileCloser> file(std::fopen(path.c_str(), "wb"));
  const bool written = file && std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
  if (written) return;
  std::perror(path.c_str());
  std::_Exit(EXIT_FAILURE);  // no finding: the disk of the scratch folder
}

}  // namespace minenpp::fuzz
