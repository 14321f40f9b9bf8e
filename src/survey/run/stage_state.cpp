#include "survey/run/stage_state.h"

#include <algorithm>

#include <fmt/format.h>

#include "io/report/report.h"
#include "io/results/journal_file.h"
#include "io/results/stage_key.h"
#include "io/results/told_format.h"
#include "survey/run/known_bounds.h"
#include "survey/run/stage_files.h"

namespace minenpp::survey {

namespace fs = std::filesystem;

namespace {

bool is_there(const fs::path& file) {
  std::error_code unreadable;
  return fs::exists(file, unreadable);
}

/// Why a file does not tell what it was made from.
std::string why_keyless(const fs::path& file, const std::string& key) {
  if (!key.empty()) return " is of another version";
  const auto told = io::told_format(file);
  if (told && *told != io::format_version)
    return fmt::format(" is of format {}, expected {}", *told, io::format_version);
  return " is damaged or not of this program";
}

class Inspection {
 public:
  Inspection(const SurveyRun& run, StageKeys& keys)
      : run_(run), keys_(keys), bounds_(run.catalogue.years.size()), histograms_done_(bounds_.size()) {}

  std::vector<StageStatus> all() {
    for (const auto& id : survey_stages(run_)) {
      if (id.stage == Stage::npp && id.year == std::size_t{0}) bounds_ = known_bounds(run_, histograms_done_);
      auto status = id.stage == Stage::npp         ? npp(id)
                    : id.stage == Stage::synthesis ? synthesis(id)
                    : id.stage == Stage::report    ? report(id)
                                                   : compared(id);
      if (id.stage == Stage::class_ndvi) histograms_done_[id.year.value()] = status.state == StageState::done;
      if (status.state != StageState::done && id.stage != Stage::weather) remade_.push_back(name(id));
      found_.push_back(std::move(status));
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] std::string name(const StageId& id) const { return name_of(id, run_.catalogue); }

  /// The stage's files against what they would be made from.
  [[nodiscard]] StageStatus compared(const StageId& id) {
    const auto wanted = keys_.parts(id, bounds_);
    const auto hash = wanted.key().hash;
    StageStatus status{id, StageState::done};
    const auto files = stage_files(run_, id);
    if (files.empty()) return status;
    const auto begun = io::journal_state(io::journal_file(files.front()), hash);
    for (const auto& file : files) {
      if (!is_there(file)) {
        if (status.state == StageState::done) status.state = StageState::missing;
        if (begun || is_there(file.string() + ".part")) status.state = StageState::partial;
        if (begun) status.note = fmt::format("{} of {} tiles are finished", begun->tiles.size(), begun->of);
        continue;
      }
      const auto key = io::stage_key(file);
      if (key == hash) continue;
      status.state = StageState::stale;
      const auto name = file.lexically_relative(run_.folder).string();
      if (const auto before = KeyParts::told_by(file))
        status.changes = survey::changes(*before, wanted);
      else
        status.note = name + why_keyless(file, key);
      return status;
    }
    return status;
  }

  [[nodiscard]] StageStatus npp(const StageId& id) {
    auto status = compared(id);
    const auto year = id.year.value();
    if (!bounds_[year].empty() || status.state != StageState::stale || !status.note.empty()) return status;
    // Without bounds nobody knows the keys of this NPP and of the one that its water comes from.
    std::erase_if(status.changes, [&](const PartChange& change) {
      return change.name.starts_with("NDVI bounds") ||
             (change.of_stage && year > 0 && change.name == name({Stage::npp, year - 1}));
    });
    if (!status.changes.empty()) return status;
    status.state = StageState::waits;
    for (std::size_t other = 0; other < histograms_done_.size(); ++other)
      if (!histograms_done_[other]) status.waits_for.push_back(name({Stage::class_ndvi, other}));
    return status;
  }

  /// survey.h5 is taken away as soon as anything it rests on is made again.
  [[nodiscard]] StageStatus synthesis(const StageId& id) {
    auto status = compared(id);
    std::erase_if(status.changes, [](const PartChange& change) { return change.of_stage; });
    status.waits_for = remade_;
    if (status.state == StageState::done && !remade_.empty()) status.state = StageState::stale;
    return status;
  }

  [[nodiscard]] StageStatus report(const StageId& id) {
    StageStatus status{id, StageState::done};
    const auto& archive = found_.back();
    const auto page_key = io::archive_key_of_report(run_.folder);
    if (archive.state == StageState::done) {
      const auto most = static_cast<std::size_t>(run_.settings.integer("report.mines"));
      if (io::report_is_current(run_.folder, {{}, most, {}})) return status;
    } else {
      const bool known = std::ranges::none_of(bounds_, [](const auto& year) { return year.empty(); });
      if (known && page_key == keys_.parts(archive.id, bounds_).key().hash) return status;
      status.waits_for = {name(archive.id)};
    }
    status.state = page_key.empty() ? StageState::missing : StageState::stale;
    return status;
  }

  const SurveyRun& run_;
  StageKeys& keys_;
  BoundsOfYears bounds_;
  std::vector<bool> histograms_done_;
  std::vector<std::string> remade_;
  std::vector<StageStatus> found_;
};

}  // namespace

std::vector<StageStatus> stage_states(const SurveyRun& run, StageKeys& keys) {
  return Inspection(run, keys).all();
}

}  // namespace minenpp::survey
