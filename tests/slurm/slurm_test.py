"""The batch files of slurm/ on a real Slurm of two nodes: whole runs, time limits, and a node that dies."""
import os
import pathlib
import signal
import unittest

import cluster
from many_years import demo_of_years
from program import MINENPP, SOURCE, Folder, digest, shared_demo, succeed

SHORT = ("--run.years=2006,2010", "--report.page=no", "--run.tile-size=64")
MISSING = cluster.missing()
END_SECONDS = 75
# Ranks of two "nodes" on one machine must not take each other's shared memory for their own.
RANKS = {"OMPI_MCA_btl": "self,tcp", "OMPI_MCA_btl_tcp_if_include": "lo", "OMPI_MCA_mpi_yield_when_idle": "1",
         "OMPI_MCA_oob_tcp_if_include": "lo", "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
LAUNCHERS = ("srun --mpi=pmix", "mpirun")


def batch(name):
    return os.path.join(SOURCE, "slurm", name)


def asked_to_stop(pid):
    """Does SIGUSR1 wait for a process that is held?"""
    fields = dict(line.split(":", 1) for line in cluster.of_process(pid, "status").decode().splitlines())
    return any(int(fields[name], 16) >> (signal.SIGUSR1 - 1) & 1 for name in ("SigPnd", "ShdPnd"))


@unittest.skipIf(MISSING, f"no Slurm here: {', '.join(MISSING)} not found")
class Case(unittest.TestCase):
    """A cluster for all tests of a class, and what they share."""

    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(Folder())
        cls.whole = os.path.join(cls.folder, "whole")
        succeed("run", shared_demo(), f"--output.dir={cls.whole}", *SHORT)
        cls.expected = digest(cls.whole)
        cls.slurm = cls.enterClassContext(cluster.Cluster())

    def tearDown(self):
        for job in self.slurm.slurm("squeue", "--noheader", "--format=%A").split():
            self.slurm.slurm("scancel", job, check=False)

    def submit(self, result, *, options=(), launch=LAUNCHERS[0], file="single.sbatch", words=SHORT, **variables):
        """Submits a batch file as it is, on both nodes with two ranks each; the number of the job and its log."""
        log = result + ".log"
        settings = dict(RANKS, SURVEY=shared_demo(), MINENPP=MINENPP, LAUNCH=launch, **variables)
        job = self.slurm.submit("--nodes=2", "--ntasks-per-node=2", "--mem-per-cpu=500M", f"--output={log}", *options,
                                batch(file), f"--output.dir={result}", *words, environment=settings)
        return job, log

    def ends(self, job, log, state="COMPLETED"):
        ended = self.slurm.wait_for_end(job, END_SECONDS)
        text = pathlib.Path(log).read_text()
        self.assertEqual(ended, state, text)
        return text

    def same_as_undisturbed(self, result, text):
        self.assertEqual(digest(result), self.expected, text)
        left = [name for _, _, files in os.walk(result) for name in files if name.endswith(".part")]
        self.assertFalse(left)

    def ranks_of(self, result):
        """The processes of the run that writes there."""
        found = []
        for pid in cluster.processes_in(f"--output.dir={result}"):
            try:
                if os.path.samefile(f"/proc/{pid}/exe", MINENPP):
                    found.append(pid)
            except OSError:
                pass
        return found

    def in_the_middle(self, job, result):
        """Waits until the run is at work behind its first stage, and holds it there; its four ranks."""
        first = os.path.join(result, "maps", "class-2006.nc")
        self.slurm.wait_until(lambda: os.path.exists(first), 60, "the first stage")
        ranks = self.ranks_of(result)
        for pid in ranks:
            os.kill(pid, signal.SIGSTOP)
        self.assertEqual(len(ranks), 4)
        self.assertEqual(self.slurm.state(job), "RUNNING")
        return ranks

    def back_in_the_queue(self, job):
        self.slurm.wait_until(lambda: int(self.slurm.job(job)["Restarts"]) >= 1, 60, f"job {job} back in the queue")

    def go_on(self, result):
        for pid in self.ranks_of(result):
            os.kill(pid, signal.SIGCONT)


class Slurm(Case):
    def test_both_nodes(self):
        for number, launch in enumerate(LAUNCHERS):
            result = os.path.join(self.folder, f"both-{number}")
            job, log = self.submit(result, launch=launch)
            self.slurm.wait_until(lambda: len(self.ranks_of(result)) == 4, 60, "four ranks")
            ranks = set(self.ranks_of(result))
            for node in cluster.NODES:
                self.assertEqual(len(ranks & set(self.slurm.processes_of(node))), 2, f"ranks on {node}")
            self.same_as_undisturbed(result, self.ends(job, log))

    def test_time_limit(self):
        """Asked to stop before the limit: ends in order, back into the queue, goes on. Both launchers at once."""
        jobs = []
        for number, launch in enumerate(LAUNCHERS):
            result = os.path.join(self.folder, f"limit-{number}")
            jobs.append((*self.submit(result, options=("--time=1", "--signal=B:USR1@50"), launch=launch), result))
        for job, _, result in jobs:
            self.in_the_middle(job, result)
        for job, log, result in jobs:
            # Slurm looks at the limits every half minute. The ranks are held until the request has come.
            self.slurm.wait_until(lambda: all(asked_to_stop(pid) for pid in self.ranks_of(result)), 45, "the request to stop")
            self.go_on(result)
        for job, _, _ in jobs:
            self.back_in_the_queue(job)
            # Enough for the rest on a busy machine too.
            self.slurm.slurm("scontrol", "update", f"JobId={job}", "TimeLimit=10")
        for job, log, result in jobs:
            text = self.ends(job, log)
            self.assertGreaterEqual(int(self.slurm.job(job)["Restarts"]), 1, text)
            self.assertIn("stopped by request", text)
            self.assertIn("exit code 4; back into the queue", text)
            self.same_as_undisturbed(result, text)

    def test_the_first_node_dies(self):
        """The one with the batch script and the first rank."""
        self.survives_the_end_of(cluster.NODES[0], "mpirun")

    def test_another_node_dies(self):
        self.survives_the_end_of(cluster.NODES[1], "srun --mpi=pmix")

    def survives_the_end_of(self, node, launch):
        result = os.path.join(self.folder, f"dead-{node}")
        job, log = self.submit(result, launch=launch)
        ranks = self.in_the_middle(job, result)
        dead = self.slurm.kill_node(node)
        self.assertEqual(len(set(dead) & set(ranks)), 2, "two of the four ranks died with the node")
        self.go_on(result)
        self.back_in_the_queue(job)
        self.slurm.start_node(node)
        text = self.ends(job, log)
        self.same_as_undisturbed(result, text)

    def test_cancelled(self):
        """scancel is meant: the job does not come back."""
        result = os.path.join(self.folder, "cancelled")
        job, log = self.submit(result)
        self.in_the_middle(job, result)
        self.go_on(result)
        self.slurm.slurm("scancel", job)
        text = self.ends(job, log, "CANCELLED")
        self.assertEqual(self.slurm.job(job)["Restarts"], "0", text)
        self.assertFalse(self.ranks_of(result))

    def test_demo_batch(self):
        log = os.path.join(self.folder, "demo.log")
        job = self.slurm.submit("--mem-per-cpu=500M", f"--output={log}", f"--chdir={self.folder}", batch("test.sbatch"),
                                environment=dict(RANKS, MINENPP=MINENPP))
        text = self.ends(job, log)
        self.assertIn("the same numbers on 4 ranks of 2 nodes", text)


class Years(Case):
    def test_years(self):
        """The three steps of submit-years; the last ends in the digest of one run."""
        said = self.submitted(shared_demo(), "years", "2006,2010,2016-2016,2020", NPP="array")
        self.assertEqual([len(line.split()) for line in said], [2, 2, 2], "one job a step")

    def test_years_that_go_on_from_each_other(self):
        """NPP of full years needs the water that the year before has left in the soil."""
        survey = demo_of_years(os.path.join(self.folder, "demo"), (2006, 2007, 2008, 2010), "--months=all")
        said = self.submitted(survey, "chain", "2006-2008,2010", "--run.years=2006-2008,2010")
        self.assertEqual([len(line.split()) for line in said], [2, 5, 2], "a job for NPP of each year")

    def submitted(self, survey, name, years, *words, **variables):
        """Lines that submit-years says, once all has ended well."""
        result, whole = os.path.join(self.folder, name), os.path.join(self.folder, name + "-whole")
        settings = dict(RANKS, SURVEY=survey, MINENPP=MINENPP, **variables,
                        SBATCH_OPTIONS=f"--ntasks-per-node=2 --mem-per-cpu=500M --output={self.folder}/{name}-%j.log")
        words = [word for word in SHORT if not word.startswith("--run.years")] + list(words)
        said = self.slurm.slurm(os.path.join(SOURCE, "slurm", "submit-years"), years, f"--output.dir={result}", *words,
                                environment=settings)
        self.assertEqual(self.slurm.wait_for_end(said.split()[-1], 2 * END_SECONDS), "COMPLETED", said)
        succeed("run", survey, f"--output.dir={whole}", *words)
        self.assertEqual(digest(result), digest(whole))
        return said.splitlines()


if __name__ == "__main__":
    unittest.main()
