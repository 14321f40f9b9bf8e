#include "io/hdf5/attributes.h"

#include <gtest/gtest.h>

#include "io/hdf5/file.h"

namespace minenpp::io {
namespace {

TEST(Attributes, ComeBackAsWritten) {
  const auto file = hdf5::create_in_memory();
  const Attributes all{attribute("a_text", "g C m⁻²"),
                       attribute("b_empty", ""),
                       attribute("c_long", std::string(70000, 'w')),
                       attribute("d_real", 0.1),
                       attribute("e_count", std::int64_t{1} << 60),
                       attribute("f_fill", std::int64_t{-32768}, ValueType::int16),
                       attribute("g_flags", std::vector<std::int64_t>{1, 2, 255}, ValueType::uint8),
                       attribute("h_single", std::vector<double>{0.5, 0.25}, ValueType::float32)};
  for (const auto& each : all) hdf5::write_attribute(file.get(), each);
  EXPECT_EQ(hdf5::read_attributes(file.get()), all);
}

TEST(Attributes, AbsentAndOfAnotherKind) {
  const auto file = hdf5::create_in_memory();
  hdf5::write_attribute(file.get(), attribute("number", 1.5));
  EXPECT_FALSE(hdf5::read_attribute(file.get(), "nothing"));
  EXPECT_FALSE(hdf5::read_text_attribute(file.get(), "number"));
}

TEST(Attributes, OneNameTwiceIsAnError) {
  const auto file = hdf5::create_in_memory();
  hdf5::write_attribute(file.get(), attribute("units", "m"));
  try {
    hdf5::write_attribute(file.get(), attribute("units", "km"));
    FAIL() << "the second was accepted";
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::system);
    EXPECT_EQ(std::string(error.what()).find("writing attribute units: "), 0U) << error.what();
  }
}

}  // namespace
}  // namespace minenpp::io
