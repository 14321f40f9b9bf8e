#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/report/sentence.h"

namespace minenpp::io {

/// What an item of the page is called: its place in the page, a heading, what a reader who cannot see it is
/// told, and a line below it.
struct ItemText {
  std::string id, title, alt, caption = {};
};

/// A chart: the template figures/TEMPLATE.vl.json with its data (sets of rows by name). `params`: values of
/// the template's parameters of these names. Throws Error(system) where the program has no such template, or
/// it no such parameter.
[[nodiscard]] Json chart_item(const std::string& figure, const ItemText& text,
                              const std::map<std::string, Json>& datasets,
                              const std::map<std::string, Json>& params = {});

/// A column of a table.
struct Column {
  std::string label, unit = {};
  int digits = -1;   ///< decimals of a number; -1: text
  double least = 0;  ///< smaller numbers are shown as "< least", as of probabilities; 0: all as they are
};

/// A table; `rows` is an array of arrays, null where there is no value. `file`: the CSV with these numbers.
[[nodiscard]] Json table_item(const ItemText& text, const std::vector<Column>& columns, Json rows,
                              const std::string& file);

/// A section; none of `lead` and `items` may be empty for it to be shown.
[[nodiscard]] Json section(const std::string& id, const std::string& title, Json lead, Json items);

}  // namespace minenpp::io
