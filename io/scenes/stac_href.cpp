#include "io/scenes/stac_href.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include <fmt/format.h>

#include "io/scenes/scene_text.h"
#include "io/scenes/tar_prefix.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

constexpr std::string_view file_scheme = "file://";

/// "%20" and its likes written out. What is no such code stays.
std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int code = 0;
    const bool whole = text[i] == '%' && i + 2 < text.size();
    const auto* digits = text.data() + i + 1;
    if (whole && std::from_chars(digits, digits + 2, code, 16).ptr == digits + 2) {
      decoded += static_cast<char>(code);
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

/// An address or path for a message: whole, but in one line.
std::string href_shown(std::string href) {
  std::replace_if(
      href.begin(), href.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }, '?');
  return href;
}

/// Is it an address that would have to be fetched? GDAL's own names count as such: /vsicurl/ goes to the
/// network.
bool is_remote(std::string_view href) {
  return href.find("://") != std::string_view::npos || href.starts_with("/vsi") || href.starts_with("//");
}

std::string last_name(std::string_view address) {
  address = address.substr(0, std::min(address.find_first_of("?#"), address.size()));
  const auto slash = address.rfind('/');
  return percent_decoded(slash == std::string_view::npos ? address : address.substr(slash + 1));
}

/// `folder`/`href` without "." and "..".
std::string joined(std::string folder, std::string_view href) {
  while (!href.empty()) {
    const auto slash = std::min(href.find('/'), href.size());
    const auto name = href.substr(0, slash);
    href.remove_prefix(std::min(slash + 1, href.size()));
    if (name.empty() || name == ".") continue;
    const auto last = folder.rfind('/');
    const auto tail = folder.substr(last == std::string::npos ? 0 : last + 1);
    if (name != ".." || tail.empty() || tail == "..") {
      folder += (folder.empty() || folder.back() == '/' ? "" : "/") + std::string(name);
    } else if (tail == ".") {
      folder = "..";
    } else {
      folder.resize(last == std::string::npos ? 0 : std::max<std::size_t>(last, 1));
      if (folder.empty()) folder = ".";
    }
  }
  return folder;
}

}  // namespace

std::string local_file(const std::string& asset, const std::string& href, const std::string& folder,
                       const FileThere& there) {
  constexpr std::size_t longest = 4096;
  if (href.empty() || href.size() > longest || href.find('\0') != std::string::npos)
    throw Error(Fault::input, fmt::format("asset '{}' has no usable href", shown(asset)));
  const auto name = last_name(href);
  auto beside = joined(folder, name);
  const bool named = !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos &&
                     name.find('\0') == std::string::npos;
  // In the folder "/" a file's name can look like one of GDAL's own.
  const bool gdal_name = beside.starts_with("/vsi") && !folder.starts_with("/vsi");
  const bool is_beside = named && !gdal_name && there(beside);
  if (is_remote(href) && !href.starts_with(file_scheme)) {
    if (is_beside) return beside;
    throw Error(Fault::input, fmt::format("asset '{}' is at {} and not beside the item; download it first",
                                          shown(asset), href_shown(href)));
  }
  auto path = href;
  bool relative = false;
  if (path.starts_with(file_scheme)) {
    path = percent_decoded(std::string_view(path).substr(file_scheme.size()));
    path = path.substr(std::min(path.find('/'), path.size()));  // a host, "localhost", may stand before it
  } else if (path.front() != '/') {
    path = joined(folder, path);
    relative = true;
  }
  const bool in_tar = relative && folder.starts_with(tar_prefix) && path.starts_with(tar_prefix);
  const bool usable =
      !path.empty() && (in_tar || !path.starts_with("/vsi")) && path.find('\0') == std::string::npos;
  if (usable && there(path)) return path;
  if (is_beside) return beside;  // an absolute path of the machine that made the item
  throw Error(Fault::input, fmt::format("asset '{}' is to be file '{}', which is not there", shown(asset),
                                        href_shown(path)));
}

}  // namespace minenpp::io
