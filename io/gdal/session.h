#pragma once

namespace minenpp::io {

/// Makes GDAL ready on first call; later calls do nothing. Every function of io that touches GDAL calls it.
///
/// Fixed for the life of the process, whatever the environment says, so that results and memory do not depend
/// on the machine: a block cache of 8 MB, one thread, no coordinate grids from the network, and no message
/// on stderr (errors come out as model::Error, see GdalMessages).
void start_gdal();

}  // namespace minenpp::io
