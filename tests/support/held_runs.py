"""Runs that are held in the middle, harmed, and let go."""
import os
import signal
import subprocess
import time

from program import MINENPP, Outcome, command, environment

END_SECONDS = 30


def processes_of(result):
    """The program's processes that work on a result folder."""
    found = []
    for entry in os.listdir("/proc"):
        try:
            with open(f"/proc/{entry}/cmdline", "rb") as text:
                words = text.read().split(b"\0")
            if f"--output.dir={result}".encode() in words and os.path.samefile(f"/proc/{entry}/exe", MINENPP):
                found.append(int(entry))
        except (OSError, ValueError):
            pass
    return sorted(found)


def rank_of(pid):
    """The rank of a process under mpirun; 0 of one alone."""
    with open(f"/proc/{pid}/environ", "rb") as text:
        variables = dict(word.split(b"=", 1) for word in text.read().split(b"\0") if b"=" in word)
    return int(variables.get(b"OMPI_COMM_WORLD_RANK", b"0"))


def send(pids, number):
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


class HeldRun:
    """with HeldRun("run", survey, ..., result=FOLDER, ranks=2) as run: run.hold_at(FILE); ...; run.let_go().

    No process outlives it, whatever happens."""

    def __init__(self, *words, result, ranks=0, **variables):
        """`variables`: of the environment."""
        self.result = result
        self.process = subprocess.Popen(command(*words, f"--output.dir={result}", ranks=ranks),
                                        env=dict(environment(), **variables), stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.count = max(ranks, 1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        send(processes_of(self.result), signal.SIGKILL)
        self.process.kill()
        self.process.communicate()

    def hold_at(self, name):
        """Stops every rank as soon as the result folder holds a file; their numbers by rank."""
        path = os.path.join(self.result, name)
        deadline = time.time() + END_SECONDS
        while not os.path.exists(path):
            assert self.process.poll() is None, f"ended before {name} was there: {self.process.communicate()}"
            assert time.time() < deadline, f"waited {END_SECONDS} s for {name}"
            time.sleep(0.002)
        pids = processes_of(self.result)
        send(pids, signal.SIGSTOP)
        assert len(pids) == self.count, f"{pids} instead of {self.count} ranks"
        return sorted(pids, key=rank_of)

    def let_go(self):
        """Lets the ranks go on; how the run ended. A hang is a failure, as is a process that stays behind."""
        send(processes_of(self.result), signal.SIGCONT)
        return self.end()

    def end(self):
        out, err = self.process.communicate(timeout=END_SECONDS)
        deadline = time.time() + 5
        while processes_of(self.result) and time.time() < deadline:
            time.sleep(0.02)
        assert not processes_of(self.result), f"outlived the run: {processes_of(self.result)}\n{err}"
        return Outcome(subprocess.CompletedProcess([], self.process.returncode, out, err))
