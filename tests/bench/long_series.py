#!/usr/bin/python3
"""What adding one year to a long series costs, against making all of it.

    PYTHONPATH=tests/support MINENPP=build/release/minenpp tests/bench/long_series.py FOLDER [YEARS]

Makes the demo at scale 1 as a survey of YEARS years (40) of one month, runs all of them, then, in another folder, all but
the last and then the last as well, with NDVI bounds from the table and of all years. Prints wall times as ratios, which
stages were made, and compares the digests.
"""
import json
import os
import sys
import time

from many_years import demo_of_years
from program import digest, succeed

folder = sys.argv[1]
count = int(sys.argv[2]) if len(sys.argv) > 2 else 40
years = range(1981, 1981 + count)
survey = demo_of_years(os.path.join(folder, "demo"), years)


def timed(name, *options):
    begin = time.time()
    result = os.path.join(folder, name)
    succeed("run", survey, f"--output.dir={result}", "--run.progress=off", *options, timeout=3600)
    seconds = time.time() - begin
    with open(os.path.join(result, "run.jsonl")) as lines:
        events = [json.loads(line) for line in lines]
    stages = {}
    for event in events:
        if event["run"] == events[-1]["run"] and event["event"] == "stage_end":
            stages[event["stage"]] = stages.get(event["stage"], 0) + event["seconds"]
    return seconds, stages


for bounds in ("table", "pooled"):
    option = f"--ndvi.bounds={bounds}"
    whole, of_whole = timed(f"whole-{bounds}", option)
    timed(f"grown-{bounds}", option, f"--run.years={years[0]}-{years[-2]}")
    one, of_one = timed(f"grown-{bounds}", option)
    same = digest(os.path.join(folder, f"whole-{bounds}")) == digest(os.path.join(folder, f"grown-{bounds}"))
    print(f"ndvi.bounds={bounds}: {count} years {whole:.1f} s; one more year {one:.1f} s, {one / whole:.3f} of it; "
          f"digests {'equal' if same else 'DIFFER'}")
    for stage, seconds in of_whole.items():
        print(f"    {stage:12} {seconds:7.2f} s, one more year {of_one.get(stage, 0):7.2f} s")
