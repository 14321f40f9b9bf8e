#!/usr/bin/python3
"""What a rank asks of MPI while the area grows with the ranks: calls, messages and bytes. Counts, not times: more ranks
than processors are fine. The first rank stores what the others send, so it is told apart: the mean is that of the others.

  tests/bench/messages.py BUILD_FOLDER FOLDER [RANKS ...]

BUILD_FOLDER: where minenpp lies. FOLDER: for demos and results, kept. Each rank has the demo's 0.59 million pixels.
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SETTINGS = ("--run.years=2006,2020", "--report.page=no", "--run.progress=off")


def shim(folder):
    library = folder / "libmpi_counts.so"
    subprocess.run(["mpicxx", "-shared", "-fPIC", "-O1", "-o", library, HERE / "mpi_counts.cpp"], check=True)
    return library


def counted(minenpp, folder, library, ranks):
    demo, counts = folder / f"demo-{ranks}", folder / f"counts-{ranks}.txt"
    if not (demo / "demo.ini").exists():
        subprocess.run([minenpp, "demo", demo, f"--scale={ranks}"], check=True, stdout=subprocess.DEVNULL)
    counts.unlink(missing_ok=True)
    result = folder / f"result-{ranks}"
    shutil.rmtree(result, ignore_errors=True)
    environment = dict(os.environ, OMPI_MCA_rmaps_base_oversubscribe="1", OMPI_MCA_mpi_yield_when_idle="1",
                       OMPI_MCA_btl_vader_single_copy_mechanism="none")
    subprocess.run(["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", str(ranks), "-x", f"LD_PRELOAD={library}",
                    "-x", f"MPI_COUNTS={counts}", minenpp, "run", demo / "demo.ini", f"--output.dir={result}",
                    *SETTINGS], check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    lines = sorted(list(map(int, line.split())) for line in counts.read_text().splitlines())
    return summary([line[1:] for line in lines])


def summary(of_ranks):
    """Of what each rank counted, by rank."""
    calls, messages, volume, received = zip(*of_ranks)
    return {"calls": max(calls), "messages": statistics.mean(messages[1:]), "most_messages": max(messages),
            "bytes": statistics.mean(volume[1:]), "most_bytes": max(volume), "received": received[0]}


def main():
    build, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    library = shim(folder)
    print("| ranks | collective calls a rank | messages sent, mean | most | kB given, mean | most | MB received by the first "
          "|\n|---|---|---|---|---|---|---|")
    for ranks in map(int, sys.argv[3:] or (2, 4, 8, 16, 32, 64)):
        found = counted(build / "minenpp", folder, library, ranks)
        print(f"| {ranks} | {found['calls']} | {found['messages']:.0f} | {found['most_messages']} | {found['bytes'] / 1e3:.0f} "
              f"| {found['most_bytes'] / 1e3:.0f} | {found['received'] / 1e6:.0f} |", flush=True)


if __name__ == "__main__":
    main()
