"""Memory that runs out, on all ranks or on one: exit 5 and the stage by name, never damaged data; the rerun ends the same."""
import os
import resource
import unittest

from held_runs import HeldRun
from program import Folder, digest, finished_files, shared_demo, succeed

SHORT = ("--run.years=2006,2010", "--report.page=no", "--run.tile-size=64")
MEBIBYTE = 1 << 20

# Where the run is held, how many ranks, which of them get no more memory than this beyond what they have then.
CASES = (
    ("maps/class-2006.nc", 1, (0,), 0),
    ("maps/class-2006.nc", 3, (1,), 0),
    ("maps/class-2006.nc", 3, (0,), 4 * MEBIBYTE),
    ("maps/npp-2006.nc", 1, (0,), 4 * MEBIBYTE),
    ("maps/npp-2006.nc", 3, (0, 1, 2), 0),
)


def held_bytes(pid):
    with open(f"/proc/{pid}/status") as text:
        return next(int(line.split()[1]) * 1024 for line in text if line.startswith("VmSize"))


SKIP = os.environ.get("MINENPP_NO_MEMORY_SKIP", "")


@unittest.skipIf(SKIP, SKIP)
class NoMemory(unittest.TestCase):
    def test_limits(self):
        with Folder() as folder:
            whole = os.path.join(folder, "whole")
            succeed("run", shared_demo(), f"--output.dir={whole}", *SHORT)
            result = os.path.join(folder, "result")
            for held_at, ranks, short, more in CASES:
                with self.subTest(held_at=held_at, ranks=ranks, short=short, more=more):
                    self.runs_out(result, held_at, ranks, short, more)
            succeed("run", shared_demo(), f"--output.dir={result}", *SHORT, ranks=2)
            self.assertEqual(digest(result), digest(whole))

    def runs_out(self, result, held_at, ranks, short, more):
        # Without the file the run comes by that place again.
        path = os.path.join(result, held_at)
        if os.path.exists(path):
            os.remove(path)
        with HeldRun("run", shared_demo(), *SHORT, result=result, ranks=ranks) as run:
            pids = run.hold_at(held_at)
            for rank in short:
                limit = held_bytes(pids[rank]) + more
                resource.prlimit(pids[rank], resource.RLIMIT_AS, (limit, limit))
            outcome = run.let_go()
        self.assertEqual(outcome.code, 5, outcome)
        self.assertIn("out of memory", outcome.err)
        left = finished_files(result)
        self.assertIn(held_at, left)
        self.assertNotIn("survey.h5", left)


if __name__ == "__main__":
    unittest.main()
