"""Memory is bounded by tiles: many times the area (MINENPP_MEMORY_SCALE) needs hardly more. What comes with it are the
tables of its zones, of which there are as many times more, the overviews that large maps have (at most a million pixels
each, of about 17 maps that are written at a time, whatever the area), and what waits for the journal of a long stage."""
import os
import subprocess
import unittest

import h5py

from program import Folder, command, environment, succeed

JOURNAL = 20  # MB: messages and notes that wait
# MB: sums and histograms of four years, and once more, packed, on their way to the journal, or as arrays of the archive.
# Where a state of the journal comes late, the heap has holes then: ten runs at scale 64 took 276 to 321 MB.
ZONE = 0.26


def peak_MB(*arguments):
    """Largest resident memory of a run on one rank, MB."""
    process = subprocess.Popen(command(*arguments), stdout=subprocess.DEVNULL, env=environment())
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, status
    return usage.ru_maxrss / 1024


class Memory(unittest.TestCase):
    def test_memory_does_not_grow_with_area(self):
        large = int(os.environ.get("MINENPP_MEMORY_SCALE", "16"))
        with Folder() as folder:
            peaks, zones = {}, {}
            for scale in (1, large):
                demo = os.path.join(folder, f"demo-{scale}")
                succeed("demo", demo, f"--scale={scale}", ranks=2, timeout=3600)
                result = os.path.join(folder, f"result-{scale}")
                # So short that the large one surely keeps states.
                peaks[scale] = peak_MB("run", os.path.join(demo, "demo.ini"), f"--output.dir={result}",
                                       "--run.progress=off", "--run.journal=1")
                with h5py.File(os.path.join(result, "survey.h5")) as archive:
                    zones[scale] = archive["zones/zone"].size
            print(peaks, zones)
            more_zones = zones[large] - zones[1]
            self.assertLess(peaks[large], 1.15 * peaks[1] + JOURNAL + ZONE * more_zones, (peaks, zones))


if __name__ == "__main__":
    unittest.main()
