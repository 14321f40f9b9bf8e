#include "survey/stages/change_maps.h"

#include <algorithm>

#include <fmt/format.h>

#include "survey/stages/map_layouts.h"

namespace minenpp::survey {

namespace {

constexpr auto difference_name = "npp_change", class_name = "change_class", annual_name = "npp_annual_change";

io::MapLayout period_layout(const SurveyRun& run, const ChangePeriod& period, const std::string& what,
                            const std::vector<int>& months) {
  const auto years = run.catalogue.year_numbers();
  auto layout =
      layout_of(run, fmt::format("{} from {} to {}", what, years[period.earlier], years[period.later]));
  for (const int month : months) layout.months.push_back({years[period.later], month});
  layout.attributes = {io::attribute("earlier_year", std::int64_t{years[period.earlier]}),
                       io::attribute("later_year", std::int64_t{years[period.later]})};
  return layout;
}

/// The months are those of the later year.
io::MapLayout difference_layout(const SurveyRun& run, const ChangePeriod& period,
                                const std::vector<int>& months) {
  auto layout = period_layout(run, period, "change of net primary productivity", months);
  layout.variables = {
      npp_variable(run.settings, difference_name, monthly_npp_step(run.settings), "g m-2 month-1")};
  layout.variables.front().long_name =
      "net primary productivity of the month in the later year minus the earlier, carbon";
  return layout;
}

io::MapLayout annual_difference_layout(const SurveyRun& run, const ChangePeriod& period) {
  auto layout = period_layout(run, period, "change of annual net primary productivity", {});
  layout.variables = {npp_variable(run.settings, annual_name, annual_npp_step(run.settings), "g m-2 year-1")};
  layout.variables.front().long_name = "net primary productivity of the later year minus the earlier, carbon";
  layout.variables.front().per_time = false;
  return layout;
}

io::MapLayout change_class_layout(const SurveyRun& run, const ChangePeriod& period,
                                  const std::vector<int>& months) {
  auto layout = period_layout(run, period, "classes of NPP change", months);
  auto& classes = layout.variables.emplace_back();
  classes.name = class_name;
  classes.type = io::ValueType::uint8;
  classes.fill = 0;
  classes.units = "1";
  classes.long_name = "class of change of net primary productivity of the month";
  classes.flag_values = {1, 2, 3, 4, 5, 6};
  classes.flag_meanings = {"large_loss", "loss", "no_change", "gain", "middle_gain", "large_gain"};
  return layout;
}

}  // namespace

std::vector<int> common_months(const Catalogue& catalogue, const ChangePeriod& period) {
  const auto earlier = catalogue.surveyed_months(period.earlier),
             later = catalogue.surveyed_months(period.later);
  std::vector<int> months;
  for (const int month : catalogue.month_list) {
    const auto at = static_cast<std::size_t>(month - 1);
    if (earlier[at] && later[at]) months.push_back(month);
  }
  return months;
}

std::vector<std::filesystem::path> change_files(const SurveyRun& run, const ChangePeriod& period) {
  if (!run.catalogue.science.change_maps) return {};
  const auto name = name_of(period, run.catalogue.year_numbers());
  std::vector<std::filesystem::path> files;
  if (!common_months(run.catalogue, period).empty())
    files = {run.change_map("change", name), run.change_map("change-class", name)};
  if (run.catalogue.full_year()) files.push_back(run.change_map("change-annual", name));
  return files;
}

ChangeMaps::ChangeMaps(const SurveyRun& run, const io::StageKey& key)
    : run_(run), differences_(run.settings) {
  const auto& catalogue = run.catalogue;
  for (std::size_t i = 0; i < catalogue.periods.size(); ++i) {
    const auto& period = catalogue.periods[i];
    places_.push_back(static_cast<std::size_t>(
        std::count_if(catalogue.periods.begin(), catalogue.periods.begin() + static_cast<std::ptrdiff_t>(i),
                      [&](const ChangePeriod& other) { return other.later == period.later; })));
    auto& files = files_.emplace_back();
    if (!catalogue.science.change_maps) continue;
    const auto open = [&](const std::string& what, io::MapLayout layout) {
      layout.stage_key = key;
      return std::make_unique<io::MapWriter>(
          run.ranks, run.change_map(what, name_of(period, catalogue.year_numbers())), std::move(layout));
    };
    files.months = common_months(catalogue, period);
    if (!files.months.empty()) {
      files.difference = open("change", difference_layout(run, period, files.months));
      files.classes = open("change-class", change_class_layout(run, period, files.months));
    }
    if (catalogue.full_year()) files.annual = open("change-annual", annual_difference_layout(run, period));
  }
}

std::size_t ChangeMaps::place(std::size_t period, std::size_t column) const {
  return places_[period] * (run_.catalogue.month_list.size() + 1) + column;
}

std::size_t ChangeMaps::column_of(int month) const {
  const auto& months = run_.catalogue.month_list;
  return static_cast<std::size_t>(std::ranges::find(months, month) - months.begin());
}

void ChangeMaps::store(std::size_t period, std::size_t column, const ChangeLayer& layer) {
  if (!run_.catalogue.science.change_maps) return;
  const bool monthly = column < run_.catalogue.month_list.size();
  const auto at = place(period, column);
  differences_.store(layer.difference,
                     monthly ? monthly_npp_step(run_.settings) : annual_npp_step(run_.settings), at);
  if (!monthly) return;
  classes_.resize(std::max(classes_.size(), at + 1));
  classes_[at] = layer.classes;
}

void ChangeMaps::write(std::size_t year, const model::Window& window) {
  for (std::size_t period = 0; period < files_.size(); ++period)
    if (run_.catalogue.periods[period].later == year) write_period(period, window);
}

void ChangeMaps::write_period(std::size_t period, const model::Window& window) {
  auto& files = files_[period];
  for (std::size_t i = 0; i < files.months.size(); ++i) {
    const auto at = place(period, column_of(files.months[i]));
    const io::MonthRange month{static_cast<std::int64_t>(i), 1};
    differences_.write(*files.difference, difference_name, month, window, at);
    files.classes->put<std::uint8_t>(class_name, month, window, classes_[at]);
  }
  if (files.annual)
    differences_.write(*files.annual, annual_name, std::nullopt, window,
                       place(period, run_.catalogue.month_list.size()));
}

std::vector<io::MapWriter*> ChangeMaps::writers() const {
  std::vector<io::MapWriter*> writers;
  for (const auto& files : files_)
    for (const auto* file : {&files.difference, &files.classes, &files.annual})
      if (*file) writers.push_back(file->get());
  return writers;
}

void ChangeMaps::finish() {
  for (auto& files : files_)
    for (auto* file : {&files.difference, &files.classes, &files.annual})
      if (*file) (*file)->finish();
}

}  // namespace minenpp::survey
