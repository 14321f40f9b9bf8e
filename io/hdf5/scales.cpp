#include "io/hdf5/scales.h"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include "io/hdf5/attributes.h"
#include "io/hdf5/file.h"

namespace minenpp::io::hdf5 {

namespace {

using model::Fault;

/// netCDF-4 recognises a dimension without a variable by this text in NAME.
constexpr const char* bare_mark = "This is a netCDF dimension but not a netCDF variable.";

std::string name_of(hid_t object) {
  const auto length = check(H5Iget_name(object, nullptr, 0), Fault::input, "reading a dimension's name");
  std::string path(static_cast<std::size_t>(length) + 1, '\0');
  check(H5Iget_name(object, path.data(), path.size()), Fault::input, "reading a dimension's name");
  path.resize(static_cast<std::size_t>(length));
  return path.substr(path.rfind('/') + 1);
}

herr_t take_address(hid_t, unsigned, hid_t scale, void* address) {
  H5O_info_t about{};
  if (H5Oget_info2(scale, &about, H5O_INFO_BASIC) < 0) return -1;
  *static_cast<haddr_t*>(address) = about.addr;
  return 1;
}

herr_t take_name(hid_t, unsigned, hid_t scale, void* name) {
  *static_cast<std::string*>(name) = name_of(scale);
  return 1;
}

template <typename Value>
Value first_scale(const Dataset& dataset, unsigned dimension, herr_t (*take)(hid_t, unsigned, hid_t, void*)) {
  Value value{};
  check(H5DSiterate_scales(dataset.get(), dimension, nullptr, take, &value), Fault::input,
        "reading a dimension's name");
  return value;
}

}  // namespace

void make_scale(const Dataset& dataset, const std::string& name, std::int32_t id) {
  const auto doing = fmt::format("making dimension {}", name);
  check(H5DSset_scale(dataset.get(), name.c_str()), Fault::system, doing);
  write_attribute(dataset.get(), attribute("_Netcdf4Dimid", std::int64_t{id}, ValueType::int32));
}

Dataset make_bare_scale(hid_t parent, const std::string& name, std::int64_t length, std::int32_t id) {
  const auto space = space_of({length});
  const auto creation = dataset_creation();
  Dataset scale(
      H5Dcreate2(parent, name.c_str(), H5T_IEEE_F32BE, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT),
      Fault::system, fmt::format("making dimension {}", name));
  make_scale(scale, fmt::format("{}{:10d}", bare_mark, length), id);
  return scale;
}

bool is_bare_scale(hid_t dataset) {
  const auto name = read_text_attribute(dataset, "NAME");
  return name && name->starts_with(bare_mark);
}

void attach_scale(const Dataset& dataset, const Dataset& scale, int dimension) {
  check(H5DSattach_scale(dataset.get(), scale.get(), static_cast<unsigned>(dimension)), Fault::system,
        "naming a dimension");
}

std::vector<std::string> dimension_names(const Dataset& dataset, ScaleNames& known) {
  std::vector<std::string> names(shape_of(dataset).size());
  if (H5DSis_scale(dataset.get()) > 0) return std::vector(names.size(), name_of(dataset.get()));
  for (std::size_t d = 0; d < names.size(); ++d) {
    const auto dimension = static_cast<unsigned>(d);
    if (H5DSget_num_scales(dataset.get(), dimension) <= 0) continue;
    const auto address = first_scale<haddr_t>(dataset, dimension, take_address);
    const auto found = known.find(address);
    if (found == known.end())
      known[address] = names[d] = first_scale<std::string>(dataset, dimension, take_name);
    else
      names[d] = found->second;
  }
  return names;
}

}  // namespace minenpp::io::hdf5
