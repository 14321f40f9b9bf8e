#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "io/gdal/fixture.h"
#include "io/scenes/discovery.h"

namespace minenpp::testing {

inline const std::string colombia = "LC08_L2SP_008059_20191201_20200825_02_T1";

/// Texts by group and key, in order, as an MTL file says them.
using MtlGroups = std::vector<std::pair<std::string, std::vector<std::pair<std::string, std::string>>>>;

/// The groups of a small but complete MTL of product `id`: Level-2 or Level-1 of Collection 2, Level-1 of
/// Collection 1 or before, after the form of the id.
MtlGroups mtl_groups(const std::string& id);

/// Sets a value in every group that has the key; an empty value takes the key away.
void set(MtlGroups& groups, const std::string& key, const std::string& value);

/// The groups as ODL text, JSON and XML.
std::string odl(const MtlGroups& groups);
std::string json_of(const MtlGroups& groups);
std::string xml_of(const MtlGroups& groups);

/// Writes empty files: whether a band can be read is not for finding to say.
void make_files(const TemporaryFolder& folder, const std::vector<std::string>& names);

/// Writes a raster of 2 x 2 pixels.
void make_raster(const std::string& path, const std::string& type = "Int16", double nodata = -9999);

/// The files of a Collection 2 Level-2 delivery, without metadata: red, near infrared, quality, saturation.
std::vector<std::string> surface_files(const std::string& id);

/// Writes a tar of files: names and contents.
void make_tar(const std::string& path, const std::vector<std::pair<std::string, std::string>>& files);

/// The only broken scene found in `places`; a test failure where there is another number.
io::BrokenScene only_broken(const std::vector<std::string>& places);

/// The only scene found in `places`, nothing broken; a test failure otherwise.
io::Scene only_scene(const std::vector<std::string>& places);

/// Everything found as text, to compare two results.
std::string text_of(const io::FoundScenes& found);

/// Changes some bytes of `text`, cuts it or doubles a part, as `seed` says.
std::string mutated(const std::string& text, unsigned seed);

}  // namespace minenpp::testing
