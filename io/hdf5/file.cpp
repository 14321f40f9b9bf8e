#include "io/hdf5/file.h"

#include <fmt/format.h>

#include "io/hdf5/memory.h"

namespace minenpp::io::hdf5 {

namespace {

using model::Error;
using model::Fault;

constexpr unsigned creation_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

PropertyList file_access() {
  silence();
  require_memory();
  PropertyList access(H5Pcreate(H5P_FILE_ACCESS), Fault::system, "preparing file access");
  // The format that netCDF-4 writes. The next one marks open files in a way that H5Fget_file_image does not
  // undo.
  check(H5Pset_libver_bounds(access.get(), H5F_LIBVER_EARLIEST, H5F_LIBVER_V110), Fault::system,
        "choosing the file format");
  // Stage files have one writer by construction; many cluster file systems refuse locks.
  check(H5Pset_file_locking(access.get(), false, true), Fault::system, "switching file locks off");
  return access;
}

PropertyList ordered(hid_t kind) {
  PropertyList list(H5Pcreate(kind), Fault::system, "preparing a creation list");
  check(H5Pset_attr_creation_order(list.get(), creation_order), Fault::system, "tracking attribute order");
  check(H5Pset_obj_track_times(list.get(), false), Fault::system, "switching time stamps off");
  return list;
}

PropertyList ordered_links(hid_t kind) {
  auto list = ordered(kind);
  check(H5Pset_link_creation_order(list.get(), creation_order), Fault::system, "tracking link order");
  return list;
}

void require_file(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    throw Error(Fault::input, fmt::format("{}: is a folder, expected a file", path.string()));
  if (!std::filesystem::exists(path, ignored))
    throw Error(Fault::input, fmt::format("{}: no such file", path.string()));
}

bool has_link(hid_t parent, const std::string& name) {
  return check(H5Lexists(parent, name.c_str(), H5P_DEFAULT), Fault::input, "looking for a group") > 0;
}

}  // namespace

File open_file(const std::filesystem::path& path, Access access) {
  require_file(path);
  const auto list = file_access();
  const auto flags = access == Access::read ? H5F_ACC_RDONLY : H5F_ACC_RDWR;
  return {H5Fopen(path.c_str(), flags, list.get()), Fault::input,
          fmt::format("{}: not a readable HDF5 file", path.string())};
}

File create_in_memory() {
  const auto access = file_access();
  constexpr std::size_t step = std::size_t{1} << 20;
  check(H5Pset_fapl_core(access.get(), step, false), Fault::system, "preparing a file in memory");
  const auto creation = ordered_links(H5P_FILE_CREATE);
  return {H5Fcreate("in memory", H5F_ACC_TRUNC, creation.get(), access.get()), Fault::system,
          "making a file in memory"};
}

std::vector<std::byte> image(const File& file) {
  check(H5Fflush(file.get(), H5F_SCOPE_GLOBAL), Fault::system, "flushing a file in memory");
  const auto size = check(H5Fget_file_image(file.get(), nullptr, 0), Fault::system, "measuring a file");
  std::vector<std::byte> bytes(static_cast<std::size_t>(size));
  check(H5Fget_file_image(file.get(), bytes.data(), bytes.size()), Fault::system, "copying a file");
  return bytes;
}

PropertyList group_creation() {
  return ordered_links(H5P_GROUP_CREATE);
}

PropertyList dataset_creation() {
  return ordered(H5P_DATASET_CREATE);
}

Group make_group(hid_t parent, const std::string& path) {
  Group group(H5Gopen2(parent, ".", H5P_DEFAULT), Fault::system, "opening a group");
  const auto creation = group_creation();
  for (std::size_t begin = 0; begin < path.size();) {
    const auto end = std::min(path.find('/', begin), path.size());
    const auto name = path.substr(begin, end - begin);
    begin = end + 1;
    if (name.empty()) continue;
    if (has_link(group.get(), name))
      group = open_group(group.get(), name);
    else
      group = Group(H5Gcreate2(group.get(), name.c_str(), H5P_DEFAULT, creation.get(), H5P_DEFAULT),
                    Fault::system, fmt::format("making group {}", path));
  }
  return group;
}

Group open_group(hid_t parent, const std::string& path) {
  return {H5Gopen2(parent, path.c_str(), H5P_DEFAULT), Fault::input, fmt::format("opening group {}", path)};
}

}  // namespace minenpp::io::hdf5
