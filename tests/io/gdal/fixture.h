#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::testing {

/// A fresh folder of this process alone, removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Writes a text file and returns its path.
  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

/// The message of the model::Error that `work` throws, after checking its fault; a test failure where it
/// throws none.
std::string error_of(const std::function<void()>& work, model::Fault fault = model::Fault::input);

/// A raster for a test: values by row and column, written as GeoTIFF.
struct TestRaster {
  int rows = 0, cols = 0;
  double west = 0, north = 0, dx = 1, dy = 1;
  std::string crs = {};          ///< as GDAL's SetFromUserInput takes it; empty: none
  std::string type = "Float64";  ///< GDAL's name
  double nodata = 0;
  bool has_nodata = false;
  int bands = 1;
  std::vector<std::string> options = {};  ///< creation options
  std::function<double(int band, int row, int col)> value = {};
};

/// Writes it; `path` ends in .tif.
void write_raster(const std::string& path, const TestRaster& raster);

/// The folder of real data, or empty where it is absent.
std::string real_data();

}  // namespace minenpp::testing

/// Skips the test, by name, where the real data are absent.
#define MINENPP_NEEDS_REAL_DATA() \
  if (::minenpp::testing::real_data().empty()) GTEST_SKIP() << "needs the real data (MINENPP_DATA)"
