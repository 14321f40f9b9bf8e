"""Work that is done is kept; a changed parameter redoes what depends on it; a stopped run goes on."""
import os
import signal
import subprocess
import time
import unittest

from program import Folder, command, digest, environment, finished_files, minenpp, shared_demo, succeed


def stamps(result):
    return {name: os.stat(os.path.join(result, name)).st_mtime_ns for name in finished_files(result)}


class Rerun(unittest.TestCase):
    def test_nothing_to_do(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            succeed("run", shared_demo(), f"--output.dir={result}", ranks=2)
            before = stamps(result)
            again = succeed("run", shared_demo(), f"--output.dir={result}", "--run.tile-size=100", ranks=3)
            self.assertEqual(stamps(result), before)
            self.assertIn("up to date", again.err)

    def test_a_casa_parameter_redoes_npp_only(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            succeed("run", shared_demo(), f"--output.dir={result}", ranks=2)
            before = stamps(result)
            succeed("run", shared_demo(), f"--output.dir={result}", "--casa.te2-constant=1.184", ranks=2)
            changed = {name for name, stamp in stamps(result).items() if before[name] != stamp}
            of_npp = {name for name in before if name.startswith(("maps/npp-", "maps/change-", "maps/trend-", "maps/rings-"))}
            self.assertEqual(len(of_npp), 4 + 2 * 4 + 5 + 4)
            self.assertEqual({name for name in changed if not name.startswith("report/")}, of_npp | {"survey.h5"})
            self.assertIn("report/index.html", changed)

    def test_fewer_years_leave_no_old_maps(self):
        with Folder() as folder:
            used, fresh = os.path.join(folder, "used"), os.path.join(folder, "fresh")
            succeed("run", shared_demo(), f"--output.dir={used}", "--run.years=2006,2010", ranks=2)
            for result in (used, fresh):
                succeed("run", shared_demo(), f"--output.dir={result}", "--run.years=2010", ranks=2)
            self.assertEqual(digest(used), digest(fresh))

    def test_years_with_images_in_different_months(self):
        """The months of one year decide where another year's sums stand."""
        with Folder() as folder:
            demo = os.path.join(folder, "demo")
            succeed("demo", demo)
            ndvi = os.path.join(demo, "ndvi")
            os.rename(os.path.join(ndvi, "ndvi-2010-08.tif"), os.path.join(ndvi, "ndvi-2010-07.tif"))
            os.rename(os.path.join(ndvi, "ndvi-2016-08.tif"), os.path.join(ndvi, "ndvi-2016-09.tif"))
            used, fresh = os.path.join(folder, "used"), os.path.join(folder, "fresh")
            options = ("run", os.path.join(demo, "demo.ini"), "--ndvi.bounds=table")
            succeed(*options, f"--output.dir={used}", "--run.years=2006,2010", ranks=2)
            for result in (used, fresh):
                succeed(*options, f"--output.dir={result}", "--run.years=2006,2016", ranks=2)
            self.assertEqual(digest(used), digest(fresh))

    def test_stopped_and_resumed(self):
        with Folder() as folder:
            whole, stopped = os.path.join(folder, "whole"), os.path.join(folder, "stopped")
            succeed("run", shared_demo(), f"--output.dir={whole}", ranks=2)
            arguments = ("run", shared_demo(), f"--output.dir={stopped}", "--run.tile-size=32")
            process = subprocess.Popen(command(*arguments), env=environment(), stderr=subprocess.PIPE, text=True)
            deadline = time.time() + 60
            while not finished_files(stopped) and time.time() < deadline:
                time.sleep(0.02)
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 4, err)
            self.assertIn("run the same command again", err)
            self.assertFalse([n for n in finished_files(stopped) if n.endswith(".part")], "a .part was left")
            self.assertFalse(os.path.exists(os.path.join(stopped, "survey.h5")))
            succeed(*arguments, ranks=2)
            self.assertEqual(digest(stopped), digest(whole))

    def test_another_survey_in_the_folder(self):
        with Folder() as folder:
            result = os.path.join(folder, "result")
            succeed("run", shared_demo(), f"--output.dir={result}", "--run.years=2006", ranks=1)
            other = minenpp("run", shared_demo(), f"--output.dir={result}", "--survey.name=other", ranks=2)
            self.assertEqual(other.code, 2, other)
            self.assertIn("holds another survey", other.err)


if __name__ == "__main__":
    unittest.main()
