#include "survey/plan/trial.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>

#include "model/error.h"
#include "survey/run/make_stages.h"
#include "survey/run/memory_limit.h"
#include "survey/run/result_folder.h"
#include "survey/run/stage_files.h"
#include "survey/run/stage_memory.h"

namespace minenpp::survey {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_years = 6;
constexpr std::size_t most_tiles = 24;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// A folder that goes away with this.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    auto name = (fs::temp_directory_path() / "minenpp-plan-XXXXXX").string();
    if (!::mkdtemp(name.data()))
      throw model::Error(model::Fault::system, fmt::format("{}: cannot make a folder for the trial", name));
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// `count` of the tiles, spread evenly over their order, which is compact; from the middle of each stretch.
std::vector<mpi::ActiveTile> spread(const mpi::Partition& partition, std::size_t count) {
  std::vector<mpi::ActiveTile> all, chosen;
  for (int rank = 0; rank < partition.ranks(); ++rank) {
    const auto tiles = partition.tiles_of(rank), weights = partition.weights_of(rank);
    for (std::size_t i = 0; i < tiles.size(); ++i) all.push_back({tiles[i], weights[i]});
  }
  for (std::size_t i = 0; i < count; ++i) chosen.push_back(all[(2 * i + 1) * all.size() / (2 * count)]);
  return chosen;
}

std::int64_t bytes_of(const fs::path& file) {
  std::error_code absent;
  const auto bytes = fs::file_size(file, absent);
  return absent ? 0 : static_cast<std::int64_t>(bytes);
}

/// "npp-annual" of "npp-annual-2006.nc" and "change" of "change-2006-2010.nc".
std::string kind_of_file(const fs::path& file) {
  auto kind = file.stem().string();
  while (!kind.empty() && (std::isdigit(static_cast<unsigned char>(kind.back())) || kind.back() == '-'))
    kind.pop_back();
  return kind;
}

/// What a run took and left beside its stages and maps.
struct Leftovers {
  std::size_t report_files = 0;
  double start_s = 0;
};

/// A survey whose stages are run on parts of its tiles.
class Trials {
 public:
  Trials(const mpi::Communicator& alone, const Settings& settings, const Catalogue& catalogue)
      : alone_(alone), settings_(settings), catalogue_(catalogue) {}

  /// Removes what it has made.
  TrialRun run(const std::vector<mpi::ActiveTile>& tiles, Leftovers& left) const {
    const TemporaryFolder folder;
    auto settings = settings_;
    settings.set("output.dir", folder.path().string());
    const mpi::Partition partition(catalogue_.tiles, tiles, 1);
    Notices notices(false, "error");
    Progress progress(ProgressStyle::off, 1);
    RunJournal journal;
    const auto locks = claim_result_folder(folder.path(), settings.survey_name(), catalogue_.grid);
    SurveyRun run{alone_,        settings, catalogue_, partition,   notices, progress,
                  folder.path(), 0,        0,          locks.get(), &journal};
    run.statistics_round_pixels = statistics_round_pixels(
        size_of(settings, catalogue_, settings.yes("output.weather")), shape_here(settings, 1));
    const auto start = std::chrono::steady_clock::now();
    make_stages(run, StagePlan({}, run));
    left.start_s = seconds_since(start);
    for (const auto& cost : run.costs) left.start_s -= cost.seconds;
    return measured(run, left);
  }

 private:
  static TrialRun measured(const SurveyRun& run, Leftovers& left) {
    TrialRun trial{run.partition.pixels_of(0), run.costs, {}};
    std::map<std::string, std::int64_t> files;
    for (const auto& file : survey_files(run))
      if (file != run.archive()) {
        trial.map_bytes[kind_of_file(file)] += bytes_of(file);
        ++files[kind_of_file(file)];
      }
    for (auto& [kind, bytes] : trial.map_bytes) bytes /= files[kind];
    trial.map_bytes["survey.h5"] = bytes_of(run.archive());
    std::error_code absent;
    left.report_files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(run.folder / "report", absent))
      if (entry.is_regular_file(absent)) {
        trial.map_bytes["report"] += bytes_of(entry.path());
        ++left.report_files;
      }
    return trial;
  }

  const mpi::Communicator& alone_;
  const Settings& settings_;
  const Catalogue& catalogue_;
};

/// The last years of a survey of many, as settings; nothing where all are run.
std::optional<Settings> fewer_years(const Settings& settings, const Catalogue& catalogue) {
  const auto years = catalogue.year_numbers();
  if (years.size() <= most_years) return std::nullopt;
  auto fewer = settings;
  std::vector<int> last(years.end() - most_years, years.end());
  fewer.set("run.years", fmt::format("{}", fmt::join(last, ",")));
  // What these name may be of other years.
  for (const std::string key : {"change.periods", "validation.samples"}) fewer.set(key, "");
  return fewer;
}

/// The catalogue of these settings alone; that of all has been found to be without problems.
Catalogue catalogue_of(const Settings& settings) {
  ProblemList problems;
  Notices silent(false, "error");
  auto catalogue = make_catalogue(settings, problems, silent);
  problems.throw_if_any();
  return catalogue;
}

void multiply_years(Trial& trial, double times) {
  const auto report = word_of(Stage::report);
  for (auto& rate : trial.stages) {
    if (rate.stage == report) continue;
    for (auto* seconds : {&rate.once_s, &rate.per_work_s, &rate.per_stored_work_s}) *seconds *= times;
  }
}

}  // namespace

Trial try_tiles(const mpi::Communicator& alone, const Settings& settings, const Catalogue& catalogue,
                const mpi::Partition& partition, double seconds) {
  const auto start = std::chrono::steady_clock::now();
  const auto fewer = fewer_years(settings, catalogue);
  std::optional<Catalogue> of_fewer;
  if (fewer) of_fewer = catalogue_of(*fewer);
  const Trials trials(alone, fewer ? *fewer : settings, of_fewer ? *of_fewer : catalogue);
  const auto all = partition.tiles().size();

  Leftovers left;
  // The first run finds the files' bytes on the disk and sets up the libraries: only how long it takes
  // counts.
  const auto one = spread(partition, 1);
  auto small = trials.run(one, left);
  const double first_s = seconds_since(start);
  double busy = 0;
  for (const auto& cost : small.stages) busy += cost.busy_seconds;
  const double rest = seconds - 2 * first_s;
  const auto count = rest <= 0 ? 1.0 : 1 + std::floor(rest / 2 / std::max(busy, 0.02));
  const auto tiles = std::min({all, most_tiles, static_cast<std::size_t>(std::min(count, 1e6))});
  auto large = small;
  if (rest > 0) {
    large = trials.run(spread(partition, tiles), left);
    Leftovers of_small;
    small = tiles > 1 ? trials.run(one, of_small) : large;
  }

  Trial trial;
  trial.stages = stage_rates(small, large);
  trial.maps = map_rates(small, large);
  trial.start_s = left.start_s;
  trial.report_files = left.report_files;
  trial.tiles = tiles;
  trial.all_tiles = all;
  trial.years = (of_fewer ? *of_fewer : catalogue).years.size();
  trial.work = large.work;
  multiply_years(trial, static_cast<double>(catalogue.years.size()) / static_cast<double>(trial.years));
  trial.seconds = seconds_since(start);
  return trial;
}

}  // namespace minenpp::survey
