#include "survey/run/key_parts.h"

#include <gmock/gmock.h>

namespace minenpp::survey {
namespace {

KeyParts sample() {
  KeyParts parts("NPP");
  parts.add("casa.te2-constant", "1.1814");
  parts.add_input("zones.mines", "some/folder/mines.gpkg", "12 bytes, xxh3 1");
  return parts;
}

TEST(KeyParts, EqualPartsHaveEqualKeysWhateverTheOrder) {
  KeyParts other("NPP");
  other.add_input("zones.mines", "another/folder/mines.gpkg", "12 bytes, xxh3 1");
  other.add("casa.te2-constant", "1.1814");
  EXPECT_EQ(sample().key(), other.key());
  EXPECT_TRUE(changes(sample(), other).empty());
}

TEST(KeyParts, AnyPartChangesTheKey) {
  auto more = sample();
  more.add("casa.mode", "full_year");
  EXPECT_NE(sample().key().hash, more.key().hash);
  EXPECT_NE(KeyParts("NDVI").key().hash, KeyParts("NPP").key().hash);
  KeyParts one, two;
  one.add("a", "bc");
  two.add("ab", "c");
  EXPECT_NE(one.key().hash, two.key().hash);
}

TEST(KeyParts, ChangesNameWhatChanged) {
  KeyParts now("NPP");
  now.add("casa.te2-constant", "1.3");
  now.add_input("zones.mines", "some/folder/mines.gpkg", "13 bytes, xxh3 2");
  now.add_stage("NDVI 2006", sample());
  const auto found = changes(sample(), now);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].name, "casa.te2-constant");
  EXPECT_EQ(found[0].before, "1.1814");
  EXPECT_EQ(found[0].now, "1.3");
  EXPECT_EQ(found[1].name, "NDVI 2006");
  EXPECT_TRUE(found[1].of_stage);
  EXPECT_EQ(found[1].before, std::nullopt);
  EXPECT_EQ(found[2].file, "some/folder/mines.gpkg");
}

TEST(KeyParts, TwoPartsOfOneNameAreAMistakeOfTheProgram) {
  auto parts = sample();
  parts.add("casa.te2-constant", "1.1814");
  EXPECT_THROW(parts.add("casa.te2-constant", "2"), std::logic_error);
}

}  // namespace
}  // namespace minenpp::survey
