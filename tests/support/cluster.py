"""A real Slurm of two nodes on this machine: its own munge, ports and folders, nothing of the system's, gone afterwards."""
import getpass
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

NODES = ("n1", "n2")
NEEDED = ("munged", "slurmctld", "slurmd", "sbatch", "srun", "scontrol", "squeue", "sinfo")
START_SECONDS = 30

CONFIGURATION = """
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
# A requeued job waits for its old credential to end.
AuthInfo=socket={folder}/munge/socket,cred_expire=5
CredType=cred/munge
SlurmctldPort={ports[0]}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd-%n.log
TmpFS={folder}/tmp-%n
# No cgroups and no accounting: these need the system's help.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=1,sched_min_interval=100000,batch_sched_delay=0
# A dead node is noticed within seconds, and a requeued job need not wait.
SlurmdTimeout=5
SlurmctldTimeout=5
InactiveLimit=0
KillWait=5
MessageTimeout=2
TCPTimeout=2
ReturnToService=2
JobRequeue=1
# The nodes claim more than this machine has.
SlurmdParameters=config_overrides
MpiDefault=none
NodeName=n[1-2] NodeHostname={host} NodeAddr=127.0.0.1 Port=[{ports[1]}-{ports[2]}] CPUs=4 RealMemory=4000 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
"""


def missing():
    """Programs of Slurm that this machine lacks."""
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    return [name for name in NEEDED if not shutil.which(name, path=path)]


def free_ports(count):
    """Free ports in a row: Slurm gives nodes a range of them."""
    for first in range(17000 + os.getpid() % 1000, 30000, count):
        sockets = []
        try:
            for port in range(first, first + count):
                sockets.append(socket.socket())
                sockets[-1].bind(("0.0.0.0", port))
            return list(range(first, first + count))
        except OSError:
            continue
        finally:
            for one in sockets:
                one.close()
    raise OSError("no free ports for a Slurm")


def of_process(pid, what):
    """What the system says of a process. OSError where it is gone."""
    return pathlib.Path(f"/proc/{pid}/{what}").read_bytes()


def processes_in(folder):
    """Processes whose command line or environment names the folder: daemons, job steps and what they started."""
    wanted, found = folder.encode(), []
    for entry in os.listdir("/proc"):
        if not entry.isdigit() or int(entry) == os.getpid():
            continue
        try:
            text = of_process(entry, "cmdline") + of_process(entry, "environ")
        except OSError:
            continue
        if wanted in text:
            found.append(int(entry))
    return found


class Cluster:
    """with Cluster() as cluster: ... . Attribute `environment` is what commands of Slurm need to find it."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="minenpp-slurm-")
        os.chmod(self.folder, 0o755)
        self.environment = dict(os.environ, SLURM_CONF=os.path.join(self.folder, "slurm.conf"),
                                PATH=os.environ["PATH"] + ":/usr/sbin:/sbin")
        self.daemons = {}
        try:
            self._configure()
            self._start_munge()
            self._start("slurmctld", "slurmctld", "-D")
            for node in NODES:
                self.start_node(node)
            self.wait_until(lambda: self.idle_nodes() == set(NODES), START_SECONDS, "two idle nodes")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        """Ends every process that belongs to the cluster, by its number, and removes the folder."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            for daemon in self.daemons.values():
                if daemon.poll() is None:
                    daemon.send_signal(number)
            deadline = time.time() + 3
            while any(d.poll() is None for d in self.daemons.values()) and time.time() < deadline:
                time.sleep(0.05)
        for pid in processes_in(self.folder):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        for daemon in self.daemons.values():
            daemon.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _configure(self):
        for name in ("munge", "state"):
            os.mkdir(os.path.join(self.folder, name), 0o755)
        with open(self.environment["SLURM_CONF"], "w") as text:
            text.write(CONFIGURATION.format(host=socket.gethostname().split(".")[0], user=getpass.getuser(),
                                            folder=self.folder, ports=free_ports(3)))

    def _start_munge(self):
        munge = os.path.join(self.folder, "munge")
        with open(os.open(os.path.join(munge, "key"), os.O_WRONLY | os.O_CREAT, 0o400), "wb") as key:
            key.write(os.urandom(1024))
        self._start("munged", "munged", "--foreground", "--force", "--num-threads=2", f"--socket={munge}/socket",
                    f"--key-file={munge}/key", f"--log-file={munge}/log", f"--pid-file={munge}/pid",
                    f"--seed-file={munge}/seed")
        self.wait_until(lambda: os.path.exists(os.path.join(munge, "socket")), START_SECONDS, "munge")

    def _start(self, name, *words):
        with open(os.path.join(self.folder, name + ".out"), "ab") as out:
            self.daemons[name] = subprocess.Popen(words, env=self.environment, stdin=subprocess.DEVNULL, stdout=out,
                                                  stderr=out, cwd=self.folder, start_new_session=True)

    def start_node(self, node):
        """Starts a node with empty folders, as one that boots. Slurm's PMIx cannot start a step where a dead one's are left."""
        for kind in ("spool", "tmp"):
            path = os.path.join(self.folder, f"{kind}-{node}")
            shutil.rmtree(path, ignore_errors=True)
            os.mkdir(path, 0o755)
        self._start(node, "slurmd", "-D", "-N", node)

    def processes_of(self, node):
        """The node's daemon, its job steps, and all that these started."""
        children, members = {}, []
        for pid in processes_in(self.folder):
            try:
                parent = int(of_process(pid, "stat").rsplit(b")", 1)[1].split()[1])
                children.setdefault(parent, []).append(pid)
                # A job step has the log of its daemon open, and tells its tasks where they are.
                files = [os.readlink(f"/proc/{pid}/fd/{number}") for number in os.listdir(f"/proc/{pid}/fd")]
                variables = of_process(pid, "environ").split(b"\0")
            except OSError:
                continue
            if os.path.join(self.folder, f"slurmd-{node}.log") in files or f"SLURMD_NODENAME={node}".encode() in variables:
                members.append(pid)
        for pid in members:
            members += [child for child in children.get(pid, ()) if child not in members]
        return members

    def kill_node(self, node):
        """As a machine that loses its power: everything on it ends at once. The numbers of its processes."""
        dead = self.processes_of(node)
        for pid in dead:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.daemons[node].wait()
        return dead

    def slurm(self, *words, environment=None, timeout=30, check=True):
        """Runs a command of Slurm; its output."""
        done = subprocess.run(words, env=dict(self.environment, **(environment or {})), capture_output=True, text=True,
                              timeout=timeout)
        assert not check or done.returncode == 0, f"{words}: {done.stdout}{done.stderr}\n{self.logs()}"
        return done.stdout.strip()

    def submit(self, *words, environment=None):
        """sbatch; the number of the job."""
        return self.slurm("sbatch", "--parsable", *words, environment=environment).split(";")[0]

    def idle_nodes(self):
        states = self.slurm("sinfo", "-N", "-h", "-o", "%N %T", check=False)
        return {line.split()[0] for line in states.splitlines() if line.endswith(" idle")}

    def job(self, number):
        """What scontrol says of a job: {"JobState": "RUNNING", ...}."""
        text = self.slurm("scontrol", "show", "job", "-o", number)
        return dict(word.split("=", 1) for word in text.split() if "=" in word)

    def state(self, number):
        return self.job(number)["JobState"]

    def wait_for_end(self, number, seconds):
        """How the job ended: COMPLETED, FAILED, ..."""
        ended = ("COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL", "OUT_OF_MEMORY", "BOOT_FAIL")
        self.wait_until(lambda: self.state(number) in ended, seconds, f"the end of job {number}")
        return self.state(number)

    def wait_until(self, condition, seconds, what):
        deadline = time.time() + seconds
        while not condition():
            assert time.time() < deadline, f"waited {seconds} s for {what}\n{self.logs()}"
            time.sleep(0.1)

    def logs(self):
        """The last lines of what the daemons said, and the queue."""
        texts = [subprocess.run(["squeue", "-l"], env=self.environment, capture_output=True, text=True).stdout]
        for name in sorted(os.listdir(self.folder)):
            if name.endswith(".log"):
                with open(os.path.join(self.folder, name), errors="replace") as text:
                    texts.append(f"--- {name}\n" + "".join(text.readlines()[-25:]))
        return "\n".join(texts)
