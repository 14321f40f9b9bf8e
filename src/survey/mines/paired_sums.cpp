#include "survey/mines/paired_sums.h"

#include <algorithm>
#include <span>

namespace minenpp::survey {

PairedSums::PairedSums(const Columns& before, const Columns& after, std::size_t parts,
                       std::int64_t pixels_in_64_bits)
    : before_(&before),
      after_(&after),
      parts_(parts),
      columns_(after.size()),
      // A difference may have a bit more than a value; the square of a value leaves more room than that.
      most_pending_(static_cast<std::size_t>(pixels_in_64_bits)),
      pending_(parts * columns_),
      sums_(parts * columns_) {}

void PairedSums::add(std::size_t first, std::size_t count, std::size_t part) {
  while (count > 0) {
    const auto pixels = std::min(count, most_pending_);
    if (pending_pixels_ + pixels > most_pending_) settle();
    runs_.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(pixels),
                     static_cast<std::uint32_t>(part * columns_)});
    pending_pixels_ += pixels;
    first += pixels;
    count -= pixels;
  }
}

/// Adds the runs to the sums, column by column.
void PairedSums::settle() {
  for (std::size_t column = 0; column < columns_; ++column) {
    const auto &before = (*before_)[column], &after = (*after_)[column];
    if (!before.empty() && !after.empty())
      model::add_differences(runs_, before, after, std::span(pending_).subspan(column));
  }
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    sums_[i].count += pending_[i].count;
    sums_[i].difference += pending_[i].values;
    pending_[i] = {};
  }
  runs_.clear();
  pending_pixels_ = 0;
}

void PairedSums::flush(const std::function<CellKey(std::size_t part)>& key_of, CellTable& table) {
  if (!runs_.empty()) settle();
  for (std::size_t part = 0; part < parts_; ++part)
    for (std::size_t column = 0; column < columns_; ++column) {
      auto& sum = sums_[part * columns_ + column];
      if (sum.count == 0) continue;
      auto& tally = table.at(key_of(part))[column];
      tally.count += sum.count;
      tally.weight += sum.count;
      tally.npp.add_raw(sum.difference);
      sum = {};
    }
}

}  // namespace minenpp::survey
