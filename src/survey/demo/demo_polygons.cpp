#include "survey/demo/demo_polygons.h"

#include <algorithm>
#include <cmath>

#include "survey/demo/mine_design.h"

namespace minenpp::survey {
namespace {

constexpr int mine_corners = 96;

/// A corner of a district's side: how far along it (0..1), and how far inside it the study area ends, m.
struct SideCorner {
  double along = 0, inset = 0;
};
using Side = std::array<SideCorner, 8>;

// All sides begin and end at one inset, so that the edge runs on over a seam between districts.
constexpr double end_inset = 176;
constexpr Side north_side{{{0, end_inset},
                           {0.15, 94},
                           {0.29, 360},
                           {0.42, 216},
                           {0.54, 82},
                           {0.71, 404},
                           {0.88, 119},
                           {1, end_inset}}};
constexpr Side south_side{{{0, end_inset},
                           {0.11, 379},
                           {0.27, 88},
                           {0.47, 274},
                           {0.60, 429},
                           {0.73, 126},
                           {0.90, 303},
                           {1, end_inset}}};
constexpr Side west_side{{{0, end_inset},
                          {0.13, 73},
                          {0.33, 337},
                          {0.45, 421},
                          {0.58, 117},
                          {0.69, 249},
                          {0.85, 383},
                          {1, end_inset}}};
constexpr Side east_side{{{0, end_inset},
                          {0.17, 410},
                          {0.30, 195},
                          {0.41, 69},
                          {0.52, 312},
                          {0.64, 358},
                          {0.83, 96},
                          {1, end_inset}}};

// Where the lines between townships leave the sides (places in the arrays above) and the middle line (places
// in it).
constexpr std::size_t north_gate = 4, south_gate = 3;
constexpr std::size_t west_gates[2] = {2, 5}, east_gates[2] = {2, 5};
constexpr std::size_t middle_west[2] = {3, 7}, middle_east[2] = {2, 6};

using Chain = std::vector<DistrictPoint>;

/// A district's outline and the lines that part its townships. Sides run eastwards and southwards.
struct DistrictLines {
  Chain north, south, west, east;
  Chain middle;                       // from the north side to the south side
  std::array<Chain, 2> towards_west;  // from the middle line to the west side, northern one first
  std::array<Chain, 2> towards_east;
};

struct OuterSides {
  bool north, south, west, east;
};

DistrictLines lines_of(const OuterSides& outer) {
  const double north = outer.north ? 1 : 0, south = outer.south ? 1 : 0, west = outer.west ? 1 : 0,
               east = outer.east ? 1 : 0;
  const auto across = [&](double along) {
    return std::clamp(along * district_width_m, west * end_inset, district_width_m - east * end_inset);
  };
  const auto down = [&](double along) {
    return std::clamp(along * district_height_m, north * end_inset, district_height_m - south * end_inset);
  };
  DistrictLines lines;
  for (const SideCorner& c : north_side) lines.north.push_back({across(c.along), north * c.inset});
  for (const SideCorner& c : south_side)
    lines.south.push_back({across(c.along), district_height_m - south * c.inset});
  for (const SideCorner& c : west_side) lines.west.push_back({west * c.inset, down(c.along)});
  for (const SideCorner& c : east_side)
    lines.east.push_back({district_width_m - east * c.inset, down(c.along)});

  lines.middle = {lines.north[north_gate], {11900, 3600},          {11350, 7000},  {11700, 8700},
                  {12600, 11900},          {12250, 14300},         {11200, 15400}, {11500, 17300},
                  {10900, 21200},          lines.south[south_gate]};
  lines.towards_west = {
      Chain{lines.middle[middle_west[0]], {8200, 11900}, {3900, 12500}, lines.west[west_gates[0]]},
      Chain{lines.middle[middle_west[1]], {7900, 19700}, {4100, 18700}, lines.west[west_gates[1]]}};
  lines.towards_east = {
      Chain{lines.middle[middle_east[0]], {14400, 6300}, {18300, 7300}, lines.east[east_gates[0]]},
      Chain{lines.middle[middle_east[1]], {15100, 14900}, {18000, 15900}, lines.east[east_gates[1]]}};
  return lines;
}

// Appends the points from place `from` to place `to`, in either direction, but for the last one, with which
// the next piece of the ring begins.
void append(Chain& ring, const Chain& chain, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i != to; from < to ? ++i : --i) ring.push_back(chain[i]);
}
void append_all(Chain& ring, const Chain& chain) {
  append(ring, chain, 0, chain.size() - 1);
}
void append_reversed(Chain& ring, const Chain& chain) {
  append(ring, chain, chain.size() - 1, 0);
}

// West and east of the middle line, from north to south.
std::array<Chain, 6> townships_of(const DistrictLines& lines) {
  const std::size_t last = north_side.size() - 1, foot = lines.middle.size() - 1;
  std::array<Chain, 6> rings;
  append(rings[0], lines.north, 0, north_gate);
  append(rings[0], lines.middle, 0, middle_west[0]);
  append_all(rings[0], lines.towards_west[0]);
  append(rings[0], lines.west, west_gates[0], 0);

  append_reversed(rings[1], lines.towards_west[0]);
  append(rings[1], lines.middle, middle_west[0], middle_west[1]);
  append_all(rings[1], lines.towards_west[1]);
  append(rings[1], lines.west, west_gates[1], west_gates[0]);

  append_reversed(rings[2], lines.towards_west[1]);
  append(rings[2], lines.middle, middle_west[1], foot);
  append(rings[2], lines.south, south_gate, 0);
  append(rings[2], lines.west, last, west_gates[1]);

  append(rings[3], lines.north, north_gate, last);
  append(rings[3], lines.east, 0, east_gates[0]);
  append_reversed(rings[3], lines.towards_east[0]);
  append(rings[3], lines.middle, middle_east[0], 0);

  append_all(rings[4], lines.towards_east[0]);
  append(rings[4], lines.east, east_gates[0], east_gates[1]);
  append_reversed(rings[4], lines.towards_east[1]);
  append(rings[4], lines.middle, middle_east[1], middle_east[0]);

  append_all(rings[5], lines.towards_east[1]);
  append(rings[5], lines.east, east_gates[1], last);
  append(rings[5], lines.south, last, south_gate);
  append(rings[5], lines.middle, foot, middle_east[1]);
  return rings;
}

constexpr const char* township_names[6] = {"Baitang", "Jingping", "Xiashuitou",
                                           "Taocun",  "Yulin",    "Xiamiangao"};

/// Places a district's points on the map.
class OnMap {
 public:
  OnMap(const DemoLayout& layout, std::int64_t row, std::int64_t column)
      : west_(layout.district_west(column)),
        north_(layout.district_north(row)),
        outer_{row == 0, row + 1 == layout.districts_y(), column == 0, column + 1 == layout.districts_x()} {}

  [[nodiscard]] const OuterSides& outer() const { return outer_; }

  void append_to(MapRing& ring, const Chain& chain) const {
    for (const DistrictPoint& point : chain) ring.push_back({west_ + point.east, north_ - point.south});
  }

  [[nodiscard]] MapRing operator()(const Chain& chain) const {
    MapRing ring;
    append_to(ring, chain);
    return ring;
  }

 private:
  double west_, north_;
  OuterSides outer_;
};

template <typename Visit>
void for_each_district(const DemoLayout& layout, Visit visit) {
  for (std::int64_t row = 0; row < layout.districts_y(); ++row) {
    for (std::int64_t column = 0; column < layout.districts_x(); ++column) visit(row, column);
  }
}

}  // namespace

MapRing study_boundary(const DemoLayout& layout) {
  MapRing ring;
  const std::int64_t columns = layout.districts_x(), rows = layout.districts_y();
  const auto add = [&](std::int64_t row, std::int64_t column, Chain DistrictLines::*side, bool reversed) {
    const OnMap on_map(layout, row, column);
    const Chain chain = lines_of(on_map.outer()).*side;
    Chain part;
    reversed ? append_reversed(part, chain) : append_all(part, chain);
    on_map.append_to(ring, part);
  };
  for (std::int64_t column = 0; column < columns; ++column) add(0, column, &DistrictLines::north, false);
  for (std::int64_t row = 0; row < rows; ++row) add(row, columns - 1, &DistrictLines::east, false);
  for (std::int64_t column = columns - 1; column >= 0; --column)
    add(rows - 1, column, &DistrictLines::south, true);
  for (std::int64_t row = rows - 1; row >= 0; --row) add(row, 0, &DistrictLines::west, true);
  return ring;
}

std::vector<NamedRing> township_polygons(const DemoLayout& layout) {
  std::vector<NamedRing> all;
  for_each_district(layout, [&](std::int64_t row, std::int64_t column) {
    const OnMap on_map(layout, row, column);
    const std::array<Chain, 6> townships = townships_of(lines_of(on_map.outer()));
    for (std::size_t i = 0; i < townships.size(); ++i) {
      all.push_back({layout.district_name(township_names[i], row, column), on_map(townships[i])});
    }
  });
  return all;
}

std::vector<NamedRing> mine_polygons(const DemoLayout& layout) {
  std::vector<NamedRing> all;
  for_each_district(layout, [&](std::int64_t row, std::int64_t column) {
    const OnMap on_map(layout, row, column);
    for (const MineDesign& mine : mine_designs()) {
      all.push_back({layout.district_name(mine.name, row, column), on_map(mine.outline.ring(mine_corners))});
    }
  });
  return all;
}

double ring_area_m2(const MapRing& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const MapPoint& a = ring[i];
    const MapPoint& b = ring[(i + 1) % ring.size()];
    // Relative to one corner, so that map coordinates of millions of metres do not cost precision.
    twice += (a[0] - ring[0][0]) * (b[1] - ring[0][1]) - (b[0] - ring[0][0]) * (a[1] - ring[0][1]);
  }
  return std::abs(twice) / 2;
}

}  // namespace minenpp::survey
