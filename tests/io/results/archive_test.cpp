#include "sample.h"
#include <cmath>
#include <fstream>
#include <iterator>
#include <random>
#include <utility>

#include <gtest/gtest.h>

#include "io/hdf5/file.h"
#include "io/results/archive_reader.h"
#include "io/results/archive_writer.h"

namespace minenpp::io {
namespace {

std::string message_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const model::Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(Archive, ComesBackAsWritten) {
  const SharedFolder folder;
  sample::write_survey(folder / "survey.h5");
  const ArchiveReader reader(folder / "survey.h5");
  EXPECT_EQ(reader.groups(), (std::vector<std::string>{"/provenance", "/settings", "/validation", "/zones"}));
  EXPECT_EQ(reader.groups("/validation"), std::vector<std::string>{"/validation/samples"});
  EXPECT_EQ(reader.arrays("/zones"),
            (std::vector<std::string>{"/zones/kind", "/zones/month", "/zones/npp_mean", "/zones/pixels",
                                      "/zones/year", "/zones/zone"}));
  const auto means = reader.info("/zones/npp_mean");
  EXPECT_EQ(means.shape, (hdf5::Shape{3, 2, 2}));
  EXPECT_EQ(means.dimensions, (std::vector<std::string>{"zone", "year", "month"}));
  EXPECT_EQ(means.type, ValueType::float64);
  EXPECT_TRUE(means.chunk.empty());
  EXPECT_EQ(reader.info("/zones/zone").dimensions, std::vector<std::string>{"zone"});
  const auto values = reader.read<double>("/zones/npp_mean");
  EXPECT_EQ(values.at(11), 11.25);
  EXPECT_TRUE(std::isnan(values.at(5)));
  EXPECT_EQ(reader.read<std::int64_t>("/zones/pixels").back(), std::int64_t{1} << 40);
  EXPECT_EQ(reader.read<std::string>("/zones/zone"), (std::vector<std::string>{"Antaibao", "平鲁", ""}));
  EXPECT_EQ(reader.text("/settings/survey_file").size(), 100007U);
  EXPECT_EQ(reader.text_attribute("/zones/npp_mean", "units"), "g m-2");
  EXPECT_TRUE(std::isnan(reader.number_attribute("/zones/npp_mean", "_FillValue").value()));
  EXPECT_EQ(reader.number_attribute("/validation/samples", "r_squared"), 0.9);
}

TEST(Archive, EmptyArraysAndBareDimensions) {
  const SharedFolder folder;
  sample::write_survey(folder / "survey.h5");
  const ArchiveReader reader(folder / "survey.h5");
  const std::string group = "/validation/samples";
  EXPECT_EQ(reader.arrays(group),
            (std::vector<std::string>{group + "/count", group + "/measured", group + "/sample"}));
  EXPECT_EQ(reader.info(group + "/measured").shape, hdf5::Shape{0});
  EXPECT_TRUE(reader.read<double>(group + "/measured").empty());
  EXPECT_TRUE(reader.read<std::string>(group + "/sample").empty());
  EXPECT_EQ(reader.info(group + "/count").dimensions, std::vector<std::string>{"bin"});
}

TEST(Archive, WideningIsAllowedNarrowingIsNot) {
  const SharedFolder folder;
  sample::write_survey(folder / "survey.h5");
  const ArchiveReader reader(folder / "survey.h5");
  EXPECT_EQ(reader.read<std::int64_t>("/zones/kind"), (std::vector<std::int64_t>{0, 1, 2}));
  EXPECT_EQ(reader.read<double>("/zones/year"), (std::vector<double>{2016, 2020}));
  const auto file = (folder / "survey.h5").string();
  EXPECT_EQ(message_of([&] { (void)reader.read<std::int32_t>("/zones/pixels"); }),
            file + ": /zones/pixels: holds int64, expected int32");
  EXPECT_EQ(message_of([&] { (void)reader.read<double>("/zones/zone"); }),
            file + ": /zones/zone: holds text, expected float64");
  EXPECT_EQ(message_of([&] {
              (void)reader.read<double>("/zones/none");
            }).find(file + ": opening dataset /zones/none"),
            0U);
}

TEST(Archive, MistakesOfTheCallerReachEveryRank) {
  const SharedFolder folder;
  const auto failing = [&](const FillArchive& fill) {
    return message_of([&] { write_archive(world(), folder / "bad.h5", "", fill); });
  };
  const auto file = (folder / "bad.h5").string();
  EXPECT_EQ(failing([](ArchiveWriter& w) { w.group("g").array("a", {"n"}, std::vector<double>{1}); }),
            file + ": group /g has no dimension n");
  EXPECT_EQ(failing([](ArchiveWriter& w) {
              w.group("g").dimension("n", std::int64_t{3});
              w.group("g").array("a", {"n"}, std::vector<double>{1});
            }),
            file + ": g/a: has 1 values, its dimensions hold 3");
  EXPECT_EQ(failing([](ArchiveWriter& w) {
              w.group("g").scalar("a", 1.0);
              w.group("g").scalar("a", 2.0);
            }).find(file + ": making g/a: "),
            0U);
  EXPECT_FALSE(std::filesystem::exists(folder / "bad.h5"));
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Read by HDF5's own filters.
template <typename T>
std::vector<T> read_by_hdf5(const std::filesystem::path& path, const std::string& array, std::size_t count) {
  const auto file = hdf5::open_file(path, hdf5::Access::read);
  const hdf5::Dataset dataset(H5Dopen2(file.get(), array.c_str(), H5P_DEFAULT), model::Fault::input, array);
  std::vector<T> values(count);
  hdf5::check(H5Dread(dataset.get(), hdf5::datatype(value_type_of<T>()).get(), H5S_ALL, H5S_ALL, H5P_DEFAULT,
                      values.data()),
              model::Fault::input, array);
  return values;
}

TEST(Archive, LargeArraysAreCompressedInChunksThatHdf5Reads) {
  constexpr std::int64_t zones = 5000, months = 36;
  std::mt19937_64 random(4);
  std::vector<double> means;
  std::vector<std::int64_t> counts;
  for (std::int64_t i = 0; i < zones * months; ++i) {
    means.push_back(i % 7 == 0 ? std::nan("") : static_cast<double>(random()) / 1e17);
    counts.push_back(static_cast<std::int64_t>(random() % 1000) - 10);
  }
  const std::vector<std::uint8_t> codes(300000, 3);
  std::vector<float> layers;
  for (int i = 0; i < 8 * 64 * 512; ++i) layers.push_back(static_cast<float>(i % 1001));
  const SharedFolder folder;
  const auto fill = [&](ArchiveWriter& writer) {
    auto& group = writer.group("zones");
    for (const auto& [name, length] : {std::pair{"layer", 8}, {"row", 64}, {"column", 512}})
      group.dimension(name, std::int64_t{length});
    group.array("layers", {"layer", "row", "column"}, layers);
    group.dimension("zone", zones);
    group.dimension("month", months);
    group.dimension("pixel", std::int64_t{300000});
    group.array("means", {"zone", "month"}, means);
    group.array("counts", {"zone", "month"}, counts);
    group.array("codes", {"pixel"}, codes);
  };
  write_archive(world(), folder / "large.h5", {}, fill);
  write_archive(world(), folder / "again.h5", {}, fill);
  EXPECT_EQ(bytes_of(folder / "large.h5"), bytes_of(folder / "again.h5"));
  const ArchiveReader reader(folder / "large.h5");
  EXPECT_EQ(reader.info("/zones/means").chunk, (hdf5::Shape{3640, months})) << "the last one is not full";
  EXPECT_EQ(reader.info("/zones/codes").chunk, hdf5::Shape{300000});
  EXPECT_EQ(reader.read<std::int64_t>("/zones/counts"), counts);
  EXPECT_EQ(reader.read<std::uint8_t>("/zones/codes"), codes);
  EXPECT_EQ(reader.info("/zones/layers").chunk, (hdf5::Shape{8, 64, 512})) << "one chunk, full to its end";
  EXPECT_EQ(read_by_hdf5<float>(folder / "large.h5", "/zones/layers", layers.size()), layers);
  EXPECT_EQ(read_by_hdf5<std::int64_t>(folder / "large.h5", "/zones/counts", counts.size()), counts);
  const auto read = read_by_hdf5<double>(folder / "large.h5", "/zones/means", means.size());
  for (std::size_t i = 0; i < means.size(); ++i)
    ASSERT_TRUE(read[i] == means[i] || (std::isnan(read[i]) && std::isnan(means[i]))) << i;
  EXPECT_LT(std::filesystem::file_size(folder / "large.h5"),
            16 * zones * months * 3 / 4 + 4 * std::ssize(layers));
}

TEST(Archive, PartOfAnArray) {
  const SharedFolder folder;
  sample::write_survey(folder / "survey.h5");
  const ArchiveReader reader(folder / "survey.h5");
  std::vector<double> two(2);
  reader.read_block<double>("/zones/npp_mean", {{1, 0, 0}, {1, 2, 1}}, two);
  EXPECT_EQ(two, (std::vector<double>{4.25, 6.25}));
  EXPECT_THROW(reader.read_block<double>("/zones/npp_mean", {{2, 0, 0}, {2, 1, 1}}, two), model::Error);
}

}  // namespace
}  // namespace minenpp::io
