// Metadata files of Landsat scenes: MTL in its three formats and ESPA's XML, and the scenes made of them.
#include <array>
#include <memory>

#include <cpl_vsi.h>

#include "io/scenes/espa_metadata.h"
#include "io/scenes/espa_scene.h"
#include "io/scenes/landsat_files.h"
#include "io/scenes/landsat_scene.h"
#include "io/scenes/mtl_reader.h"
#include "support/fuzzing.h"
#include "support/scenes.h"

namespace {

using namespace minenpp;

const std::string root = "/vsimem/fuzz";
// Two stems that the files of an ESPA delivery have here: a product's and none.
constexpr std::array espa_stems = {"LC82320832016040LGN00", "scene"};

/// A file in memory while it lives.
class MemoryFile {
 public:
  MemoryFile(std::string path, std::string& bytes) : path_(std::move(path)) {
    VSIFCloseL(
        VSIFileFromMemBuffer(path_.c_str(), reinterpret_cast<GByte*>(bytes.data()), bytes.size(), FALSE));
  }
  ~MemoryFile() { VSIUnlink(path_.c_str()); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

 private:
  std::string path_;
};

std::string id_in(std::string_view bytes) {
  std::string id;
  fuzz::accept([&] {
    const auto mtl = io::parse_mtl(bytes, "fuzz_MTL.txt");
    fuzz::require(!mtl.empty(), "an MTL without an entry is accepted");
    id = io::mtl_id(mtl);
  });
  return id;
}

/// The files a whole delivery of `stem` has, whatever its kind.
std::vector<std::string> files_of(const std::string& stem) {
  std::vector<std::string> files;
  for (const char* ending : {"_MTL.txt", "_SR_B3.TIF", "_SR_B4.TIF", "_SR_B5.TIF", "_B3.TIF", "_B4.TIF",
                             "_B5.TIF", "_QA_PIXEL.TIF", "_QA_RADSAT.TIF", "_BQA.TIF"})
    files.push_back(stem + ending);
  return files;
}

void find_landsat(std::string_view bytes) {
  const auto name = io::landsat_name(id_in(bytes));
  if (!name) return;
  std::string copy(bytes);
  const MemoryFile mtl(root + "/" + name->id + "_MTL.txt", copy);
  const io::SceneFolder folder(root, root, files_of(name->id));
  const auto groups = io::landsat_groups(folder);
  auto found = io::landsat_scenes(folder, groups);
  fuzz::require(!found.empty(), "an MTL is passed over");
  fuzz::check_findings(std::move(found));
}

void find_espa(std::string_view bytes) {
  fuzz::accept([&] { static_cast<void>(io::parse_espa(bytes, "fuzz.xml")); });
  std::string copy(bytes);
  for (const std::string stem : espa_stems) {
    const MemoryFile xml(root + "/" + stem + ".xml", copy);
    std::vector<std::string> files{stem + ".xml", stem + "_cfmask.tif"};
    for (const char* band : {"3", "4", "5"}) files.push_back(stem + "_sr_band" + band + ".tif");
    const io::SceneFolder folder(root, root, std::move(files));
    auto found = io::espa_scenes(folder, io::landsat_groups(folder));
    fuzz::require(found.size() == 1, "an ESPA delivery is passed over");
    fuzz::check_findings(std::move(found));
  }
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  fuzz::prepare_gdal();
  for (const std::string stem : espa_stems)
    for (const char* band : {"3", "4", "5"})
      fuzz::write_raster(root + "/" + stem + "_sr_band" + band + ".tif", stem == "scene");
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::text_of(data, size);
  find_landsat(bytes);
  if (bytes.find('<') != std::string_view::npos) find_espa(bytes);
  return 0;
}
