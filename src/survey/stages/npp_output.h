#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/results/map_writer.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

/// Holds layers of NPP of a tile (or differences of NPP) as they are stored, packed or in single precision,
/// until they are written.
class NppOutput {
 public:
  explicit NppOutput(const Settings& settings);

  /// Turns a layer into what is stored; `step`: see pack_npp. Local; throws as pack_npp does.
  void store(const std::vector<double>& npp, double step, std::size_t layer);

  /// Local, as MapWriter::put.
  void write(io::MapWriter& writer, const std::string& variable, std::optional<io::MonthRange> months,
             const model::Window& window, std::size_t layer) const;

 private:
  bool packs_;
  std::vector<std::vector<std::int16_t>> packed_;
  std::vector<std::vector<float>> narrowed_;
};

}  // namespace minenpp::survey
