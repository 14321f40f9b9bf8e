#pragma once

#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// Warns of mines that will not count as their owner may think: polygons without a pixel of their own or
/// cut off by the study area's edge, mines that end before the survey does (mines.by-years), and codes of
/// mines.classes that are in no class table. Nothing where there are no mines.
void warn_about_mines(const Catalogue& catalogue, Notices& notices);

}  // namespace minenpp::survey
