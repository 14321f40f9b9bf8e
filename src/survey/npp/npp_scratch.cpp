#include "survey/npp/npp_scratch.h"

#include <span>

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
  values_.clear();
  for (std::size_t column = 0; column <= annual; ++column) {
    const auto& npp = column_of(tile, column);
    if (npp.empty()) continue;
    kept.columns.push_back(column);
    values_.insert(values_.end(), npp.begin(), npp.end());
  }
  const auto bytes = std::as_bytes(std::span(values_));
  if (taken_[year] + std::ssize(bytes) > bytes_of_a_year_) return;
  const auto offset = file_.append(bytes);
  if (!offset) return;
  taken_[year] += std::ssize(bytes);
  kept.offset = *offset;
  kept_[{year, window.row, window.col}] = std::move(kept);
}

bool NppScratch::has(const model::Window& window, std::size_t years) const {
  for (std::size_t year = 0; year < years; ++year)
    if (!kept_.contains({year, window.row, window.col})) return false;
  return true;
}

void NppScratch::read(std::size_t year, const model::Window& window, NppTile& tile) {
  const auto& kept = kept_.at({year, window.row, window.col});
  const auto pixels = static_cast<std::size_t>(window.size());
  values_.resize(kept.columns.size() * pixels);
  file_.read(kept.offset, std::as_writable_bytes(std::span(values_)));
  for (auto& npp : tile.npp) npp.clear();
  tile.annual.clear();
  tile.water = {};
  tile.effects.clear();
  for (auto& variable : tile.weather)
    for (auto& column : variable) column.clear();
  for (std::size_t i = 0; i < kept.columns.size(); ++i) {
    const auto values = std::span(values_).subspan(i * pixels, pixels);
    column_of(tile, kept.columns[i]).assign(values.begin(), values.end());
  }
}

}  // namespace minenpp::survey
