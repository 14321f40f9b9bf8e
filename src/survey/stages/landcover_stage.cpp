#include <algorithm>
#include <optional>

#include "io/results/map_writer.h"
#include "mpi/collective_error.h"
#include "survey/catalogue/pixel_check.h"
#include "survey/npp/class_lookup.h"
#include "survey/run/tile_loop.h"
#include "survey/stages/map_layouts.h"
#include "survey/stages/stages.h"

namespace minenpp::survey {

namespace {

/// Raster codes -> class codes, with a table for the codes that fit one.
class ClassTranslation {
 public:
  explicit ClassTranslation(const Catalogue& catalogue) : catalogue_(catalogue), table_(1024) {
    for (int code = 0; code < static_cast<int>(table_.size()); ++code)
      table_[static_cast<std::size_t>(code)] = class_of(catalogue, code);
  }
  [[nodiscard]] int of(int code) const {
    const bool tabled = code >= 0 && code < static_cast<int>(table_.size());
    return tabled ? table_[static_cast<std::size_t>(code)] : class_of(catalogue_, code);
  }

 private:
  const Catalogue& catalogue_;
  std::vector<int> table_;
};

/// One tile of class codes from the raster, or one class everywhere.
class ClassSource {
 public:
  ClassSource(const SurveyRun& run, std::size_t year)
      : run_(run), path_(run.catalogue.years[year].landcover), translation_(run.catalogue) {
    if (path_.empty())
      everywhere_ = run.settings.integer("landcover.everywhere");
    else
      reader_.emplace(landcover_raster(run.settings, path_), run.catalogue.grid);
  }

  void read(const model::Window& window, std::vector<std::uint8_t>& classes) {
    run_.catalogue.area.mask(window, inside_);
    classes.assign(inside_.size(), no_class);
    if (!reader_) {
      for (std::size_t i = 0; i < classes.size(); ++i)
        if (inside_[i] != 0) classes[i] = static_cast<std::uint8_t>(everywhere_);
      return;
    }
    codes_.resize(inside_.size());
    reader_->read(window, codes_, no_code);
    UnknownCodes unknown;
    for (std::size_t i = 0; i < classes.size(); ++i) {
      if (inside_[i] == 0) continue;
      const int land_class = translation_.of(codes_[i]);
      if (land_class < 0) {
        const auto at = static_cast<std::int64_t>(i);
        unknown.add(codes_[i], window.row + at / window.cols, window.col + at % window.cols);
        continue;
      }
      classes[i] = static_cast<std::uint8_t>(land_class);
    }
    if (!unknown.empty()) throw unknown.error(run_.settings, path_);
  }

 private:
  const SurveyRun& run_;
  std::string path_;
  ClassTranslation translation_;
  std::optional<io::GridReader> reader_;
  int everywhere_ = no_class;
  std::vector<std::uint8_t> inside_;
  std::vector<std::int32_t> codes_;
};

}  // namespace

void make_class_map(SurveyRun& run, std::size_t year, const io::StageKey& key) {
  io::MapWriter writer(run.ranks, run.class_map(run.catalogue.years[year].year),
                       with_key(class_layout(run, year), key));
  std::optional<ClassSource> source;
  mpi::agree(run.ranks, [&] { source.emplace(run, year); });

  std::vector<std::uint8_t> classes;
  for_each_tile(
      run.ranks, run.partition, run.progress,
      [&](const model::Window& window) {
        source->read(window, classes);
        writer.put<std::uint8_t>("land_class", std::nullopt, window, classes);
      },
      {&writer}, run.round_pixels);
  writer.finish();
}

}  // namespace minenpp::survey
