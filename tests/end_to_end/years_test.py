"""Runs of different years side by side, and runs of chosen stages, end with the result of one undisturbed run."""
import json
import os
import re
import signal
import subprocess
import time
import unittest

import h5py
import numpy as np

from program import Folder, command, digest, environment, finished_files, minenpp, shared_demo, succeed

YEARS = (2006, 2010, 2016, 2020)
QUIET = ("--report.page=no", "--run.progress=off")


def together(result, *options):
    """One run a year, all at once, as a job array would."""
    runs = [subprocess.Popen(command("run", shared_demo(), f"--output.dir={result}", f"--years={year}", *QUIET, *options),
                             env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for year in YEARS]
    return [(*run.communicate(timeout=240), run.returncode) for run in runs]


def run(result, *options, ranks=0):
    return minenpp("run", shared_demo(), f"--output.dir={result}", *QUIET, *options, ranks=ranks)


def lock_of(result, name):
    try:
        with open(os.path.join(result, name)) as text:
            return json.load(text)
    except (OSError, ValueError):
        return None


def held(result, name, *options):
    """A run in the background that holds `name`."""
    process = subprocess.Popen(command("run", shared_demo(), f"--output.dir={result}", *QUIET, "--run.tile-size=16", *options),
                               env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.time() + 60
    while not lock_of(result, name) and process.poll() is None and time.time() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGSTOP)
    return process


def let_go(process):
    process.send_signal(signal.SIGCONT)
    process.send_signal(signal.SIGUSR1)
    return process.communicate(timeout=120)


class Years(unittest.TestCase):
    def expect_class_means(self, array, whole):
        """A map of NPP tells the means of its classes, before there is any survey.h5."""
        with h5py.File(os.path.join(whole, "survey.h5")) as archive:
            group = archive["classes"]
            codes, years, months = (list(group[name][...]) for name in ("class", "year", "month"))
            means, counts = group["npp_mean"][...], group["count"][...]
        for y, year in enumerate(years):
            with h5py.File(os.path.join(array, "maps", f"npp-{year}.nc")) as file:
                rows = [file["statistics"]["class_month_" + name][...] for name in ("class", "month", "count", "npp_mean")]
            self.assertEqual(len(rows[0]), len(codes) * len(months))
            for code, month, count, mean in zip(*rows):
                at = codes.index(code), y, months.index(month)
                self.assertEqual(count, counts[at])
                np.testing.assert_equal(mean, means[at])

    def test_arrays_over_years_and_a_last_run(self):
        with Folder() as folder:
            whole, array = os.path.join(folder, "whole"), os.path.join(folder, "array")
            succeed("run", shared_demo(), f"--output.dir={whole}", *QUIET)
            for options in (("--only=ndvi",), ("--only=npp",)):
                for out, err, code in together(array, *options):
                    self.assertEqual(code, 0, err)
                    self.assertIn("minenpp status", out)
                self.assertFalse(os.path.exists(os.path.join(array, "survey.h5")))
            self.expect_class_means(array, whole)
            last = run(array, ranks=2)
            self.assertEqual(last.code, 0, last)
            self.assertEqual(last.err.count("up to date"), 4 * len(YEARS), last.err)
            self.assertEqual(digest(array), digest(whole))
            self.assertEqual([name for name in finished_files(array) if ".part" in name or ".lock" in name], [])

    def test_stages_of_other_years_that_are_missing_are_named(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            self.assertEqual(run(result, "--only=ndvi", "--years=2006,2010").code, 0)
            for ranks in (0, 2):
                refused = run(result, "--only=npp", "--years=2006", ranks=ranks)
                self.assertEqual(refused.code, 2, refused)
                self.assertIn("NDVI of classes 2016, NDVI of classes 2020", refused.err)
                made = re.search(r"--only=\S+ --years=\S+", refused.err)[0].split()
            self.assertEqual(run(result, *made).code, 0)
            self.assertEqual(run(result, "--only=npp", "--years=2006").code, 0)
            early = run(result, "--only=statistics", "--years=2006", ranks=2)
            self.assertEqual(early.code, 2, early)
            self.assertIn("NPP 2010, NPP 2016, NPP 2020", early.err)
            alone = run(result, "--ndvi.bounds=table", "--only=npp", "--years=2010")
            self.assertEqual(alone.code, 0, alone)

    def test_what_is_forced_is_made_again(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            self.assertEqual(run(result).code, 0)
            before = digest(result)
            again = run(result, "--force=npp:2010")
            self.assertEqual(again.code, 0, again)
            self.assertIn("NPP 2006: up to date", again.err)
            self.assertNotIn("NPP 2010: up to date", again.err)
            self.assertEqual(digest(result), before)

    def test_words_that_mean_nothing(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            for option, word in (("--only=nnp", "landcover, ndvi"), ("--years=2007", "2006,2010,2016,2020"),
                                 ("--force=report:2006", "without a year"), ("--only=weather", "output.weather=yes")):
                refused = run(result, option)
                self.assertEqual(refused.code, 2, refused)
                self.assertIn(word, refused.err)

    def test_a_run_of_years_and_a_whole_one_never_meet(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            first = held(result, "run-2006.lock", "--years=2006", "--only=landcover")
            self.assertIsNone(first.poll(), "the run of one year ended too soon for this test")
            for options in ((), ("--years=2006", "--only=landcover"), ("--only=ndvi",)):
                refused = run(result, *options)
                self.assertEqual(refused.code, 5, refused)
                self.assertIn(str(first.pid), refused.err)
            beside = run(result, "--years=2010", "--only=landcover")
            self.assertEqual(beside.code, 0, beside)
            let_go(first)
            whole = held(result, "run.lock")
            self.assertIsNone(whole.poll(), "the whole run ended too soon for this test")
            refused = run(result, "--years=2010", "--only=landcover")
            self.assertEqual(refused.code, 5, refused)
            self.assertIn(str(whole.pid), refused.err)
            self.assertIn("a run is going on", succeed("status", shared_demo(), f"--output.dir={result}").out)
            let_go(whole)

    def test_a_killed_run_of_a_year_holds_nobody_up(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            first = held(result, "run-2006.lock", "--years=2006", "--only=landcover")
            first.kill()
            first.communicate(timeout=60)
            self.assertTrue(os.path.exists(os.path.join(result, "run-2006.lock")))
            whole = run(result, "--only=landcover")
            self.assertEqual(whole.code, 0, whole)
            self.assertIn("did not end by itself", whole.err)
            self.assertEqual([name for name in os.listdir(result) if name.endswith(".lock")], [])


if __name__ == "__main__":
    unittest.main()
