"""The demo as a survey of more years than its four: each year's images are those of one of them."""
import os
import shutil

from program import succeed

DEMO_YEARS = (2006, 2010, 2016, 2020)


def demo_of_years(folder, years, *options):
    """Makes the demo in `folder` with images and stations of `years`, and returns its survey file."""
    succeed("demo", folder, *options)
    for kind in ("ndvi", "landcover"):
        of_demo = os.listdir(os.path.join(folder, kind))
        for year in years:
            source = str(DEMO_YEARS[year % len(DEMO_YEARS)])
            for name in of_demo:
                to = os.path.join(folder, kind, name.replace(source, str(year)))
                if source in name and not os.path.exists(to):
                    shutil.copy(os.path.join(folder, kind, name), to)
    stations = os.path.join(folder, "stations.csv")
    with open(stations) as text:
        head, *rows = text.read().splitlines()
    year_at = head.split(",").index("year")
    of_one = [row.split(",") for row in rows if row.split(",")[year_at] == "2010"]
    with open(stations, "w") as text:
        text.write(head + "\n")
        for year in years:
            for row in of_one:
                text.write(",".join(row[:year_at] + [str(year)] + row[year_at + 1:]) + "\n")
    survey = os.path.join(folder, "demo.ini")
    with open(survey) as text:
        words = text.read()
    with open(survey, "w") as text:
        text.write(words.replace("years=2006,2010,2016,2020", f"years={years[0]}-{years[-1]}"))
    return survey
