#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "io/report/sections/sections.h"
#include "io/results/table_export.h"

namespace minenpp::io {

std::vector<std::size_t> drawn_mines(const ReportInput& input, const std::string& group) {
  const auto mines = labels(input.archive, group, "mine");
  std::vector<std::size_t> order(mines.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (!input.only_mine.empty()) {
    std::erase_if(order, [&](std::size_t i) { return mines[i] != input.only_mine; });
    return order;
  }
  if (input.focus.has("/ledger", "net") && labels(input.archive, "/ledger", "mine") == mines) {
    const FocusCube net(input.archive, input.focus, "/ledger", "net");
    const auto last = net.size(1) - 1;
    const auto weight = [&](std::size_t mine) {
      const double value = net.at({mine, last});
      return std::isnan(value) ? -1 : std::abs(value);
    };
    std::ranges::stable_sort(order, std::greater{}, weight);
  }
  order.resize(std::min(order.size(), input.most_mines));
  return order;
}

FocusCube zone_changes(const ReportInput& input) {
  const std::string annual = "zone_mean_annual_change";
  return {input.archive, input.focus, "/change",
          input.focus.has("/change", annual) ? annual : "zone_mean_change"};
}

std::string csv_with(const ReportInput& input, const std::string& array) {
  return "tables/" + table_with(input.archive, array);
}

std::string ring_name(const std::vector<double>& limits, std::size_t ring) {
  return ring == 0 ? "mine" : fmt::format("{}-{} m", limits[ring - 1], limits[ring]);
}

}  // namespace minenpp::io
