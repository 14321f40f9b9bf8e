#include "io/gdal/crs.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <sstream>

#include <fmt/format.h>

#include "io/gdal/ascii_text.h"
#include "io/gdal/excerpt.h"
#include "io/gdal/messages.h"
#include "io/gdal/session.h"
#include "model/no_data.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

std::string text_of_file_or_itself(const std::string& text) {
  std::error_code ignored;
  // A long WKT is no path; asking the file system about it could fail for its length alone.
  if (text.size() > 4096 || !std::filesystem::is_regular_file(text, ignored)) return text;
  std::ifstream file(text);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::string export_wkt(const OGRSpatialReference& srs, const char* format) {
  const std::string option = std::string("FORMAT=") + format;
  const char* const options[] = {option.c_str(), "MULTILINE=NO", nullptr};
  char* text = nullptr;
  const auto failure = srs.exportToWkt(&text, options);
  const CplString owner(text);
  return failure == OGRERR_NONE && text != nullptr ? std::string(text) : std::string();
}

}  // namespace

Crs Crs::from_srs(const OGRSpatialReference* srs) {
  Crs crs;
  if (srs == nullptr || srs->IsEmpty()) return crs;
  const GdalMessages quiet;
  const auto copy = std::make_shared<OGRSpatialReference>(*srs);
  if (copy->IsCompound()) copy->StripVertical();
  if (copy->GetAxesCount() == 3) copy->DemoteTo2D(nullptr);
  copy->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  crs.srs_ = copy;
  return crs;
}

Crs Crs::from_text(const std::string& text) {
  const GdalMessages messages;
  const std::string definition(trimmed(text_of_file_or_itself(text)));
  OGRSpatialReference srs;
  // Only what the text itself says: no download, and no file other than the one already read.
  const char* const options[] = {"ALLOW_NETWORK_ACCESS=NO", "ALLOW_FILE_ACCESS=NO", nullptr};
  if (definition.empty() || srs.SetFromUserInput(definition.c_str(), options) != OGRERR_NONE) {
    auto shown = text.substr(0, 80);
    throw messages.error(
        Fault::usage,
        fmt::format("'{}' is no coordinate reference system; an authority code such as EPSG:32649, "
                    "WKT, a PROJ string or a file with one of these is expected",
                    shown));
  }
  return from_srs(&srs);
}

Crs Crs::wgs84() {
  return from_text("EPSG:4326");
}

const OGRSpatialReference& Crs::srs() const {
  if (!srs_) throw Error(Fault::system, "a coordinate reference system is needed where there is none");
  return *srs_;
}

bool Crs::is_geographic() const {
  return srs().IsGeographic() != 0;
}

bool Crs::is_projected() const {
  return srs().IsProjected() != 0;
}

double Crs::unit() const {
  if (is_geographic()) {
    const double degrees = srs().GetAngularUnits() * 180 / std::numbers::pi;
    return std::abs(degrees - 1) < 1e-9 ? 1 : degrees;
  }
  return srs().GetLinearUnits();
}

std::string Crs::wkt() const {
  return export_wkt(srs(), "WKT2_2019");
}

std::string Crs::name() const {
  const char* text = srs().GetName();
  return text != nullptr ? text : "unnamed";
}

std::string Crs::code() const {
  const char* authority = srs().GetAuthorityName(nullptr);
  const char* number = srs().GetAuthorityCode(nullptr);
  return authority != nullptr && number != nullptr ? fmt::format("{}:{}", authority, number) : std::string();
}

std::string Crs::label() const {
  const auto id = code();
  constexpr std::size_t most_told = 200;
  const auto told = excerpt(name(), most_told);
  return id.empty() ? told : fmt::format("{} ({})", told, excerpt(id));
}

bool Crs::same_as(const Crs& other) const {
  if (empty() || other.empty()) return empty() && other.empty();
  const GdalMessages quiet;
  const char* const options[] = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                 "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS", nullptr};
  return srs_ == other.srs_ || srs_->IsSame(other.srs_.get(), options) != 0;
}

CrsTransform::CrsTransform(const Crs& from, const Crs& to) {
  if (from.empty() || to.empty())
    throw Error(Fault::input,
                "coordinates cannot be moved to or from an unknown coordinate reference system");
  if (from.same_as(to)) return;
  const GdalMessages messages;
  transformation_.reset(OGRCreateCoordinateTransformation(&from.srs(), &to.srs()));
  if (!transformation_)
    throw messages.error(Fault::input,
                         fmt::format("there is no way from {} to {}", from.label(), to.label()));
}

std::size_t CrsTransform::operator()(std::span<double> x, std::span<double> y) const {
  const GdalMessages quiet;
  std::size_t lost = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    int success = 1;
    // Point by point: a batch may share a choice among several datum shifts.
    if (transformation_) transformation_->Transform(1, &x[i], &y[i], nullptr, &success);
    if (success != 0 && std::isfinite(x[i]) && std::isfinite(y[i])) continue;
    x[i] = y[i] = model::no_data;
    ++lost;
  }
  return lost;
}

}  // namespace minenpp::io
