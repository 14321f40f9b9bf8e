"""kill -9 at any moment, of one rank or of all: nothing stays behind, nothing half-written, and a rerun ends the same."""
import os
import random
import signal
import subprocess
import sys
import time
import unittest

import h5py

from held_runs import processes_of, send
from program import WATCHDOG_SECONDS, Folder, command, digest, environment, finished_files, shared_demo, succeed

SURVEY = ("--run.years=2006,2010", "--report.page=no", "--run.tile-size=128")
SEED = 20
END_SECONDS, START_SECONDS = 60, 20
KILLS = next((int(word.split("=")[1]) for word in sys.argv if word.startswith("--kills=")), 10)


class Kill(unittest.TestCase):
    def test_kills(self):
        chance = random.Random(SEED)
        with Folder() as folder:
            whole = os.path.join(folder, "whole")
            begin = time.time()
            succeed("run", shared_demo(), f"--output.dir={whole}", *SURVEY, ranks=2)
            lasts, expected = time.time() - begin, digest(whole)
            result, struck = os.path.join(folder, "result"), 0
            for kill in range(KILLS):
                # Now and then from the start, so that each stage has its share of the moments.
                if kill % 5 == 0:
                    subprocess.run(["rm", "-rf", result], check=True)
                ranks, everyone = chance.choice((2, 3)), chance.random() < 0.4
                moment, victim = chance.uniform(0.1, 1.0) * lasts, chance.random()
                with self.subTest(kill=kill, ranks=ranks, everyone=everyone, moment=round(moment, 2)):
                    struck += self.strike(result, ranks, moment, everyone, victim)
                    self.nothing_half_written(result)
                if kill % 5 == 4 or kill == KILLS - 1:
                    succeed("run", shared_demo(), f"--output.dir={result}", *SURVEY, ranks=chance.choice((0, 2, 3)))
                    self.assertEqual(digest(result), expected, f"after kill {kill}")
                    self.assertFalse([name for name in finished_files(result) if name.endswith(".part")])
            print(f"{KILLS} runs, {struck} struck in the middle", file=sys.stderr)
            self.assertGreater(struck, KILLS // 4)

    def strike(self, result, ranks, moment, everyone, victim):
        """Runs, kills after `moment` seconds; was it still running? Every process is gone afterwards.

        A launcher whose ranks die before MPI has started can wait for ever, with nothing left to wait for: then the
        launcher is ended, as a batch system would."""
        lock, begin = os.path.join(result, "run.lock"), time.time()
        run = subprocess.Popen(command("run", shared_demo(), f"--output.dir={result}", *SURVEY, ranks=ranks),
                               env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            time.sleep(moment)
            alive = processes_of(result)
            working = os.path.exists(lock) and os.path.getmtime(lock) >= begin
            send(alive if everyone else alive[int(victim * len(alive)):][:1], signal.SIGKILL)
            # Where no rank had started yet, the run goes to its end.
            run.wait(timeout=(END_SECONDS if working else START_SECONDS) if alive else WATCHDOG_SECONDS)
            deadline = time.time() + 5
            while processes_of(result) and time.time() < deadline:
                time.sleep(0.05)
            self.assertEqual(processes_of(result), [], "a rank outlived the run")
        except subprocess.TimeoutExpired:
            if alive and not working and not processes_of(result):
                print(f"the launcher outlived ranks that were killed at {moment:.2f} s, before they worked", file=sys.stderr)
                return 0
            self.fail(f"{len(alive)} ranks struck; after {END_SECONDS} s the launcher waits for {processes_of(result)}")
        finally:
            send(processes_of(result), signal.SIGKILL)
            run.kill()
            run.wait()
        if alive and run.returncode != 0:
            return 1
        self.assertEqual(run.returncode, 0)
        return 0

    def nothing_half_written(self, result):
        """Every file under its final name opens, and every value of it can be read."""
        for name in finished_files(result):
            if name.endswith((".nc", ".h5")):
                with h5py.File(os.path.join(result, name)) as file:
                    file.visititems(lambda _, item: item[()] if isinstance(item, h5py.Dataset) and item.shape else None)


if __name__ == "__main__":
    unittest.main(argv=[word for word in sys.argv if not word.startswith("--kills=")])
