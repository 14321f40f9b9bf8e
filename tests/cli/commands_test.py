"""The commands as a newcomer meets them."""
import os
import shutil
import subprocess
import unittest

from program import MINENPP, Folder, digest, minenpp, shared_demo, succeed


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.path = cls.folder.__enter__()
        cls.result = os.path.join(cls.path, "result")
        cls.outcome = succeed("run", shared_demo(), f"--output.dir={cls.result}", "--run.progress=lines", ranks=2)

    @classmethod
    def tearDownClass(cls):
        cls.folder.__exit__()

    def test_run_ends_with_a_table_and_where_results_are(self):
        for word in ("Mean NPP of August", "cultivated land", "Antaibao", "study area", self.result):
            self.assertIn(word, self.outcome.out)
        self.assertIn("[17/17]", self.outcome.err)

    def test_help(self):
        for topic, words in (([], ("run SURVEY", "Exit codes")), (["run"], ("mpirun",)), (["casa"], ("casa.te2-rule",)),
                             (["casa.te2-constant"], ("1.1814",)), (["classes"], ("reclaimed forest",)),
                             (["options"], ("# Settings",))):
            out = succeed("help", *topic).out
            for word in words:
                self.assertIn(word, out)
        self.assertEqual(minenpp("help", "cassa").code, 2)

    def test_no_command_and_unknown_command(self):
        self.assertEqual(subprocess.run([MINENPP], capture_output=True).returncode, 0)
        unknown = minenpp("rnu")
        self.assertEqual(unknown.code, 2)
        self.assertIn("rnu", unknown.err)

    def test_check_names_what_a_run_would_do(self):
        out = succeed("check", shared_demo(), ranks=2).out
        self.assertIn("no problem found", out)

    def test_compare_same_and_different(self):
        other = os.path.join(self.path, "other")
        succeed("run", shared_demo(), f"--output.dir={other}", "--casa.te2-constant=1.184", ranks=2)
        self.assertEqual(minenpp("compare", self.result, self.result).code, 0)
        different = minenpp("compare", self.result, other)
        self.assertEqual(different.code, 1)
        self.assertIn("npp_mean", different.out)
        self.assertEqual(minenpp("compare", self.result, other, "--rel=2", "--abs=1e9").code, 1,
                         "a changed setting is a difference whatever the tolerance")

    def test_info(self):
        self.assertIn("Mean NPP", succeed("info", self.result).out)
        self.assertIn("npp_mean", succeed("info", os.path.join(self.result, "survey.h5")).out)
        self.assertEqual(minenpp("info", os.path.join(self.path, "absent")).code, 3)

    def test_a_reader_that_goes_away_is_no_damage(self):
        """As `minenpp info RESULT | head -1` does: here nobody reads a word."""
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "wb") as out:
            ended = subprocess.run([MINENPP, "info", self.result], stdout=out, stderr=subprocess.PIPE, text=True)
        self.assertEqual(ended.stderr, "")
        self.assertIn(ended.returncode, (141, -13))

    def test_runs_beside_each_other_share_no_folder_of_mpi(self):
        """One that ended removed it while another began. Nowhere to make it, a run alone does without."""
        nowhere = os.path.join(self.path, "file")
        with open(nowhere, "w") as file:
            file.write("no folder\n")
        variables = {name: value for name, value in os.environ.items() if not name.startswith("OMPI_")}
        ended = subprocess.run([MINENPP, "check", shared_demo()], env=dict(variables, TMPDIR=nowhere),
                               capture_output=True, text=True)
        self.assertEqual(ended.returncode, 0, ended.stderr)

    def test_options_before_the_words_and_whole_numbers(self):
        self.assertIn('"collective_calls"', succeed("plan", "--json", shared_demo(), "--seconds=1").out)
        page = os.path.join(self.path, "page")
        for bad in ("1.5", "0", "1001", "two", ""):
            refused = minenpp("report", self.result, f"--dir={page}", f"--mines={bad}")
            self.assertEqual(refused.code, 2, refused)
            self.assertIn(f"--mines={bad}: expected a whole number from 1 to 1000", refused.err)
        self.assertFalse(os.path.exists(page))

    def test_status_misses_every_map_that_the_archive_names(self):
        result = os.path.join(self.path, "maps-gone")
        shutil.copytree(self.result, result)
        gone = [name for name in os.listdir(os.path.join(result, "maps")) if name.endswith(".nc") and "rings" not in name]
        self.assertTrue([name for name in gone if name.startswith("change-class")], gone)
        for name in gone:
            os.remove(os.path.join(result, "maps", name))
        out = succeed("status", result).out
        for name in gone:
            self.assertRegex(out, rf"maps/{name} +missing")

    def test_digest_is_the_last_word(self):
        self.assertRegex(digest(self.result), "^[0-9a-f]{32}$")


if __name__ == "__main__":
    unittest.main()
