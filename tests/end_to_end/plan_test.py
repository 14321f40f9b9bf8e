"""minenpp plan beside real runs: time, memory, disk and files that were planned against those of a run on this machine.
Time is held to a wide limit, since a test shares the machine with others; MINENPP_PLAN=all adds demos of scale 4 and 16
and prints the table of docs/slurm.md."""
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import unittest

from program import Folder, command, environment, minenpp, shared_demo, succeed

QUIET = "--run.progress=off"
WIDE = os.environ.get("MINENPP_PLAN") == "all"


def plan(survey, *options):
    return json.loads(succeed("plan", survey, "--json", *options, timeout=1200).out)


SKIP = os.environ.get("MINENPP_ESTIMATE_SKIP", "")


class Taken:
    """What a run took."""

    def __init__(self, survey, result, ranks, *options):
        succeed("run", survey, QUIET, f"--output.dir={result}", *options, ranks=ranks, timeout=3600)
        with open(os.path.join(result, "run.jsonl")) as lines:
            events = [json.loads(line) for line in lines]
        ends = [event for event in events if event["event"] == "stage_end"]
        self.stages = {}
        for end in ends:
            self.stages[end["stage"]] = self.stages.get(end["stage"], 0) + end["seconds"]
        self.seconds = sum(self.stages.values())
        self.memory = max(end["peak_memory_bytes"] for end in ends)
        files = [os.path.join(root, name) for root, _, names in os.walk(result) for name in names
                 if name not in ("run.jsonl", "survey.json", "run.lock")]
        self.files = len(files)
        self.bytes = sum(os.path.getsize(file) for file in files)
        self.maps = {name: os.path.getsize(os.path.join(root, name)) for root, _, names in os.walk(result)
                     for name in names if name.endswith(".nc")}


def without_start(planned):
    """The journal does not count what is before the first stage."""
    return sum(stage["seconds"] for stage in planned["time"]["stages"] if stage["stage"] != "start")


class Plan(unittest.TestCase):
    def compare(self, survey, folder, ranks, *options):
        """The plan and the run, told in a line of a table."""
        planned = plan(survey, f"--ranks={ranks}", f"--output.dir={folder}/result", *options)
        taken = Taken(survey, os.path.join(folder, "result"), ranks if ranks > 1 else 0, *options)
        ratios = {"time": without_start(planned) / taken.seconds,
                  "memory": planned["memory"]["bytes_first_rank"] / taken.memory,
                  "disk": planned["disk"]["bytes"] / taken.bytes}
        print(f"\n| {' '.join(options)} | {ranks} | {without_start(planned):.1f} | {taken.seconds:.1f} | "
              f"{planned['memory']['bytes_first_rank'] / 2**20:.0f} | {taken.memory / 2**20:.0f} | "
              f"{planned['disk']['bytes'] / 1e6:.1f} | {taken.bytes / 1e6:.1f} | {planned['trial']['tiles']} tiles |")
        print({stage["stage"]: (round(stage["seconds"], 2), round(taken.stages.get(stage["stage"], 0), 2))
               for stage in planned["time"]["stages"]})
        # Some pictures of the page are made only where there is something to show, which tried tiles may lack.
        whole = planned["tiles"]["all"] <= planned["trial"]["tiles"]
        self.assertLessEqual(abs(planned["disk"]["files"] - taken.files), 0 if whole else 0.05 * taken.files)
        self.assertLess(abs(ratios["disk"] - 1), 0.2, ratios)
        self.assertTrue(0.85 < ratios["memory"] < 1.35, ratios)
        self.assertTrue(0.25 < ratios["time"] < 4, ratios)
        return planned, taken

    @unittest.skipIf(SKIP, SKIP)
    def test_a_plan_is_near_a_run(self):
        with Folder() as folder:
            planned, taken = self.compare(shared_demo(), folder, 2)
            self.assertEqual({stage["stage"] for stage in planned["time"]["stages"]} - {"start"}, set(taken.stages))
            by_kind = {kind["kind"]: kind for kind in planned["disk"]["kinds"]}
            for kind in ("ndvi", "npp", "class", "change", "trend-slope", "rings"):
                of_kind = [size for name, size in taken.maps.items() if re.fullmatch(rf"{kind}(-[0-9-]+)?\.nc", name)]
                self.assertEqual(by_kind[kind]["files"], len(of_kind), kind)
                self.assertLess(abs(by_kind[kind]["bytes"] / sum(of_kind) - 1), 0.3, kind)
            self.assertEqual(planned["tiles"]["most_of_a_rank"] + planned["tiles"]["fewest_of_a_rank"],
                             planned["tiles"]["all"])

    def test_it_leaves_nothing_behind(self):
        with Folder() as folder, tempfile.TemporaryDirectory() as scratch:
            result = os.path.join(folder, "result")
            before = os.environ.get("TMPDIR")
            os.environ["TMPDIR"] = scratch
            try:
                outcome = succeed("plan", shared_demo(), f"--output.dir={result}", "--seconds=1")
            finally:
                os.environ.pop("TMPDIR") if before is None else os.environ.update(TMPDIR=before)
            self.assertFalse(os.path.exists(result))
            self.assertEqual([name for name in os.listdir(scratch) if name.startswith("minenpp-plan")], [])
            self.assertIn("slurm/single.sbatch", outcome.out)
            self.assertIn("messages  none: one rank", outcome.out)

    def test_a_stopped_plan_leaves_nothing_behind(self):
        with tempfile.TemporaryDirectory() as scratch:
            process = subprocess.Popen(command("plan", shared_demo(), "--seconds=100"), stdout=subprocess.DEVNULL,
                                       stderr=subprocess.PIPE, text=True, env=dict(environment(), TMPDIR=scratch))
            end = time.time() + 60
            while not any(name.startswith("minenpp-plan") for name in os.listdir(scratch)) and time.time() < end:
                time.sleep(0.01)
            self.assertIsNone(process.poll(), "it ended before it was stopped")
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 4, err)
            self.assertEqual([name for name in os.listdir(scratch) if name.startswith("minenpp-plan")], [])

    def test_ranks_nodes_and_hours_reach_the_batch_line(self):
        text = succeed("plan", shared_demo(), "--ranks=16", "--ranks-per-node=8", "--seconds=1",
                       "--run.tile-size=64").out
        self.assertRegex(text, r"sbatch --nodes=2 --ntasks-per-node=8 --mem-per-cpu=\d+M --time=00:10:00 "
                               r"slurm/single\.sbatch --run\.tile-size=64")
        of_many = plan(shared_demo(), "--ranks=16", "--seconds=1", "--run.tile-size=64")
        self.assertEqual(of_many["tiles"]["all"], 156, "13 x 12")
        self.assertLessEqual(of_many["tiles"]["most_of_a_rank"], 14)
        self.assertGreater(of_many["messages"]["received_bytes"], 10 * of_many["messages"]["map_bytes"])

    def test_what_it_refuses(self):
        survey = shared_demo()
        for options, words in ((("--ranks=0",), "--ranks: expected a number in 1.."),
                               (("--ranks=two",), "--ranks=two: expected a number"),
                               (("--hours-per-job=0.1",), "--hours-per-job: expected a number in 0.25.."),
                               (("--run.memory=20",), "command line: --run.memory=20"),
                               (("--run.tile-sise=64",), "did you mean run.tile-size?")):
            outcome = minenpp("plan", survey, *options)
            self.assertEqual(outcome.code, 2, outcome)
            self.assertIn(words, outcome.err)
        two = minenpp("plan", survey, ranks=2)
        self.assertEqual(two.code, 2, two)
        self.assertIn("--ranks=2 plans for them", two.err)
        absent = minenpp("plan", survey, "--ndvi.pattern=nowhere/ndvi-{year}-{month}.tif")
        self.assertIn(absent.code, (2, 3), absent)
        self.assertIn("ndvi", absent.err)

    @unittest.skipUnless(WIDE, "the table of docs/slurm.md: MINENPP_PLAN=all")
    def test_larger_demos(self):
        with Folder() as folder:
            for scale, months in ((1, "all"), (4, "1"), (4, "all"), (16, "1")):
                demo = os.path.join(folder, f"{scale}-{months}")
                succeed("demo", demo, f"--scale={scale}", *(("--months=all",) if months == "all" else ()), timeout=1200)
                for ranks in (1, 2):
                    with self.subTest(scale=scale, months=months, ranks=ranks):
                        print(f"\nscale {scale}, months {months}")
                        self.compare(os.path.join(demo, "demo.ini"), os.path.join(demo, str(ranks)), ranks)


if __name__ == "__main__":
    unittest.main()
