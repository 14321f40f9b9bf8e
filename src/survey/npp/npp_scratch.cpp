#include "survey/npp/npp_scratch.h"

#include <span>

#include "model/error.h"

namespace minenpp::survey {

namespace {

/// Annual NPP as the CASA kernel sums it, to the last bit.
void sum_months(NppTile& tile, std::size_t pixels) {
  tile.annual.assign(pixels, 0);
  for (const auto& npp : tile.npp)
    for (std::size_t i = 0; i < npp.size(); ++i) tile.annual[i] += npp[i];
}

}  // namespace

void NppScratch::keep(std::size_t year, const model::Window& window, const NppTile& tile) {
  if (!has(window, year)) return;
  Kept kept;
  kept.full_year = !tile.annual.empty();
  std::vector<std::span<const std::byte>> pieces;
  for (std::size_t month = 0; month < tile.npp.size(); ++month) {
    const auto& npp = tile.npp[month];
    if (npp.empty()) continue;
    kept.months.push_back(month);
    pieces.push_back(std::as_bytes(std::span(npp)));
    kept.bytes += std::ssize(pieces.back());
  }
  if (taken_[year] + kept.bytes > bytes_of_a_year_) return;
  const auto offset = file_.append(pieces);
  if (!offset) return;
  taken_[year] += kept.bytes;
  kept.offset = *offset;
  kept_[{year, window.row, window.col}] = std::move(kept);
}

bool NppScratch::has(const model::Window& window, std::size_t years) const {
  for (std::size_t year = 0; year < years; ++year)
    if (!kept_.contains({year, window.row, window.col})) return false;
  return true;
}

void NppScratch::read(std::size_t year, const model::Window& window, NppTile& tile) {
  const auto found = kept_.find({year, window.row, window.col});
  if (found == kept_.end())
    throw model::Error(model::Fault::system, "NPP is asked for that is not kept, or was read before");
  const auto& kept = found->second;
  const auto pixels = static_cast<std::size_t>(window.size());
  tile.water = {};
  tile.effects.clear();
  for (auto& variable : tile.weather)
    for (auto& column : variable) column.clear();
  for (auto& npp : tile.npp) npp.clear();
  auto offset = kept.offset;
  for (const auto month : kept.months) {
    auto& npp = tile.npp[month];
    npp.resize(pixels);
    file_.read(offset, std::as_writable_bytes(std::span(npp)));
    offset += std::ssize(npp) * static_cast<std::int64_t>(sizeof(double));
  }
  if (kept.full_year)
    sum_months(tile, pixels);
  else
    tile.annual.clear();
  file_.discard(kept.offset, kept.bytes);
  kept_.erase(found);
}

}  // namespace minenpp::survey
