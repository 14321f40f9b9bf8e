#include "survey/run/round_ends.h"

#include <algorithm>
#include <utility>

#include "mpi/collective_error.h"
#include "survey/run/stop_request.h"

namespace minenpp::survey {

RoundEnds::RoundEnds(const mpi::Communicator& ranks, std::vector<io::MapWriter*> maps, TileJournal& journal,
                     std::function<void()> settled)
    : ranks_(ranks), maps_(std::move(maps)), journal_(journal), settled_(std::move(settled)) {}

void RoundEnds::begin_end(std::vector<std::int64_t> tiles, std::exception_ptr failure) {
  if (unsaid_) failure = unsaid_;
  State state = well;
  if (failure) {
    state = failed;
  } else if (journal_.keeps()) {
    state = stop_requested() ? asked_to_stop : journal_.is_due() ? journal_due : well;
  }
  std::vector<std::vector<std::byte>> messages;
  for (auto* map : maps_) messages.push_back(map->take());
  last_.emplace(Round{std::move(tiles), failure, mpi::PendingReduction(ranks_, state, mpi::Reduction::max),
                      mpi::PendingGather(ranks_, std::move(messages), received_at_once)});
}

/// Local, of some ranks' messages.
void RoundEnds::store(mpi::PendingGather::Slice messages) {
  for (std::size_t map = 0; map < messages.size() && !unsaid_; ++map)
    unsaid_ = mpi::failure_of(ranks_, [&] { maps_[map]->store(std::move(messages[map])); });
}

void RoundEnds::settle() {
  if (!last_) return;
  const auto state = static_cast<State>(last_->state.wait());
  // They are received also where they are of no more use: their senders wait for that.
  for (auto messages = last_->messages.next(); !messages.empty(); messages = last_->messages.next())
    if (state != failed) store(std::move(messages));
  const auto round = *std::exchange(last_, std::nullopt);
  if (state == failed) mpi::throw_if_any_failed(ranks_, round.failure);
  journal_.advance(round.tiles);
  wanted_ = std::max(wanted_, state);
  settled_();
}

/// Where no round is open: only then do tiles and counts belong together.
void RoundEnds::keep() {
  const auto wanted = std::exchange(wanted_, well);
  if (wanted == well) return;
  mpi::throw_if_any_failed(ranks_, unsaid_);
  journal_.write();
  if (wanted == asked_to_stop) throw stopped_by_request();  // on every rank
}

void RoundEnds::end(std::vector<std::int64_t> tiles, std::exception_ptr failure) {
  settle();
  begin_end(std::move(tiles), std::move(failure));
  // Nobody to wait for.
  if (ranks_.size() == 1) return finish();
  if (wanted_ == well) return;
  settle();
  keep();
}

void RoundEnds::finish() {
  settle();
  mpi::throw_if_any_failed(ranks_, unsaid_);
  keep();
}

bool RoundEnds::is_failing() const {
  return last_ && last_->failure;
}

void RoundEnds::poke() {
  if (!last_) return;
  last_->state.poke();
  last_->messages.poke();
}

}  // namespace minenpp::survey
