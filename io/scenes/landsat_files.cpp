#include "io/scenes/landsat_files.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "io/scenes/scene_text.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

constexpr std::array<std::string_view, 3> mtl_endings = {"mtl.txt", "mtl.json", "mtl.xml"};
constexpr std::size_t no_format = mtl_endings.size();

struct Parts {
  std::string_view stem;
  std::size_t format = no_format;  ///< of an MTL
};

/// `small`: a name in small letters.
std::optional<Parts> mtl_parts(std::string_view small) {
  for (std::size_t i = 0; i < mtl_endings.size(); ++i) {
    if (!small.ends_with(mtl_endings[i])) continue;
    const auto stem = small.substr(0, small.size() - mtl_endings[i].size());
    if (stem.empty()) return Parts{stem, i};
    if (stem.back() == '_') return Parts{stem.substr(0, stem.size() - 1), i};
  }
  return std::nullopt;
}

/// The stem of "STEM<middle>D.tif" with one digit D; empty where the name has another form.
std::string_view band_stem(std::string_view small, std::string_view middle) {
  constexpr std::string_view ending = ".tif";
  if (!small.ends_with(ending)) return {};
  small.remove_suffix(ending.size());
  if (small.size() < middle.size() + 2 || !all_digits(small.substr(small.size() - 1))) return {};
  small.remove_suffix(1);
  if (!small.ends_with(middle)) return {};
  return small.substr(0, small.size() - middle.size());
}

struct BandParts {
  std::string_view stem;
  std::vector<std::string> LandsatGroup::*kind = nullptr;
};

BandParts band_parts(std::string_view small) {
  if (const auto stem = band_stem(small, "_sr_b"); !stem.empty()) return {stem, &LandsatGroup::surface};
  if (const auto stem = band_stem(small, "_sr_band"); !stem.empty()) return {stem, &LandsatGroup::espa};
  for (const char* middle : {"_b", "_band"})
    if (const auto stem = band_stem(small, middle); landsat_name(stem)) return {stem, &LandsatGroup::level1};
  return {};
}

}  // namespace

std::map<std::string, LandsatGroup> landsat_groups(const SceneFolder& folder) {
  std::map<std::string, LandsatGroup> groups;
  std::map<std::string, std::array<std::string, mtl_endings.size()>> mtl;
  const auto group_of = [&](std::string_view stem, const std::string& file) -> LandsatGroup& {
    auto& group = groups[std::string(stem)];
    if (group.stem.empty()) group.stem = file.substr(0, stem.size());
    return group;
  };
  for (const auto& file : folder.files()) {
    const auto small = lower(file);
    if (const auto parts = mtl_parts(small)) {
      static_cast<void>(group_of(parts->stem, file));
      mtl[std::string(parts->stem)][parts->format] = file;
    } else if (const auto band = band_parts(small); band.kind != nullptr) {
      (group_of(band.stem, file).*band.kind).push_back(file);
    }
  }
  for (const auto& [stem, files] : mtl)
    std::copy_if(files.begin(), files.end(), std::back_inserter(groups[stem].mtl),
                 [](const std::string& file) { return !file.empty(); });
  return groups;
}

std::optional<BandFile> LandsatFiles::find(const std::string& key,
                                           std::initializer_list<std::string> endings) const {
  // A name is looked up among the folder's own files only, so an MTL cannot point anywhere else.
  if (mtl_ != nullptr)
    if (const auto named = mtl_->find({"PRODUCT_CONTENTS", "PRODUCT_METADATA"}, key))
      if (const auto* file = folder_.find(*named)) return BandFile{folder_.path_of(*file)};
  for (const auto& ending : endings)
    if (const auto* file = folder_.find(stem_ + ending)) return BandFile{folder_.path_of(*file)};
  return std::nullopt;
}

BandFile LandsatFiles::require(const std::string& key, std::initializer_list<std::string> endings) const {
  if (auto file = find(key, endings)) return *file;
  const auto ending = lower(*endings.begin());
  const auto& names = folder_.files();
  const auto other = std::find_if(names.begin(), names.end(),
                                  [&](const std::string& name) { return lower(name).ends_with(ending); });
  throw Error(Fault::input,
              fmt::format("file '{}{}' is missing in '{}'{}", stem_, *endings.begin(), folder_.source(),
                          other == names.end() ? "" : fmt::format(", which holds '{}' instead", *other)));
}

}  // namespace minenpp::io
