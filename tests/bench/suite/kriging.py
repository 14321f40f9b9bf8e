"""Kriging beside R's gstat: scripts/bench-kriging and what it found."""
import json

from running import ROOT, fail, run, say


def beside_gstat(folder, quick):
    """One entry a case whose results agree with gstat's; no case is left out: where one differs the bench fails."""
    say("kriging beside gstat")
    figures = folder / "kriging.json"
    run([ROOT / "scripts/bench-kriging", "--figures", figures, *(["--quick"] if quick else [])])
    cases = json.loads(figures.read_text())
    if not cases:
        fail("R's gstat was not found, or does not agree: see scripts/bench-kriging")
    return cases
