#include "survey/run/input_identities.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "io/inputs/identity.h"
#include "io/world.h"
#include "model/error.h"
#include "mpi/collective_error.h"

namespace minenpp::survey {
namespace {

using io::world;

/// Seven layers of which no two are alike; made by the root.
std::vector<std::string> make_layers(const io::SharedFolder& folder) {
  std::vector<std::string> paths;
  for (int number = 0; number < 7; ++number) {
    // The bytes ff fe are no UTF-8.
    paths.push_back((folder / ("layer \xff\xfe " + std::to_string(number) + ".geojson")).string());
    if (world().is_root())
      std::ofstream(paths.back()) << R"({"type": "FeatureCollection", "name": "layer )" << number
                                  << R"(", "features": []})";
  }
  world().barrier();
  return paths;
}

TEST(InputIdentities, AreThoseOfOneRankWhoeverLooks) {
  const io::SharedFolder folder;
  const auto paths = make_layers(folder);
  std::vector<std::string> expected;
  for (const auto& path : paths) expected.push_back(io::identity_of_dataset(path).text());
  InputIdentities identities;
  identities.look_at(paths, world());
  world().barrier();
  if (world().size() > 1) {
    if (world().is_root())
      for (const auto& path : paths) std::filesystem::remove(path);
    world().barrier();
  }
  if (!world().is_root()) return;
  // The files are gone, so that what the root tells is what it was told.
  for (std::size_t i = 0; i < paths.size(); ++i) EXPECT_EQ(identities.of(paths[i]), expected[i]);
}

TEST(InputIdentities, AreNotMixedUpWhereRanksSeeOtherFiles) {
  const io::SharedFolder folder;
  const auto paths = make_layers(folder);
  auto seen = paths;
  if (!world().is_root()) seen.erase(seen.begin() + world().rank() % 3);
  InputIdentities identities;
  identities.look_at(seen, world());
  if (world().is_root()) {
    for (const auto& path : paths) EXPECT_EQ(identities.of(path), io::identity_of_dataset(path).text());
  }
  world().barrier();
}

TEST(InputIdentities, ThoseThatChangedAreToldOnTheRoot) {
  const io::SharedFolder folder;
  const auto paths = make_layers(folder);
  InputIdentities identities;
  identities.look_at(paths, world());
  if (world().size() == 1)
    for (const auto& path : paths) (void)identities.of(path);
  EXPECT_TRUE(identities.changed(world()).empty());
  world().barrier();
  if (world().is_root()) {
    std::filesystem::last_write_time(paths[1], std::filesystem::file_time_type::clock::now());  // as it was
    std::ofstream(paths[2], std::ios::app) << " ";
    std::filesystem::remove(paths[5]);
  }
  world().barrier();
  const auto changed = identities.changed(world());
  if (world().is_root())
    EXPECT_EQ(changed, (std::vector{paths[2], paths[5]}));
  else
    EXPECT_TRUE(changed.empty());
}

TEST(InputIdentities, AFileThatCannotBeReadIsAnErrorOnEveryRank) {
  const io::SharedFolder folder;
  auto paths = make_layers(folder);
  paths[4] = (folder / "none.geojson").string();
  if (world().size() == 1) return;
  InputIdentities identities;
  try {
    identities.look_at(paths, world());
    FAIL() << "no error on rank " << world().rank();
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::input);
    EXPECT_NE(std::string(error.what()).find("none.geojson"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace minenpp::survey
