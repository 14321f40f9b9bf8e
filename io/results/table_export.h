#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "io/results/archive_reader.h"
#include "io/results/file_writer.h"

namespace minenpp::io {

/// One table that was written.
struct ExportedTable {
  std::filesystem::path path;
  std::int64_t rows = 0;     ///< without the header
  std::int64_t dropped = 0;  ///< rows left out because every value was missing
  std::int64_t columns = 0;
};

/// Writes an archive's groups as CSV files (UTF-8, comma, RFC 4180 quotes, lines ending in LF) into `folder`,
/// which is made where missing. One file a group and set of dimensions: the dimensions' labels as leading
/// columns (the index from 0 where a dimension has none), then every array over exactly these dimensions. The
/// set with the most arrays (of equal ones the one with more dimensions, then the first by name) is
/// GROUP.csv, others are GROUP-DIMENSION-DIMENSION.csv, scalars GROUP-scalars.csv. Subgroups are
/// GROUP.SUBGROUP, the root's arrays "root".
///
/// Numbers have the fewest digits that read back the same, of their own type; NaN is an empty field. Rows
/// whose values are all NaN or empty texts are left out. Arrays of more than 50 MB are read piece by piece.
///
/// `group`: this group and those in it alone ("zones"); empty: all. Groups, tables and columns come in order
/// of name. A table appears under its name when it is whole (NAME.part before). Names of groups and
/// dimensions that are no plain words are changed in file names, so that no file lies outside `folder`.
///
/// Throws Error(usage) for a group that is not there, naming those that are; Error(input) for a file that is
/// damaged or not of this program; Error(system) where a table cannot be written.
[[nodiscard]] std::vector<ExportedTable> export_tables(const ArchiveReader& archive,
                                                       const std::filesystem::path& folder,
                                                       const std::string& group = "",
                                                       Durability durability = Durability::flushed);

/// Name of the file that export_tables writes an array into ("change-zone-period-month.csv" for
/// "/change/zone_mean_change"), as long as no two groups have names that differ in odd characters alone.
/// Throws Error(input) where there is no such array.
[[nodiscard]] std::string table_with(const ArchiveReader& archive, const std::string& array);

}  // namespace minenpp::io
