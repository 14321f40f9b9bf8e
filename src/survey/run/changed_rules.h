#pragma once

#include "survey/catalogue/catalogue.h"
#include "survey/run/key_parts.h"

namespace minenpp::survey {

// What results of earlier versions have otherwise, as parts of their keys: a survey that it concerns is made
// again, any other keeps its results.

/// Rasters of other grids were warped by GDAL, smoothed where the grid is coarser, and knew no alpha bands;
/// the edges of rasters around the Earth were no neighbours.
void add_sampler(KeyParts& parts, const io::StudyGrid& study);

/// Polygons cut at 180 degrees kept the part alone that lies on the grid's side.
void add_polygon_rule(KeyParts& parts, const io::StudyGrid& study);

/// Composites by quality counted low confidences too, more of them for OLI than for TM and ETM+; NDVI outside
/// -1..1 was brought to OLI at the limit.
void add_quality_rule(KeyParts& parts, const Settings& settings);

/// Flags had one limit for any number of stations.
void add_flag_rule(KeyParts& parts);

/// W of a frozen month was 0.5 where precipitation of the months that would tell it is missing.
void add_frozen_rule(KeyParts& parts, const Catalogue& catalogue, std::size_t year);

/// Reclaimed land inside mines that rings.mines leaves out was of no mine, or of another.
void add_recovery_rule(KeyParts& parts, const Settings& settings);

/// Partial correlations were noise where rasters of two weather variables go together but for their rounding.
void add_partial_rule(KeyParts& parts, const Catalogue& catalogue);

/// The ledger left out land without NPP, as if it had lost nothing.
void add_ledger_rule(KeyParts& parts, const Catalogue& catalogue);

}  // namespace minenpp::survey
