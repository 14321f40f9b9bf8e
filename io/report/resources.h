#pragma once

#include <span>
#include <string_view>

namespace minenpp::io {

/// A file that was put into the program when it was built: parts of the report page, templates of its
/// figures.
struct Resource {
  std::string_view name;  ///< "index.html", "figures/npp-by-year.vl.json"
  std::string_view bytes;
};

/// All of them. Made by cmake/report_page.cmake.
[[nodiscard]] std::span<const Resource> report_resources();

/// Was the chart library put into the program? Else the page loads it from the network.
[[nodiscard]] bool charts_are_embedded();

}  // namespace minenpp::io
