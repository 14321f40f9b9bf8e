"""Names of zones and mines that look like paths: no file lies outside the folders that were asked for."""
import os
import unittest

from bad_input_test import SmallSurvey, box, write_polygons
from program import Folder, succeed

NAMES = ("../../out", "/tmp/minenpp-out", "..", "安太堡", "安家岭", "x" * 300)


def all_files(folder):
    return sorted(os.path.relpath(os.path.join(root, name), folder) for root, _, files in os.walk(folder) for name in files)


class HostileNames(unittest.TestCase):
    def test_files_stay_where_they_belong(self):
        with Folder() as outer:
            folder = os.path.join(outer, "a", "b")
            os.makedirs(folder)
            survey = SmallSurvey(folder)
            squares = [box(600090 + 180 * i, 4379300, 600210 + 180 * i, 4379420) for i in range(len(NAMES))]
            write_polygons(survey.path("mines.geojson"), list(zip(NAMES, squares)))
            self.assertEqual(survey.run(2).code, 0)
            result, into = survey.path("result"), os.path.join(folder, "into")
            before = all_files(outer)
            for name in NAMES:
                succeed("report", result, f"--mine={name}", f"--dir={into}")
                succeed("export", result, f"--zone={name}", "--layer=npp", "--year=2010", f"--dir={into}")
            succeed("tables", result, f"--dir={into}")
            new = set(all_files(outer)) - set(before)
            self.assertFalse([name for name in new if not name.startswith("a/b/into/")], new)
            self.assertFalse(os.path.exists("/tmp/minenpp-out"))
            # Each mine has a page of its own.
            pages = [name for name in new if name.endswith(".html")]
            self.assertEqual(len(pages), len(NAMES), pages)


if __name__ == "__main__":
    unittest.main()
