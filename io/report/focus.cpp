#include "io/report/focus.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace minenpp::io {

namespace {

/// Mean over the years of the study area's NPP in a month, by index; years without a value do not count.
double mean_of_month(const Cube& npp, std::size_t month) {
  double sum = 0;
  int count = 0;
  for (std::size_t year = 0; year < npp.size(1); ++year) {
    const double value = npp.at({0, year, month});
    if (std::isnan(value)) continue;
    sum += value;
    ++count;
  }
  return count == 0 ? -1 : sum / count;
}

/// "/zones/npp_mean" is "/zones/npp_annual_mean" of the year in some groups, "annual_npp_mean" in others.
std::array<std::string, 2> annual_names(const std::string& name) {
  const std::string npp = "npp_";
  return {"annual_" + name,
          name.starts_with(npp) ? npp + "annual_" + name.substr(npp.size()) : "annual_" + name};
}

}  // namespace

std::string month_name(int month) {
  constexpr std::array names{"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};
  if (month < 1 || month > 12)
    throw model::Error(model::Fault::system, fmt::format("there is no month {}", month));
  return names[static_cast<std::size_t>(month - 1)];
}

Focus::Focus(const ArchiveReader& archive) : archive_(archive) {
  annual_ = archive.has("/zones/npp_annual_mean");
  const Cube npp(archive, "/zones/npp_mean");
  const auto months = archive.read<std::int32_t>("/zones/month");
  double most = -1;
  for (std::size_t i = 0; i < months.size(); ++i) {
    const double mean = mean_of_month(npp, i);
    if (month_ != 0 && mean <= most) continue;
    month_ = months[i];
    most = mean;
  }
}

std::string Focus::name() const {
  return annual_ ? "the year" : month_name(month_);
}

std::string Focus::when(const std::string& year) const {
  return annual_ ? "in " + year : "in " + month_name(month_) + " " + year;
}

std::string Focus::path(const std::string& group, const std::string& name) const {
  if (annual_)
    for (const auto& annual : annual_names(name))
      if (archive_.has(group + "/" + annual)) return group + "/" + annual;
  return group + "/" + name;
}

bool Focus::has(const std::string& group, const std::string& name) const {
  return archive_.has(path(group, name));
}

FocusCube::FocusCube(const ArchiveReader& archive, const Focus& focus, const std::string& group,
                     const std::string& name)
    : cube_(archive, focus.path(group, name)) {
  for (std::size_t d = 0; d < cube_.rank(); ++d)
    if (cube_.dimension(d) == "month") month_dimension_ = d;
  if (!month_dimension_) return;
  const auto months = archive.read<std::int32_t>(group + "/month");
  const auto found = std::ranges::find(months, focus.month());
  if (found == months.end())
    throw model::Error(model::Fault::input,
                       fmt::format("{}: {} has no month {}", archive.file().string(), group, focus.month()));
  month_index_ = static_cast<std::size_t>(found - months.begin());
}

std::vector<std::size_t> FocusCube::with_month(std::vector<std::size_t> indices) const {
  if (month_dimension_)
    indices.insert(indices.begin() + static_cast<std::ptrdiff_t>(*month_dimension_), month_index_);
  return indices;
}

Sourced FocusCube::sourced(std::vector<std::size_t> indices) const {
  const auto place = with_month(std::move(indices));
  return {cube_.at(place), cube_.source(place)};
}

}  // namespace minenpp::io
