#pragma once

#include <string>

#include "io/results/archive_reader.h"

namespace minenpp::survey {

/// The ledger of the last surveyed year, up to a dozen mines, those with the largest net first; empty where
/// the archive has no ledger.
[[nodiscard]] std::string ledger_text(const io::ArchiveReader& archive);

}  // namespace minenpp::survey
