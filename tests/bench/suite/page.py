"""docs/performance.md: every figure with the command that made it, and what reaches its aim and what does not."""
from machine import Pressure, describe
from surveys import MOST_OFF, PEERS_OF, SAME_JOB, SCALING_JOBS

__all__ = ["Pressure", "page_of"]
QUIET = 0.2


def ratio(value):
    return f"{value:.3g}"


def whole(value):
    """Three digits of a number that may be large."""
    return f"{float(f'{value:.3g}'):,.0f}" if value >= 10 else ratio(value)


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows] + [""]


def survey_section(found, command):
    times = found["times"]
    two, one = times["minenpp, 2 ranks"], times["minenpp, 1 rank"]
    rows = []
    for name in ("minenpp, 2 ranks", "minenpp, 1 rank", *PEERS_OF):
        t = times[name]
        rows.append((name, ratio(t.wall / two.wall), ratio(t.wall / one.wall), ratio(t.processor / one.processor)))
    lines = ["## The same survey with other tools", "",
             f"`{command}`: monthly NPP maps of four years in chunks of 256 x 256, deflate level 1, and class means,",
             "from the same rasters and stations. The peers are in `tests/bench/peers`. minenpp runs with",
             f"`{' '.join(SAME_JOB)}`",
             "and still does more than they do: it writes the annual maps and the NDVI as it was used, and flushes to disk.",
             "Above 1: slower than minenpp.", ""]
    lines += table(("", "wall / 2 ranks", "wall / 1 rank", "processor / 1 rank"), rows)
    lines += ["Compared first:", ""]
    lines += table(("peer", "minenpp", "values", "more than a step (0.02) off", "class means apart"),
                   [(*line[:4], f"{line[4]:.1g}") for line in found["compared"]])
    return lines + [f"With exact kriging no value may be off; as timed, {MOST_OFF:g} of them: where T lies within the",
                    "lattice's 0.01 K of a limit of T_e2 or of frost, NPP jumps.", ""]


def scaling_section(found, command):
    rows = []
    for job, times in found["times"]["scaling"].items():
        one, two = times["1 rank"], times["2 ranks"]
        rows.append((job, SCALING_JOBS[job][0], ratio(one.wall / two.wall), ratio(one.processor / two.processor)))
    lines = ["## One rank and two", "", f"`{command}`: minenpp alone, on one rank and on two in turns: so many times as long on one.", ""]
    return lines + table(("", "turns at least", "wall", "processor"), rows)


def copy_section(found, command):
    times = found["times"]
    rows = []
    for ranks in ("2 ranks", "1 rank"):
        survey, copy = times[f"full survey, {ranks}"], times[f"copy, {ranks}"]
        rows.append((ranks, ratio(survey.wall / copy.wall), ratio(survey.processor / copy.processor)))
    lines = ["## The limit: moving the bytes", "",
             f"`{command}`: a full survey (all maps, rings, changes, trends, report) over a run that decodes the same",
             "input rasters and encodes the same map files once, with the survey's own reader and writer and nothing",
             "in between (`tests/bench/copy_run.cpp`).", ""]
    lines += table(("", "survey / copy, wall", "processor"), rows)
    least = times["copy of the same job, 2 ranks"]
    bounds = [(name, ratio(times[name].wall / least.wall)) for name in ("minenpp, 2 ranks", *PEERS_OF)]
    lines += ["The same for the job that the peers do: what a program would be ahead of each that did nothing but move these",
              "bytes, on 2 ranks. No program that uses these libraries and this format can be further ahead than that.", ""]
    return lines + table(("", "wall / copy of the same job"), bounds)


def counter_of(line):
    for name in ("pixels", "pixel_months", "values", "terms", "bytes_per_second"):
        if name in line:
            unit = "bytes" if name.startswith("bytes") else name.replace("_", "-")
            return f"{line[name] / 1e6:.4g} million {unit} a second"
    return f"{line['cpu_time']:.4g} {line['time_unit']}"


def kernel_section(found, command):
    rows = []
    for name, line in found["kernels"].items():
        share = f"{100 * line['triad_share']:.2g} %" if "triad_share" in line else ""
        rows.append((name, counter_of(line), share))
    rings, zonal = found["rings"], found["zonal"]
    peers = [("rings around mines: scipy's distance_transform_edt", ratio(rings["scipy"] / rings["ours"])),
             ("means by zone and class, 40 years: a loop of masks in numpy", ratio(zonal["masks"] / zonal["ours"])),
             ("the same with one numpy bincount a year", ratio(zonal["bincount"] / zonal["ours"]))]
    lines = ["## Kernels", "",
             f"`build/bench/tests/bench/bench_kernels` (part of `{command}`), one core, by processor time. The share",
             "is of the memory bandwidth that a triad reaches on the same core in the same program.", ""]
    lines += table(("kernel", "rate", "of the triad"), rows)
    lines += [f"Beside other libraries, on the same files, by processor time on one core (part of `{command}`):", ""]
    lines += table(("", "peer / minenpp"), peers)
    return lines + [f"Rings differ at {rings['apart']} of {rings['pixels']:,} pixels: scipy finds the nearest centre",
                    "of a mine pixel, which is not always the pixel whose edge is nearest.", ""]


def kriging_section(found, command):
    cases = found["kriging"]
    rows = []
    for case in cases:
        used = f"nearest {case['nearest']}" if case["nearest"] else "all used"
        rows.append((f"{case['stations']:,} stations, {used}", f"{case['gstat_ns'] / 1000:.3g} us",
                     *(whole(case[what]) for what in ("exact", "lattice", "lattice_year"))))
    lines = ["## Kriging beside R's gstat", "",
             f"`scripts/bench-kriging` (part of `{command}`): the same stations, variogram and cells on one core, by wall time;",
             f"{cases[0]['version']}. The exact estimates differ by at most {max(case['apart'] for case in cases):.1g} of a value",
             "from gstat's, the lattice's by 0.01 from these. How many times as long gstat takes:", ""]
    return lines + table(("", "gstat, a cell and month", "exact, one month", "lattice, one month",
                          "lattice, twelve months"), rows)


def verdict(got, aim, at_least, by_wall, quiet):
    """A wall time of a busy machine decides nothing: it once had a survey faster than its own bytes."""
    if by_wall and not quiet:
        return "undecided: the machine was busy"
    return "reached" if (got >= aim if at_least else got <= aim) else "**missed**"


def aims_section(found, quiet):
    times = found["times"]
    two = times["minenpp, 2 ranks"]
    peer = {name: times[name].wall / two.wall for name in PEERS_OF}
    rings, zonal = found["rings"], found["zonal"]
    full, copy = times["full survey, 2 ranks"], times["copy, 2 ranks"]
    casa = found["kernels"]["casa_from_memory/monthly"]["triad_share"]
    aims = [("full survey over copy, 2 ranks, at most", 1.3, full.wall / copy.wall, False, True),
            ("CASA from memory, share of the triad, at least", 0.6, casa, True, False),
            ("numpy + rasterio + h5py over minenpp on 2 ranks, at least", 20, peer["numpy + rasterio + h5py"],
             True, True),
            ("xarray + dask over minenpp on 2 ranks, at least", 8, peer["xarray + dask, 2 workers"], True, True),
            ("scipy over minenpp's rings, at least", 5, rings["scipy"] / rings["ours"], True, False),
            ("loop of masks over minenpp's zonal statistics, at least", 20, zonal["masks"] / zonal["ours"],
             True, False)]
    aims += [(f"1 rank over 2 ranks, {job}, at least", 1.9, of["1 rank"].wall / of["2 ranks"].wall, True, True)
             for job, of in times["scaling"].items()]
    rows = [(what, aim, ratio(got), verdict(got, aim, at_least, by_wall, quiet))
            for what, aim, got, at_least, by_wall in aims]
    return ["## Aims", ""] + table(("", "aim", "measured", ""), rows)


def noise(share):
    text = f"- Work waited for a processor {100 * share:.0f} % of the time the bench ran."
    if not share < QUIET:
        text += (" The machine was not quiet: wall times say\n  nothing, above all on 2 ranks, and time spent waiting in"
                 " MPI counts as processor time. Processor times on one\n  core are the figures to read.")
    return text


def page_of(found, scale, command, share):
    pixels = scale * 590400 / 1e6
    lines = ["# Performance", "",
             f"Made by `{command}`, which writes this page. Figures are ratios of the least times of all turns.",
             f"The demo at scale {scale} has {pixels:.3g} million pixels, twelve months and four years.", ""]
    lines += describe() + [noise(share), ""]
    for section in (aims_section(found, share < QUIET), survey_section(found, command), scaling_section(found, command),
                    copy_section(found, command), kernel_section(found, command), kriging_section(found, command)):
        lines += section
    return "\n".join(lines)
