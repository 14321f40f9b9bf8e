"""What ranks say to each other does not grow with the area that each has beside it: counted, so that nothing depends on the
machine. The area grows with the ranks; a rank that sends tables of all zones, or all cells of an overview, is found out."""
import os
import pathlib
import shutil
import sys
import unittest

from program import MINENPP, SOURCE, Folder

sys.path.insert(0, os.path.join(SOURCE, "tests", "bench"))
import messages  # noqa: E402

MOST_GROWTH = 1.3


@unittest.skipUnless(shutil.which("mpicxx"), "needs mpicxx")
@unittest.skipIf(os.environ.get("MINENPP_MESSAGES_SKIP"), os.environ.get("MINENPP_MESSAGES_SKIP"))
class MessageBytes(unittest.TestCase):
    def test_four_times_the_area_on_four_times_the_ranks(self):
        with Folder() as folder:
            folder = pathlib.Path(folder)
            library = messages.shim(folder)
            # Maps of the larger one have overviews.
            few, many = (messages.counted(MINENPP, folder, library, ranks) for ranks in (2, 8))
        for what in ("calls", "messages", "most_messages", "bytes", "most_bytes"):
            with self.subTest(what):
                self.assertGreater(few[what], 0)
                self.assertLessEqual(many[what], MOST_GROWTH * few[what], f"{few} on 2 ranks, {many} on 8")


if __name__ == "__main__":
    unittest.main()
