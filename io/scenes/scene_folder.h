#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "io/scenes/scene.h"

namespace minenpp::io {

/// The files of one folder, on disk or inside a tar, without its subfolders. Hidden files are left out.
class SceneFolder {
 public:
  /// `path`: as GDAL opens it, without a slash at its end. `source`: the folder or tar a user knows.
  SceneFolder(std::string path, std::string source, std::vector<std::string> files);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& source() const { return source_; }

  /// Names of the files, sorted.
  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }

  /// The file called `name`, capitals aside (deliveries end in .TIF, .tif and .Tif), as it is spelled; null
  /// where there is none.
  [[nodiscard]] const std::string* find(std::string_view name) const;

  /// What GDAL opens for file `name`.
  [[nodiscard]] std::string path_of(std::string_view name) const;

  [[nodiscard]] bool in_tar() const;

 private:
  std::string path_, source_;
  std::vector<std::string> files_;
  std::unordered_map<std::string, std::size_t> by_lower_;
};

/// Folders found so far, and what could not be listed.
struct FolderList {
  std::vector<SceneFolder> folders;
  std::vector<BrokenScene> broken;
  std::set<std::string> visited = {};  ///< real paths, so that no folder and no tar is listed twice
};

/// Subfolders deeper than this below a place are not searched.
inline constexpr int deepest_folder = 6;

/// Adds folder `path`, its subfolders and the tars in them. Symbolic links are followed, but nothing is
/// listed twice. A subfolder or tar that cannot be listed is added to `broken`.
/// Throws Error(input) where `path` itself cannot be listed.
void list_folder(const std::string& path, FolderList& list);

/// Adds the folders inside a .tar. Throws Error(input) where it cannot be read.
void list_tar(const std::string& path, FolderList& list);

}  // namespace minenpp::io
