#include "io/scenes/settle.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "io/scenes/scene_text.h"

namespace minenpp::io {

namespace {

/// Everything about a finding that a result can show.
std::string all_of(const Finding& finding) {
  std::string text = fmt::format("{} {} {}", finding.product, finding.processed, finding.product_id);
  for (const auto& band : finding.bands) text += fmt::format(" {}#{}", band.path, band.band);
  const auto* scene = finding.scene();
  if (scene == nullptr) return text + " " + std::get<BrokenScene>(finding.what).reason;
  text += " " + text_of(scene->date);
  for (const auto& file : scene->metadata_files) text += " " + file;
  return text;
}

/// The order in which findings claim their scene; total, so that the order they come in does not show.
bool claims_before(const Finding& a, const Finding& b) {
  const auto key = [](const Finding& f) {
    return std::tuple(f.by, f.scene() == nullptr, f.source(), f.id(), f.level, f.folder, all_of(f));
  };
  return key(a) < key(b);
}

/// What a scene can be known by: its ids in its folder, and its band files.
std::vector<std::string> names_of(const Finding& finding) {
  const auto level = std::to_string(static_cast<int>(finding.level));
  std::vector<std::string> names;
  for (const auto& id : {finding.id(), finding.product_id})
    if (!id.empty()) names.push_back(fmt::format("id {} {} {}", level, finding.folder, lower(id)));
  for (const auto& band : finding.bands)
    names.push_back(fmt::format("band {} {} {}", level, band.band, band.path));
  return names;
}

/// Breaks a scene for `reason`.
void break_scene(Finding& finding, const std::string& reason) {
  finding.what = BrokenScene{finding.id(), finding.source(), reason};
}

/// May `later` be the same scene as `first`, which has one of its names?
bool same_scene(const Finding& first, const Finding& later) {
  if (first.by != later.by || first.scene() == nullptr || later.scene() == nullptr) return true;
  return first.scene()->date == later.scene()->date;
}

void absorb(Finding& first, const Finding& later) {
  if (first.scene() == nullptr || later.scene() == nullptr) return;
  if (first.scene()->date != later.scene()->date)
    return break_scene(
        first, fmt::format("'{}' says it is of {}, but '{}' says {}", first.source(),
                           text_of(first.scene()->date), later.source(), text_of(later.scene()->date)));
  auto& files = first.scene()->metadata_files;
  for (const auto& file : later.scene()->metadata_files)
    if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
}

/// One finding a scene.
std::vector<Finding> united(std::vector<Finding> findings) {
  std::sort(findings.begin(), findings.end(), claims_before);
  std::vector<Finding> kept;
  std::map<std::string, std::size_t> owners;
  for (auto& finding : findings) {
    const auto names = names_of(finding);
    auto owner = kept.size();
    for (const auto& name : names)
      if (const auto found = owners.find(name);
          found != owners.end() && same_scene(kept[found->second], finding))
        owner = std::min(owner, found->second);
    for (const auto& name : names) owners.emplace(name, owner);
    if (owner < kept.size())
      absorb(kept[owner], finding);
    else
      kept.push_back(std::move(finding));
  }
  return kept;
}

/// What two copies of a scene have in common. Scenes of unknown place are copies only where their ids agree.
auto copy_key(const Finding& finding) {
  const auto& scene = *finding.scene();
  const bool placed = scene.path && scene.row;
  return std::tuple(finding.product, scene.sensor, scene.level, scene.date, scene.path, scene.row,
                    placed ? std::string() : lower(scene.id));
}

/// Is `a` the one of two copies that stays?
bool stays_before(const Finding& a, const Finding& b) {
  if (a.processed != b.processed) return a.processed > b.processed;
  return std::tuple(a.source(), a.folder, a.id()) < std::tuple(b.source(), b.folder, b.id());
}

void break_copy(Finding& worse, const Finding& better) {
  const bool older = !worse.processed.empty() && worse.processed != better.processed;
  break_scene(worse,
              fmt::format("'{}' in '{}' is {} of '{}' in '{}', which is used", worse.id(), worse.source(),
                          older ? "an older processing" : "a copy", better.id(), better.source()));
}

void break_copies(std::vector<Finding>& findings) {
  std::map<decltype(copy_key(findings.front())), std::vector<Finding*>> copies;
  for (auto& finding : findings)
    if (finding.scene() != nullptr) copies[copy_key(finding)].push_back(&finding);
  for (const auto& [key, same] : copies) {
    const auto* best = *std::min_element(
        same.begin(), same.end(), [](const Finding* a, const Finding* b) { return stays_before(*a, *b); });
    for (auto* finding : same)
      if (finding != best) break_copy(*finding, *best);
  }
}

bool in_order(const Scene& a, const Scene& b) {
  return std::tie(a.date, a.sensor, a.path, a.row, a.id, a.level, a.source, a.red.path, a.ndvi.path) <
         std::tie(b.date, b.sensor, b.path, b.row, b.id, b.level, b.source, b.red.path, b.ndvi.path);
}

}  // namespace

FoundScenes settle(std::vector<Finding> findings) {
  auto kept = united(std::move(findings));
  break_copies(kept);
  FoundScenes found;
  for (auto& finding : kept) {
    if (auto* scene = finding.scene())
      found.scenes.push_back(std::move(*scene));
    else
      found.broken.push_back(std::move(std::get<BrokenScene>(finding.what)));
  }
  std::sort(found.scenes.begin(), found.scenes.end(), in_order);
  std::sort(found.broken.begin(), found.broken.end(), [](const BrokenScene& a, const BrokenScene& b) {
    return std::tie(a.id, a.source, a.reason) < std::tie(b.id, b.source, b.reason);
  });
  return found;
}

}  // namespace minenpp::io
