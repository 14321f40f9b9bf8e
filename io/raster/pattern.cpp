#include "io/raster/pattern.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <tuple>

#include <boost/xpressive/xpressive_dynamic.hpp>
#include <fmt/format.h>

#include "model/climate/calendar.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

namespace fs = std::filesystem;
using model::Error;
using model::Fault;

/// One folder or file name of a pattern as a regular expression, with its tokens in the order of their
/// groups.
struct NamePattern {
  boost::xpressive::sregex expression;
  std::vector<std::string> tokens;
};

bool is_literal(const std::string& name) {
  return name.find_first_of("{*") == std::string::npos;
}

std::string expression_of(const std::string& token, const std::string& pattern) {
  if (token == "year") return "(\\d{4})";
  if (token == "month") return "(1[0-2]|0[1-9]|[1-9])";
  if (token == "doy") return "(\\d{1,3})";
  throw Error(Fault::usage,
              fmt::format("the file pattern '{}' holds the unknown token {{{}}}; {{year}}, {{month}} and "
                          "{{doy}} are known",
                          pattern, token));
}

NamePattern compile(const std::string& name, const std::string& pattern) {
  static const std::string special = R"(.^$|()[]{}*+?\)";
  NamePattern compiled;
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto end = name[i] == '{' ? name.find('}', i) : std::string::npos;
    if (end != std::string::npos) {
      const auto token = name.substr(i + 1, end - i - 1);
      text += expression_of(token, pattern);
      compiled.tokens.push_back(token);
      i = end;
    } else if (name[i] == '*') {
      text += "[^/]*";
    } else {
      if (special.find(name[i]) != std::string::npos) text += '\\';
      text += name[i];
    }
  }
  compiled.expression = boost::xpressive::sregex::compile(text);
  return compiled;
}

using Tokens = std::map<std::string, int>;

/// The tokens of `name`, added to those of the folders before it; empty where it does not match or
/// contradicts them.
std::optional<Tokens> match(const NamePattern& pattern, const std::string& name, Tokens tokens) {
  boost::xpressive::smatch groups;
  if (!boost::xpressive::regex_match(name, groups, pattern.expression)) return std::nullopt;
  for (std::size_t i = 0; i < pattern.tokens.size(); ++i) {
    const int value = std::stoi(groups[i + 1].str());
    if (tokens.emplace(pattern.tokens[i], value).first->second != value) return std::nullopt;
  }
  return tokens;
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code failure;
  for (fs::directory_iterator entry(folder.empty() ? "." : folder, failure), end; !failure && entry != end;
       entry.increment(failure))
    names.push_back(entry->path().filename().string());
  if (failure)
    throw Error(Fault::input,
                fmt::format("folder '{}' cannot be listed: {}", folder.string(), failure.message()));
  std::sort(names.begin(), names.end());
  return names;
}

[[noreturn]] void throw_no_match(const std::string& pattern, const fs::path& folder) {
  const auto names = names_in(folder);
  const std::string shown = folder.empty() ? "." : folder.string();
  if (names.empty())
    throw Error(Fault::input, fmt::format("no file matches '{}': folder '{}' is empty", pattern, shown));
  throw Error(Fault::input,
              fmt::format("no file matches '{}': folder '{}' holds {} name(s), for example '{}'", pattern,
                          shown, names.size(), names[names.size() / 2]));
}

/// Walks the pattern name by name and collects what matches to its end.
class Search {
 public:
  explicit Search(const std::string& pattern) : pattern_(pattern) {
    const fs::path path(pattern);
    root_ = path.root_path();
    for (const auto& name : path.relative_path())
      if (!name.empty()) names_.push_back(name.string());
    for (const auto& name : names_) {
      compiled_.push_back(compile(name, pattern));
      tokens_.insert(tokens_.end(), compiled_.back().tokens.begin(), compiled_.back().tokens.end());
    }
  }

  [[nodiscard]] bool has(const char* token) const {
    return std::find(tokens_.begin(), tokens_.end(), token) != tokens_.end();
  }

  [[nodiscard]] std::vector<std::pair<std::string, Tokens>> run() {
    if (names_.empty()) throw Error(Fault::usage, "an empty file pattern is given");
    deepest_ = root_;
    walk(root_, 0, {});
    if (found_.empty()) throw_no_match(pattern_, deepest_);
    return found_;
  }

 private:
  void walk(const fs::path& folder, std::size_t depth, const Tokens& tokens) {
    if (depth >= deepest_depth_) std::tie(deepest_, deepest_depth_) = std::tuple(folder, depth);
    const bool last = depth + 1 == names_.size();
    if (is_literal(names_[depth])) return step(folder / names_[depth], depth, last, tokens);
    for (const auto& name : names_in(folder))
      if (const auto found = match(compiled_[depth], name, tokens)) step(folder / name, depth, last, *found);
  }

  void step(const fs::path& path, std::size_t depth, bool last, const Tokens& tokens) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) return;
    if (last)
      found_.emplace_back(path.string(), tokens);
    else if (fs::is_directory(path, ignored))
      walk(path, depth + 1, tokens);
  }

  std::string pattern_;
  fs::path root_, deepest_;
  std::size_t deepest_depth_ = 0;
  std::vector<std::string> names_, tokens_;
  std::vector<NamePattern> compiled_;
  std::vector<std::pair<std::string, Tokens>> found_;
};

std::optional<int> value_of(const Tokens& tokens, const char* token) {
  const auto found = tokens.find(token);
  return found == tokens.end() ? std::nullopt : std::optional(found->second);
}

DatedFile dated(const std::string& path, const Tokens& tokens, std::optional<int> year) {
  DatedFile file{path, value_of(tokens, "year"), value_of(tokens, "month"), value_of(tokens, "doy")};
  if (!file.year) file.year = year;
  if (!file.doy) return file;
  if (*file.doy < 1 || *file.doy > (model::is_leap_year(*file.year) ? 366 : 365))
    throw Error(Fault::input,
                fmt::format("file '{}' is of day {}, which {} does not have", path, *file.doy, *file.year));
  file.month = model::month_of_day(*file.year, *file.doy);
  return file;
}

}  // namespace

std::vector<DatedFile> find_files(const std::string& pattern, std::optional<int> year) {
  Search search(pattern);
  if (search.has("doy") && search.has("month"))
    throw Error(Fault::usage,
                fmt::format("the file pattern '{}' has {{doy}} and {{month}}; one of them says the "
                            "month",
                            pattern));
  if (search.has("doy") && !search.has("year") && !year)
    throw Error(
        Fault::usage,
        fmt::format(
            "the file pattern '{}' has {{doy}} but no {{year}}, and no year is given; without the year "
            "a day of the year has no month",
            pattern));
  std::vector<DatedFile> files;
  for (const auto& [path, tokens] : search.run()) files.push_back(dated(path, tokens, year));
  std::sort(files.begin(), files.end(), [](const DatedFile& a, const DatedFile& b) {
    return std::tie(a.year, a.month, a.doy, a.path) < std::tie(b.year, b.month, b.doy, b.path);
  });
  return files;
}

}  // namespace minenpp::io
