#include "io/scenes/vsi_file.h"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include "io/gdal/handles.h"
#include "io/gdal/messages.h"
#include "model/error.h"

namespace minenpp::io {

using model::Error;
using model::Fault;

bool is_file(const std::string& path) {
  const GdalMessages messages;
  VSIStatBufL status;
  return VSIStatExL(path.c_str(), &status, VSI_STAT_EXISTS_FLAG | VSI_STAT_NATURE_FLAG) == 0 &&
         VSI_ISDIR(status.st_mode) == 0;
}

std::uint64_t bytes_of(const std::string& path) {
  const GdalMessages messages;
  VSIStatBufL status;
  return VSIStatL(path.c_str(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

std::string read_bytes(const std::string& path, std::uint64_t limit) {
  const GdalMessages messages;
  VSIStatBufL status;
  if (VSIStatL(path.c_str(), &status) != 0)
    throw Error(Fault::input, fmt::format("there is no file '{}'", path));
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > limit)
    throw Error(Fault::input,
                fmt::format("'{}' has {} bytes; at most {} are read as metadata", path, size, limit));
  const FileHandle file(VSIFOpenL(path.c_str(), "rb"));
  if (!file) throw messages.error(Fault::input, fmt::format("'{}' cannot be opened", path));
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (VSIFReadL(bytes.data(), 1, bytes.size(), file.get()) != bytes.size())
    throw Error(Fault::input, fmt::format("'{}' cannot be read to its end ({} bytes)", path, size));
  return bytes;
}

}  // namespace minenpp::io
