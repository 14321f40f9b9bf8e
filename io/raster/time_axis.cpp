#include "io/raster/time_axis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <tuple>

#include <boost/algorithm/string.hpp>
#include <cpl_string.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gdal_priv.h>

#include "io/gdal/messages.h"
#include "io/tables/csv.h"
#include "model/error.h"
#include "model/floor_division.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

constexpr double farthest_days = 3652500;

// Days are counted from 1 January of the year 0 of the calendar itself; `standard` is a mixture of two.

bool is_leap(Calendar calendar, std::int64_t year) {
  if (calendar == Calendar::all_leap) return true;
  if (calendar == Calendar::no_leap) return false;
  if (calendar == Calendar::julian) return year % 4 == 0;
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

std::int64_t days_before_year(Calendar calendar, std::int64_t year) {
  if (calendar == Calendar::days_360) return 360 * year;
  if (calendar == Calendar::no_leap) return 365 * year;
  if (calendar == Calendar::all_leap) return 366 * year;
  const auto julian = 365 * year + model::floor_division(year + 3, 4);
  if (calendar == Calendar::julian) return julian;
  return julian - model::floor_division(year + 99, 100) + model::floor_division(year + 399, 400);
}

int days_in_month(Calendar calendar, std::int64_t year, int month) {
  if (calendar == Calendar::days_360) return 30;
  constexpr std::array days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days.at(static_cast<std::size_t>(month - 1)) + (month == 2 && is_leap(calendar, year) ? 1 : 0);
}

std::int64_t day_number(Calendar calendar, const DateTime& date) {
  auto number = days_before_year(calendar, date.year) + date.day - 1;
  for (int month = 1; month < date.month; ++month) number += days_in_month(calendar, date.year, month);
  return number;
}

BandTime month_of_day(Calendar calendar, std::int64_t number) {
  auto year = model::floor_division(number, 365);
  while (days_before_year(calendar, year) > number) --year;
  while (days_before_year(calendar, year + 1) <= number) ++year;
  auto left = number - days_before_year(calendar, year);
  int month = 1;
  while (left >= days_in_month(calendar, year, month)) left -= days_in_month(calendar, year, month++);
  return {static_cast<int>(year), month};
}

constexpr DateTime first_gregorian{1582, 10, 15, 0}, its_julian{1582, 10, 5, 0};

/// Standard dates count in days of the Gregorian calendar; Julian ones are this many ahead.
std::int64_t julian_lead() {
  return day_number(Calendar::julian, its_julian) -
         day_number(Calendar::proleptic_gregorian, first_gregorian);
}

std::int64_t number_of(Calendar calendar, const DateTime& date) {
  if (calendar != Calendar::standard) return day_number(calendar, date);
  const bool gregorian = std::tuple(date.year, date.month, date.day) >= std::tuple(1582, 10, 15);
  if (gregorian) return day_number(Calendar::proleptic_gregorian, date);
  return day_number(Calendar::julian, date) - julian_lead();
}

BandTime month_of_number(Calendar calendar, std::int64_t number) {
  if (calendar != Calendar::standard) return month_of_day(calendar, number);
  if (number >= day_number(Calendar::proleptic_gregorian, first_gregorian))
    return month_of_day(Calendar::proleptic_gregorian, number);
  return month_of_day(Calendar::julian, number + julian_lead());
}

Calendar calendar_from(const std::string& name) {
  const auto word = boost::to_lower_copy(boost::trim_copy(name));
  if (word.empty() || word == "standard" || word == "gregorian") return Calendar::standard;
  if (word == "proleptic_gregorian") return Calendar::proleptic_gregorian;
  if (word == "julian") return Calendar::julian;
  if (word == "noleap" || word == "365_day") return Calendar::no_leap;
  if (word == "all_leap" || word == "366_day") return Calendar::all_leap;
  if (word == "360_day") return Calendar::days_360;
  throw Error(Fault::input,
              fmt::format("the calendar '{}' of the time axis is not known; standard, gregorian, "
                          "proleptic_gregorian, julian, noleap, 365_day, all_leap, 366_day and 360_day are",
                          name));
}

/// Days in one unit, 0 for months; empty where the word is no unit that tells a month.
std::optional<double> unit_days(std::string word) {
  boost::to_lower(word);
  if (word.size() > 1 && word.back() == 's') word.pop_back();
  if (word == "second" || word == "sec" || word == "s") return 1.0 / 86400;
  if (word == "minute" || word == "min") return 1.0 / 1440;
  if (word == "hour" || word == "hr" || word == "h") return 1.0 / 24;
  if (word == "day" || word == "d") return 1.0;
  if (word == "week") return 7.0;
  if (word == "month") return 0.0;
  return std::nullopt;
}

std::string text_item(GDALMajorObject& object, const std::string& key) {
  const char* found = object.GetMetadataItem(key.c_str());
  return found != nullptr ? found : "";
}

/// The raster's dimension that counts time; empty where none does.
std::string time_dimension(GDALDataset& raster) {
  auto names = text_item(raster, "NETCDF_DIM_EXTRA");
  boost::trim_if(names, boost::is_any_of("{}"));
  std::vector<std::string> dimensions;
  boost::split(dimensions, names, boost::is_any_of(","));
  for (const auto& name : dimensions)
    if (!name.empty() && TimeUnit::is_one(text_item(raster, name + "#units"))) return name;
  return {};
}

/// Middles of the time bounds; empty where the file does not give them for every band.
std::vector<double> middles_of_bounds(const std::string& file, const std::string& bounds, int bands) {
  const GdalMessages quiet;
  const DatasetHandle opened(GDALDataset::Open(file.c_str(), GDAL_OF_MULTIDIM_RASTER | GDAL_OF_READONLY));
  const auto group = opened ? opened->GetRootGroup() : nullptr;
  const auto array = group ? group->OpenMDArray(bounds) : nullptr;
  if (!array) return {};
  const auto& dimensions = array->GetDimensions();
  const auto count = static_cast<std::size_t>(bands);
  if (dimensions.size() != 2 || dimensions[0]->GetSize() != count || dimensions[1]->GetSize() != 2) return {};
  std::vector<double> ends(2 * count);
  const GUInt64 start[] = {0, 0};
  const std::size_t counts[] = {count, 2};
  if (!array->Read(start, counts, nullptr, nullptr, GDALExtendedDataType::Create(GDT_Float64), ends.data()))
    return {};
  std::vector<double> middles(count);
  for (std::size_t i = 0; i < count; ++i) middles[i] = (ends[2 * i] + ends[2 * i + 1]) / 2;
  return middles;
}

std::vector<double> times_of_bands(GDALDataset& raster, const std::string& dimension) {
  std::vector<double> times;
  for (int band = 1; band <= raster.GetRasterCount(); ++band) {
    const auto text = text_item(*raster.GetRasterBand(band), "NETCDF_DIM_" + dimension);
    const auto value = number_from(text);
    if (!value)
      throw Error(Fault::input,
                  fmt::format("band {} has the time '{}' where a number is expected", band, text));
    times.push_back(*value);
  }
  return times;
}

/// The variables of a file that holds several, bounds left out; empty for all other files.
std::vector<std::string> variables_of(const std::string& file) {
  const GdalMessages quiet;
  const DatasetHandle whole(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
  const CPLStringList list(whole ? CSLDuplicate(whole->GetMetadata("SUBDATASETS")) : nullptr);
  std::vector<std::string> variables;
  for (int i = 0; i < list.Count(); ++i) {
    const std::string line = list[i];
    if (line.find("_NAME=NETCDF:") == std::string::npos) continue;
    const auto name = line.substr(line.rfind(':') + 1);
    if (!name.ends_with("_bnds") && !name.ends_with("_bounds")) variables.push_back(name);
  }
  return variables;
}

}  // namespace

bool TimeUnit::is_one(const std::string& units) {
  return boost::icontains(units, " since ");
}

TimeUnit::TimeUnit(const std::string& units, const std::string& calendar)
    : calendar_(calendar_from(calendar)) {
  const auto since = boost::ifind_first(units, " since ");
  const auto word = boost::trim_copy(std::string(units.begin(), since.begin()));
  const auto date = boost::trim_copy(std::string(since.end(), units.end()));
  const auto days = unit_days(word);
  if (!is_one(units) || !days)
    throw Error(Fault::input, fmt::format("the unit '{}' of the time axis does not tell months; seconds, "
                                          "minutes, hours, days, weeks or months since a date are understood",
                                          units));
  const auto reference = date_time_from(date);
  if (!reference || reference->day > days_in_month(calendar_, reference->year, reference->month))
    throw Error(Fault::input,
                fmt::format("the time axis counts '{}': '{}' is no date such as 1900-01-01", units, date));
  days_ = *days;
  since_ = *reference;
}

BandTime TimeUnit::month_of(double value) const {
  constexpr double days_of_month = 30;
  if (!(std::abs(value * (days_ > 0 ? days_ : days_of_month)) < farthest_days))
    throw Error(Fault::input, fmt::format("the time axis holds {}, which is no time near ours", value));
  if (days_ > 0) {
    const auto days = std::floor(since_.hours / 24 + value * days_);
    return month_of_number(calendar_, number_of(calendar_, since_) + static_cast<std::int64_t>(days));
  }
  constexpr double rounding = 1e-6;
  const double into_month =
      (since_.day - 1 + since_.hours / 24) / days_in_month(calendar_, since_.year, since_.month);
  const auto months = since_.year * 12 + since_.month - 1 +
                      static_cast<std::int64_t>(std::floor(value + into_month + rounding));
  return {static_cast<int>(model::floor_division(months, 12)),
          static_cast<int>(months - 12 * model::floor_division(months, 12)) + 1};
}

std::optional<std::vector<BandTime>> time_axis(GDALDataset& raster, const std::string& file) {
  const auto dimension = time_dimension(raster);
  if (dimension.empty()) return std::nullopt;
  const TimeUnit unit(text_item(raster, dimension + "#units"), text_item(raster, dimension + "#calendar"));
  const bool climatology = !text_item(raster, dimension + "#climatology").empty();
  auto times = times_of_bands(raster, dimension);
  const auto bounds = text_item(raster, dimension + "#bounds");
  if (!climatology && !bounds.empty())
    if (const auto middles = middles_of_bounds(file, bounds, raster.GetRasterCount()); !middles.empty())
      times = middles;
  std::vector<BandTime> months;
  for (const double time : times) months.push_back(unit.month_of(time));
  if (climatology)
    for (auto& month : months) month.year.reset();
  return months;
}

std::string name_of_variable(const std::string& file, const std::string& variable,
                             const std::string& setting) {
  const auto named = [&](const std::string& name) { return fmt::format("NETCDF:\"{}\":{}", file, name); };
  const auto variables = variables_of(file);
  if (variables.empty()) return variable.empty() ? file : named(variable);
  if (variable.empty() && variables.size() == 1) return named(variables.front());
  if (std::find(variables.begin(), variables.end(), variable) != variables.end()) return named(variable);
  throw Error(
      Fault::usage,
      fmt::format("'{}' holds the variables {}; {}name the one to read with {}", file,
                  fmt::join(variables, ", "),
                  variable.empty() ? "" : fmt::format("'{}' is not among them; ", variable), setting));
}

std::string name_of_raster(const std::string& file, const std::string& variable, const std::string& setting) {
  const bool netcdf = boost::iends_with(file, ".nc") || boost::iends_with(file, ".nc4");
  return netcdf || !variable.empty() ? name_of_variable(file, variable, setting) : file;
}

}  // namespace minenpp::io
