#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/report/sections/sections.h"

namespace minenpp::io {

namespace {

struct Sample {
  double measured, estimated;
};

Json point(const Sample& sample) {
  return {{"measured", sample.measured}, {"estimated", sample.estimated}};
}

/// Two points of the least-squares line through the samples; none without a slope.
Json fitted_line(const std::vector<Sample>& samples) {
  double n = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0, low = INFINITY, high = -INFINITY;
  for (const auto& [x, y] : samples) {
    n += 1;
    sum_x += x;
    sum_y += y;
    low = std::min(low, x);
    high = std::max(high, x);
  }
  for (const auto& [x, y] : samples) {
    sum_xx += (x - sum_x / n) * (x - sum_x / n);
    sum_xy += (x - sum_x / n) * (y - sum_y / n);
  }
  if (!(sum_xx > 0)) return Json::array();
  const auto at = [&](double x) { return Sample{x, sum_y / n + sum_xy / sum_xx * (x - sum_x / n)}; };
  return {point(at(low)), point(at(high))};
}

Json one_to_one(const std::vector<Sample>& samples) {
  double high = 0;
  for (const auto& [x, y] : samples) high = std::max({high, x, y});
  return {point({0, 0}), point({high, high})};
}

Json agreement_table(const ReportInput& input) {
  const auto names = labels(input.archive, "/validation", "class_name");
  const auto of = [&](const std::string& name) { return Cube(input.archive, "/validation/" + name); };
  const auto n = of("n"), r = of("r"), r2 = of("r2"), p = of("p"), rmse = of("rmse"), bias = of("bias"),
             class_n = of("class_n"), class_r = of("class_r"), class_r2 = of("class_r2"),
             class_p = of("class_p"), class_rmse = of("class_rmse"), class_bias = of("class_bias");
  Json rows = Json::array();
  const auto value = [](const Cube& cube) { return number_or_null(cube.at({})); };
  rows.push_back({"all", value(n), value(r), value(r2), value(p), value(rmse), value(bias)});
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!(class_n.at({i}) > 0)) continue;
    Json row{names[i]};
    for (const auto* cube : {&class_n, &class_r, &class_r2, &class_p, &class_rmse, &class_bias})
      row.push_back(number_or_null(cube->at({i})));
    rows.push_back(std::move(row));
  }
  const auto unit = rmse.units() == "g m-2 year-1" ? "gC/m2/year" : "gC/m2/month";
  return table_item({"validation-table", "Agreement by class", ""},
                    {{"Class"},
                     {"n", "", 0},
                     {"r", "", 3},
                     {"R2", "", 3},
                     {"p", "", 4},
                     {"RMSE", unit, 2},
                     {"Bias", unit, 2}},
                    std::move(rows), csv_with(input, "/validation/class_r"));
}

Json validation_sentences(const ReportInput& input) {
  const auto of = [&](const std::string& name) {
    const Cube cube(input.archive, "/validation/" + name);
    return Sourced{cube.at({}), cube.source({})};
  };
  return {Sentence("At {0} field samples the maps and the measurements agree with r = {1} (R2 = {2}), a root "
                   "mean square "
                   "error of {3} and a bias of {4}.")
              .number(of("n"), 0)
              .number(of("r"), 3)
              .number(of("r2"), 3)
              .number(of("rmse"), 2)
              .number(of("bias"), 2)
              .json()};
}

}  // namespace

std::optional<Json> validation_section(const ReportInput& input) {
  if (!input.archive.has("/validation/rmse")) return std::nullopt;
  const Cube measured(input.archive, "/validation/measured"),
      estimated(input.archive, "/validation/estimated"), used(input.archive, "/validation/used"),
      year(input.archive, "/validation/year");
  const auto ids = labels(input.archive, "/validation", "id"),
             names = labels(input.archive, "/validation", "class_name");
  const auto codes = input.archive.read<std::int32_t>("/validation/class"),
             land = input.archive.read<std::int32_t>("/validation/land_class");
  Json rows = Json::array();
  std::vector<Sample> samples;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (used.at({i}) != 1) continue;
    samples.push_back({measured.at({i}), estimated.at({i})});
    const auto known = std::ranges::find(codes, land[i]);
    auto row = point(samples.back());
    row["id"] = ids[i];
    row["class"] = known == codes.end() ? "no class" : names[static_cast<std::size_t>(known - codes.begin())];
    row["year"] = year.at({i});
    rows.push_back(std::move(row));
  }
  if (samples.empty()) return std::nullopt;
  const auto unit = measured.units() == "g m-2 year-1" ? "gC/m2/year" : "gC/m2/month";
  Json items = Json::array();
  items.push_back(chart_item(
      "validation-scatter",
      {"validation-scatter", "Maps against measurements",
       "Scatter plot of estimated against measured NPP with the 1:1 line and the fitted line",
       "Dashed: 1:1. Solid: least squares."},
      {{"rows", rows}, {"line", fitted_line(samples)}, {"one", one_to_one(samples)}}, {{"unit", unit}}));
  items.push_back(agreement_table(input));
  return section("validation", "Validation", validation_sentences(input), std::move(items));
}

}  // namespace minenpp::io
