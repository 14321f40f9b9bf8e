"""What the whole-program tests share: running minenpp as a user would, on any number of ranks."""
import os
import shutil
import subprocess
import tempfile

MINENPP = os.environ["MINENPP"]
MPIRUN = os.environ.get("MINENPP_MPIRUN", "mpirun").split()
SOURCE = os.environ["MINENPP_SOURCE_DIR"]
DATA = os.environ.get("MINENPP_DATA", os.path.join(SOURCE, "..", "shared", "data"))
WATCHDOG_SECONDS = 240


class Outcome:
    def __init__(self, finished):
        self.code, self.out, self.err = finished.returncode, finished.stdout, finished.stderr

    def __repr__(self):
        return f"exit code {self.code}\n--- stdout\n{self.out[-3000:]}\n--- stderr\n{self.err[-3000:]}"


_further = set()


def without_pages():
    """Runs of this test make no report page, which takes longer than a small survey."""
    _further.add("--report.page=no")


def command(*arguments, ranks=0):
    """The command line; ranks=0 runs without mpirun."""
    launch = MPIRUN + ["-n", str(ranks)] if ranks else []
    return launch + [MINENPP, *map(str, arguments), *(_further if arguments[0] == "run" else [])]


def environment():
    return dict(os.environ, OMPI_MCA_rmaps_base_oversubscribe="1", OMPI_MCA_mpi_yield_when_idle="1",
                OMPI_MCA_btl_vader_single_copy_mechanism="none")


def minenpp(*arguments, ranks=0, timeout=WATCHDOG_SECONDS, cwd=None):
    """Runs the program to its end. A hang is a failure: the watchdog raises."""
    return Outcome(subprocess.run(command(*arguments, ranks=ranks), capture_output=True, text=True, timeout=timeout,
                                  env=environment(), cwd=cwd))


def succeed(*arguments, **options):
    outcome = minenpp(*arguments, **options)
    assert outcome.code == 0, outcome
    return outcome


def digest(result):
    return succeed("digest", result).out.split()[-1]


class Folder:
    """A temporary folder that goes away, also after a failure."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="minenpp-test-")
        return self.path

    def __exit__(self, *_):
        subprocess.run(["chmod", "-R", "u+w", self.path], check=False)
        shutil.rmtree(self.path, ignore_errors=True)


def shared_demo():
    """The demo's inputs, made once for all tests of a build. Tests write their results elsewhere."""
    folder = os.environ["MINENPP_DEMO"]
    return os.path.join(folder, "demo.ini")


def finished_files(folder):
    """Files under their final names in a result folder, without the folder's own mark, lock and log."""
    names = []
    for root, _, files in os.walk(folder):
        names += [os.path.relpath(os.path.join(root, f), folder) for f in files]
    return sorted(n for n in names if n not in ("survey.json", "run.lock", "run.jsonl"))
