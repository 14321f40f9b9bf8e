// Deflate of one chunk of a packed map (256 x 256 int16, bytes shuffled), by HDF5's own filters into memory,
// by zlib, by libdeflate and by ISA-L, all at level 1.
//
// "bytes_per_second" counts bytes before compression; "ratio" is how many of them one stored byte stands for.

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>
#include <hdf5.h>
#include <isa-l/igzip_lib.h>
#include <libdeflate.h>
#include <zlib.h>

namespace minenpp::bench {
namespace {

constexpr hsize_t edge = 256;
constexpr std::size_t values = edge * edge, chunk_bytes = 2 * values;
using Bytes = std::vector<unsigned char>;

/// NPP in steps of 0.02 with the texture of sensor noise.
std::vector<std::int16_t> packed_tile() {
  std::vector<std::int16_t> tile(values);
  std::uint32_t noise = 7;
  for (std::size_t i = 0; i < values; ++i) {
    noise = noise * 1664525U + 1013904223U;
    const auto row = static_cast<double>(i / edge), col = static_cast<double>(i % edge);
    const double smooth = 2000 + 600 * std::sin(row / 40) * std::cos(col / 50);
    tile[i] = static_cast<std::int16_t>(smooth + (noise >> 25));
  }
  return tile;
}

/// Low bytes first, then high bytes, as HDF5's shuffle filter orders them.
Bytes shuffled() {
  const auto tile = packed_tile();
  Bytes bytes(chunk_bytes);
  for (std::size_t i = 0; i < values; ++i) {
    bytes[i] = static_cast<unsigned char>(tile[i] & 255);
    bytes[values + i] = static_cast<unsigned char>(tile[i] >> 8);
  }
  return bytes;
}

void count_bytes(benchmark::State& state, std::size_t stored) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(chunk_bytes));
  state.counters["ratio"] = static_cast<double>(chunk_bytes) / static_cast<double>(stored);
}

void deflate_zlib(benchmark::State& state) {
  const auto bytes = shuffled();
  Bytes out(compressBound(chunk_bytes));
  uLongf stored = 0;
  for (auto _ : state) {
    stored = out.size();
    compress2(out.data(), &stored, bytes.data(), bytes.size(), 1);
    benchmark::DoNotOptimize(out.data());
  }
  count_bytes(state, stored);
}
BENCHMARK(deflate_zlib);

void inflate_zlib(benchmark::State& state) {
  const auto bytes = shuffled();
  Bytes packed(compressBound(chunk_bytes)), out(chunk_bytes);
  uLongf stored = packed.size();
  compress2(packed.data(), &stored, bytes.data(), bytes.size(), 1);
  for (auto _ : state) {
    uLongf length = out.size();
    uncompress(out.data(), &length, packed.data(), stored);
    benchmark::DoNotOptimize(out.data());
  }
  count_bytes(state, stored);
}
BENCHMARK(inflate_zlib);

void deflate_libdeflate(benchmark::State& state) {
  const auto bytes = shuffled();
  auto* compressor = libdeflate_alloc_compressor(1);
  Bytes out(libdeflate_zlib_compress_bound(compressor, chunk_bytes));
  std::size_t stored = 0;
  for (auto _ : state) {
    stored = libdeflate_zlib_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size());
    benchmark::DoNotOptimize(out.data());
  }
  libdeflate_free_compressor(compressor);
  count_bytes(state, stored);
}
BENCHMARK(deflate_libdeflate);

void inflate_libdeflate(benchmark::State& state) {
  const auto bytes = shuffled();
  Bytes packed(compressBound(chunk_bytes)), out(chunk_bytes);
  uLongf stored = packed.size();
  compress2(packed.data(), &stored, bytes.data(), bytes.size(), 1);
  auto* decompressor = libdeflate_alloc_decompressor();
  for (auto _ : state) {
    libdeflate_zlib_decompress(decompressor, packed.data(), stored, out.data(), out.size(), nullptr);
    benchmark::DoNotOptimize(out.data());
  }
  libdeflate_free_decompressor(decompressor);
  count_bytes(state, stored);
}
BENCHMARK(inflate_libdeflate);

void deflate_isal(benchmark::State& state) {
  auto bytes = shuffled();
  Bytes out(2 * chunk_bytes), room(ISAL_DEF_LVL1_MEDIUM);
  std::size_t stored = 0;
  for (auto _ : state) {
    isal_zstream stream;
    isal_deflate_stateless_init(&stream);
    stream.hist_bits = 0;
    stream.level = 1;
    stream.level_buf = room.data();
    stream.level_buf_size = static_cast<std::uint32_t>(room.size());
    stream.gzip_flag = IGZIP_ZLIB;
    stream.end_of_stream = 1;
    stream.next_in = bytes.data();
    stream.avail_in = static_cast<std::uint32_t>(bytes.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<std::uint32_t>(out.size());
    if (isal_deflate_stateless(&stream) != COMP_OK) state.SkipWithError("ISA-L could not compress");
    stored = stream.total_out;
    benchmark::DoNotOptimize(out.data());
  }
  count_bytes(state, stored);
}
BENCHMARK(deflate_isal);

/// A dataset of one chunk in a file that stays in memory.
class MemoryMap {
 public:
  MemoryMap() {
    const std::array<hsize_t, 2> size{edge, edge};
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS), creation = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_fapl_core(access, std::size_t{1} << 20, false);
    H5Pset_chunk(creation, 2, size.data());
    H5Pset_shuffle(creation);
    H5Pset_deflate(creation, 1);
    file_ = H5Fcreate("codec", H5F_ACC_TRUNC, H5P_DEFAULT, access);
    const hid_t space = H5Screate_simple(2, size.data(), nullptr);
    map_ = H5Dcreate2(file_, "map", H5T_NATIVE_INT16, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    H5Sclose(space);
    H5Pclose(creation);
    H5Pclose(access);
  }
  MemoryMap(const MemoryMap&) = delete;
  MemoryMap& operator=(const MemoryMap&) = delete;
  ~MemoryMap() {
    H5Dclose(map_);
    H5Fclose(file_);
  }
  void write(const std::vector<std::int16_t>& tile) const {
    H5Dwrite(map_, H5T_NATIVE_INT16, H5S_ALL, H5S_ALL, H5P_DEFAULT, tile.data());
    H5Dflush(map_);  // chunks are compressed when they leave the cache
  }
  [[nodiscard]] std::size_t stored() const { return H5Dget_storage_size(map_); }

 private:
  hid_t file_ = H5I_INVALID_HID, map_ = H5I_INVALID_HID;
};

void deflate_hdf5(benchmark::State& state) {
  const auto tile = packed_tile();
  const MemoryMap map;
  for (auto _ : state) map.write(tile);
  count_bytes(state, map.stored());
}
BENCHMARK(deflate_hdf5);

}  // namespace
}  // namespace minenpp::bench
