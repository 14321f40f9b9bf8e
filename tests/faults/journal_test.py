"""A killed run loses no finished tile: the next goes on within the stage, on any number of ranks, to the same result."""
import json
import os
import pathlib
import signal
import struct
import subprocess
import time
import unittest

from held_runs import processes_of, send
from program import Folder, command, digest, environment, minenpp, shared_demo, succeed

SCALE = int(os.environ.get("MINENPP_JOURNAL_SCALE", "4"))
# Three years, so that there are trends, and in the soak correlations.
SURVEY = ("--run.years=2006,2010,2016", "--report.page=no",
          *(("--run.tile-size=64", "--climate.maps=yes") if SCALE >= 8 else ("--run.tile-size=100",)))
OFTEN = "--run.journal=0.01"
HEAD = struct.Struct("=QIIq")  # hash, kind, map, bytes
STATE = 3
STAGES = {"ndvi/ndvi-2006.nc": "NDVI 2006", "maps/npp-2010.nc": "NPP 2010", "survey.h5": "change and statistics"}


def finished_tiles(journal):
    """Of the last state in a journal; 0 where there is none."""
    tiles = 0
    try:
        data = pathlib.Path(journal).read_bytes()
    except OSError:
        return 0
    at = 0
    while at + HEAD.size <= len(data):
        _, kind, _, size = HEAD.unpack_from(data, at)
        at += HEAD.size
        if at + size > len(data):
            break
        if kind == STATE:
            tiles = struct.unpack_from("=q", data, at + 8)[0]
        at += size
    return tiles


def size_of(path):
    try:
        return os.path.getsize(path)
    except OSError:
        return 0


def hold(pids):
    """Stops processes, and waits until they are: one in the middle of a write ends that first."""
    send(pids, signal.SIGSTOP)
    for pid in pids:
        try:
            while pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "TZX":
                time.sleep(0.001)
        except OSError:
            pass


def files_of(result, ending):
    return {str(path.relative_to(result)): path.read_bytes() for path in pathlib.Path(result).rglob("*" + ending)}


class Journal(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kept = Folder()
        cls.folder = cls.kept.__enter__()
        cls.demo = os.path.join(cls.folder, "demo")
        # Large enough for rounds, and in the soak for maps that have overviews.
        succeed("demo", cls.demo, f"--scale={SCALE}", ranks=2)
        cls.survey = os.path.join(cls.demo, "demo.ini")
        cls.whole = os.path.join(cls.folder, "whole")
        succeed("run", cls.survey, f"--output.dir={cls.whole}", *SURVEY, "--run.journal=0", ranks=2, timeout=900)
        cls.expected = digest(cls.whole)
        cls.overviews = files_of(cls.whole, ".ovr")
        assert cls.overviews or SCALE < 8, "the demo is too small for overviews"

    @classmethod
    def tearDownClass(cls):
        cls.kept.__exit__()

    def run_until(self, result, stage, ranks, least, strike, survey=None):
        """Starts a run, holds it once `least` tiles of a stage count, and lets `strike` end it; its output."""
        journal = os.path.join(result, stage + ".journal")
        run = subprocess.Popen(command("run", survey or self.survey, f"--output.dir={result}", *SURVEY, OFTEN, ranks=ranks),
                               env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            held = []
            deadline = time.time() + 200
            while run.poll() is None and time.time() < deadline:
                if finished_tiles(journal) < least:
                    time.sleep(0.002)
                    continue
                held = processes_of(result)
                hold(held)
                if finished_tiles(journal) >= least:
                    break
                send(held, signal.SIGCONT)  # the stage has ended meanwhile
                held = []
            self.assertTrue(held, f"{stage}: no moment with {least} tiles in the journal")
            counted = finished_tiles(journal)
            strike(held)
            out = run.communicate(timeout=60)[0]
            return counted, run.returncode, out
        finally:
            send(processes_of(result), signal.SIGKILL)
            run.kill()
            run.wait()
            run.stdout.close()

    def goes_on(self, result, stage, tiles, ranks):
        status = succeed("status", self.survey, f"--output.dir={result}", *SURVEY)
        self.assertRegex(status.out, rf"{STAGES[stage]} +partial +{tiles} of \d+ tiles are finished")
        rerun = succeed("run", self.survey, f"--output.dir={result}", *SURVEY, OFTEN, ranks=ranks)
        self.assertRegex(rerun.out + rerun.err, rf"{STAGES[stage]}: {tiles} of \d+ tiles were finished before")
        self.is_whole(result)

    def is_whole(self, result):
        self.assertEqual(digest(result), self.expected)
        self.assertEqual(files_of(result, ".ovr"), self.overviews)
        self.assertEqual(files_of(result, ".journal"), {})
        self.assertEqual(files_of(result, ".part"), {})
        same = minenpp("compare", self.whole, result)
        self.assertEqual(same.code, 0, same)

    def test_all_ranks_killed(self):
        everyone = lambda pids: send(pids, signal.SIGKILL)
        for stage, ranks, least, then in (("ndvi/ndvi-2006.nc", 2, 1, 3), ("maps/npp-2010.nc", 3, 60, 2),
                                          ("survey.h5", 2, 40, 1)):
            with self.subTest(stage=stage, ranks=ranks, least=least, then=then):
                result = os.path.join(self.folder, f"all-{STAGES[stage]}-{ranks}")
                tiles, code, _ = self.run_until(result, stage, ranks, least, everyone)
                self.assertNotEqual(code, 0)
                self.goes_on(result, stage, tiles, then)

    def test_scenes(self):
        """Of a group of tiles that is read together, those that were stored count."""
        demo, result, whole = (os.path.join(self.folder, name) for name in ("scenes", "of-scenes", "whole-of-scenes"))
        succeed("demo", demo, "--scenes", "--scale=4", ranks=2)
        survey = os.path.join(demo, "demo.ini")
        tiles, _, _ = self.run_until(result, "ndvi/ndvi-2006.nc", 2, 1, lambda pids: send(pids, signal.SIGKILL), survey)
        rerun = succeed("run", survey, f"--output.dir={result}", *SURVEY, OFTEN, ranks=3)
        self.assertRegex(rerun.out + rerun.err, rf"NDVI 2006: {tiles} of \d+ tiles were finished before")
        succeed("run", survey, f"--output.dir={whole}", *SURVEY, "--run.journal=0", ranks=2)
        self.assertEqual(digest(result), digest(whole))

    def test_one_rank_killed(self):
        def one(pids):
            send(pids[-1:], signal.SIGKILL)
            send(pids[:-1], signal.SIGCONT)
        result = os.path.join(self.folder, "one")
        tiles, code, _ = self.run_until(result, "maps/npp-2010.nc", 3, 1, one)
        self.assertNotEqual(code, 0)
        rerun = succeed("run", self.survey, f"--output.dir={result}", *SURVEY, OFTEN, ranks=2)
        # The others may have finished some more before they learned of it.
        found = int(rerun.out.partition("NPP 2010: ")[2].split()[0] if "NPP 2010: " in rerun.out
                    else rerun.err.partition("NPP 2010: ")[2].split()[0])
        self.assertGreaterEqual(found, tiles)
        self.is_whole(result)

    def test_killed_again_and_again(self):
        result = os.path.join(self.folder, "again")
        before = 0
        for ranks in (2, 1, 3):
            tiles, _, _ = self.run_until(result, "maps/npp-2010.nc", ranks, before + 1, lambda pids: send(pids, signal.SIGKILL))
            self.assertGreater(tiles, before)
            before = tiles
        self.goes_on(result, "maps/npp-2010.nc", before, 2)

    def test_a_request_to_stop_loses_no_tile(self):
        """No record is due: the request itself makes what is finished count, in the last pass with all years of a tile."""
        for stage in ("maps/npp-2010.nc", "survey.h5"):
            with self.subTest(stage=stage):
                result = os.path.join(self.folder, "stopped-" + STAGES[stage])
                if stage == "survey.h5":
                    succeed("run", self.survey, f"--output.dir={result}", *SURVEY, "--only=npp", ranks=2)
                growing = "maps/npp-2010.nc.part" if stage == "maps/npp-2010.nc" else "maps/trend-slope.nc.part"
                run = subprocess.Popen(command("run", self.survey, f"--output.dir={result}", *SURVEY, "--run.journal=3600",
                                               ranks=2),
                                       env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                deadline = time.time() + 200
                # A round has been stored.
                while size_of(os.path.join(result, growing)) < 200_000 and run.poll() is None and time.time() < deadline:
                    time.sleep(0.002)
                held = processes_of(result)
                hold(held)
                self.assertEqual(files_of(result, ".journal"), {}, "a record was written before the request")
                send(held[:1], signal.SIGUSR1)
                send(held, signal.SIGCONT)
                out = run.communicate(timeout=60)[0]
                self.assertEqual(run.returncode, 4, out)
                counted = finished_tiles(os.path.join(result, stage + ".journal"))
                self.assertGreater(counted, 0, out)
                self.assertEqual(files_of(result, ".part"), {})
                self.goes_on(result, stage, counted, 3)

    def test_what_is_not_believed(self):
        """Of another tile size, with a changed byte, with another setting; and none where it is switched off."""
        result = os.path.join(self.folder, "changed")
        journal = pathlib.Path(result, "maps", "npp-2010.nc.journal")
        self.run_until(result, "maps/npp-2010.nc", 2, 1, lambda pids: send(pids, signal.SIGKILL))
        kept = journal.read_bytes()
        for what, change, options in (
                ("of another version, other settings, inputs or tiles", lambda data: data, ["--run.tile-size=128"]),
                ("of another version, other settings, inputs or tiles", lambda data: data, ["--casa.te2-constant=1.3"]),
                ("it is damaged", lambda data: data[:30] + bytes([data[30] ^ 1]) + data[31:], []),
                ("ends before anything in it counts", lambda data: data[:1000] + bytes([data[1000] ^ 1]) + data[1001:], []),
                ("", lambda data: data, ["--run.journal=0"])):
            with self.subTest(what=what, options=options):
                subprocess.run(["rm", "-f", os.path.join(result, "maps", "npp-2010.nc"), os.path.join(result, "survey.h5")],
                               check=True)
                journal.write_bytes(change(kept))
                rerun = succeed("run", self.survey, f"--output.dir={result}", *SURVEY, OFTEN, *options, ranks=2)
                said = rerun.out + rerun.err
                self.assertNotIn("NPP 2010: 0 of", said)
                self.assertNotRegex(said, r"NPP 2010: \d+ of \d+ tiles were finished before")
                if what:
                    self.assertRegex(said, "NPP 2010: starts from the first tile.*" + what)
                self.assertFalse(journal.exists())
                if not any("casa" in option for option in options):
                    self.assertEqual(digest(result), self.expected)

    def test_a_short_stage_leaves_no_trace(self):
        """Nothing is written before half of the time until a state is due."""
        result = os.path.join(self.folder, "short")
        run = subprocess.Popen(command("run", shared_demo(), f"--output.dir={result}", "--report.page=no", "--run.journal=3600",
                                       ranks=2),
                               env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seen = set()
        while run.poll() is None:
            seen |= set(files_of(result, ".journal"))
            time.sleep(0.02)
        self.assertEqual(run.returncode, 0)
        self.assertEqual(seen, set())

    def test_nothing_is_written_twice_before_half_of_the_interval(self):
        """With 21 MB of NDVI, more than waits in memory once a journal has begun."""
        demo = os.path.join(self.folder, "two")
        succeed("demo", demo, "--scale=2", "--months=all")

        def written(seconds):
            result = os.path.join(self.folder, f"written-{seconds}")
            succeed("run", os.path.join(demo, "demo.ini"), f"--output.dir={result}", "--only=ndvi", "--run.years=2006",
                    f"--run.journal={seconds}")
            with open(os.path.join(result, "run.jsonl")) as lines:
                events = [json.loads(line) for line in lines]
            return next(event["bytes_written"] for event in events
                        if event["event"] == "stage_end" and event["stage"] == "ndvi")
        without, long_before, often = written(0), written(3600), written(0.01)
        self.assertLess(abs(long_before - without), 0.02 * without)
        # At least the first round; how many follow depends on how long the disk takes for a record.
        self.assertGreater(often, 1.1 * without)


if __name__ == "__main__":
    unittest.main()
