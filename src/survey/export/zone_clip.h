#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "io/export/clip.h"
#include "io/raster/study_grid.h"

namespace minenpp::survey {

/// The pixels of a zone of a finished survey, by the rule the survey itself used: those whose centre is in
/// the zone's polygons, which are read again from the survey's inputs. `zone`: a name of the archive's group
/// zones, the study area's too; "mine:NAME", "township:NAME" or "LAYER:NAME" where several zones have the
/// name. `warn` is told where the polygons have changed since the survey.
///
/// Throws Error(usage) for a zone that is not there, listing those that are, or that several have;
/// Error(input) where the result has no archive, or the polygons are missing or hold no pixel of the zone any
/// more.
[[nodiscard]] io::Clip zone_clip(const std::filesystem::path& result, const std::string& zone,
                                 const io::StudyGrid& grid,
                                 const std::function<void(const std::string&)>& warn);

}  // namespace minenpp::survey
