"""The code of docs/reading-results.md, run on the demo: it prints what the page says it prints."""
import os
import re
import shutil
import subprocess
import sys
import unittest

from program import SOURCE, Folder, shared_demo, succeed

PAGE = os.path.join(SOURCE, "docs", "reading-results.md")
BREAK = "==== next block ===="


def blocks(language):
    """[(code, what it prints)] of a language, in order."""
    with open(PAGE, encoding="utf-8") as page:
        return re.findall(rf"```{language}\n(.*?)```\n\n```text\n(.*?)```", page.read(), re.DOTALL)


def words(text):
    """How wide columns are is up to the version of a library."""
    return text.split()


class ReadingResults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.path = cls.folder.__enter__()
        succeed("run", shared_demo(), f"--output.dir={os.path.join(cls.path, 'result')}", "--run.progress=off")
        with open(PAGE, encoding="utf-8") as page:
            export = re.search(r"^minenpp (export .*)$", page.read(), re.MULTILINE).group(1)
        succeed(*export.split(), cwd=cls.path)

    @classmethod
    def tearDownClass(cls):
        cls.folder.__exit__()

    def assert_prints(self, language, command, marker):
        """All blocks in one session, as a reader would paste them."""
        found = blocks(language)
        self.assertGreaterEqual(len(found), 2)
        for code, _ in found:
            self.assertLessEqual(len(code.strip().splitlines()), 10, code)
        script = os.path.join(self.path, "script")
        with open(script, "w", encoding="utf-8") as file:
            file.write(marker.join(code for code, _ in found))
        finished = subprocess.run([*command, script], capture_output=True, text=True, cwd=self.path)
        self.assertEqual(finished.returncode, 0, finished.stderr)
        printed = finished.stdout.split(BREAK)
        self.assertEqual(len(printed), len(found))
        for (code, expected), got in zip(found, printed):
            self.assertEqual(words(got), words(expected), f"{code}\nprints\n{got}")

    def test_python(self):
        self.assert_prints("python", [sys.executable], f"\nprint({BREAK!r})\n")

    def test_r(self):
        if shutil.which("Rscript") is None:
            self.skipTest("there is no Rscript (Debian: r-base-core)")
        for package in ("terra", "ncdf4"):
            there = subprocess.run(["Rscript", "-e", f"library({package})"], capture_output=True)
            if there.returncode != 0:
                self.skipTest(f"R has no {package} (Debian: r-cran-{package})")
        self.assert_prints("r", ["Rscript"], f"\ncat('{BREAK}\\n')\n")


if __name__ == "__main__":
    unittest.main()
