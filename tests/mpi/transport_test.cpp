#include "mpi/transport.h"

#include <cstdlib>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace minenpp::mpi {
namespace {

/// The variables that the choice depends on and those it sets: gone for a test, back after it.
class TransportTest : public ::testing::Test {
 protected:
  TransportTest() {
    for (const char* name :
         {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK", "OMPI_MCA_ess_singleton_isolated", "OMPI_MCA_btl",
          "OMPI_MCA_pml", "OMPI_MCA_orte_create_session_dirs"}) {
      before_[name] = value_of(name);
      unsetenv(name);
    }
  }
  ~TransportTest() override {
    for (const auto& [name, value] : before_) {
      if (value)
        setenv(name.c_str(), value->c_str(), 1);
      else
        unsetenv(name.c_str());
    }
  }

  static std::optional<std::string> value_of(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  }

 private:
  std::map<std::string, std::optional<std::string>> before_;
};

TEST_F(TransportTest, AProcessStartedAloneNeedsNoNetwork) {
  leave_out_unused_networks();
  EXPECT_EQ(value_of("OMPI_MCA_ess_singleton_isolated"), "1");
  EXPECT_EQ(value_of("OMPI_MCA_btl"), "self");
  EXPECT_EQ(value_of("OMPI_MCA_orte_create_session_dirs"), "0") << "it is the same for all";
  EXPECT_EQ(value_of("OMPI_MCA_pml"), "ob1");
}

TEST_F(TransportTest, RanksOfMpirunKeepEverything) {
  setenv("OMPI_COMM_WORLD_SIZE", "4", 1);
  leave_out_unused_networks();
  EXPECT_EQ(value_of("OMPI_MCA_pml"), std::nullopt);
  EXPECT_EQ(value_of("OMPI_MCA_btl"), std::nullopt);
  EXPECT_EQ(value_of("OMPI_MCA_ess_singleton_isolated"), std::nullopt);
  EXPECT_EQ(value_of("OMPI_MCA_orte_create_session_dirs"), std::nullopt);
}

TEST_F(TransportTest, RanksOfOtherLaunchersKeepEverything) {
  for (const char* rank : {"PMIX_RANK", "PMI_RANK"}) {
    setenv(rank, "0", 1);
    leave_out_unused_networks();
    EXPECT_EQ(value_of("OMPI_MCA_pml"), std::nullopt) << rank;
    EXPECT_EQ(value_of("OMPI_MCA_btl"), std::nullopt) << rank;
    unsetenv(rank);
  }
}

TEST_F(TransportTest, WhatTheUserSetStays) {
  setenv("OMPI_MCA_pml", "cm", 1);
  setenv("OMPI_MCA_btl", "self,tcp", 1);
  setenv("OMPI_MCA_ess_singleton_isolated", "0", 1);
  leave_out_unused_networks();
  EXPECT_EQ(value_of("OMPI_MCA_pml"), "cm");
  EXPECT_EQ(value_of("OMPI_MCA_btl"), "self,tcp");
  EXPECT_EQ(value_of("OMPI_MCA_ess_singleton_isolated"), "0");
  EXPECT_EQ(value_of("OMPI_MCA_orte_create_session_dirs"), std::nullopt);
}

}  // namespace
}  // namespace minenpp::mpi
