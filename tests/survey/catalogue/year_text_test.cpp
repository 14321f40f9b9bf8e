#include "survey/catalogue/year_text.h"

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

TEST(YearText, JoinsThreeYearsInARow) {
  EXPECT_EQ(year_text({2006}), "2006");
  EXPECT_EQ(year_text({2006, 2007, 2010}), "2006, 2007, 2010");
  EXPECT_EQ(year_text({2001, 2004, 2005, 2006, 2007, 2010}), "2001, 2004 to 2007, 2010");
}

}  // namespace
}  // namespace minenpp::survey
