#include "survey/mines/found_mines.h"

#include <functional>

#include <fmt/format.h>

#include "model/error.h"
#include "survey/archive/archive_groups.h"

namespace minenpp::survey {

namespace {

template <typename T>
std::vector<T> of_each(const std::vector<FoundMine>& mines, const std::function<T(const FoundMine&)>& value) {
  std::vector<T> values;
  for (const auto& mine : mines) values.push_back(value(mine));
  return values;
}

/// By mine, then year.
template <typename T>
std::vector<T> joined(const std::vector<FoundMine>& mines, std::vector<T> FoundMine::*of_year) {
  std::vector<T> values;
  for (const auto& mine : mines) values.insert(values.end(), (mine.*of_year).begin(), (mine.*of_year).end());
  return values;
}

void write_years(const std::vector<FoundMine>& mines, const std::vector<std::string>& dimensions,
                 io::ArchiveGroup& group) {
  group.array("year_pixels", dimensions, joined(mines, &FoundMine::year_pixels),
              described("1", "pixels of a mine class in the year"));
  group.array("year_area", dimensions, joined(mines, &FoundMine::year_area_hm2),
              described("hm2", "area of the pixels of a mine class in the year"));
}

}  // namespace

void write_found_mines(const std::vector<FoundMine>& mines, io::ArchiveGroup& group) {
  group.dimension("mine", of_each<std::string>(mines, [](const FoundMine& m) { return m.name; }),
                  {io::attribute("long_name", "mine")});
  std::vector<std::int32_t> numbers;
  for (std::size_t i = 0; i < mines.size(); ++i) numbers.push_back(static_cast<std::int32_t>(i + 1));
  group.array("number", {"mine"}, numbers, described("1", "number of the mine on the map of mines"));
  const auto write = [&](const std::string& name, const std::string& long_name,
                         const std::function<std::int64_t(const FoundMine&)>& value) {
    group.array(name, {"mine"}, of_each(mines, value), described("1", long_name));
  };
  write("pixels", "pixels mined in any surveyed year", [](const FoundMine& m) { return m.pixels; });
  group.array("area", {"mine"}, of_each<double>(mines, [](const FoundMine& m) { return m.area_hm2; }),
              described("hm2", "area mined in any surveyed year"));
  write("first_row", "row of the first pixel, from 0", [](const FoundMine& m) { return m.first_row; });
  write("first_col", "column of the first pixel, from 0", [](const FoundMine& m) { return m.first_col; });
  write("box_row", "first row of the bounding box, from 0", [](const FoundMine& m) { return m.box.row; });
  write("box_col", "first column of the bounding box, from 0", [](const FoundMine& m) { return m.box.col; });
  write("box_rows", "rows of the bounding box", [](const FoundMine& m) { return m.box.rows; });
  write("box_cols", "columns of the bounding box", [](const FoundMine& m) { return m.box.cols; });
}

void write_flat_years(const std::vector<FoundMine>& mines, io::ArchiveGroup& group) {
  group.dimension("mine_and_year", std::ssize(joined(mines, &FoundMine::year_pixels)));
  write_years(mines, {"mine_and_year"}, group);
}

void write_mine_years(const std::vector<FoundMine>& mines, io::ArchiveGroup& group) {
  write_years(mines, {"mine", "year"}, group);
}

std::vector<FoundMine> read_found_mines(const io::ArchiveReader& file) {
  const auto numbers = [&](const std::string& name) {
    return file.read<std::int64_t>("/statistics/" + name);
  };
  std::vector<FoundMine> mines;
  for (auto& name : file.read<std::string>("/statistics/mine")) mines.emplace_back().name = std::move(name);
  const auto area = file.read<double>("/statistics/area"),
             year_area = file.read<double>("/statistics/year_area");
  const auto pixels = numbers("pixels"), row = numbers("first_row"), col = numbers("first_col");
  const auto box_row = numbers("box_row"), box_col = numbers("box_col");
  const auto box_rows = numbers("box_rows"), box_cols = numbers("box_cols"),
             year_pixels = numbers("year_pixels");
  const auto years = mines.empty() ? 0 : year_pixels.size() / mines.size();
  if (year_pixels.size() != years * mines.size() || year_area.size() != year_pixels.size())
    throw model::Error(model::Fault::input,
                       fmt::format("{}: /statistics has {} mines, but {} values by mine and year",
                                   file.file().string(), mines.size(), year_pixels.size()));
  for (std::size_t i = 0; i < mines.size(); ++i) {
    auto& mine = mines[i];
    mine.pixels = pixels.at(i);
    mine.area_hm2 = area.at(i);
    mine.first_row = row.at(i);
    mine.first_col = col.at(i);
    mine.box = {box_row.at(i), box_col.at(i), box_rows.at(i), box_cols.at(i)};
    for (auto at = i * years; at < (i + 1) * years; ++at) {
      mine.year_pixels.push_back(year_pixels[at]);
      mine.year_area_hm2.push_back(year_area[at]);
    }
  }
  return mines;
}

}  // namespace minenpp::survey
