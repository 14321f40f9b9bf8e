#include "io/hdf5/chunk_reader.h"

#include <limits>
#include <random>
#include <tuple>

#include <gtest/gtest.h>

#include "io/hdf5/chunk_decoder.h"
#include "io/hdf5/chunk_encoder.h"
#include "io/hdf5/file.h"
#include "model/error.h"

namespace minenpp::io::hdf5 {
namespace {

using Bytes = std::vector<std::byte>;

const Shape shape{3, 10, 7};
const std::vector<hsize_t> chunk{1, 4, 3};

PropertyList filters(bool shuffle, bool deflate) {
  auto list = dataset_creation();
  H5Pset_chunk(list.get(), 3, chunk.data());
  if (shuffle) H5Pset_shuffle(list.get());
  if (deflate) H5Pset_deflate(list.get(), 1);
  return list;
}

Dataset make(const File& file, hid_t type, const PropertyList& list) {
  return {H5Dcreate2(file.get(), "values", type, space_of(shape).get(), H5P_DEFAULT, list.get(), H5P_DEFAULT),
          model::Fault::system, "making a dataset"};
}

template <typename T>
std::vector<T> numbers() {
  std::vector<T> values(static_cast<std::size_t>(count_of(shape)));
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<T>(i * 37 % 251);
  values.front() = std::numeric_limits<T>::lowest();
  values.back() = std::numeric_limits<T>::max();
  return values;
}

/// A dataset full of numbers(), as HDF5's own filters store them.
template <typename T>
Dataset filled(const File& file, const PropertyList& list) {
  auto dataset = make(file, datatype(value_type_of<T>()).get(), list);
  const auto values = numbers<T>();
  EXPECT_GE(H5Dwrite(dataset.get(), datatype(value_type_of<T>()).get(), H5S_ALL, H5S_ALL, H5P_DEFAULT,
                     values.data()),
            0);
  EXPECT_GE(H5Dflush(dataset.get()), 0);
  return dataset;
}

template <typename T>
std::vector<T> expected(const Slab& slab) {
  const auto all = numbers<T>();
  std::vector<T> part;
  for (auto i = slab.start[0]; i < slab.start[0] + slab.count[0]; ++i)
    for (auto j = slab.start[1]; j < slab.start[1] + slab.count[1]; ++j)
      for (auto k = slab.start[2]; k < slab.start[2] + slab.count[2]; ++k)
        part.push_back(all[static_cast<std::size_t>((i * shape[1] + j) * shape[2] + k)]);
  return part;
}

/// What is read past HDF5; nothing where HDF5 has to.
template <typename T>
std::vector<T> past_hdf5(const Dataset& dataset, const Slab& slab) {
  std::vector<T> values(static_cast<std::size_t>(count_of(slab.count)));
  if (!read_whole_chunks(dataset, slab, value_type_of<T>(), values.data())) values.clear();
  return values;
}

template <typename T>
std::vector<T> read(const Dataset& dataset, const Slab& slab) {
  std::vector<T> values(static_cast<std::size_t>(count_of(slab.count)));
  read_numbers(dataset, slab, value_type_of<T>(), values.data());
  return values;
}

template <typename T>
class ChunkReaderTypes : public testing::Test {};
using Types = testing::Types<std::uint8_t, std::int16_t, std::int32_t, std::int64_t, float, double>;
TYPED_TEST_SUITE(ChunkReaderTypes, Types);

TYPED_TEST(ChunkReaderTypes, WholeChunksAreReadPastHdf5) {
  for (const bool shuffle : {false, true}) {
    const auto file = create_in_memory();
    const auto dataset = filled<TypeParam>(file, filters(shuffle, true));
    const std::vector<Slab> slabs{{{0, 0, 0}, {3, 10, 7}}, {{1, 0, 0}, {1, 4, 3}}, {{1, 4, 3}, {2, 4, 3}},
                                  {{0, 8, 0}, {3, 2, 3}},  {{2, 0, 6}, {1, 8, 1}}, {{2, 8, 6}, {1, 2, 1}}};
    for (const auto& slab : slabs) {
      EXPECT_EQ(past_hdf5<TypeParam>(dataset, slab), expected<TypeParam>(slab));
      EXPECT_EQ(read<TypeParam>(dataset, slab), expected<TypeParam>(slab));
    }
  }
}

TYPED_TEST(ChunkReaderTypes, PartsOfChunksAreLeftToHdf5) {
  const auto file = create_in_memory();
  const auto dataset = filled<TypeParam>(file, filters(true, true));
  const std::vector<Slab> slabs{
      {{0, 0, 0}, {1, 3, 3}}, {{0, 1, 0}, {1, 3, 3}}, {{0, 8, 0}, {1, 1, 3}}, {{0, 0, 6}, {3, 9, 1}}};
  for (const auto& slab : slabs) {
    EXPECT_TRUE(past_hdf5<TypeParam>(dataset, slab).empty());
    EXPECT_EQ(read<TypeParam>(dataset, slab), expected<TypeParam>(slab));
  }
}

TEST(ChunkReader, OtherFiltersAreLeftToHdf5) {
  auto checked = filters(true, true);
  H5Pset_fletcher32(checked.get());
  auto twice = filters(false, true);
  H5Pset_deflate(twice.get(), 1);
  auto deflated_first = filters(false, true);
  H5Pset_shuffle(deflated_first.get());
  for (const auto* list : {&checked, &twice, &deflated_first}) {
    const auto file = create_in_memory();
    const auto dataset = filled<std::int16_t>(file, *list);
    EXPECT_TRUE(past_hdf5<std::int16_t>(dataset, whole(shape)).empty());
    EXPECT_EQ(read<std::int16_t>(dataset, whole(shape)), numbers<std::int16_t>());
  }
  for (const bool shuffle : {false, true}) {
    const auto file = create_in_memory();
    const auto dataset = filled<std::int16_t>(file, filters(shuffle, false));
    EXPECT_TRUE(past_hdf5<std::int16_t>(dataset, whole(shape)).empty());
  }
}

TEST(ChunkReader, OtherTypesAreLeftToHdf5) {
  const auto file = create_in_memory();
  const auto dataset = filled<std::int16_t>(file, filters(true, true));
  EXPECT_TRUE(past_hdf5<std::int32_t>(dataset, whole(shape)).empty());
  const auto wide = read<std::int32_t>(dataset, whole(shape));
  const auto narrow = numbers<std::int16_t>();
  EXPECT_EQ(wide, std::vector<std::int32_t>(narrow.begin(), narrow.end()));
}

TEST(ChunkReader, TheOtherOrderOfBytesIsLeftToHdf5) {
  const auto file = create_in_memory();
  const auto dataset = make(file, H5T_STD_I16BE, filters(true, true));
  const auto values = numbers<std::int16_t>();
  ASSERT_GE(H5Dwrite(dataset.get(), H5T_NATIVE_INT16, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), 0);
  EXPECT_TRUE(past_hdf5<std::int16_t>(dataset, whole(shape)).empty());
  EXPECT_EQ(read<std::int16_t>(dataset, whole(shape)), values);
}

TEST(ChunkReader, ChunksNeverWrittenAreOfTheFillValue) {
  const auto file = create_in_memory();
  auto list = filters(true, true);
  const std::int16_t fill = -7;
  H5Pset_fill_value(list.get(), H5T_NATIVE_INT16, &fill);
  H5Pset_alloc_time(list.get(), H5D_ALLOC_TIME_INCR);
  const auto dataset = make(file, H5T_NATIVE_INT16, list);
  EXPECT_TRUE(past_hdf5<std::int16_t>(dataset, whole(shape)).empty());
  EXPECT_EQ(read<std::int16_t>(dataset, whole(shape)), std::vector<std::int16_t>(210, fill));
}

/// A file whose first chunk is these bytes; HDF5's own reading of it must fail.
void expect_refused(const Bytes& stored) {
  const auto file = create_in_memory();
  const auto dataset = filled<std::int16_t>(file, filters(true, true));
  const hsize_t offset[3] = {};
  ASSERT_GE(H5Dwrite_chunk(dataset.get(), H5P_DEFAULT, 0, offset, stored.size(), stored.data()), 0);
  const Slab first{{0, 0, 0}, {1, 4, 3}};
  EXPECT_TRUE(past_hdf5<std::int16_t>(dataset, first).empty());
  try {
    std::ignore = read<std::int16_t>(dataset, first);
    FAIL() << "damaged bytes were read";
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::input);
    EXPECT_EQ(std::string(error.what()).find("reading values: "), 0) << error.what();
  }
}

Bytes encoded(std::size_t count) {
  std::vector<std::int16_t> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<std::int16_t>(i * i);
  Bytes bytes;
  ChunkEncoder(1).append(std::as_bytes(std::span(values)), 2, bytes);
  return bytes;
}

TEST(ChunkReader, DamagedChunksAreRefused) {
  expect_refused(Bytes(40));
  expect_refused(Bytes(5000, std::byte{120}));
  auto cut = encoded(12);
  cut.resize(cut.size() / 2);
  expect_refused(cut);
  auto changed = encoded(12);
  changed.back() ^= std::byte{1};
  expect_refused(changed);
}

TEST(ChunkReader, AChunkStoredWithoutItsFiltersIsLeftToHdf5) {
  const auto file = create_in_memory();
  auto list = filters(true, true);
  H5Pset_alloc_time(list.get(), H5D_ALLOC_TIME_INCR);
  const std::vector<std::int16_t> plain(12, 5);
  const hsize_t offset[3] = {};
  ASSERT_GE(
      H5Dwrite_chunk(make(file, H5T_NATIVE_INT16, list).get(), H5P_DEFAULT, 3, offset, 24, plain.data()), 0);
  // HDF5 1.10 knows which filters were left out once the array is opened anew.
  const auto dataset = open_dataset(file.get(), "values");
  const Slab first{{0, 0, 0}, {1, 4, 3}};
  EXPECT_TRUE(past_hdf5<std::int16_t>(dataset, first).empty());
  EXPECT_EQ(read<std::int16_t>(dataset, first), plain);
}

TEST(ChunkDecoder, TakesChunksOfTheRightLengthOnly) {
  ChunkDecoder decoder;
  Bytes room(24), longer(26), shorter(22);
  EXPECT_TRUE(decoder.decode(encoded(12), 2, true, room));
  EXPECT_FALSE(decoder.decode(encoded(12), 2, true, longer));
  EXPECT_FALSE(decoder.decode(encoded(12), 2, true, shorter));
  EXPECT_FALSE(decoder.decode({}, 2, true, room));
  EXPECT_THROW(std::ignore = decoder.decode(encoded(12), 5, true, room), model::Error);
  EXPECT_THROW(std::ignore = decoder.decode(encoded(12), 3, true, room), model::Error);
  EXPECT_THROW(std::ignore = decoder.decode(encoded(12), 0, true, room), model::Error);
}

TEST(ChunkDecoder, NoiseIsBelowTheLongestEncoding) {
  std::mt19937 random(2);
  for (const std::size_t bytes : {8, 24, 1000, 100000}) {
    Bytes noise(bytes), stored, back(bytes);
    for (auto& byte : noise) byte = static_cast<std::byte>(random());
    ChunkEncoder(1).append(noise, 8, stored);
    EXPECT_LE(stored.size(), ChunkDecoder::most_encoded(bytes));
    ChunkDecoder decoder;
    EXPECT_TRUE(decoder.decode(stored, 8, true, back));
    EXPECT_EQ(back, noise);
  }
}

TEST(ChunkDecoder, AnyChangedByteIsRefusedOrHarmless) {
  const auto whole_chunk = encoded(400);
  Bytes good(800), out(800);
  ChunkDecoder decoder;
  ASSERT_TRUE(decoder.decode(whole_chunk, 2, true, good));
  for (std::size_t at = 0; at < whole_chunk.size(); ++at) {
    auto damaged = whole_chunk;
    damaged[at] ^= std::byte{0x55};
    if (decoder.decode(damaged, 2, true, out)) {
      EXPECT_EQ(out, good) << at;
    }
  }
}

}  // namespace
}  // namespace minenpp::io::hdf5
