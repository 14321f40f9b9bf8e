#include "survey/demo/demo.h"

#include <optional>

#include <fmt/format.h>

#include "model/error.h"
#include "mpi/collective_error.h"
#include "survey/demo/demo_polygons.h"
#include "survey/demo/demo_rasters.h"
#include "survey/demo/demo_survey_file.h"
#include "survey/demo/demo_tables.h"
#include "survey/demo/demo_vectors.h"
#include "survey/demo/field_samples.h"
#include "survey/demo/whole_file.h"

namespace minenpp::survey {
namespace {

namespace fs = std::filesystem;
using model::Error;
using model::Fault;

// Without its survey file a demo that stops half-way cannot be taken for a whole one.
void make_room(const fs::path& folder) {
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
  if (!failure) fs::remove(folder / demo_survey_file_name, failure);
  if (failure) {
    throw Error(Fault::system,
                fmt::format("folder '{}' cannot be used: {}", folder.string(), failure.message()));
  }
}

void write_own_blocks(const mpi::Communicator& comm, const DemoRasters& rasters, const DemoLayout& layout,
                      const DemoProgress& progress) {
  const std::vector<model::Window> blocks = layout.blocks(DemoRasters::default_block_edge);
  std::int64_t total = 0, done = 0;
  for (std::int64_t block = comm.rank(); block < rasters.block_count(); block += comm.size()) {
    total += blocks[static_cast<std::size_t>(block)].size();
  }
  for (std::int64_t block = comm.rank(); block < rasters.block_count(); block += comm.size()) {
    rasters.write_block(block, [&](std::int64_t pixels) {
      done += pixels;
      if (progress) progress(done, total);
    });
  }
}

void write_the_rest(const DemoOptions& options, const DemoRasters& rasters, const DemoLayout& layout) {
  rasters.write_mosaics();
  const io::StudyGrid& study = rasters.study();
  write_polygons(options.folder / "boundary.gpkg", "boundary", study.crs,
                 {{"Pingshuo demo (synthetic)", study_boundary(layout)}});
  write_polygons(options.folder / "mines.gpkg", "mines", study.crs, mine_polygons(layout));
  write_polygons(options.folder / "townships.gpkg", "townships", study.crs, township_polygons(layout));
  write_whole_file(options.folder / "stations.csv", station_table(study));
  write_whole_file(options.folder / "samples.csv",
                   sample_table(study, field_samples(options.seed, layout, rasters.mines())));
  const DemoDescription description{options.scale, options.seed, options.all_months, rasters.ending()};
  write_whole_file(options.folder / "README.txt", demo_readme(description));
  write_whole_file(options.folder / demo_survey_file_name, demo_survey_file(description));
}

}  // namespace

void generate_demo(const mpi::Communicator& comm, const DemoOptions& options, const DemoProgress& progress) {
  const std::string context = fmt::format("making the demo in '{}'", options.folder.string());
  const auto agreed = [&](auto&& work) { mpi::agree(comm, [&] { model::in_context(context, work); }); };
  std::optional<DemoLayout> layout;
  std::optional<DemoRasters> rasters;
  agreed([&] {
    layout.emplace(options.scale);
    rasters.emplace(options.folder, *layout, options.seed, options.all_months);
  });
  agreed([&] {
    if (!comm.is_root()) return;
    make_room(options.folder);
    rasters->make_folders();
  });
  agreed([&] { write_own_blocks(comm, *rasters, *layout, progress); });
  agreed([&] {
    if (comm.is_root()) write_the_rest(options, *rasters, *layout);
  });
}

}  // namespace minenpp::survey
