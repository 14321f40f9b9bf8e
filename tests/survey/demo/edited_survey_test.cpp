#include "survey/demo/edited_survey.h"

#include "support/temporary_folder.h"
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "survey/demo/demo_survey_file.h"

namespace minenpp::survey {
namespace {

namespace fs = std::filesystem;

class EditedSurvey : public ::testing::Test {
 protected:
  void write(const std::string& text) const { std::ofstream(survey_, std::ios::binary) << text; }
  [[nodiscard]] static std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  ::minenpp::tests::TemporaryFolder folder_;
  fs::path survey_ = folder_.path() / demo_survey_file_name;
};

TEST_F(EditedSurvey, NothingWhereThereIsNone) {
  EXPECT_EQ(put_edited_survey_aside(folder_.path()), std::nullopt);
}

TEST_F(EditedSurvey, StaysWhereADemoWroteIt) {
  for (const bool all_months : {false, true})
    for (const bool scenes : {false, true})
      for (const char* ending : {"tif", "vrt"}) {
        write(demo_survey_file({7, 3, all_months, ending, scenes}));
        EXPECT_EQ(put_edited_survey_aside(folder_.path()), std::nullopt);
        EXPECT_TRUE(fs::exists(survey_));
      }
}

TEST_F(EditedSurvey, IsKeptUnderANameOfItsOwn) {
  const auto first = demo_survey_file({1, 3, false, "tif", false}) + "# mine\n";
  write(first);
  EXPECT_EQ(put_edited_survey_aside(folder_.path()), folder_.path() / "demo.ini.old");
  EXPECT_FALSE(fs::exists(survey_));
  write("");
  EXPECT_EQ(put_edited_survey_aside(folder_.path()), folder_.path() / "demo.ini.old2");
  EXPECT_EQ(text_of(folder_.path() / "demo.ini.old"), first) << "the older one is as it was";
}

}  // namespace
}  // namespace minenpp::survey
