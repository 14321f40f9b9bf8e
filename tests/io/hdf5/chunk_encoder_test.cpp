#include "io/hdf5/chunk_encoder.h"

#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "io/hdf5/dataset.h"
#include "io/hdf5/file.h"
#include "model/error.h"

namespace minenpp::io::hdf5 {
namespace {

/// A chunked array filtered as maps are, in memory.
Dataset filtered(const File& file, ValueType type, hsize_t count, hsize_t chunk) {
  const auto list = dataset_creation();
  H5Pset_chunk(list.get(), 1, &chunk);
  H5Pset_shuffle(list.get());
  H5Pset_deflate(list.get(), 1);
  return {
      H5Dcreate2(file.get(), "values", datatype(type).get(),
                 space_of({static_cast<std::int64_t>(count)}).get(), H5P_DEFAULT, list.get(), H5P_DEFAULT),
      model::Fault::system, "making a dataset"};
}

/// What HDF5's own filters make of one encoded chunk, the last of an array of `count` values: those of its
/// values that lie in the array.
template <typename T>
std::vector<T> decoded(const std::vector<T>& chunk, std::size_t count, int level) {
  const auto file = create_in_memory();
  const auto dataset = filtered(file, value_type_of<T>(), count, chunk.size());
  std::vector<std::byte> encoded;
  ChunkEncoder(level).append(std::as_bytes(std::span(chunk)), sizeof(T), encoded);
  const hsize_t offset = (count - 1) / chunk.size() * chunk.size();
  EXPECT_GE(H5Dwrite_chunk(dataset.get(), H5P_DEFAULT, 0, &offset, encoded.size(), encoded.data()), 0);
  std::vector<T> values(count - offset);
  read_numbers(dataset, {{static_cast<std::int64_t>(offset)}, {std::ssize(values)}}, value_type_of<T>(),
               values.data());
  return values;
}

template <typename T>
std::vector<T> ramp(std::size_t count) {
  std::vector<T> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<T>(i * 7 % 251);
  values.front() = std::numeric_limits<T>::lowest();
  values.back() = std::numeric_limits<T>::max();
  return values;
}

template <typename T>
class ChunkEncoderTypes : public testing::Test {};
using Types = testing::Types<std::uint8_t, std::int16_t, std::int32_t, std::int64_t, float, double>;
TYPED_TEST_SUITE(ChunkEncoderTypes, Types);

TYPED_TEST(ChunkEncoderTypes, Hdf5ReadsWhatWasEncoded) {
  for (const std::size_t count : {1, 2, 3, 1000, 65536}) {
    const auto values = ramp<TypeParam>(count);
    EXPECT_EQ(decoded(values, count, 1), values) << count;
  }
}

TYPED_TEST(ChunkEncoderTypes, AnArrayThatEndsWithinItsChunk) {
  const auto values = ramp<TypeParam>(100);
  EXPECT_EQ(decoded(values, 161, 1), std::vector<TypeParam>(values.begin(), values.begin() + 61));
}

TEST(ChunkEncoder, EveryLevelIsRead) {
  const auto values = ramp<std::int16_t>(5000);
  for (int level = 1; level <= 9; ++level) EXPECT_EQ(decoded(values, values.size(), level), values) << level;
}

TEST(ChunkEncoder, HigherLevelsAreSmaller) {
  std::vector<std::int16_t> values(65536);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<std::int16_t>(1000 * std::sin(static_cast<double>(i) / 300));
  std::vector<std::byte> fast, small;
  ChunkEncoder(1).append(std::as_bytes(std::span(values)), 2, fast);
  ChunkEncoder(9).append(std::as_bytes(std::span(values)), 2, small);
  EXPECT_LT(small.size(), fast.size());
}

TEST(ChunkEncoder, WhatCannotBeCompressedStillComesBack) {
  std::mt19937 random(1);
  std::vector<std::int32_t> values(70000);
  for (auto& value : values) value = static_cast<std::int32_t>(random());
  EXPECT_EQ(decoded(values, values.size(), 1), values);
}

TEST(ChunkEncoder, BytesDependOnTheValuesAlone) {
  std::vector<std::int16_t> values(65536), others(65536);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<std::int16_t>(i % 12000 * 7 % 911);
    others[i] = static_cast<std::int16_t>(i * i % 30011);
  }
  std::vector<std::byte> fresh, used, between;
  ChunkEncoder(1).append(std::as_bytes(std::span(values)), 2, fresh);
  ChunkEncoder encoder(1);
  encoder.append(std::as_bytes(std::span(others)), 2, between);
  encoder.append(std::as_bytes(std::span(values)), 2, used);
  EXPECT_EQ(used, fresh) << "whatever was encoded before";
  EXPECT_LT(fresh.size(), 65536U) << "the period is longer than a short window";
}

TEST(ChunkEncoder, AppendsToWhatIsThere) {
  const auto values = ramp<std::int16_t>(300);
  std::vector<std::byte> alone, after(3, std::byte{7});
  ChunkEncoder encoder(1);
  encoder.append(std::as_bytes(std::span(values)), 2, alone);
  encoder.append(std::as_bytes(std::span(values)), 2, after);
  EXPECT_EQ(std::vector<std::byte>(after.begin() + 3, after.end()), alone);
  EXPECT_EQ(after.front(), std::byte{7});
}

TEST(ChunkEncoder, RefusesLevelsAndSizesThatCannotBe) {
  EXPECT_THROW(ChunkEncoder(0), model::Error);
  EXPECT_THROW(ChunkEncoder(10), model::Error);
  ChunkEncoder encoder(1);
  std::vector<std::byte> out;
  const std::vector<std::byte> nine(9);
  EXPECT_THROW(encoder.append({}, 2, out), model::Error);
  EXPECT_THROW(encoder.append(nine, 2, out), model::Error);
  EXPECT_THROW(encoder.append(nine, 3, out), model::Error);
  EXPECT_TRUE(out.empty());
}

}  // namespace
}  // namespace minenpp::io::hdf5
