#pragma once

#include "mpi/communicator.h"
#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// Every rank has read settings and inputs by itself. Where one met an error that the survey may go on with
/// (a broken scene that is skipped) or files came and went meanwhile, ranks would make different stages and
/// wait for each other for ever. Collective. Throws the same Error(input) on every rank where their
/// catalogues are not of the same grid, rasters, scenes, weather and zones, naming the first of these that
/// differs and the ranks that have another one than the first rank, with what one of these was warned of.
void check_same_inputs(const mpi::Communicator& ranks, const Catalogue& catalogue, const Notices& notices);

}  // namespace minenpp::survey
