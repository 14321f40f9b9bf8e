#include "io/results/stage_key.h"

#include "io/hdf5/attributes.h"
#include "io/hdf5/file.h"
#include "io/results/told_format.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

constexpr const char* key_name = "minenpp_stage_key";
constexpr const char* parts_name = "minenpp_stage_parts";
constexpr const char* version_name = "minenpp_format_version";

std::string attribute_of(const std::filesystem::path& path, const char* name) noexcept {
  try {
    const auto file = hdf5::open_file(path, hdf5::Access::read);
    if (told_format(file) != format_version) return {};
    return hdf5::read_text_attribute(file.get(), name).value_or("");
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace

void write_stage_key(const hdf5::File& file, const StageKey& key) {
  hdf5::write_attribute(file.get(), attribute(key_name, key.hash));
  if (!key.parts.empty()) hdf5::write_attribute(file.get(), attribute(parts_name, key.parts));
  hdf5::write_attribute(file.get(), attribute(version_name, std::int64_t{format_version}));
}

std::optional<std::int64_t> told_format(const hdf5::File& file) {
  const auto told = hdf5::read_attribute(file.get(), version_name);
  if (!told) return std::nullopt;
  const auto* numbers = std::get_if<std::vector<std::int64_t>>(&told->value);
  if (numbers == nullptr || numbers->size() != 1)
    throw model::Error(model::Fault::input, std::string(version_name) + " is not one whole number");
  return numbers->front();
}

std::optional<std::int64_t> told_format(const std::filesystem::path& path) noexcept {
  try {
    return told_format(hdf5::open_file(path, hdf5::Access::read));
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

std::string stage_key(const std::filesystem::path& path) noexcept {
  return attribute_of(path, key_name);
}

std::string stage_parts(const std::filesystem::path& path) noexcept {
  return attribute_of(path, parts_name);
}

}  // namespace minenpp::io
