"""The ledger of mines whose land lacks NPP in some year: as the mean of the rest, or no data, never a loss of 0."""
import json
import os
import unittest

import h5py
import numpy as np

from mine_surveys import SmallSurvey, array
from program import Folder, succeed

SHAPE, YEARS, NOTHING = (150, 160), (2006, 2010, 2016), 32000
REFERENCE = {"ledger__reference-distance": 1200}


def square(col, row, edge):
    return [(col, row), (col + edge, row), (col + edge, row + edge), (col, row + edge)]


MINES = [("half", square(40, 30, 10)), ("whole", square(100, 110, 10))]


def clouded():
    """Grass that is worse in the mines, all of one and half of the other under clouds in the second year."""
    ndvi = {}
    for year in YEARS:
        ndvi[year] = np.full(SHAPE, 4000)
        ndvi[year][30:40, 40:50] = ndvi[year][110:120, 100:110] = 3000
    ndvi[YEARS[1]][30:40, 40:45] = ndvi[YEARS[1]][110:120, 100:110] = NOTHING
    return ndvi


class LedgerGaps(unittest.TestCase):
    def survey(self, folder, ndvi, **settings):
        classes = {year: np.full(SHAPE, 3) for year in YEARS}
        return SmallSurvey(os.path.join(folder, "survey"), ndvi, classes, polygons={"mines": MINES}, **REFERENCE,
                           **settings)

    def warnings(self, result):
        with h5py.File(os.path.join(result, "survey.h5")) as file:
            return [text for text in file["provenance/warning_text"].asstr()[()] if "carbon ledger" in text]

    def test_clouds_over_mines(self):
        with Folder() as folder:
            survey = self.survey(folder, clouded())
            result = survey.run("result")
            direct, net, total = (array(result, f"ledger/{line}") for line in ("direct", "net", "cumulative"))
            self.assertTrue((direct[:, 0] < -0.1).all(), direct)
            np.testing.assert_allclose(direct[0], direct[0, 0], rtol=1e-9)  # every pixel of a mine is alike
            np.testing.assert_array_equal(np.isnan(direct[1]), [False, True, False])
            np.testing.assert_array_equal(np.isnan(net[1]), [False, True, False])
            np.testing.assert_array_equal(np.isnan(total[1]), [False, True, True])
            np.testing.assert_allclose(total[0], np.cumsum(net[0]), rtol=1e-9)
            np.testing.assert_array_equal(array(result, "ledger/direct_pixels")[:, 1], [50, 0])
            texts = self.warnings(result)
            self.assertEqual(len(texts), 2, texts)
            self.assertIn("less than half of a mine's land has NPP, 2010: 'whole'", texts[0])
            self.assertIn("counts as the mean of the rest, 2010: 'half'", texts[1])
            two = survey.run("two", "--run.tile-size=64", ranks=2)
            self.assertEqual(succeed("digest", two).out, succeed("digest", result).out)

    def test_nothing_is_known(self):
        """No weather, so no NPP at all: no table and no page says 0."""
        with Folder() as folder:
            ndvi = {year: np.full(SHAPE, 4000) for year in YEARS}
            survey = self.survey(folder, ndvi, weather__radius=1, weather__neighbourhood="nearest")
            result = survey.run("result")
            for line in ("direct", "indirect", "net", "cumulative"):
                self.assertTrue(np.isnan(array(result, f"ledger/{line}")).all(), line)
            self.assertEqual(len(self.warnings(result)), 2)
            self.assertIn("2006, 2010, 2016: all 2 mines", self.warnings(result)[0])
            with open(os.path.join(result, "report", "report.json"), encoding="utf-8") as file:
                text = json.dumps(json.load(file))
            self.assertIn("carbon balance of the mines in August 2016 is not known", text)
            self.assertNotIn("carbon balance of half", text)


if __name__ == "__main__":
    unittest.main()
