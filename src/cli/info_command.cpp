#include "command.h"
#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/results/archive_reader.h"
#include "survey/run/summary.h"

namespace minenpp::cli {

namespace {

void print_group(const io::ArchiveReader& file, const std::string& group, int depth) {
  for (const auto& path : file.arrays(group)) {
    const auto info = file.info(path);
    const auto units = file.text_attribute(path, "units");
    std::vector<std::string> shape;
    for (std::size_t i = 0; i < info.shape.size(); ++i)
      shape.push_back(
          fmt::format("{}={}", i < info.dimensions.size() ? info.dimensions[i] : "", info.shape[i]));
    fmt::print("{:{}}{}  {}({}){}\n", "", 2 * depth, path.substr(path.rfind('/') + 1),
               io::to_string(info.type), fmt::join(shape, ", "), units ? " [" + *units + "]" : "");
  }
  for (const auto& path : file.groups(group)) {
    fmt::print("{:{}}{}/\n", "", 2 * depth, path.substr(path.rfind('/') + 1));
    print_group(file, path, depth + 1);
  }
}

}  // namespace

int info_command(Arguments arguments) {
  arguments.expect("info RESULT", 1, 1);
  const std::filesystem::path result = arguments.words.front();
  if (std::filesystem::is_directory(result)) {
    fmt::print("{}", survey::summary_of(result, survey::terminal_of(stdout)));
    return 0;
  }
  const io::ArchiveReader file(result);
  if (const auto title = file.text_attribute("/", "title")) fmt::print("{}\n", *title);
  print_group(file, "/", 1);
  return 0;
}

}  // namespace minenpp::cli
