#include "io/hdf5/file.h"

#include <fstream>

#include <gtest/gtest.h>

#include "io/hdf5/dataset.h"
#include "io/hdf5/value_type.h"
#include "io/results/durable.h"
#include "io/world.h"

namespace minenpp::io {
namespace {

model::Error error_of_opening(const std::filesystem::path& path) {
  try {
    const auto file = hdf5::open_file(path, hdf5::Access::read);
  } catch (const model::Error& error) {
    return error;
  }
  return {model::Fault::usage, "no error"};
}

TEST(Hdf5File, WhatCannotBeOpenedIsNamed) {
  const SharedFolder folder;
  EXPECT_EQ(error_of_opening(folder / "none.h5").what(), (folder / "none.h5").string() + ": no such file");
  EXPECT_EQ(error_of_opening(folder.path()).what(),
            folder.path().string() + ": is a folder, expected a file");
  if (world().is_root()) std::ofstream(folder / "text.h5") << "this is a text";
  world().barrier();
  const auto error = error_of_opening(folder / "text.h5");
  EXPECT_EQ(error.fault(), model::Fault::input);
  EXPECT_NE(std::string(error.what()).find("text.h5: not a readable HDF5 file: "), std::string::npos)
      << error.what();
}

TEST(Hdf5File, ImageOfAFileInMemoryIsAFile) {
  const SharedFolder folder;
  if (world().is_root()) {
    const auto file = hdf5::create_in_memory();
    const auto group = hdf5::make_group(file.get(), "a/b/c");
    const auto again = hdf5::make_group(file.get(), "a/b");
    write_file(folder / "made.h5", hdf5::image(file));
  }
  world().barrier();
  const auto file = hdf5::open_file(folder / "made.h5", hdf5::Access::read);
  EXPECT_TRUE(hdf5::open_group(file.get(), "a/b/c"));
  EXPECT_THROW((void)hdf5::open_group(file.get(), "a/d"), model::Error);
}

TEST(Hdf5Handle, ClosesOnceAndMoves) {
  hdf5::PropertyList first(H5Pcreate(H5P_DATASET_CREATE), model::Fault::system, "test");
  const auto id = first.get();
  {
    const auto second = std::move(first);
    EXPECT_FALSE(first);
    EXPECT_GT(H5Iis_valid(id), 0);
  }
  EXPECT_EQ(H5Iis_valid(id), 0);
}

TEST(Hdf5Handle, FailureCarriesTheInnermostMessage) {
  hdf5::silence();
  const hdf5::PropertyList creation(H5Pcreate(H5P_DATASET_CREATE), model::Fault::system, "test");
  const hsize_t nothing = 0;
  try {
    hdf5::check(H5Pset_chunk(creation.get(), 1, &nothing), model::Fault::system, "choosing chunks");
    FAIL() << "a chunk of no values was accepted";
  } catch (const model::Error& error) {
    EXPECT_STREQ(error.what(), "choosing chunks: all chunk dimensions must be positive");
  }
}

TEST(ValueTypes, AreRecognisedAgain) {
  for (const auto type : {ValueType::uint8, ValueType::int16, ValueType::int32, ValueType::int64,
                          ValueType::float32, ValueType::float64, ValueType::text})
    EXPECT_EQ(hdf5::value_type(hdf5::datatype(type)), type) << to_string(type);
  const hdf5::Datatype foreign(H5Tcopy(H5T_NATIVE_UINT32), model::Fault::system, "test");
  EXPECT_FALSE(hdf5::value_type(foreign));
}

}  // namespace
}  // namespace minenpp::io
