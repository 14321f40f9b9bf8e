"""Station tables as spreadsheets write them give the survey of the plain table, bit by bit."""
import os
import unittest

import numpy as np
import xarray

from program import Folder, digest, without_pages

without_pages()
from weather_surveys import Stations, WeatherSurvey  # noqa: E402

MONTH = np.arange(12)[:, None]
NAMES = ["Estação A1", "Estação A2", "Mühle", "Übach"]


def survey_in(folder, x=(410000., 440000., 470000., 500000.), **settings):
    """Four stations with accents in their names in and around a grid of 120 x 100 km."""
    weather = Stations(np.array(x), 4350000. + 9000 * np.arange(4), 20.25 - 2.5 * np.abs(MONTH - 6) + 0.125 * np.arange(4),
                       40.5 + MONTH + np.arange(4), 500.5 + MONTH + np.arange(4), ids=NAMES)
    return WeatherSurvey(folder, weather, rows=20, cols=24, pixel=5000., **settings)


def rewritten(survey, encoding, separator=",", comma=".", first="", head="", nothing=""):
    """The table of `survey` in another form; `nothing`: instead of the first station's first precipitation."""
    with open(survey.path("stations.csv"), encoding="utf-8") as table:
        header, *lines = [line.rstrip("\n").split(",") for line in table]
    if nothing:
        lines[0][-2] = nothing
    text = first + separator.join(header) + "\n"
    text += "".join(separator.join(field if i == 0 else field.replace(".", comma) for i, field in enumerate(line)) + "\n"
                    for line in lines)
    with open(survey.path("stations.csv"), "wb") as table:
        table.write(head.encode("latin-1") + text.encode(encoding))


FORMS = {
    "plain": dict(encoding="utf-8", nothing="NA"),
    "german Excel": dict(encoding="cp1252", separator=";", comma=",", first="sep=;\n", nothing="-"),
    "Latin-1": dict(encoding="latin-1", nothing="n/a"),
    "Unicode text": dict(encoding="utf-16-le", separator="\t", comma=",", head="\xff\xfe", nothing="null"),
    "UTF-8 with a mark": dict(encoding="utf-8-sig", separator=";", nothing="none"),
}


class StationTables(unittest.TestCase):
    def test_every_form_gives_the_same_survey(self):
        digests = {}
        for name, form in FORMS.items():
            with self.subTest(name), Folder() as folder:
                survey = survey_in(folder)
                rewritten(survey, **form)
                result = survey.done("run", "result", ranks=3 if name == "Latin-1" else 0)
                digests[name] = digest(result)
                guessed = "the table is not UTF-8; it is read as Windows-1252" in survey.outcome.err
                self.assertEqual(guessed, form["encoding"] in ("cp1252", "latin-1"), survey.outcome)
                with xarray.open_dataset(os.path.join(result, "survey.h5"), group="weather", engine="h5netcdf") as weather:
                    self.assertEqual(list(weather.station.values), NAMES)
                with xarray.open_dataset(os.path.join(result, "survey.h5"), group="provenance", engine="h5netcdf") as told:
                    self.assertEqual(any("Windows-1252" in str(text) for text in np.ravel(told.warning_text.values)), guessed)
        self.assertEqual(len(set(digests.values())), 1, digests)

    def test_chinese_tables_of_excel_are_gbk(self):
        """Columns and stations are named in UTF-8, whatever the table is in; the numbers are those of the plain table."""
        columns = {"id": "站号", "lon": "经度", "lat": "纬度", "elevation": "海拔（米）", "year": "年", "month": "月",
                   "temperature": "气温（℃）", "precipitation": "降水", "radiation": "辐射"}
        names = dict(zip(NAMES, ["朔州", "右玉", "山阴", "平鲁"]))
        results = {}
        for encoding in ("utf-8", "gbk"):
            with self.subTest(encoding), Folder() as folder:
                survey = survey_in(folder)
                with open(survey.path("stations.csv"), encoding="utf-8") as table:
                    header, *lines = [line.rstrip("\n").split(",") for line in table]
                with open(survey.path("stations.csv"), "w", encoding=encoding) as table:
                    table.write(",".join(columns[name] for name in header) + "\n")
                    table.writelines(",".join([names[line[0]], *line[1:]]) + "\n" for line in lines)
                options = [f"--stations.column-{name}={columns[name]}" for name in header]
                results[encoding] = digest(survey.done("run", "result", *options))
                self.assertEqual("the table is not UTF-8; it is read as GBK (Chinese)" in survey.outcome.err,
                                 encoding == "gbk", survey.outcome)
        self.assertEqual(results["gbk"], results["utf-8"])

    def test_a_station_with_the_radiation_of_days_is_named(self):
        with Folder() as folder:
            survey = survey_in(folder)
            with open(survey.path("stations.csv"), encoding="utf-8") as table:
                lines = table.read().splitlines()
            radiation = lines[0].split(",").index("radiation")
            for i, line in enumerate(lines):
                fields = line.split(",")
                if fields[0] == "Mühle":
                    fields[radiation] = f"{float(fields[radiation]) / 30.4:.2f}"
                    lines[i] = ",".join(fields)
            with open(survey.path("stations.csv"), "w", encoding="utf-8") as table:
                table.write("\n".join(lines) + "\n")
            for command in ("check", "run"):
                outcome = survey.start(command, "result")
                self.assertEqual(outcome.code, 0, outcome)
                self.assertRegex(outcome.err, r"the radiation of station 'Mühle' is 0\.0\d+ of that at the top of the "
                                 r"atmosphere .*In MJ/m2/day it would be 0\.\d+")
                self.assertEqual(outcome.err.count("' is 0.0"), 1 if command == "check" else 2, outcome)

    def test_a_station_with_a_wrong_sign_is_named(self):
        with Folder() as folder:
            survey = survey_in(folder)
            with open(survey.path("stations.csv"), encoding="utf-8") as table:
                text = table.read()
            with open(survey.path("stations.csv"), "w", encoding="utf-8") as table:
                table.write(text.replace("Mühle,1", "Mühle,-1"))
            for command in ("check", "run"):
                outcome = survey.start(command, "result")
                self.assertEqual(outcome.code, 0, outcome)
                self.assertRegex(outcome.err, r"station 'Mühle' at longitude -11\d\.\d+, latitude 39\.\d+ is \d{4,5} km from "
                                 r"the study grid.* with the sign of its longitude changed it would be 0 km away")
            fewer = survey.start("check", "result", "--stations.exclude=Mühle")
            self.assertNotIn("from the study grid", fewer.err)


if __name__ == "__main__":
    unittest.main()
