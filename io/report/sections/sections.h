#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/report/focus.h"
#include "io/report/items.h"
#include "io/report/map_items.h"

namespace minenpp::io {

/// What the sections of a report are made from.
struct ReportInput {
  const ArchiveReader& archive;
  const Focus& focus;
  const MapItems& maps;
  std::size_t most_mines;  ///< mines that are drawn; tables hold all
  std::string only_mine;   ///< a page of one mine; empty: all
};

/// Mines in order of what they did to carbon in the last year, largest first, at most `input.most_mines`;
/// indices of the group ledger (or rings). With `only_mine` that one alone.
[[nodiscard]] std::vector<std::size_t> drawn_mines(const ReportInput& input, const std::string& group);

/// Mean change of NPP of [zone, period], zone 0 the study area, over the pixels that have a value in both
/// years. Throws Error(input) where the archive has none.
[[nodiscard]] FocusCube zone_changes(const ReportInput& input);

/// "mine", "0-200 m", ...; `limits`: outer limits of the rings in m, 0 first for the mine itself.
[[nodiscard]] std::string ring_name(const std::vector<double>& limits, std::size_t ring);

/// Said below tables of NPP with areas: a cloud is no change of land.
inline constexpr auto area_note = "Areas are of the pixels with a value, so gaps make them smaller.";

/// The CSV beside the page that holds an array of the archive: "tables/zones.csv".
[[nodiscard]] std::string csv_with(const ReportInput& input, const std::string& array);

// One function a section of the page; nothing where the survey has no data for it. Errors of a damaged
// archive are Error(input).
[[nodiscard]] Json summary_sentences(const ReportInput& input);
[[nodiscard]] std::optional<Json> productivity_section(const ReportInput& input);
[[nodiscard]] std::optional<Json> trend_section(const ReportInput& input);
[[nodiscard]] std::optional<Json> change_section(const ReportInput& input);
[[nodiscard]] std::optional<Json> mines_section(const ReportInput& input);
[[nodiscard]] std::optional<Json> rings_section(const ReportInput& input);
[[nodiscard]] std::optional<Json> land_use_section(const ReportInput& input);
[[nodiscard]] std::optional<Json> causes_section(const ReportInput& input);
[[nodiscard]] std::optional<Json> ledger_section(const ReportInput& input);
[[nodiscard]] std::optional<Json> validation_section(const ReportInput& input);
[[nodiscard]] std::optional<Json> weather_section(const ReportInput& input);
[[nodiscard]] std::optional<Json> quality_section(const ReportInput& input);
[[nodiscard]] std::optional<Json> provenance_section(const ReportInput& input);

}  // namespace minenpp::io
