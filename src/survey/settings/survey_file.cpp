#include "survey/settings/survey_file.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <boost/algorithm/string.hpp>
#include <fmt/format.h>

#include "model/error.h"
#include "survey/settings/registry.h"

namespace minenpp::survey {

namespace po = boost::program_options;
using model::Error;
using model::Fault;

namespace {

/// A survey file without the mark that some editors put before the first line.
std::istringstream text_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string text;
  for (char part[4096]; stream.read(part, sizeof(part)), stream.gcount() > 0;)
    text.append(part, static_cast<std::size_t>(stream.gcount()));
  // A disk that refuses looks like the end of the file.
  if (stream.bad())
    throw Error(Fault::usage, fmt::format("cannot read all of the survey file {}", file.string()));
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  return std::istringstream(text);
}

/// What went wrong in the words of a survey's author rather than the parser's.
[[noreturn]] void rethrow(const std::filesystem::path& file, const std::string& problem) {
  throw Error(Fault::usage, fmt::format("{}: {} (expected [section] lines and name = value lines)",
                                        file.string(), tidy(problem)));
}

/// " 7", the number of the line that holds `words` alone; empty where it cannot be told.
std::string place_of_line(const std::filesystem::path& file, const std::string& words) {
  auto text = text_of(file);
  std::string line;
  for (int number = 1; std::getline(text, line); ++number)
    if (boost::trim_copy(line.substr(0, line.find('#'))) == words) return fmt::format(" {}", number);
  return {};
}

}  // namespace

po::options_description described_options() {
  po::options_description options;
  for (const auto& setting : registry())
    options.add_options()(setting.key.c_str(), po::value<std::string>(), setting.description.c_str());
  return options;
}

int line_of(const std::filesystem::path& file, const std::string& key, int nth) {
  auto text = text_of(file);
  std::string line, section;
  for (int number = 1; std::getline(text, line); ++number) {
    boost::trim(line);
    if (line.size() > 2 && line.front() == '[' && line.back() == ']')
      section = line.substr(1, line.size() - 2);
    const auto equals = line.find('=');
    if (equals == std::string::npos || line.front() == '#') continue;
    const auto name = boost::trim_copy(line.substr(0, equals));
    if ((name == key || section + "." + name == key) && --nth == 0) return number;
  }
  return 0;
}

void find_cut_values(const std::filesystem::path& file, Problems& problems) {
  auto text = text_of(file);
  std::string line;
  for (int number = 1; std::getline(text, line); ++number) {
    const auto hash = line.find('#');
    if (hash == std::string::npos || hash == 0 || line[hash - 1] == ' ' || line[hash - 1] == '\t') continue;
    problems.push_back(
        fmt::format("{} line {}: {}: a # inside a value would start a comment; write the value without it",
                    file.string(), number, boost::trim_copy(line)));
  }
}

std::string tidy(std::string problem) {
  constexpr std::size_t longest = 1000;
  if (problem.size() > longest) problem = problem.substr(0, longest) + " ...";
  std::ranges::replace_if(
      problem, [](unsigned char c) { return c < ' ' || c == 0x7f; }, '?');
  return problem;
}

po::parsed_options parse_survey_file(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    throw Error(Fault::usage, fmt::format("{} is a folder, expected a survey file (.ini)", file.string()));
  if (!std::ifstream(file))
    throw Error(Fault::usage, fmt::format("cannot read the survey file {}", file.string()));
  auto text = text_of(file);
  try {
    return po::parse_config_file(text, described_options(), true);
  } catch (const po::invalid_config_file_syntax& error) {
    // Its what() never ends where the line itself holds a %name% of its message.
    const bool remark = error.tokens().starts_with(';');
    rethrow(file, fmt::format("contains an invalid line{} '{}'{}", place_of_line(file, error.tokens()),
                              error.tokens(), remark ? ": remarks begin with #" : ""));
  } catch (const po::error& error) {
    rethrow(file, error.what());
  }
}

}  // namespace minenpp::survey
