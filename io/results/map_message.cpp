#include "io/results/map_message.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "io/results/map_skeleton.h"

namespace minenpp::io {

namespace {

constexpr std::size_t most_dimensions = 3;

struct PieceHead {
  std::int64_t variable = 0;
  std::array<std::int64_t, most_dimensions> chunk{}, start{}, count{};
  std::int64_t whole = 0;
  std::int64_t bytes = 0;
};

template <typename T>
void put(std::vector<std::byte>& out, const T& value, std::size_t at) {
  std::memcpy(out.data() + at, &value, sizeof(T));
}

template <typename T>
T take(std::span<const std::byte>& message) {
  T value;
  std::memcpy(&value, message.data(), sizeof(T));
  message = message.subspan(sizeof(T));
  return value;
}

PieceHead head_of(std::size_t variable, const MapPiece& piece) {
  PieceHead head;
  head.variable = static_cast<std::int64_t>(variable);
  std::ranges::copy(piece.chunk, head.chunk.begin());
  std::ranges::copy(piece.slab.start, head.start.begin());
  std::ranges::copy(piece.slab.count, head.count.begin());
  head.whole = piece.whole ? 1 : 0;
  return head;
}

MapPiece piece_of(const PieceHead& head, std::size_t dimensions) {
  const auto shape = [&](const auto& all) {
    return hdf5::Shape(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(dimensions));
  };
  return {shape(head.chunk), {shape(head.start), shape(head.count)}, head.whole != 0};
}

/// An array of the map's fill value.
std::vector<std::byte> filled(const MapVariable& variable, const hdf5::Shape& shape) {
  std::vector<std::byte> bytes(static_cast<std::size_t>(hdf5::count_of(shape)) * size_of(variable.type));
  with_number_type(variable.type, [&](auto number) {
    number = static_cast<decltype(number)>(stored_fill(variable).value_or(0));
    for (std::size_t at = 0; at < bytes.size(); at += sizeof number) put(bytes, number, at);
  });
  return bytes;
}

/// Bytes, and what holds them where they had to be copied.
struct Held {
  std::vector<std::byte> copy;
  std::span<const std::byte> bytes;
};

/// A piece's own values; where it is whole, of the whole chunk.
Held bytes_of(const MapPiece& piece, const MapVariable& map, const hdf5::Shape& chunk,
              const hdf5::Slab& block, std::span<const std::byte> values) {
  const hdf5::Slab into = piece.whole ? hdf5::Slab{piece.chunk, chunk} : piece.slab;
  // The block is this one chunk, as most are.
  if (into.start == block.start && into.count == block.count) return {{}, values};
  Held held{filled(map, into.count), {}};
  copy_part(piece.slab, size_of(map.type), block, values, into, held.copy);
  held.bytes = held.copy;
  return held;
}

}  // namespace

void append_message(const MapLayout& layout, std::size_t variable, const hdf5::Slab& block,
                    std::span<const std::byte> values, hdf5::ChunkEncoder& encoder,
                    std::vector<std::byte>& message) {
  const auto& map = layout.variables[variable];
  const auto chunk = map_chunk(layout, map);
  const auto value_size = size_of(map.type);
  for (const auto& piece : pieces_of(map_shape(layout, map), chunk, block)) {
    const auto at = message.size();
    message.resize(at + sizeof(PieceHead));
    const auto held = bytes_of(piece, map, chunk, block, values);
    if (piece.whole)
      encoder.append(held.bytes, value_size, message);
    else
      message.insert(message.end(), held.bytes.begin(), held.bytes.end());
    auto head = head_of(variable, piece);
    head.bytes = static_cast<std::int64_t>(message.size() - at - sizeof(PieceHead));
    put(message, head, at);
  }
}

void append_piece(std::size_t variable, const MapPiece& piece, std::span<const std::byte> bytes,
                  std::vector<std::byte>& message) {
  auto head = head_of(variable, piece);
  head.bytes = std::ssize(bytes);
  const auto at = message.size();
  message.resize(at + sizeof(PieceHead));
  put(message, head, at);
  message.insert(message.end(), bytes.begin(), bytes.end());
}

std::vector<std::byte> outline_of(const MapLayout& layout, std::span<const std::byte> message) {
  std::vector<std::byte> outline;
  for_each_piece(layout, message,
                 [&](std::size_t variable, const MapPiece& piece, std::span<const std::byte>) {
                   append_piece(variable, piece, {}, outline);
                 });
  outline.shrink_to_fit();
  return outline;
}

void for_each_piece(
    const MapLayout& layout, std::span<const std::byte> message,
    const std::function<void(std::size_t variable, const MapPiece&, std::span<const std::byte>)>& visit) {
  while (!message.empty()) {
    const auto head = take<PieceHead>(message);
    const auto variable = static_cast<std::size_t>(head.variable);
    const auto bytes = static_cast<std::size_t>(head.bytes);
    const auto dimensions = map_shape(layout, layout.variables[variable]).size();
    visit(variable, piece_of(head, dimensions), message.first(bytes));
    message = message.subspan(bytes);
  }
}

}  // namespace minenpp::io
