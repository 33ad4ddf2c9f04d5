"""A small project on disk: one workbook of two countries, and the facts that describe it."""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from builders import write_workbook
from exchange_stats.ground import factbook

VOCABULARIES = (
    *("codes.toml", "countries.csv", "qualifiers.csv", "scales.csv", "period_words.csv"),
    *("columns.csv", "checks.toml", "framework.toml"),
)
LABEL_HEADER = "source_id,dimension,printed,language,codes,state,decided_by,decided_on,note"
SIGNED = "confirmed,maintainers,2026-11-24,"
LABELS = [
    "ministry,category,All,en,programme=all",
    "ministry,category,of which / degree,en,programme=degree",
    "ministry,category,of which / language,en,programme=nondegree",
    "ministry,origin,Not stated,en,-",
]
SOURCES = """\
[source.ministry]
publisher = "Ministry of Learning"
title = "Students by country"
title_en = "Students by country"
counts = "students of the calendar year"
population = "citizenship"
measure = "enrolled"
basis = "during_year"
period_reading = "calendar"
period_kind = "calendar"
symbols = "ministry"
tier = 1
host = "CHN"
url = "https://example.org/students"
licence = "facts only"
short_en = "Ministry"

[workbook.ministry_2018]
source = "ministry"
path = "data/raw/ministry/students.xlsx"
sha256 = "{sha256}"
edition = "2018"
layout = "ministry_2018"
kind = "series"
"""
LAYOUT = """\
confirmed_by = "maintainers"
confirmed_on = 2026-11-24
[[table]]
id = "students"
sheet = "table 1"
anchor = { cell = "A1", text = "Students by country" }
header = "3:4"
labels = "A:B"
values = "C:E"
body = "5:"
fill = "A"
[table.dimensions]
origin = "A"
period = "B"
category = "header"
[table.fixed]
host = "CHN"
"""
INDICATORS = """\
[series.all]
origin = "{origin}"
programme = "all"
[series.degree]
origin = "{origin}"
programme = "degree"
[indicator.degree_share]
kind = "share"
part = "degree"
whole = "all"
by = ["KGZ"]
breakdown = ["programme"]
unit = "percent"
formula = "100 x degree students / all students"
[indicator.both]
kind = "total"
name = "both"
parts = ["all@KGZ", "all@KAZ"]
unit = "persons"
formula = "sum of the two countries"
"""
NOTE = """\
[note.unlike]
allows = []
reason = "none"
signed_by = "maintainers"
signed_on = 2026-11-24
"""
ROWS: list[list[object]] = [
    ["Students by country"],
    ["persons"],
    ["Country", "Year", "All", "of which", None],
    [None, None, None, "degree", "language"],
    ["Kyrgyzstan", 2017, 10, 4, 6],
    [None, 2018, 12, 6, 6],
    ["Kazakhstan", 2017, 30, "\u2026", "\u2026"],
    [None, 2018, 33, 20, 13],
    ["Not stated", 2018, 1, 1, 0],
]


class SmallProject:
    """The project folder, its facts folder, and ways to change both."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        self.facts = folder / "facts"
        self.raw = self.root / "data" / "raw" / "ministry" / "students.xlsx"
        self.raw.parent.mkdir(parents=True)
        (self.facts / "layouts").mkdir(parents=True)
        for name in VOCABULARIES:
            shutil.copy(factbook.PACKAGED / name, self.facts)
        correction_header = (factbook.PACKAGED / "corrections.csv").read_text(encoding="utf-8")
        self.put("corrections.csv", correction_header.splitlines()[0] + "\n")
        self.put("layouts/ministry_2018.toml", LAYOUT)
        self.put("indicators.toml", INDICATORS)
        self.put("comparisons.toml", NOTE)
        self.put("precedence.toml", "[tier]\nministry = 1\n")
        self.put("symbols.toml", '[ministry]\n"\u2026" = "O"\n')
        self.label(*LABELS)
        self.write(ROWS)

    def put(self, name: str, text: str) -> None:
        """Write a fact file."""
        (self.facts / name).write_text(text, encoding="utf-8", newline="\n")

    def label(self, *labels: str) -> None:
        """Write the dictionary anew: ``source,dimension,printed,language,codes`` each."""
        lines = [LABEL_HEADER, *(f"{label},{SIGNED}" for label in labels)]
        self.put("labels.csv", "\n".join(lines) + "\n")

    def write(self, rows: Sequence[Sequence[object]]) -> None:
        """Write the raw workbook and register it."""
        write_workbook(self.raw, {"table 1": rows}, merges=("C3:C4", "D3:E3"))
        self.register()

    def change(self, cell: str, value: object) -> None:
        """Write the raw workbook with one cell changed and register it."""
        rows = [list(row) + [None] * (5 - len(row)) for row in ROWS]
        rows[int(cell[1:]) - 1]["ABCDE".index(cell[0])] = value
        self.write(rows)

    def register(self) -> None:
        """Register the raw file with the bytes that it has."""
        sha256 = hashlib.sha256(self.raw.read_bytes()).hexdigest()
        self.put("sources.toml", SOURCES.format(sha256=sha256))

    @contextmanager
    def known(self) -> Iterator[None]:
        """Use the facts of this project within a ``with`` block."""
        with factbook.using(self.facts):
            yield
