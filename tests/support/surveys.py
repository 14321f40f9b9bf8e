"""Small surveys for tests: one class everywhere, one station, no polygons."""
import os

MONTHS = range(1, 13)


def station_table(path, lon, lat, years, temperature=18.0, precipitation=80.0, radiation=500.0):
    """One station with the same weather in every month."""
    with open(path, "w") as table:
        table.write("id,lon,lat,elevation,year,month,temperature,precipitation,radiation\n")
        for year in years:
            for month in MONTHS:
                table.write(f"S1,{lon},{lat},100,{year},{month},{temperature},{precipitation},{radiation}\n")


def write_survey(folder, sections, lon, lat, years):
    """survey.ini of grassland everywhere; `sections`: {section: {key: value}}."""
    station_table(os.path.join(folder, "stations.csv"), lon, lat, years)
    settings = {"output": {"dir": "result"}, "landcover": {"everywhere": 3}, "stations": {"file": "stations.csv"}}
    for section, keys in sections.items():
        settings.setdefault(section, {}).update(keys)
    path = os.path.join(folder, "survey.ini")
    with open(path, "w") as text:
        for section, keys in settings.items():
            text.write(f"[{section}]\n" + "".join(f"{key}={value}\n" for key, value in keys.items()))
    return path


def link(folder, *files):
    """Puts files into a folder of their own, as a user would have downloaded them."""
    os.makedirs(folder, exist_ok=True)
    for path in files:
        os.symlink(os.path.abspath(path), os.path.join(folder, os.path.basename(path)))
    return folder
