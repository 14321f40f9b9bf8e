#include "survey/npp/ndvi_scratch.h"

namespace minenpp::survey {

NdviScratch::NdviScratch(const std::filesystem::path& folder, std::int64_t limit_bytes,
                         std::span<const model::Window> wanted)
    : file_(folder, limit_bytes) {
  for (const auto& window : wanted) wanted_.emplace(window.row, window.col);
}

void NdviScratch::keep(std::size_t year, std::span<const io::YearMonth> months, const TileInputs& tile) {
  if (!wanted_.contains({tile.window.row, tile.window.col})) return;
  Kept kept;
  std::vector<std::span<const std::byte>> pieces;
  const auto add = [&](std::size_t month, const auto& values, std::vector<std::size_t>& list) {
    if (values.empty()) return;
    list.push_back(month);
    pieces.push_back(std::as_bytes(std::span(values)));
    kept.bytes += std::ssize(pieces.back());
  };
  for (const auto& month : months)
    add(static_cast<std::size_t>(month.month - 1), tile.ndvi[static_cast<std::size_t>(month.month - 1)],
        kept.ndvi);
  for (const auto& month : months)
    add(static_cast<std::size_t>(month.month - 1), tile.water[static_cast<std::size_t>(month.month - 1)],
        kept.water);
  const auto offset = file_.append(pieces);
  if (!offset) return;
  kept.offset = *offset;
  kept_[{year, tile.window.row, tile.window.col}] = std::move(kept);
}

bool NdviScratch::take(std::size_t year, const model::Window& window, TileInputs& tile) {
  const auto found = kept_.find({year, window.row, window.col});
  if (found == kept_.end()) return false;
  const auto& kept = found->second;
  const auto pixels = static_cast<std::size_t>(window.size());
  auto offset = kept.offset;
  const auto read = [&](auto& layers, const std::vector<std::size_t>& months) {
    for (auto& layer : layers) layer.clear();
    for (const auto month : months) {
      layers[month].resize(pixels);
      const auto bytes = std::as_writable_bytes(std::span(layers[month]));
      file_.read(offset, bytes);
      offset += std::ssize(bytes);
    }
  };
  read(tile.ndvi, kept.ndvi);
  read(tile.water, kept.water);
  file_.discard(kept.offset, kept.bytes);
  kept_.erase(found);
  return true;
}

}  // namespace minenpp::survey
