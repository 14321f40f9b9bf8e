"""A run that is asked to stop ends within ten seconds, and the same command goes on."""
import json
import os
import random
import signal
import subprocess
import time
import unittest

from program import MINENPP, Folder, command, digest, environment, finished_files, shared_demo, succeed

LIMIT_SECONDS = 10
SHORT = ("--report.page=no",)


def start(*arguments, ranks=0):
    return subprocess.Popen(command(*arguments, ranks=ranks), env=environment(), stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def ranks_of(process):
    """The processes of the program itself, below mpirun or alone."""
    if os.path.realpath(f"/proc/{process.pid}/exe") == os.path.realpath(MINENPP):
        return [process.pid]
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True).stdout
    return [int(pid) for pid in children.split() if os.path.realpath(f"/proc/{pid}/exe") == os.path.realpath(MINENPP)]


def wait_until(condition, process):
    deadline = time.time() + 120
    while not condition() and process.poll() is None and time.time() < deadline:
        time.sleep(0.01)


class Stop(unittest.TestCase):
    def stop(self, arguments, result, send, ranks=0, wait=0.0):
        """Starts a run, sends a request once it holds the folder and `wait` has passed; how it ended."""
        process = start(*arguments, ranks=ranks)
        wait_until(lambda: os.path.exists(os.path.join(result, "run.lock")), process)
        time.sleep(wait)
        asked = time.time()
        send(process)
        _, err = process.communicate(timeout=60)
        return process.returncode, time.time() - asked, err

    def goes_on(self, arguments, result, whole, ranks):
        # The size of tiles may change as well; small ones only make it easy to stop in the middle.
        succeed(*[word for word in arguments if "tile-size" not in word], ranks=ranks)
        self.assertEqual(digest(result), digest(whole))
        self.assertFalse([name for name in finished_files(result) if name.endswith(".part")])

    def test_each_signal(self):
        with Folder() as folder:
            whole = os.path.join(folder, "whole")
            succeed("run", shared_demo(), f"--output.dir={whole}", *SHORT, ranks=2)
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1):
                result = os.path.join(folder, number.name)
                arguments = ("run", shared_demo(), f"--output.dir={result}", "--run.tile-size=24", *SHORT)
                code, seconds, err = self.stop(arguments, result, lambda p: p.send_signal(number), wait=0.3)
                self.assertEqual(code, 4, err)
                self.assertLess(seconds, LIMIT_SECONDS)
                self.assertIn("run the same command again to go on", err)
                self.assertFalse([name for name in finished_files(result) if name.endswith(".part")])
                self.assertFalse(os.path.exists(os.path.join(result, "run.lock")))
                self.goes_on(arguments, result, whole, 2)

    def test_under_mpirun(self):
        """SIGUSR1 is passed on by mpirun; any signal to one rank alone ends all."""
        with Folder() as folder:
            whole = os.path.join(folder, "whole")
            succeed("run", shared_demo(), f"--output.dir={whole}", *SHORT, ranks=2)
            def to_launcher(process):
                process.send_signal(signal.SIGUSR1)
            def to_one(process):
                os.kill(ranks_of(process)[-1], signal.SIGTERM)
            for name, send in (("launcher", to_launcher), ("one", to_one)):
                result = os.path.join(folder, name)
                arguments = ("run", shared_demo(), f"--output.dir={result}", "--run.tile-size=24", *SHORT)
                code, seconds, err = self.stop(arguments, result, send, ranks=3, wait=0.3)
                self.assertEqual(code, 4, err)
                self.assertLess(seconds, LIMIT_SECONDS)
                self.assertEqual(err.count("run the same command again to go on"), 1, err)
                self.goes_on(arguments, result, whole, 2)

    def test_scenes_at_any_moment(self):
        """A group of tiles of scenes takes long; so does measuring them."""
        moments = random.Random(11)
        with Folder() as folder:
            demo, result = os.path.join(folder, "demo"), os.path.join(folder, "result")
            succeed("demo", demo, "--scenes", ranks=2)
            arguments = ("run", os.path.join(demo, "demo.ini"), f"--output.dir={result}", "--scenes.min-clear=1",
                         "--report.page=no")
            stopped = 0
            for attempt in range(6):
                code, seconds, err = self.stop(arguments, result, lambda p: p.send_signal(signal.SIGTERM),
                                               wait=moments.uniform(0, 3))
                self.assertIn(code, (0, 4), err)
                self.assertLess(seconds, LIMIT_SECONDS)
                stopped += code == 4
                if code == 0:
                    break
            self.assertGreater(stopped, 0)
            whole = os.path.join(folder, "whole")
            succeed(*arguments[:2], f"--output.dir={whole}", *arguments[3:], ranks=2)
            self.goes_on(arguments, result, whole, 3)

    def test_a_second_signal_ends_at_once(self):
        """The root waits for a rank that does not answer: a request alone could not be met."""
        with Folder() as folder:
            whole, result = os.path.join(folder, "whole"), os.path.join(folder, "result")
            succeed("run", shared_demo(), f"--output.dir={whole}", *SHORT)
            arguments = ("run", shared_demo(), f"--output.dir={result}", "--run.tile-size=24", *SHORT)
            process = start(*arguments, ranks=2)
            wait_until(lambda: os.path.isdir(os.path.join(result, "maps")), process)
            with open(os.path.join(result, "run.lock")) as text:
                root = json.load(text)["process"]
            other = next(pid for pid in ranks_of(process) if pid != root)
            os.kill(other, signal.SIGSTOP)
            os.kill(root, signal.SIGTERM)
            time.sleep(1)
            self.assertIsNone(process.poll())
            os.kill(root, signal.SIGINT)
            asked = time.time()
            _, err = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 128 + signal.SIGINT, err)
            self.assertLess(time.time() - asked, LIMIT_SECONDS)
            self.assertFalse(os.path.exists(os.path.join(result, "survey.h5")))
            self.goes_on(arguments, result, whole, 0)


if __name__ == "__main__":
    unittest.main()
