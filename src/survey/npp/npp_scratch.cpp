#include "survey/npp/npp_scratch.h"

#include <span>

#include "model/error.h"

namespace minenpp::survey {

namespace {

constexpr std::size_t annual = 12;

template <typename Tile>
auto& column_of(Tile& tile, std::size_t column) {
  return column == annual ? tile.annual : tile.npp[column];
}

}  // namespace

void NppScratch::keep(std::size_t year, const model::Window& window, const NppTile& tile) {
  if (!has(window, year)) return;
  Kept kept;
  std::vector<std::span<const std::byte>> pieces;
  for (std::size_t column = 0; column <= annual; ++column) {
    const auto& npp = column_of(tile, column);
    if (npp.empty()) continue;
    kept.columns.push_back(column);
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
  auto offset = kept.offset;
  for (std::size_t column = 0, i = 0; column <= annual; ++column) {
    auto& npp = column_of(tile, column);
    if (i == kept.columns.size() || kept.columns[i] != column) {
      npp.clear();
      continue;
    }
    npp.resize(pixels);
    file_.read(offset, std::as_writable_bytes(std::span(npp)));
    offset += std::ssize(npp) * static_cast<std::int64_t>(sizeof(double));
    ++i;
  }
  file_.discard(kept.offset, kept.bytes);
  kept_.erase(found);
}

}  // namespace minenpp::survey
