"""What a run says of mines that do not count as their owner may think; the same texts are in the result."""
import os
import unittest

import h5py
import numpy as np

from mine_surveys import SmallSurvey
from program import Folder, without_pages

without_pages()

SHAPE, YEARS = (120, 140), (2006, 2016)


def square(col, row, edge):
    return [(col, row), (col + edge, row), (col + edge, row + edge), (col, row + edge)]


class MineWarnings(unittest.TestCase):
    def warnings(self, features, classes=3, boundary=None, **settings):
        """All warnings of a run, as the result keeps them; each has been said on the terminal."""
        with Folder() as folder:
            ndvi = {year: np.full(SHAPE, 4000) for year in YEARS}
            cover = {year: np.full(SHAPE, classes) for year in YEARS}
            polygons = {"mines": features} if features else {}
            if boundary:
                polygons["boundary"] = [("area", boundary)]
            survey = SmallSurvey(os.path.join(folder, "survey"), ndvi, cover, polygons=polygons, **settings)
            result = survey.run("result")
            with h5py.File(os.path.join(result, "survey.h5")) as file:
                texts = [str(text) for text in file["provenance/warning_text"].asstr()[()]]
            said = " ".join(survey.outcome.err.split())
            for text in texts:
                self.assertIn(text, said)
            return texts

    def only(self, texts, part):
        found = [text for text in texts if part in text]
        self.assertEqual(len(found), 1, (part, texts))
        return found[0]

    def none(self, texts, *parts):
        for part in parts:
            self.assertFalse([text for text in texts if part in text], texts)

    def test_mines_without_a_pixel_centre(self):
        features = [("big", square(50, 50, 10)), ("speck", square(20.6, 20.6, 0.3)), ("beside", square(-20, 10, 5))]
        text = self.only(self.warnings(features), "pixel centre")
        self.assertIn("2 of 3 mines", text)
        self.assertIn("'beside', 'speck'", text)
        self.assertIn("zones.coverage=fraction", text)
        text = self.only(self.warnings(features, zones__coverage="fraction"), "pixel centre")
        self.assertNotIn("zones.coverage", text)

    def test_mines_beyond_the_boundary(self):
        features = [("big", square(50, 50, 10)), ("cut", square(65, 50, 10)), ("beyond", square(100, 100, 10))]
        texts = self.warnings(features, boundary=square(40, 40, 30))
        self.assertIn("1 of 3 mines hold no pixel centre of the study area, being small or beside it: 'beyond'",
                      self.only(texts, "pixel centre"))
        self.assertIn("'cut' (50 % of it within)", self.only(texts, "reaches beyond the study area"))

    def test_mines_that_are_closed(self):
        features = [("old", square(50, 50, 10), 2000, 2010), ("new", square(80, 50, 10), 2000, 2016),
                    ("twice", square(20, 50, 10), 2000, 2006), ("twice", square(20, 80, 10), 2006, 2020)]
        years = {"zones.mines-from": "opened", "zones.mines-to": "closed"}
        text = self.only(self.warnings(features, **{"mines.by-years": "yes"}, **years), "zones.mines-to")
        self.assertIn("1 mine ends before 2016", text)
        self.assertIn("'old'", text)
        self.none(self.warnings(features, **{"mines.by-years": "no"}, **years), "ends before")

    def test_many_of_them_are_counted(self):
        features = [(f"m{i}", square(10 * i + 0.6, 20.6, 0.3)) for i in range(8)]
        self.assertIn("and 3 more", self.only(self.warnings(features), "pixel centre"))

    def test_classes_that_no_table_has(self):
        text = self.only(self.warnings(None, mines__source="classes", mines__classes="8,77"), "mines.classes")
        self.assertIn("77 is in no class table", text)
        texts = self.warnings(None, mines__source="classes", mines__classes="77,78")
        self.assertIn("77, 78 are in no class table", self.only(texts, "mines.classes"))

    def test_classes_that_are_not_asked_for_are_not_spoken_of(self):
        self.none(self.warnings([("big", square(50, 50, 10))], mines__classes="8,77"), "class table")

    def test_no_reference_land(self):
        features = [("big", square(50, 50, 10))]
        texts = self.warnings(features, **{"ledger__reference-distance": 4000})  # wider than the grid
        self.assertIn("farther than 4000 m", self.only(texts, "no class has land"))
        texts = self.warnings(features, classes=12, **{"ledger__reference-distance": 60})  # dumps are no reference
        self.assertIn("farther than 60 m", self.only(texts, "no class has land"))

    def test_nothing_to_say(self):
        texts = self.warnings([("big", square(50, 50, 10))], **{"ledger__reference-distance": 500})
        self.none(texts, "pixel centre", "class table", "no class has land")


if __name__ == "__main__":
    unittest.main()
