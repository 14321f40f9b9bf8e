"""Results of another version of the format: named by what reads them, made anew by what makes them."""
import os
import unittest

import h5py
import numpy

from program import Folder, digest, minenpp, shared_demo, succeed

SHORT = ("--run.years=2006,2010", "--report.page=no", "--run.tile-size=128")
VERSION = "minenpp_format_version"


def version_of(path):
    with h5py.File(path) as file:
        return int(file.attrs[VERSION])


def set_version(path, version):
    with h5py.File(path, "r+") as file:
        kind = file.attrs[VERSION].dtype
        file.attrs.modify(VERSION, numpy.array(version, kind))


class OldResults(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(Folder())
        self.result = os.path.join(self.folder, "result")
        self.survey = ("run", shared_demo(), f"--output.dir={self.result}", *SHORT)
        succeed(*self.survey)
        self.expected = digest(self.result)

    def test_made_anew(self):
        """One stage's file of an older and one of a newer version: status says so, the run makes both again."""
        for name, version in (("ndvi/ndvi-2010.nc", 0), ("maps/npp-2006.nc", 2), ("survey.h5", 0)):
            path = os.path.join(self.result, name)
            now = version_of(path)
            set_version(path, version)
            status = succeed("status", shared_demo(), f"--output.dir={self.result}", *SHORT)
            self.assertIn(f"{name} is of format {version}, expected {now}", status.out, status)
            outcome = succeed(*self.survey, ranks=2)
            self.assertEqual(version_of(path), now)
            self.assertEqual(digest(self.result), self.expected, outcome)

    def test_refused_by_readers(self):
        archive = os.path.join(self.result, "survey.h5")
        other = os.path.join(self.folder, "other")
        succeed("run", shared_demo(), f"--output.dir={other}", *SHORT)
        for version in (0, 2):
            set_version(archive, version)
            for words in (("report", self.result), ("tables", self.result), ("info", self.result), ("digest", self.result),
                          ("compare", self.result, other), ("compare", other, self.result),
                          ("export", self.result, f"--dir={self.folder}/exported")):
                outcome = minenpp(*words)
                self.assertEqual(outcome.code, 3, (words, outcome))
                self.assertIn("survey.h5", outcome.err, words)
                self.assertIn(f"format {version}, expected 1", outcome.err, words)


if __name__ == "__main__":
    unittest.main()
