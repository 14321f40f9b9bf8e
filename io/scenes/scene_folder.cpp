#include "io/scenes/scene_folder.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include "io/gdal/messages.h"
#include "io/scenes/scene_text.h"
#include "io/scenes/tar_prefix.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

namespace fs = std::filesystem;
using model::Error;
using model::Fault;

bool hidden(std::string_view name) {
  return name.empty() || name.front() == '.';
}

/// Was the place at `path` not listed before?
bool is_new(const std::string& path, FolderList& list) {
  std::error_code failure;
  const auto real = fs::canonical(path, failure);
  return list.visited.insert(failure ? path : real.string()).second;
}

struct Names {
  std::vector<std::string> files, folders, linked_folders;
};

Names names_in(const std::string& path) {
  Names names;
  std::error_code failure, ignored;
  for (fs::directory_iterator entry(path, failure), end; !failure && entry != end; entry.increment(failure)) {
    const auto name = entry->path().filename().string();
    if (hidden(name)) continue;
    // A link whose target is gone is no file, and reading a pipe would never end.
    if (entry->is_regular_file(ignored))
      names.files.push_back(name);
    else if (!entry->is_directory(ignored))
      continue;
    else if (entry->is_symlink(ignored))
      names.linked_folders.push_back(name);
    else
      names.folders.push_back(name);
  }
  if (failure)
    throw Error(Fault::input, fmt::format("folder '{}' cannot be listed: {}", path, failure.message()));
  for (auto* list : {&names.files, &names.folders, &names.linked_folders})
    std::sort(list->begin(), list->end());
  return names;
}

/// Runs `work` on a place inside another; where it fails the place is broken and the search goes on.
template <typename Work>
void attempt(const std::string& path, FolderList& list, const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    list.broken.push_back({fs::path(path).filename().string(), path, error.what()});
  }
}

void walk(const std::string& path, int depth, FolderList& list) {
  if (!is_new(path, list)) return;
  auto names = names_in(path);
  // Real folders before links, so that a file is known by its own path where both lead to it.
  std::vector<std::string> below = names.folders;
  below.insert(below.end(), names.linked_folders.begin(), names.linked_folders.end());
  const auto files = names.files;
  list.folders.emplace_back(path, path, std::move(names.files));
  const auto inside = path + "/";
  for (const auto& file : files)
    if (file.ends_with(".tar")) attempt(inside + file, list, [&] { list_tar(inside + file, list); });
  if (depth == deepest_folder) return;
  for (const auto& name : below) attempt(inside + name, list, [&] { walk(inside + name, depth + 1, list); });
}

/// Files by folder ("" is the outermost); folders that are hidden or too deep are left out.
std::map<std::string, std::vector<std::string>> by_folder(const CPLStringList& entries) {
  std::map<std::string, std::vector<std::string>> folders;
  for (int i = 0; i < entries.size(); ++i) {
    const std::string_view entry = entries[i];
    if (entry.empty() || entry.back() == '/') continue;
    const auto slash = entry.rfind('/');
    const auto folder = slash == std::string_view::npos ? std::string_view() : entry.substr(0, slash);
    const bool secret = hidden(entry.substr(slash + 1)) || hidden(folder.empty() ? "top" : folder) ||
                        folder.find("/.") != std::string_view::npos;
    const auto depth = folder.empty() ? 0 : 1 + std::count(folder.begin(), folder.end(), '/');
    if (!secret && depth <= deepest_folder)
      folders[std::string(folder)].emplace_back(entry.substr(slash + 1));
  }
  return folders;
}

}  // namespace

SceneFolder::SceneFolder(std::string path, std::string source, std::vector<std::string> files)
    : path_(std::move(path)), source_(std::move(source)), files_(std::move(files)) {
  std::sort(files_.begin(), files_.end());
  for (std::size_t i = 0; i < files_.size(); ++i) by_lower_.emplace(lower(files_[i]), i);
}

const std::string* SceneFolder::find(std::string_view name) const {
  const auto found = by_lower_.find(lower(name));
  return found == by_lower_.end() ? nullptr : &files_[found->second];
}

std::string SceneFolder::path_of(std::string_view name) const {
  return path_ == "/" ? path_ + std::string(name) : path_ + "/" + std::string(name);
}

bool SceneFolder::in_tar() const {
  return path_.starts_with(tar_prefix);
}

void list_folder(const std::string& path, FolderList& list) {
  walk(path, 0, list);
}

void list_tar(const std::string& path, FolderList& list) {
  if (!is_new(path, list)) return;
  const GdalMessages messages;
  const std::string root = std::string(tar_prefix) + path;
  const CPLStringList entries(VSIReadDirRecursive(root.c_str()));
  if (entries.empty())
    throw messages.error(Fault::input, fmt::format("'{}' is no tar file, or holds nothing", path));
  for (auto& [folder, files] : by_folder(entries))
    list.folders.emplace_back(folder.empty() ? root : root + "/" + folder, path, std::move(files));
}

}  // namespace minenpp::io
