#include "io/results/overview.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

#include "model/stats/column_sums.h"
#include "mpi/collective_error.h"

namespace minenpp::io {

namespace {

constexpr std::int64_t longest_side = 1024;
constexpr std::int64_t smallest_map = 2048;
constexpr std::int64_t strip_rows = 64;

std::int64_t shrunk(std::int64_t size, std::int64_t factor) {
  return (size + factor - 1) / factor;
}

/// The type a GeoTIFF of the map has; nothing where it has none.
std::optional<PixelType> pixel_type(ValueType type) {
  switch (type) {
    case ValueType::uint8:
      return PixelType::uint8;
    case ValueType::int16:
      return PixelType::int16;
    case ValueType::float32:
      return PixelType::float32;
    default:
      return std::nullopt;
  }
}

/// The stored value of "no data"; 0 where a map has none, as HDF5 fills it.
template <typename T>
T fill_of(const MapVariable& variable) {
  if (variable.fill) return static_cast<T>(*variable.fill);
  if constexpr (std::is_floating_point_v<T>) return std::numeric_limits<T>::quiet_NaN();
  return T{};
}

template <typename T>
bool is_fill(const MapVariable& variable, T value) {
  if constexpr (std::is_floating_point_v<T>)
    if (std::isnan(value)) return true;
  return variable.fill && value == static_cast<T>(*variable.fill);
}

/// Numbers are rounded to the stored step.
template <typename T>
T mean_of(double sum, std::int64_t count, T without) {
  if (count == 0) return without;
  const double mean = sum / static_cast<double>(count);
  if constexpr (std::is_floating_point_v<T>) return static_cast<T>(mean);
  return static_cast<T>(std::lround(mean));
}

/// Calls `work` with a value of the map's type.
template <typename Work>
void with_type(ValueType type, Work&& work) {
  if (type == ValueType::uint8) return work(std::uint8_t{});
  if (type == ValueType::int16) return work(std::int16_t{});
  work(float{});
}

}  // namespace

std::int64_t overview_factor(const model::Grid& grid, std::int64_t tile_size) {
  const auto longer = std::max(grid.rows(), grid.cols());
  if (longer <= smallest_map) return 1;
  for (std::int64_t factor = 2; factor < tile_size; ++factor)
    if (tile_size % factor == 0 && shrunk(longer, factor) <= longest_side) return factor;
  return tile_size;
}

std::filesystem::path overview_file(const std::filesystem::path& map) {
  return map.string() + ".ovr";
}

Overview::Overview(const MapLayout& layout) : layout_(layout) {
  if (!layout.is_shown || layout.variables.size() != 1 || !pixel_type(layout.variables.front().type)) return;
  factor_ = overview_factor(layout.grid, layout.tile_size);
  if (!wanted()) return;
  rows_ = shrunk(layout.grid.rows(), factor_);
  cols_ = shrunk(layout.grid.cols(), factor_);
  bands_.resize(layout.variables.front().per_time ? layout.months.size() : 1);
  own_.resize(static_cast<std::size_t>(rows_ * cols_));
}

bool Overview::aligned(const model::Window& window) const {
  const auto ends_well = [&](std::int64_t end, std::int64_t size) {
    return end % factor_ == 0 || end == size;
  };
  return window.row % factor_ == 0 && window.col % factor_ == 0 &&
         ends_well(window.row + window.rows, layout_.grid.rows()) &&
         ends_well(window.col + window.cols, layout_.grid.cols());
}

/// `below`: the pixels of a cell, counted within the window.
template <typename T>
T Overview::cell(const model::Window& window, const T* values, const model::Window& below) const {
  const auto& variable = layout_.variables.front();
  const auto at = [&](std::int64_t row, std::int64_t col) { return values[row * window.cols + col]; };
  if (!variable.flag_values.empty()) return at(below.row + below.rows / 2, below.col + below.cols / 2);
  double sum = 0;
  std::int64_t count = 0;
  for (auto row = below.row; row < below.row + below.rows; ++row)
    for (auto col = below.col; col < below.col + below.cols; ++col) {
      const T value = at(row, col);
      if (is_fill(variable, value)) continue;
      sum += static_cast<double>(value);
      ++count;
    }
  return mean_of(sum, count, fill_of<T>(variable));
}

/// The cells of some rows of small whole numbers: columns are summed first, as vectors.
template <typename T>
void Overview::add_row_of_means(const T* values, std::int64_t rows, std::int64_t cols, std::span<T> cells) {
  const auto& variable = layout_.variables.front();
  const T without = fill_of<T>(variable);
  const auto fill = variable.fill ? std::optional(without) : std::nullopt;
  const auto width = static_cast<std::size_t>(cols);
  sums_.assign(width, 0);
  counts_.assign(width, 0);
  for (std::int64_t row = 0; row < rows; ++row, values += cols)
    model::add_row_to_columns(std::span(values, width), fill, sums_, counts_);
  const auto factor = static_cast<std::size_t>(factor_);
  for (std::size_t i = 0, first = 0; i < cells.size(); ++i, first += factor) {
    std::int64_t sum = 0, count = 0;
    for (auto col = first; col < std::min(first + factor, width); ++col) {
      sum += sums_[col];
      count += counts_[col];
    }
    cells[i] = mean_of(static_cast<double>(sum), count, without);
  }
}

template <typename T>
void Overview::add_band(const model::Window& window, const T* values, T* cells) {
  const bool adds_up = std::is_integral_v<T> && layout_.variables.front().flag_values.empty();
  for (auto row = window.row; row < window.row + window.rows; row += factor_) {
    const auto rows = std::min(factor_, window.row + window.rows - row);
    const auto first = row / factor_ * cols_ + window.col / factor_;
    const auto count = shrunk(window.cols, factor_);
    std::fill_n(own_.begin() + first, count, true);
    if constexpr (std::is_integral_v<T>) {
      if (adds_up) {
        add_row_of_means(values + (row - window.row) * window.cols, rows, window.cols,
                         std::span(cells + first, static_cast<std::size_t>(count)));
        continue;
      }
    }
    for (std::int64_t i = 0; i < count; ++i)
      cells[first + i] =
          cell(window, values,
               {row - window.row, i * factor_, rows, std::min(factor_, window.cols - i * factor_)});
  }
}

template <typename T>
void Overview::add_bands(std::size_t first, const model::Window& window, std::span<const std::byte> bytes) {
  const auto* values = reinterpret_cast<const T*>(bytes.data());
  const auto count = bytes.size() / sizeof(T) / static_cast<std::size_t>(window.size());
  for (std::size_t band = first; band < first + count; ++band, values += window.size()) {
    auto& cells = bands_[band];
    if (cells.empty()) {
      const std::vector<T> unwritten(own_.size(), fill_of<T>(layout_.variables.front()));
      cells.resize(own_.size() * sizeof(T));
      std::memcpy(cells.data(), unwritten.data(), cells.size());
    }
    add_band(window, values, reinterpret_cast<T*>(cells.data()));
  }
}

void Overview::add(std::optional<MonthRange> months, const model::Window& window,
                   std::span<const std::byte> values) {
  if (!wanted() || values.empty() || !aligned(window)) return;
  const auto first = static_cast<std::size_t>(months ? months->first : 0);
  with_type(layout_.variables.front().type, [&]<typename T>(T) { add_bands<T>(first, window, values); });
}

/// All cells of a band, without data where this rank did not write.
template <typename T>
std::vector<T> Overview::own_cells(std::size_t band) const {
  std::vector<T> values(own_.size(), fill_of<T>(layout_.variables.front()));
  if (const auto& cells = bands_[band]; !cells.empty())
    std::memcpy(values.data(), cells.data(), cells.size());
  return values;
}

/// The cells that this rank wrote, those that have data in no band left out: the writer has none there
/// either.
template <typename T>
std::vector<CellRun> Overview::own_runs() const {
  std::vector<std::uint8_t> has_data(own_.size(), 0);
  for (const auto& band : bands_) {
    const auto* values = reinterpret_cast<const T*>(band.data());
    for (std::size_t i = 0; i < band.size() / sizeof(T); ++i)
      if (!is_fill(layout_.variables.front(), values[i])) has_data[i] = 1;
  }
  std::vector<CellRun> runs;
  for (std::size_t i = 0; i < own_.size(); ++i) {
    if (!own_[i] || has_data[i] == 0) continue;
    if (runs.empty() || runs.back().first + runs.back().count != i) runs.push_back({i, 0});
    ++runs.back().count;
  }
  return runs;
}

/// A cell that nobody wrote, and one of a band that its rank did not write, has no data.
void Overview::write_band(std::size_t band, std::span<ToldOverview> others, GeoTiffWriter& file) const {
  with_type(layout_.variables.front().type, [&]<typename T>(T) {
    auto values = own_cells<T>(band);
    for (auto& told : others) told.next_band(std::as_writable_bytes(std::span(values)), sizeof(T));
    file.write({0, 0, rows_, cols_}, std::span<const T>(values), static_cast<int>(band) + 1);
  });
}

GeoTiffWriter Overview::make_file(const std::filesystem::path& map) const {
  const auto& grid = layout_.grid;
  // Its own pixels may reach beyond the map's edge; a grid of degrees may not. GDAL looks at the size
  // alone.
  const double dx = (grid.east() - grid.west()) / static_cast<double>(cols_),
               dy = (grid.north() - grid.south()) / static_cast<double>(rows_);
  const StudyGrid small{model::Grid(grid.west(), grid.north(), dx, dy, rows_, cols_, grid.geographic()),
                        Crs::from_text(layout_.crs_wkt)};
  const auto& variable = layout_.variables.front();
  GeoTiffLayout tiff;
  tiff.type = *pixel_type(variable.type);
  tiff.bands = static_cast<int>(bands_.size());
  tiff.nodata = variable.fill;
  // Compressing noisy numbers would take a tenth of the map's time, while all other ranks wait; classes are
  // few bytes and become fewer.
  tiff.compressed = tiff.type == PixelType::uint8;
  tiff.strip_rows = strip_rows;
  return {overview_file(map).string(), small, tiff};
}

std::vector<mpi::Message> Overview::hand_over(const mpi::Communicator& comm) const {
  if (!wanted() || comm.size() == 1) return {};
  auto own = mpi::agree(comm, [&] {
    std::vector<mpi::Message> messages;
    if (comm.rank() == writer(comm)) return messages;
    with_type(layout_.variables.front().type, [&]<typename T>(T) {
      messages.push_back({writer(comm), overview_message(own_runs<T>(), bands_, sizeof(T))});
    });
    return messages;
  });
  return comm.exchange(std::move(own));
}

void Overview::write(const std::vector<mpi::Message>& others, const std::filesystem::path& map) const {
  if (!wanted()) return;
  std::vector<ToldOverview> told;
  for (const auto& message : others) told.emplace_back(message.bytes);
  auto file = make_file(map);
  for (std::size_t band = 0; band < bands_.size(); ++band) write_band(band, told, file);
  // An old map must not stand beside the overview of the new one, wherever the run is killed.
  std::filesystem::remove(map);
  file.finish();
}

}  // namespace minenpp::io
