#include "io/results/digest.h"

#include "sample.h"
#include <cmath>
#include <cstring>
#include <fstream>
#include <functional>
#include <set>

#include <gtest/gtest.h>

#include "io/results/archive_writer.h"
#include "io/results/inventory.h"

namespace minenpp::io {
namespace {

/// Collective. Digest of the sample result with the layout changed.
std::string sample_with(const std::function<void(MapLayout&)>& change, std::int64_t tile_size = 64) {
  const SharedFolder folder;
  auto layout = sample::layout(tile_size);
  change(layout);
  sample::write(folder / "maps/npp.nc", layout);
  sample::write_survey(folder / "survey.h5");
  return digest(folder.path());
}

/// Collective. Digest of the sample as one rank alone writes it; every rank writes its own.
std::string digest_of_one_rank() {
  const SharedFolder folder;
  const auto alone = world().split(world().rank());
  const auto path = folder / std::to_string(world().rank());
  sample::write(path / "maps/npp.nc", sample::layout(64), {}, alone);
  sample::write_survey(path / "survey.h5", "key", alone);
  return digest(path);
}

std::string archive_with(const FillArchive& fill, const std::string& key = "") {
  const SharedFolder folder;
  write_archive(world(), folder / "a.h5", key, fill);
  return digest(folder / "a.h5");
}

class DigestOfTiles : public testing::TestWithParam<std::int64_t> {};

TEST_P(DigestOfTiles, IsTheSameOnAnyNumberOfRanks) {
  EXPECT_EQ(sample_with([](auto&) {}, GetParam()), digest_of_one_rank());
}

INSTANTIATE_TEST_SUITE_P(Sizes, DigestOfTiles, testing::Values(64, 256, 500));

TEST(Digest, DoesNotSeeStorage) {
  EXPECT_EQ(sample_with([](auto& l) {
              l.deflate_level = 9;
              l.stage_key = "another";
              l.title = "another";
            }),
            sample_with([](auto&) {}));
}

TEST(Digest, SeesWhatValuesMean) {
  const std::set<std::string> digests{
      sample_with([](auto&) {}),
      sample_with([](auto& l) { l.variables[0].scale_factor = 0.02; }),
      sample_with([](auto& l) { l.variables[0].add_offset = 1; }),
      sample_with([](auto& l) { l.variables[0].units = "kg m-2"; }),
      sample_with([](auto& l) { l.variables[0].fill = -32767; }),
      sample_with([](auto& l) { l.variables[2].flag_meanings[0] = "water"; }),
      sample_with([](auto& l) { l.variables[2].flag_values[0] = 4; }),
      sample_with([](auto& l) { l.months[0].month = 6; }),
      sample_with([](auto& l) { l.crs_wkt = "EPSG:32650"; }),
  };
  EXPECT_EQ(digests.size(), 9U);
}

TEST(Digest, SeesEveryValueButNotProvenance) {
  const auto with = [](double value) {
    return archive_with([=](ArchiveWriter& w) { w.group("g").array("a", {}, std::vector{value}); });
  };
  EXPECT_NE(with(1), with(std::nextafter(1.0, 2.0)));
  EXPECT_NE(with(0), with(std::nan("")));
  double odd_nan = std::nan("");
  const std::uint64_t odd = 0xfff8000000000123U;
  std::memcpy(&odd_nan, &odd, sizeof odd);
  EXPECT_EQ(with(std::nan("")), with(odd_nan));
  EXPECT_EQ(with(1), archive_with(
                         [](ArchiveWriter& w) {
                           w.group("provenance").text("host", "elsewhere");
                           w.group("g").array("a", {}, std::vector{1.0});
                         },
                         "another key"));
}

TEST(Digest, TypesNamesAndPlacesCount) {
  const auto array = [](const std::string& group, const std::string& dimension, auto value) {
    return archive_with([=](ArchiveWriter& w) {
      w.group(group).dimension(dimension, std::int64_t{1});
      w.group(group).array("a", {dimension}, std::vector{value});
    });
  };
  const std::set<std::string> digests{array("g", "n", std::int32_t{1}), array("g", "n", std::int64_t{1}),
                                      array("h", "n", std::int32_t{1}), array("g", "m", std::int32_t{1}),
                                      array("g", "n", std::string("1"))};
  EXPECT_EQ(digests.size(), 5U);
}

TEST(Digest, OfAFolderCountsItsResultFilesOnly) {
  const SharedFolder folder;
  sample::write_survey(folder / "survey.h5");
  const auto before = digest(folder.path());
  world().barrier();
  if (world().is_root()) {
    std::ofstream(folder / "half.nc.part") << "half";
    std::ofstream(folder / "log.txt") << "log";
  }
  world().barrier();
  EXPECT_EQ(digest(folder.path()), before);
  sample::write_survey(folder / "more/survey.h5");
  EXPECT_NE(digest(folder.path()), before);
  EXPECT_NE(digest(folder / "survey.h5"), before);
  EXPECT_EQ(digest(folder / "survey.h5"), digest(folder / "more/survey.h5"));
}

TEST(Digest, DamageAndAbsenceAreInputErrors) {
  const SharedFolder folder;
  EXPECT_THROW((void)digest(folder / "none"), model::Error);
  if (world().is_root()) std::ofstream(folder / "survey.h5") << "not a result";
  world().barrier();
  try {
    (void)digest(folder.path());
    FAIL() << "text was digested";
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::input);
    EXPECT_NE(std::string(error.what()).find("survey.h5"), std::string::npos);
  }
}

/// Brute force: the row-major places that the blocks visit.
TEST(Blocks, VisitEveryPlaceOnceInOrder) {
  const std::vector<hdf5::Shape> shapes{{7}, {3, 5}, {2, 9, 4}, {2, 3, 4, 5}, {1, 1, 1}, {}, {4, 0, 3}};
  for (const auto& shape : shapes)
    for (const std::int64_t edge : {0, 1, 2, 3, 100})
      for (const std::int64_t limit : {1, 2, 5, 6, 20, 1000}) {
        ArrayInfo array;
        array.shape = shape;
        if (edge > 0)
          for (const auto length : shape)
            array.chunk.push_back(std::min(edge, std::max<std::int64_t>(length, 1)));
        std::int64_t next = 0;
        for_each_block(array, limit, [&](const hdf5::Slab& block) {
          std::int64_t first = 0;
          for (std::size_t d = 0; d < shape.size(); ++d) first = first * shape[d] + block.start[d];
          EXPECT_EQ(first, next);
          next += hdf5::count_of(block.count);
        });
        EXPECT_EQ(next, hdf5::count_of(shape));
      }
}

}  // namespace
}  // namespace minenpp::io
