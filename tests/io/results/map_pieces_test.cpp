#include "io/results/map_pieces.h"

#include <cstdint>
#include <cstring>
#include <numeric>

#include <gtest/gtest.h>

namespace minenpp::io {
namespace {

using hdf5::Shape;

TEST(MapPieces, AWholeTileIsOneWholePiece) {
  const auto pieces = pieces_of({2, 130, 70}, {1, 64, 64}, {{1, 64, 0}, {1, 64, 64}});
  ASSERT_EQ(pieces.size(), 1u);
  EXPECT_EQ(pieces[0].chunk, (Shape{1, 64, 0}));
  EXPECT_EQ(pieces[0].slab.start, (Shape{1, 64, 0}));
  EXPECT_EQ(pieces[0].slab.count, (Shape{1, 64, 64}));
  EXPECT_TRUE(pieces[0].whole);
}

TEST(MapPieces, ATileAtTheEdgeOfTheMapIsWhole) {
  const auto pieces = pieces_of({130, 70}, {64, 64}, {{128, 64}, {2, 6}});
  ASSERT_EQ(pieces.size(), 1u);
  EXPECT_TRUE(pieces[0].whole);
  EXPECT_EQ(pieces[0].slab.count, (Shape{2, 6}));
}

TEST(MapPieces, AllOfAMapInOrder) {
  const auto pieces = pieces_of({2, 130, 70}, {1, 64, 64}, {{0, 0, 0}, {2, 130, 70}});
  ASSERT_EQ(pieces.size(), 12u);
  EXPECT_EQ(pieces[1].chunk, (Shape{0, 0, 64}));
  EXPECT_EQ(pieces[2].chunk, (Shape{0, 64, 0}));
  EXPECT_EQ(pieces[11].chunk, (Shape{1, 128, 64}));
  for (const auto& piece : pieces) EXPECT_TRUE(piece.whole);
}

TEST(MapPieces, AWindowAcrossChunksIsCutAtTheirEdges) {
  const auto pieces = pieces_of({130, 70}, {64, 64}, {{60, 0}, {68, 70}});
  ASSERT_EQ(pieces.size(), 4u);
  EXPECT_FALSE(pieces[0].whole);
  EXPECT_EQ(pieces[0].slab.start, (Shape{60, 0}));
  EXPECT_EQ(pieces[0].slab.count, (Shape{4, 64}));
  EXPECT_FALSE(pieces[1].whole);
  EXPECT_TRUE(pieces[2].whole);
  EXPECT_EQ(pieces[2].slab.count, (Shape{64, 64}));
  EXPECT_TRUE(pieces[3].whole);
  EXPECT_EQ(pieces[3].slab.count, (Shape{64, 6}));
}

TEST(MapPieces, NothingHasNone) {
  EXPECT_TRUE(pieces_of({130, 70}, {64, 64}, {{0, 0}, {0, 0}}).empty());
}

TEST(MapPieces, CopiesAPartBetweenArrays) {
  std::vector<std::int16_t> from(2 * 3 * 4), to(1 * 2 * 5, -1);
  std::iota(from.begin(), from.end(), std::int16_t{0});
  // The part is rows 11..12, columns 21..22 of month 1.
  copy_part({{1, 11, 21}, {1, 2, 2}}, sizeof(std::int16_t), {{0, 10, 20}, {2, 3, 4}},
            std::as_bytes(std::span(from)), {{1, 11, 20}, {1, 2, 5}}, std::as_writable_bytes(std::span(to)));
  EXPECT_EQ(to, (std::vector<std::int16_t>{-1, 17, 18, -1, -1, -1, 21, 22, -1, -1}));
}

}  // namespace
}  // namespace minenpp::io
