#pragma once

#include <vector>

#include "survey/catalogue/catalogue.h"
#include "survey/run/key_parts.h"

namespace minenpp::survey {

// What a stage's key holds of the table of classes.

void add_class_names(KeyParts& parts, const Catalogue& catalogue);
void add_class_parameters(KeyParts& parts, const Catalogue& catalogue);

/// What maps say of their classes, sums and histograms are by place in the table.
void add_class_order(KeyParts& parts, const Catalogue& catalogue);

/// `bounds`: by class.
void add_bounds(KeyParts& parts, const Catalogue& catalogue, const std::vector<model::NdviBounds>& bounds);

}  // namespace minenpp::survey
