#pragma once

#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// Months 1..12 of a year (index) of which neither a station nor a raster has precipitation.
[[nodiscard]] std::vector<int> months_without_precipitation(const Catalogue& catalogue, std::size_t year);

/// Warns once a year where a surveyed month may be frozen at a station (0 degC or less) and no precipitation
/// of other months is there, since W of a frozen month is that of others (casa.water=monthly). Whether a
/// month of gridded temperature is frozen is not known before its pixels are read, so nothing is said of it.
/// Needs the stations and the gridded weather.
void warn_about_frozen_months(const Catalogue& catalogue, Notices& notices);

/// Warns of months whose NDVI is filled in every year (casa.mode=full_year), as no year has an image of them.
void warn_about_filled_months(const Catalogue& catalogue, Notices& notices);

/// Warns of years that lack NDVI of months which other years have, once for each set of months: a missing
/// file looks like that. In full_year such months are filled, else they have no NPP.
void warn_about_missing_months(const Catalogue& catalogue, Notices& notices);

}  // namespace minenpp::survey
