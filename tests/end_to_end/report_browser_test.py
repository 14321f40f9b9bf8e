"""The report pages of the demo, of a survey with little in it, and of real data, in a real browser."""
import os
import unittest

from program import DATA, SOURCE, Folder, shared_demo
from report_page import Report, run

# Of the browser tests those that a page of other data could fail.
FEW = ["--test-name-pattern=every section", "--test-name-pattern=every chart has marks",
       "--test-name-pattern=numbers in sentences", "--test-name-pattern=(390|1280) px, light"]


class Demo(Report):
    def test_everything(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            run(shared_demo(), result, ranks=2)
            self.browse(result, "demo")


class Small(Report):
    """One year, no mines, no samples: what has no data is absent."""

    def test_a_survey_with_little_in_it(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            run(shared_demo(), result, "--run.years=2020", "--zones.mines=", "--zones.mines-name=", "--zones.townships=",
                "--zones.townships-name=", "--validation.samples=")
            self.assert_report(result, ["productivity", "land-use", "weather", "quality", "provenance"],
                               ["trend", "mines", "rings", "change", "ledger", "causes", "validation"])
            self.browse(result, "small", *FEW)


@unittest.skipUnless(os.path.isdir(os.path.join(DATA, "harvard_forest_2011")), "harvard_forest_2011 is not there")
class HarvardForest(Report):
    def test_one_site(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            run(os.path.join(SOURCE, "configs/harvard-forest-2011.ini"), result)
            self.assert_report(result, ["productivity", "land-use", "provenance"], ["mines", "rings", "trend", "change"])
            self.browse(result, "harvard-forest", *FEW)


@unittest.skipUnless(os.path.isdir(os.path.join(DATA, "north_america_10min")), "north_america_10min is not there")
class NorthAmerica(Report):
    def test_a_continent(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            run(os.path.join(SOURCE, "configs/north-america.ini"), result, ranks=2)
            self.assert_report(result, ["productivity", "land-use", "weather", "provenance"], ["mines", "trend"])
            self.browse(result, "north-america", *FEW)


if __name__ == "__main__":
    unittest.main()
