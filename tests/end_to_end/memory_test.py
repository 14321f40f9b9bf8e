"""Memory is bounded by tiles: many times the area (MINENPP_MEMORY_SCALE) needs less than 40 % more memory. It goes to
the tables of its zones, of which there are as many times more, and to the overviews that large maps have: at most a
million pixels each, of about 17 maps that are written at a time, whatever the area."""
import os
import subprocess
import unittest

from program import Folder, command, environment, succeed


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
            peaks = {}
            for scale in (1, large):
                demo = os.path.join(folder, f"demo-{scale}")
                succeed("demo", demo, f"--scale={scale}", ranks=2, timeout=3600)
                peaks[scale] = peak_MB("run", os.path.join(demo, "demo.ini"), "--run.progress=off")
            print(peaks)
            self.assertLess(peaks[large], 1.4 * peaks[1], peaks)


if __name__ == "__main__":
    unittest.main()
