"""What the figures were measured on: processor, memory, libraries; no names and no dates."""
import pathlib
import re
import subprocess

import numpy

from running import PACKAGES

LIBRARIES = ("g++", "libhdf5-openmpi-dev", "libopenmpi-dev", "libgdal-dev", "libeigen3-dev", "zlib1g") + PACKAGES



def processor():
    listed = subprocess.run(["lscpu"], capture_output=True, text=True, env={"LC_ALL": "C"}).stdout
    fields = (line.split(":", 1) for line in listed.splitlines() if ":" in line)
    named = {key.strip(): value.strip() for key, value in fields}
    caches = ", ".join(f"{name[:-6]} {named[name]}" for name in ("L1d cache", "L2 cache", "L3 cache") if name in named)
    return f"{named.get('Model name', 'unknown')}, {named.get('CPU(s)', '?')} processors, {caches}"


def memory():
    kilobytes = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())[1])
    return f"{kilobytes / 2 ** 20:.0f} GB"


def versions():
    command = ["dpkg-query", "-W", "-f=${Package} ${Version}\n", *LIBRARIES]
    query = subprocess.run(command, capture_output=True, text=True)
    return ", ".join(line for line in query.stdout.splitlines() if not line.endswith(" "))


def describe():
    return [f"- Processor: {processor()}", f"- Memory: {memory()}", f"- Packages: {versions()}"]


class Pressure:
    """How often work waited for a processor while the bench ran, from the kernel's own count; NaN where it has none."""

    def __init__(self):
        self.waited, self.clock = self.read()

    @staticmethod
    def read():
        try:
            waited = int(re.search(r"some .*total=(\d+)", pathlib.Path("/proc/pressure/cpu").read_text())[1]) / 1e6
            return waited, float(pathlib.Path("/proc/uptime").read_text().split()[0])
        except (OSError, TypeError):
            return numpy.nan, 0.0

    def share(self):
        waited, clock = self.read()
        return (waited - self.waited) / max(clock - self.clock, 1)
