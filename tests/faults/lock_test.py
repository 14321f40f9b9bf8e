"""Two runs on one result folder: the second is refused and told of the first; a dead run's lock is taken over."""
import json
import os
import signal
import socket
import subprocess
import threading
import time
import unittest

from program import Folder, command, digest, environment, finished_files, minenpp, shared_demo, succeed

SLOW = ("--run.tile-size=32",)
ONE_YEAR = ("--run.years=2006", "--report.page=no")


def start(result, *options, ranks=0, survey=None):
    """A run in the background that has taken the folder."""
    arguments = command("run", survey or shared_demo(), f"--output.dir={result}", *SLOW, *options, ranks=ranks)
    process = subprocess.Popen(arguments, env=environment(), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    deadline = time.time() + 120
    while not holder(result) and process.poll() is None and time.time() < deadline:
        time.sleep(0.01)
    return process


def wait_for(file):
    deadline = time.time() + 60
    while not os.path.exists(file):
        assert time.time() < deadline, file
        time.sleep(0.01)


def lock(result):
    return os.path.join(result, "run.lock")


def holder(result):
    try:
        with open(lock(result)) as text:
            return json.load(text)
    except (OSError, ValueError):
        return None


def of_another_host(result, silent_seconds):
    """A lock as a run on another machine leaves it."""
    os.makedirs(result, exist_ok=True)
    with open(lock(result), "w") as text:
        json.dump({"host": "node7", "process": 4711, "started": "2026-05-01T12:00:00Z", "command": "minenpp run far.ini",
                   "boot": "another", "token": "0123"}, text)
    then = time.time() - silent_seconds
    os.utime(lock(result), (then, then))


class Lock(unittest.TestCase):
    def test_the_second_of_two_runs_is_refused(self):
        for ranks in (0, 2):
            with Folder() as folder:
                result = os.path.join(folder, "result")
                first = start(result, ranks=ranks)
                try:
                    seen = holder(result)
                    self.assertIsNotNone(seen, "the first run took no lock")
                    wait_for(os.path.join(result, "survey.json"))  # which says whose folder it is
                    os.kill(seen["process"], signal.SIGSTOP)  # else it might end before the second comes
                    for name in ("run", "weather"):
                        second = minenpp(name, shared_demo(), f"--output.dir={result}", ranks=ranks)
                        self.assertIsNone(first.poll(), "the first run ended too soon for this test")
                        self.assertEqual(second.code, 5, second)
                        self.assertIn("another run works there", second.err)
                        for word in (socket.gethostname(), str(seen["process"]), seen["started"], "demo.ini"):
                            self.assertIn(word, second.err)
                    other = minenpp("run", shared_demo(), f"--output.dir={result}", "--survey.name=other", ranks=ranks)
                    self.assertEqual(other.code, 2, other)
                    self.assertEqual(holder(result), seen, "the refused ones leave the lock alone")
                finally:
                    first.send_signal(signal.SIGUSR1)
                    time.sleep(0.5)  # for a launcher to pass it on
                    os.kill(seen["process"], signal.SIGCONT)
                    out, err = first.communicate(timeout=120)
                self.assertEqual(first.returncode, 4, err)
                self.assertFalse(os.path.exists(lock(result)), "a run that ends leaves no lock")

    def test_many_at_once_are_one(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            arguments = command("run", shared_demo(), f"--output.dir={result}", *ONE_YEAR)
            runs = [subprocess.Popen(arguments, env=environment(), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
                    for _ in range(4)]
            ends = [(*run.communicate(timeout=240), run.returncode) for run in runs]
            self.assertEqual({code for _, _, code in ends} - {0, 5}, set(), ends)
            self.assertTrue(any(code == 0 for _, _, code in ends))
            fresh = os.path.join(folder, "fresh")
            succeed("run", shared_demo(), f"--output.dir={fresh}", *ONE_YEAR)
            self.assertEqual(digest(result), digest(fresh))

    def test_a_killed_run_is_recognised(self):
        for ranks in (0, 2):
            with Folder() as folder:
                result = os.path.join(folder, "result")
                first = start(result, *ONE_YEAR, ranks=ranks)
                dead = holder(result)
                while not finished_files(result):
                    time.sleep(0.01)
                os.kill(dead["process"], signal.SIGKILL)
                first.communicate(timeout=60)
                self.assertNotEqual(first.returncode, 0)
                self.assertTrue(os.path.exists(lock(result)), "kill -9 leaves the lock")
                again = succeed("run", shared_demo(), f"--output.dir={result}", *ONE_YEAR, ranks=ranks)
                self.assertIn("did not end by itself", again.err)
                self.assertIn(f"process {dead['process']} on {socket.gethostname()}", again.err)
                self.assertFalse(os.path.exists(lock(result)))
                self.assertFalse([name for name in finished_files(result) if name.endswith(".part")])
                fresh = os.path.join(folder, "fresh")
                succeed("run", shared_demo(), f"--output.dir={fresh}", *ONE_YEAR, ranks=2)
                self.assertEqual(digest(result), digest(fresh))

    def test_a_silent_run_on_another_host_is_dead(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            of_another_host(result, silent_seconds=600)
            outcome = succeed("run", shared_demo(), f"--output.dir={result}", *ONE_YEAR, ranks=2)
            self.assertIn("process 4711 on node7, started at 2026-05-01T12:00:00Z", outcome.err)

    def test_silence_is_waited_for(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            of_another_host(result, silent_seconds=50)
            begin = time.time()
            succeed("run", shared_demo(), f"--output.dir={result}", *ONE_YEAR)
            self.assertGreater(time.time() - begin, 9)

    def test_a_run_on_another_host_that_speaks_is_alive(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            of_another_host(result, silent_seconds=5)
            ended = threading.Event()

            def beat():
                while not ended.wait(1):
                    os.utime(lock(result))

            beating = threading.Thread(target=beat)
            beating.start()
            try:
                outcome = minenpp("run", shared_demo(), f"--output.dir={result}", timeout=60)
            finally:
                ended.set()
                beating.join()
            self.assertEqual(outcome.code, 5, outcome)
            self.assertIn("process 4711 on node7", outcome.err)
            self.assertEqual(holder(result)["token"], "0123")

    def test_a_damaged_lock(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            for text in ("{", "[1]", '{"host": 3}', "\0" * 100):
                of_another_host(result, silent_seconds=0)
                with open(lock(result), "w") as damaged:
                    damaged.write(text)
                os.utime(lock(result), (1e9, 1e9))
                outcome = succeed("run", shared_demo(), f"--output.dir={result}", *ONE_YEAR)
                self.assertIn("run.lock is damaged", outcome.err)

    def test_a_run_that_was_taken_over_stops(self):
        """As a machine that slept: when it wakes, another has the folder."""
        with Folder() as folder:
            result = os.path.join(folder, "result")
            first = start(result)
            # The survey is kept busy longer than the time between two signs of life.
            os.kill(first.pid, signal.SIGSTOP)
            of_another_host(result, silent_seconds=0)
            time.sleep(11)
            os.kill(first.pid, signal.SIGCONT)
            _, err = first.communicate(timeout=120)
            self.assertEqual(first.returncode, 5, err)
            self.assertIn("took the folder over", err)
            self.assertEqual(holder(result)["token"], "0123", "the other's lock stays")


if __name__ == "__main__":
    unittest.main()
