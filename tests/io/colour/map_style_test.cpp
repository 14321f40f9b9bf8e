#include "io/colour/map_style.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "io/colour/class_colours.h"
#include "model/casa/land_class.h"

namespace minenpp::io {
namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

// How colours look without one kind of cone (Machado, Oliveira and Fernandes 2009, severity 1), linear RGB.
constexpr Matrix nobody{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix protanopia{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix deuteranopia{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.01182, 0.04294, 0.968881}}};
constexpr Matrix tritanopia{
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.3039}}};
constexpr Matrix to_xyz{{{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}}};

Triple product(const Matrix& matrix, const Triple& v) {
  Triple out{};
  for (std::size_t i = 0; i < 3; ++i)
    out[i] = std::clamp(matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2], 0.0, 1.1);
  return out;
}

double linear(std::uint8_t part) {
  const double c = part / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

/// CIE L*a*b* of a colour as somebody sees it.
Triple lab(const Colour& colour, const Matrix& eyes) {
  auto xyz = product(to_xyz, product(eyes, {linear(colour.r), linear(colour.g), linear(colour.b)}));
  constexpr Triple white{0.9505, 1, 1.089};
  for (std::size_t i = 0; i < 3; ++i) {
    const double share = xyz[i] / white[i];
    xyz[i] = share > 0.008856 ? std::cbrt(share) : 7.787 * share + 16.0 / 116;
  }
  return {116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])};
}

double distance(const Colour& a, const Colour& b, const Matrix& eyes) {
  const auto p = lab(a, eyes), q = lab(b, eyes);
  return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

/// The least distance of any two, for anybody.
double least_distance(const std::vector<Colour>& colours) {
  double least = 1e9;
  for (const auto* eyes : {&nobody, &protanopia, &deuteranopia, &tritanopia})
    for (std::size_t i = 0; i < colours.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) least = std::min(least, distance(colours[i], colours[j], *eyes));
  return least;
}

std::vector<std::string> built_in_meanings() {
  std::vector<std::string> meanings;
  for (const auto& land : model::default_land_classes()) {
    meanings.push_back(land.name);
    std::ranges::replace(meanings.back(), ' ', '_');
  }
  return meanings;
}

TEST(ClassColours, everybody_can_tell_the_built_in_classes_apart) {
  const auto colours = class_colours(built_in_meanings());
  ASSERT_EQ(colours.size(), 12U);
  EXPECT_GT(least_distance(colours), 17);
}

TEST(ClassColours, everybody_can_tell_changes_trends_and_distinct_colours_apart) {
  EXPECT_GT(
      least_distance(class_colours({"large_loss", "loss", "no_change", "gain", "middle_gain", "large_gain"})),
      12);
  EXPECT_GT(least_distance(class_colours({"significant_decrease", "slight_decrease", "stable",
                                          "slight_increase", "significant_increase"})),
            12);
  EXPECT_GT(least_distance({distinct_colours().begin(), distinct_colours().end()}), 20);
}

TEST(ClassColours, names_of_others_take_distinct_colours) {
  EXPECT_EQ(class_colours({"tundra", "open_pit", "bog"}),
            (std::vector{distinct_colour(0), class_colours({"open_pit"})[0], distinct_colour(1)}));
}

TEST(ClassColours, rings_go_from_dark_to_light) {
  const auto colours = class_colours({"mine", "0_to_200_m", "200_to_400_m"});
  EXPECT_EQ(colours,
            (std::vector{colour_at(viridis(), 0), colour_at(viridis(), 0.5), colour_at(viridis(), 1)}));
}

TEST(MapStyle, npp) {
  const auto style = map_style("npp", {"g m-2 month-1", "net primary productivity of the month, carbon"});
  EXPECT_EQ(style.title, "Net primary productivity");
  EXPECT_EQ(style.unit, "gC/m2/month");
  EXPECT_EQ(style.kind, MapKind::sequential);
  EXPECT_EQ(style.ramp, &viridis());
  EXPECT_FALSE(style.limits);
}

TEST(MapStyle, the_longest_name_counts) {
  EXPECT_EQ(map_style("change", {"g m-2 month-1", ""}).kind, MapKind::diverging);
  EXPECT_EQ(map_style("change-class", {"1", ""}).kind, MapKind::categorical);
  EXPECT_EQ(map_style("npp-annual", {"g m-2 year-1", ""}).unit, "gC/m2/year");
  EXPECT_EQ(map_style("temperature-variance", {"(degC)2", ""}).ramp, &viridis());
  EXPECT_EQ(map_style("rings-united", {"1", ""}).title, map_style("rings", {"1", ""}).title);
  EXPECT_EQ(map_style("mines", {"1", ""}).kind, MapKind::numbered);
}

TEST(MapStyle, shares_and_p_have_their_limits) {
  EXPECT_EQ(map_style("ndvi", {"1", ""}).limits, std::pair(0.0, 1.0));
  EXPECT_EQ(map_style("trend-mk-p", {"1", ""}).limits, std::pair(0.0, 1.0));
  EXPECT_EQ(map_style("trend-p", {"1", ""}).unit, "");
}

TEST(MapStyle, correlations_are_white_at_zero) {
  for (const std::string weather : {"temperature", "precipitation", "radiation"})
    for (const std::string kind : {"correlation-", "partial-correlation-"}) {
      const auto style = map_style(kind + weather, {"1", ""});
      EXPECT_EQ(style.kind, MapKind::diverging);
      EXPECT_EQ(style.limits, std::pair(-1.0, 1.0));
      EXPECT_EQ(style.unit, "");
      EXPECT_NE(style.title.find(weather), std::string::npos);
      EXPECT_EQ(style.title.find("held") != std::string::npos, kind.starts_with("partial"));
    }
}

TEST(MapStyle, classes_come_from_the_file) {
  const auto style = map_style("class", {"1", "land-cover class", {1, 8}, {"forest_land", "open_pit"}});
  ASSERT_EQ(style.classes.size(), 2U);
  EXPECT_EQ(style.classes[1].code, 8);
  EXPECT_EQ(style.classes[1].label, "open pit");
  EXPECT_EQ(style.ramp, nullptr);
}

TEST(MapStyle, unknown_layers_say_what_the_file_says) {
  const auto style = map_style("albedo", {"1", "albedo of the surface"});
  EXPECT_EQ(style.title, "albedo of the surface");
  EXPECT_EQ(style.ramp, &viridis());
  EXPECT_EQ(map_style("soil", {"1", "", {1}, {"clay"}}).kind, MapKind::categorical);
  EXPECT_EQ(map_style("soil", {"1", ""}).title, "soil");
}

TEST(MapStyle, units_for_people) {
  EXPECT_EQ(readable_unit("g m-2 month-1 year-1"), "g/m2/month/year");
  EXPECT_EQ(readable_unit("MJ m-2 month-1"), "MJ/m2/month");
  EXPECT_EQ(readable_unit("mm month-1"), "mm/month");
  EXPECT_EQ(readable_unit("degC"), "degC");
  EXPECT_EQ(readable_unit("1"), "");
  EXPECT_EQ(readable_unit(""), "");
}

}  // namespace
}  // namespace minenpp::io
