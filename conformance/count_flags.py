"""Counts the flags that an import must raise, from the rules alone.

Independent of the importers: standard library only, nothing shared with them. Rules:
a row that breaks low <= best <= high is flagged once; an empty month, an empty day, a missing latitude, a missing
longitude, a number_of_sources of -1 once each; a date or coordinate that cannot be is flagged; a row whose id an earlier
row has is flagged; cells of one row that contradict one another (the year and the date, the sub-type and the type of an
ACLED event) are flagged; a category that the data set does not define, whatever its case and outer blanks, is flagged; a row
that cannot be read or has no id is rejected with one flag. Empty categories say nothing and are not flagged.

Usage: count_flags.py FORMAT FILE  ->  JSON: rows read, rows flagged, rows rejected, flags by problem code.
"""

import csv
import datetime
import json
import sys
from collections import Counter

KNOWN = {
    "type_of_violence": {"1", "2", "3"},
    "where_prec": {"1", "2", "3", "4", "5", "6", "7"},
    "date_prec": {"1", "2", "3", "4", "5"},
    "event_clarity": {"1", "2"},
    "Means of attack": {
        "aerial bombardment", "bodily assault", "body-borne ied", "complex attack", "kidnap-killing", "kidnapping",
        "landmine", "other explosives", "rape/sexual assault", "roadside ied", "shelling", "shooting", "unknown",
        "vehicle-born ied", "vehicle-borne ied",
    },
    "Attack context": {
        "ambush", "combat/crossfire", "detention", "individual attack", "mob violence", "raid", "unknown",
    },
    "Location": {"custody", "home", "office/compound", "project site", "public location", "road", "unknown"},
    "Actor type": {
        "aid recipient", "criminal", "foreign or coalition forces", "host state", "police or paramilitary",
        "non-state armed group: global", "non-state armed group: national", "non-state armed group: regional",
        "non-state armed group: subnational", "non-state armed group: unknown", "staff member", "state: unknown",
        "unaffiliated", "unknown",
    },
    "Verified": {"archived", "pending", "yes", "no"},
    "type of area affected": {
        "administrative", "commercial", "cultural", "food/food infrastructure", "healthcare", "humanitarian",
        "industrial", "military", "religious", "residential", "roads/highways/transport", "school or childcare",
        "undefined",
    },
    "weapon system": {
        "air strike", "anti-air missile", "ballistic missile", "cluster munitions", "cruise missile",
        "he artillery inc mortars", "he rocket artillery", "he tube artillery", "incendiary munitions", "land mines",
        "loitering munition", "none", "small arms", "thermobaric munition", "unknown", "vehicle mounted weapon",
    },
}

SUB_TYPES = {
    "battles": {"government regains territory", "non-state actor overtakes territory", "armed clash"},
    "explosions/remote violence": {
        "chemical weapon", "air/drone strike", "suicide bomb", "shelling/artillery/missile attack",
        "remote explosive/landmine/ied", "grenade",
    },
    "violence against civilians": {"sexual violence", "attack", "abduction/forced disappearance"},
    "protests": {"peaceful protest", "protest with intervention", "excessive force against protesters"},
    "riots": {"violent demonstration", "mob violence"},
    "strategic developments": {
        "agreement", "arrests", "change to group/activity", "disrupted weapons use", "headquarters or base established",
        "looting/property destruction", "non-violent transfer of territory", "other",
    },
}
INTER = {str(code) for code in range(9)} | {
    "state forces", "rebel group", "rebel groups", "rebel forces", "political militia", "political militias",
    "identity militia", "identity militias", "rioters", "protesters", "civilians", "external/other forces",
    "other forces",
}


def category(value, known):
    key = value.strip().lower()
    return ["category-unknown"] if key and key not in known else []


def coordinate(value, limit):
    if not value.strip():
        return ["coordinates-missing"]
    try:
        return [] if abs(float(value)) <= limit else ["coordinates-impossible"]
    except ValueError:
        return ["coordinates-impossible"]


def real_date(year, month, day):
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def ucdp(row):
    flags = []
    for column in ("type_of_violence", "where_prec", "date_prec", "event_clarity"):
        flags += category(row[column], KNOWN[column])
    flags += coordinate(row["latitude"], 90) + coordinate(row["longitude"], 180)
    if row["number_of_sources"].strip() == "-1":
        flags.append("sources-uncoded")
    low, best, high = (int(row[column]) for column in ("low", "best", "high"))
    if not low <= best <= high:
        flags.append("count-order")
    days = []
    for column in ("date_start", "date_end"):
        parts = row[column].strip()[:10].split("-")
        days.append(real_date(*parts) if len(parts) == 3 else None)
        if days[-1] is None:
            flags.append("date-impossible")
    if all(days) and days[1] < days[0]:
        flags.append("date-impossible")
    return flags


def awsd(row):
    flags = []
    for column in ("Means of attack", "Attack context", "Location", "Actor type", "Verified"):
        flags += category(row[column], KNOWN[column])
    flags += coordinate(row["Latitude"], 90) + coordinate(row["Longitude"], 180)
    year, month, day = (row[column].strip() for column in ("Year", "Month", "Day"))
    if not month:
        flags.append("month-missing")
    if not day:
        flags.append("day-missing")
    if real_date(year, month or 1, (day or 1) if month else 1) is None:
        flags.append("date-impossible")
    return flags


def civilian_harm(row):
    flags = coordinate(row["latitude"], 90) + coordinate(row["longitude"], 180)
    for each in row["filters"]:
        key = each["key"].strip().lower()
        flags += category(each["value"], KNOWN[key]) if key in KNOWN else ["category-unknown"]
    month, day, year = row["date"].split("/")
    if real_date(year, month, day) is None:
        flags.append("date-impossible")
    return flags


def written_date(text):
    """ISO, or 24 February 2022."""
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return datetime.datetime.strptime(text.strip(), form).date()
        except ValueError:
            pass
    return None


def acled(row):
    all_sub_types = set().union(*SUB_TYPES.values())
    flags = category(row["event_type"], SUB_TYPES) + category(row["sub_event_type"], all_sub_types)
    flags += category(row["inter1"], INTER) + category(row["inter2"], INTER)
    flags += category(row["time_precision"], {"1", "2", "3"}) + category(row["geo_precision"], {"1", "2", "3"})
    flags += category(row["civilian_targeting"], {"civilian targeting"})
    flags += coordinate(row["latitude"], 90) + coordinate(row["longitude"], 180)
    kind, sub = row["event_type"].strip().lower(), row["sub_event_type"].strip().lower()
    if kind in SUB_TYPES and sub in all_sub_types and sub not in SUB_TYPES[kind]:
        flags.append("values-disagree")
    date = written_date(row["event_date"])
    if date is None:
        flags.append("date-impossible")
    elif row["year"].strip() and row["year"].strip() != str(date.year):
        flags.append("values-disagree")
    deaths = row["fatalities"].strip()
    if deaths and not deaths.isdigit():
        flags.append("count-impossible")
    return flags


RULES = {"ucdp-ged": (ucdp, "id"), "awsd": (awsd, "Incident ID"), "civilian-harm": (civilian_harm, "id"),
         "acled": (acled, "event_id_cnty")}


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        if path.endswith(".json"):
            yield from json.load(file)
        else:
            # A row with too many or too few cells has a None among its keys or values.
            yield from csv.DictReader(file, strict=True)


def main():
    name, path = sys.argv[1:3]
    rule, id_column = RULES[name]
    read = flagged = rejected = 0
    problems = Counter()
    seen = set()
    for row in rows_of(path):
        read += 1
        if None in row or None in row.values():
            flags = ["row-unparsable"]
        elif not row[id_column].strip():
            flags = ["id-missing"]
        else:
            identity = row[id_column].strip()
            flags = rule(row) + (["id-repeated"] if identity in seen else [])
            seen.add(identity)
        rejected += flags in (["row-unparsable"], ["id-missing"])
        flagged += bool(flags)
        problems.update(flags)
    print(json.dumps({"read": read, "flagged": flagged, "rejected": rejected, "problems": problems}, sort_keys=True))


if __name__ == "__main__":
    main()
