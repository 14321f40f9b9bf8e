#pragma once

#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// Warns of mines that will not count as their owner may think: polygons without a pixel of their own, and
/// codes of mines.classes that are in no class table. Nothing where there are no mines.
void warn_about_mines(const Catalogue& catalogue, Notices& notices);

}  // namespace minenpp::survey
