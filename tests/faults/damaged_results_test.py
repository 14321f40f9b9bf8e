"""A survey.h5 or a map with changed bytes: every command that reads results ends in time, with an answer or exit 3."""
import os
import shutil
import unittest

import numpy

from program import Folder, minenpp, shared_demo, succeed

SHORT = ("--run.years=2006,2010", "--report.page=no", "--run.tile-size=256")
SEED = 11
# Exit 1 is the answer of `compare` that results differ.
ANSWERS = {"compare": (0, 1, 3)}


class DamagedResults(unittest.TestCase):
    def test_every_reader(self):
        dice = numpy.random.default_rng(SEED)
        with Folder() as folder:
            whole, result = os.path.join(folder, "whole"), os.path.join(folder, "result")
            succeed("run", shared_demo(), f"--output.dir={whole}", *SHORT)
            shutil.copytree(whole, result)
            into = f"--dir={os.path.join(folder, 'into')}"
            readers = {"survey.h5": (("report", result, into), ("tables", result, into), ("compare", whole, result),
                                     ("digest", result), ("info", result), ("status", result)),
                       "maps/npp-2010.nc": (("export", result, into, "--layer=npp"), ("digest", result),
                                            ("compare", result, whole))}
            refused = 0
            for name, commands in readers.items():
                for count in (1, 1, 60, 2000):
                    self.damage(os.path.join(whole, name), os.path.join(result, name), dice, count)
                    for words in commands:
                        outcome = minenpp(*words, timeout=60)
                        self.assertIn(outcome.code, ANSWERS.get(words[0], (0, 3)), (words, name, count, outcome))
                        if outcome.code == 3:
                            # Where HDF5 crashes nobody knows at which file of the folder.
                            crashed = f"{result}: damaged: HDF5 crashes" in outcome.err
                            self.assertTrue(crashed or os.path.basename(name) in outcome.err, (words, outcome))
                            refused += 1
                shutil.copy(os.path.join(whole, name), os.path.join(result, name))
            self.assertGreater(refused, 10)
            self.nothing_elsewhere(folder)

    def damage(self, source, target, dice, count):
        with open(source, "rb") as file:
            content = bytearray(file.read())
        for at in dice.integers(0, len(content), count):
            content[at] = dice.integers(0, 256)
        with open(target, "wb") as file:
            file.write(content)

    def nothing_elsewhere(self, folder):
        self.assertEqual(sorted(set(os.listdir(folder)) - {"into"}), ["result", "whole"])


if __name__ == "__main__":
    unittest.main()
