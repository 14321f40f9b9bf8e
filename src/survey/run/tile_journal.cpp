#include "survey/run/tile_journal.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "mpi/collective_error.h"

namespace minenpp::survey {

namespace {

/// Of what records mean to this program; a journal of another number is not used.
constexpr int journal_version = 4;

/// On a slow disk, or where a stage counts very much, no more than one part in so many of the time goes into
/// writing.
constexpr int most_share = 30;

/// The journal begins when half of the time to its first state has passed, and no later than this: a request
/// to stop has to write all that was stored before.
constexpr auto begins_after = std::chrono::seconds(15);

/// What a journal shares with a run that goes on from it. The key comes first, where `status` looks for it.
std::string whose_journal(const SurveyRun& run, const io::StageKey& key, const mpi::Partition& partition,
                          const std::vector<io::MapWriter*>& maps) {
  const auto& lattice = partition.lattice();
  auto text = fmt::format("{}\nminenpp {}, files {}, journal {}\n{} of {} tiles of {}\n", key.hash,
                          MINENPP_VERSION, io::format_version, journal_version, partition.tiles().size(),
                          lattice.count(), run.catalogue.tiles.tile_size());
  for (const auto* map : maps) text += map->contents() + "\n";
  return text;
}

}  // namespace

TileJournal::TileJournal(const SurveyRun& run, const std::string& name, const std::filesystem::path& file,
                         const io::StageKey& key, const mpi::Partition& partition,
                         std::vector<io::MapWriter*> maps, StageCounts counts)
    : counts_(std::move(counts)), of_(std::ssize(partition.tiles())) {
  const double seconds = run.settings.number("run.journal");
  const auto path = io::journal_file(file);
  if (run.ranks.is_root()) file_.emplace(path, whose_journal(run, key, partition, maps));
  if (seconds <= 0) {
    remove();
    file_.reset();
    return;
  }
  run_ = &run;
  interval_ = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  model::in_context(name, [&] { go_on(name, maps); });
  for (std::size_t i = 0; i < maps.size(); ++i) maps[i]->keep_in(file_ ? &*file_ : nullptr, i);
  written_ = Clock::now();
  waits_ = interval_;
}

void TileJournal::go_on(const std::string& name, std::vector<io::MapWriter*>& maps) {
  const auto tiles = mpi::agree(run_->ranks, [&] {
    if (!file_) return std::vector<std::int64_t>();
    auto found = file_->resume(
        [&](std::size_t map, std::span<const std::byte> message) { maps.at(map)->restore(message); });
    if (!found.refused.empty())
      run_->notices.info(
          fmt::format("{}: starts from the first tile; the journal of an earlier run is of no "
                      "use: {}",
                      name, found.refused));
    if (!found.state) return std::vector<std::int64_t>();
    counts_.add(found.state->counts);
    run_->notices.info(fmt::format("{}: {} of {} tiles were finished before", name, found.state->tiles.size(),
                                   found.state->of));
    return found.state->tiles;
  });
  for (const auto tile : run_->ranks.all_gather(tiles)) finished_.insert(tile);
  warn_of_problem();
}

bool TileJournal::is_due() const {
  return file_ && Clock::now() - written_ >= waits_;
}

void TileJournal::advance(std::span<const std::int64_t> tiles) {
  if (!keeps()) return;
  since_.insert(since_.end(), tiles.begin(), tiles.end());
  if (file_ && Clock::now() - written_ >= std::min<Clock::duration>(interval_ / 2, begins_after))
    file_->begin();
  warn_of_problem();
}

void TileJournal::write() {
  if (!keeps()) return;
  if (file_) file_->catch_up();  // once, so it says nothing of how long the next state will take
  const auto begin = Clock::now();
  auto counts = counts_.total();
  for (const auto tile : run_->ranks.all_gather(std::exchange(since_, {}))) finished_.insert(tile);
  if (file_ && !finished_.empty())
    file_->write({{finished_.begin(), finished_.end()}, of_, std::move(counts)});
  written_ = Clock::now();
  waits_ = std::max(interval_, most_share * (written_ - begin));
  warn_of_problem();
}

void TileJournal::warn_of_problem() {
  if (!file_) return;
  if (const auto problem = file_->take_problem(); !problem.empty())
    run_->notices.warn(fmt::format("going on without a journal of finished tiles: {}", problem));
}

void TileJournal::remove() {
  if (file_) file_->remove();
}

}  // namespace minenpp::survey
