#include "survey/run/progress.h"

#include <chrono>
#include <thread>

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

TEST(Progress, DurationsReadAsAPersonSaysThem) {
  EXPECT_EQ(duration_text(-1), "0 s");
  EXPECT_EQ(duration_text(8.2), "8 s");
  EXPECT_EQ(duration_text(200), "3 min 20 s");
  EXPECT_EQ(duration_text(3725), "1 h 02 min");
}

TEST(Progress, LinesSayStageAndShare) {
  ::testing::internal::CaptureStderr();
  Progress progress(ProgressStyle::lines, 0);
  progress.begin("NPP 2010", 3, 9, 4);
  progress.advance(1);
  progress.end();
  const auto text = ::testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("[3/9] NPP 2010: 25 %"), std::string::npos) << text;
  EXPECT_NE(text.find("left"), std::string::npos) << text;
  EXPECT_NE(text.find("done in"), std::string::npos) << text;
}

TEST(Progress, WhatWasDoneBeforeSaysNothingOfTheTimeLeft) {
  ::testing::internal::CaptureStderr();
  Progress progress(ProgressStyle::lines, 0);
  progress.begin("NPP 2010", 1, 1, 10);
  progress.skip(6);
  progress.advance(0);
  progress.advance(1);
  progress.end();
  const auto text = ::testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("60 %, ? left"), std::string::npos) << text;
  EXPECT_NE(text.find("70 %, 0 s left"), std::string::npos) << text;
}

TEST(Progress, CountsTheWorkOfOneStage) {
  Progress progress(ProgressStyle::off, 0);
  const auto wait = [] { std::this_thread::sleep_for(std::chrono::milliseconds(2)); };
  progress.begin("NPP 2010", 1, 2, 10);
  progress.work(wait);
  EXPECT_GE(progress.busy_seconds(), 0.002);
  progress.begin("NPP 2011", 2, 2, 10);
  EXPECT_EQ(progress.busy_seconds(), 0);
  progress.work(wait);
  progress.begin_silently();
  EXPECT_EQ(progress.busy_seconds(), 0);
}

TEST(Progress, OffIsSilent) {
  ::testing::internal::CaptureStderr();
  Progress progress(ProgressStyle::off, 0);
  progress.begin("NPP", 1, 1, 1);
  progress.advance(1);
  progress.end();
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace minenpp::survey
