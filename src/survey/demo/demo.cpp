#include "survey/demo/demo.h"

#include <optional>

#include <fmt/format.h>

#include "io/results/file_writer.h"
#include "model/error.h"
#include "mpi/collective_error.h"
#include "survey/demo/demo_polygons.h"
#include "survey/demo/demo_rasters.h"
#include "survey/demo/demo_survey_file.h"
#include "survey/demo/demo_tables.h"
#include "survey/demo/demo_vectors.h"
#include "survey/demo/edited_survey.h"
#include "survey/demo/field_samples.h"
#include "survey/demo/scene_writer.h"

namespace minenpp::survey {
namespace {

namespace fs = std::filesystem;
using model::Error;
using model::Fault;

// Without its survey file a demo that stops half-way cannot be taken for a whole one. Returns where an edited
// one is now.
std::optional<fs::path> make_room(const fs::path& folder) {
  std::error_code failure;
  if (fs::exists(folder, failure) && !fs::is_directory(folder, failure)) {
    throw Error(Fault::usage, fmt::format("'{}' is a file, expected a folder for the demo", folder.string()));
  }
  fs::create_directories(folder, failure);
  if (failure) {
    throw Error(Fault::system,
                fmt::format("folder '{}' cannot be made: {}", folder.string(), failure.message()));
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failure)) {
    if (entry.path().extension() == ".ini" && entry.path().filename() != demo_survey_file_name) {
      throw Error(Fault::usage,
                  fmt::format("folder '{}' holds another survey file, '{}'; a demo needs a folder of "
                              "its own",
                              folder.string(), entry.path().filename().string()));
    }
  }
  auto put_aside = put_edited_survey_aside(folder);
  if (!failure) fs::remove(folder / demo_survey_file_name, failure);
  if (failure) {
    throw Error(Fault::system,
                fmt::format("folder '{}' cannot be used: {}", folder.string(), failure.message()));
  }
  return put_aside;
}

// What this rank has to make: every size-th block and scene, counted in pixels.
class OwnWork {
 public:
  OwnWork(const mpi::Communicator& comm, const DemoRasters& rasters, const DemoLayout& layout,
          SceneWriter* scenes, const DemoProgress& progress)
      : comm_(comm), rasters_(rasters), scenes_(scenes), progress_(progress) {
    const std::vector<model::Window> blocks = layout.blocks(DemoRasters::default_block_edge);
    each(rasters_.block_count(),
         [&](std::int64_t block) { total_ += blocks[static_cast<std::size_t>(block)].size(); });
    // A scene takes about as long as the twin of its area.
    each(scene_count(), [&](std::int64_t) { total_ += layout.grid().size(); });
    scene_pixels_ = layout.grid().size();
  }

  void write_blocks() {
    each(rasters_.block_count(), [&](std::int64_t block) {
      rasters_.write_block(block, [&](std::int64_t pixels) { advance(pixels); });
    });
  }

  void write_scenes() {
    each(scene_count(), [&](std::int64_t scene) {
      scenes_->write(scene);
      advance(scene_pixels_);
    });
  }

 private:
  template <typename Work>
  void each(std::int64_t count, Work work) const {
    for (std::int64_t i = comm_.rank(); i < count; i += comm_.size()) work(i);
  }

  [[nodiscard]] std::int64_t scene_count() const {
    return scenes_ == nullptr ? 0 : static_cast<std::int64_t>(scenes_->scenes().size());
  }

  void advance(std::int64_t pixels) {
    done_ += pixels;
    if (progress_) progress_(done_, total_);
  }

  const mpi::Communicator& comm_;
  const DemoRasters& rasters_;
  SceneWriter* scenes_;
  const DemoProgress& progress_;
  std::int64_t scene_pixels_ = 0, total_ = 0, done_ = 0;
};

void check_scale(const DemoOptions& options) {
  if (!options.scenes || options.scale <= SceneWriter::largest_scale) return;
  throw Error(Fault::usage, fmt::format("a demo with scenes cannot have scale {}, expected 1 to {}",
                                        options.scale, SceneWriter::largest_scale));
}

void write_the_rest(const DemoOptions& options, const DemoRasters& rasters, const DemoLayout& layout) {
  const io::StudyGrid& study = rasters.study();
  write_polygons(options.folder / "boundary.gpkg", "boundary", study.crs,
                 {{"Pingshuo demo (synthetic)", study_boundary(layout)}});
  write_polygons(options.folder / "mines.gpkg", "mines", study.crs, mine_polygons(layout));
  write_polygons(options.folder / "townships.gpkg", "townships", study.crs, township_polygons(layout));
  io::write_whole_file(options.folder / "stations.csv", station_table(study));
  io::write_whole_file(options.folder / "samples.csv",
                       sample_table(study, field_samples(options.seed, layout, rasters.mines())));
  const DemoDescription description{options.scale, options.seed, options.all_months, rasters.ending(),
                                    options.scenes};
  io::write_whole_file(options.folder / "README.txt", demo_readme(description));
  io::write_whole_file(options.folder / demo_survey_file_name, demo_survey_file(description));
}

}  // namespace

std::optional<fs::path> generate_demo(const mpi::Communicator& comm, const DemoOptions& options,
                                      const DemoProgress& progress) {
  const std::string context = fmt::format("making the demo in '{}'", options.folder.string());
  const auto agreed = [&](auto&& work) { mpi::agree(comm, [&] { model::in_context(context, work); }); };
  std::optional<DemoLayout> layout;
  std::optional<DemoRasters> rasters;
  std::optional<SceneWriter> scenes;
  agreed([&] {
    layout.emplace(options.scale);
    check_scale(options);
    rasters.emplace(options.folder, *layout, options.seed, options.all_months,
                    DemoRasters::default_block_edge, options.scenes ? "truth" : "ndvi");
    if (options.scenes) scenes.emplace(options.folder, *rasters, options.seed, options.all_months);
  });
  std::optional<fs::path> put_aside;
  agreed([&] {
    if (!comm.is_root()) return;
    put_aside = make_room(options.folder);
    rasters->make_folders();
    if (scenes) scenes->make_folders();
  });
  OwnWork work(comm, *rasters, *layout, scenes ? &*scenes : nullptr, progress);
  agreed([&] { work.write_blocks(); });
  agreed([&] {
    if (comm.is_root()) rasters->write_mosaics();
  });
  // Scenes are made from the whole twin as it now lies on the disk.
  agreed([&] { work.write_scenes(); });
  agreed([&] {
    if (comm.is_root()) write_the_rest(options, *rasters, *layout);
  });
  return put_aside;
}

}  // namespace minenpp::survey
