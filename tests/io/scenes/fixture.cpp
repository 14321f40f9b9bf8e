#include "io/scenes/fixture.h"

#include <cstdio>
#include <fstream>
#include <random>

#include "io/scenes/product_name.h"

namespace minenpp::testing {

namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

Entries rescaling(const char* quantity, const char* factor, const char* offset) {
  Entries entries;
  for (const char* band : {"3", "4", "5"}) {
    entries.emplace_back(std::string(quantity) + "_MULT_BAND_" + band, factor);
    entries.emplace_back(std::string(quantity) + "_ADD_BAND_" + band, offset);
  }
  return entries;
}

Entries highest_numbers(const char* number) {
  return {{"QUANTIZE_CAL_MAX_BAND_3", number},
          {"QUANTIZE_CAL_MAX_BAND_4", number},
          {"QUANTIZE_CAL_MAX_BAND_5", number}};
}

Entries image_attributes(const std::string& id) {
  const auto name = io::landsat_name(id);
  return {{"WRS_PATH", std::to_string(name->path)},
          {"WRS_ROW", std::to_string(name->row)},
          {"DATE_ACQUIRED", io::text_of(name->date)},
          {"CLOUD_COVER", "12.50"},
          {"SUN_ELEVATION", "30.00"}};
}

}  // namespace

MtlGroups mtl_groups(const std::string& id) {
  const auto name = io::landsat_name(id);
  switch (name->product) {
    case io::LandsatProduct::collection2_surface: {
      auto level1_id = id;
      level1_id.replace(level1_id.find("L2S"), 4, "L1TP");
      return {{"PRODUCT_CONTENTS", {{"LANDSAT_PRODUCT_ID", id}}},
              {"IMAGE_ATTRIBUTES", image_attributes(id)},
              {"LEVEL2_SURFACE_REFLECTANCE_PARAMETERS", rescaling("REFLECTANCE", "2.75e-05", "-0.2")},
              {"LEVEL1_PROCESSING_RECORD", {{"LANDSAT_PRODUCT_ID", level1_id}}},
              {"LEVEL1_RADIOMETRIC_RESCALING", rescaling("REFLECTANCE", "2.0000E-05", "-0.100000")}};
    }
    case io::LandsatProduct::collection2_level1:
      return {{"PRODUCT_CONTENTS", {{"LANDSAT_PRODUCT_ID", id}}},
              {"IMAGE_ATTRIBUTES", image_attributes(id)},
              {"LEVEL1_MIN_MAX_PIXEL_VALUE", highest_numbers("65535")},
              {"LEVEL1_RADIOMETRIC_RESCALING", rescaling("REFLECTANCE", "2.0000E-05", "-0.100000")}};
    case io::LandsatProduct::collection1_level1:
      return {
          {"METADATA_FILE_INFO", {{"LANDSAT_SCENE_ID", "LT50140341984001XXX01"}, {"LANDSAT_PRODUCT_ID", id}}},
          {"PRODUCT_METADATA", image_attributes(id)},
          {"MIN_MAX_PIXEL_VALUE", highest_numbers("255")},
          {"RADIOMETRIC_RESCALING", rescaling("REFLECTANCE", "1.5E-03", "-0.004")}};
    case io::LandsatProduct::precollection_level1:
      break;
  }
  return {{"METADATA_FILE_INFO", {{"LANDSAT_SCENE_ID", id}}},
          {"PRODUCT_METADATA", image_attributes(id)},
          {"MIN_MAX_PIXEL_VALUE", highest_numbers("255")},
          {"RADIOMETRIC_RESCALING", rescaling("RADIANCE", "0.5", "-2")}};
}

void set(MtlGroups& groups, const std::string& key, const std::string& value) {
  for (auto& [group, entries] : groups) {
    if (value.empty()) std::erase_if(entries, [&](const auto& entry) { return entry.first == key; });
    for (auto& entry : entries)
      if (entry.first == key) entry.second = value;
  }
}

std::string odl(const MtlGroups& groups) {
  std::string text = "GROUP = LANDSAT_METADATA_FILE\n";
  for (const auto& [group, entries] : groups) {
    text += "  GROUP = " + group + "\n";
    for (const auto& [key, value] : entries) text += "    " + key + " = \"" + value + "\"\n";
    text += "  END_GROUP = " + group + "\n";
  }
  return text + "END_GROUP = LANDSAT_METADATA_FILE\nEND\n";
}

std::string json_of(const MtlGroups& groups) {
  std::string text = "{\"LANDSAT_METADATA_FILE\": {";
  const char* between_groups = "";
  for (const auto& [group, entries] : groups) {
    text += between_groups + ("\"" + group + "\": {");
    const char* between = "";
    for (const auto& [key, value] : entries) {
      text += between + ("\"" + key + "\": \"" + value + "\"");
      between = ", ";
    }
    text += "}";
    between_groups = ", ";
  }
  return text + "}}";
}

std::string xml_of(const MtlGroups& groups) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<LANDSAT_METADATA_FILE>\n";
  for (const auto& [group, entries] : groups) {
    text += "<" + group + ">\n";
    for (const auto& [key, value] : entries) text += "<" + key + ">" + value + "</" + key + ">\n";
    text += "</" + group + ">\n";
  }
  return text + "</LANDSAT_METADATA_FILE>\n";
}

void make_files(const TemporaryFolder& folder, const std::vector<std::string>& names) {
  for (const auto& name : names) static_cast<void>(folder.write(name, ""));
}

void make_raster(const std::string& path, const std::string& type, double nodata) {
  TestRaster raster;
  raster.rows = raster.cols = 2;
  raster.crs = "EPSG:32618";
  raster.type = type;
  raster.nodata = nodata;
  raster.has_nodata = true;
  write_raster(path, raster);
}

std::vector<std::string> surface_files(const std::string& id) {
  const auto name = io::landsat_name(id);
  const bool oli = !name || name->platform.landsat == model::LandsatSensor::oli;
  return {id + (oli ? "_SR_B4.TIF" : "_SR_B3.TIF"), id + (oli ? "_SR_B5.TIF" : "_SR_B4.TIF"),
          id + "_QA_PIXEL.TIF", id + "_QA_RADSAT.TIF"};
}

void make_tar(const std::string& path, const std::vector<std::pair<std::string, std::string>>& files) {
  constexpr std::size_t block = 512;
  std::ofstream tar(path, std::ios::binary);
  for (const auto& [name, content] : files) {
    std::string header(block, '\0');
    const auto put = [&](std::size_t at, const std::string& text) { header.replace(at, text.size(), text); };
    char size[12];
    std::snprintf(size, sizeof size, "%011zo", content.size());
    put(0, name);
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    put(124, size);
    put(136, "00000000000");
    put(148, "        ");
    put(156, "0");
    put(257, "ustar");
    put(263, "00");
    unsigned sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    char checksum[8];
    std::snprintf(checksum, sizeof checksum, "%06o", sum);
    put(148, std::string(checksum, 6) + '\0');
    tar << header << content << std::string((block - content.size() % block) % block, '\0');
  }
  tar << std::string(2 * block, '\0');
}

io::BrokenScene only_broken(const std::vector<std::string>& places) {
  const auto found = io::find_scenes(places);
  EXPECT_EQ(found.scenes.size(), 0U) << text_of(found);
  EXPECT_EQ(found.broken.size(), 1U) << text_of(found);
  return found.broken.empty() ? io::BrokenScene{} : found.broken.front();
}

io::Scene only_scene(const std::vector<std::string>& places) {
  const auto found = io::find_scenes(places);
  EXPECT_EQ(found.broken.size(), 0U) << text_of(found);
  EXPECT_EQ(found.scenes.size(), 1U) << text_of(found);
  return found.scenes.empty() ? io::Scene{} : found.scenes.front();
}

std::string text_of(const io::FoundScenes& found) {
  std::string text;
  for (const auto& scene : found.scenes) {
    text += "scene " + scene.id + " " + io::text_of(scene.date) + " " + scene.source + " " + scene.red.path +
            " " + scene.nir.path + " " + scene.ndvi.path + "\n";
    for (const auto& file : scene.metadata_files) text += "  " + file + "\n";
  }
  for (const auto& scene : found.broken)
    text += "broken " + scene.id + " " + scene.source + ": " + scene.reason + "\n";
  return text;
}

std::string mutated(const std::string& text, unsigned seed) {
  std::mt19937 random(seed);
  const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
  std::string changed = text;
  const auto changes = 1 + below(4);
  for (std::size_t i = 0; i < changes && !changed.empty(); ++i) {
    const auto at = below(changed.size());
    switch (below(5)) {
      case 0:
        changed[at] = static_cast<char>(random());
        break;
      case 1:
        changed.resize(at);
        break;
      case 2:
        changed.erase(at, below(40));
        break;
      case 3:
        changed.insert(at, changed.substr(below(changed.size()), below(200)));
        break;
      default:
        changed[at] = "{}[]<>\"'=&/,:0\n"[below(15)];
        break;
    }
  }
  return changed;
}

}  // namespace minenpp::testing
