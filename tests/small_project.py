"""A small project on disk: one workbook of two countries, and the facts that describe it."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from builders import write_workbook
from exchange_stats.ground import factbook

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
coverage = "country"
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
FIGURE = """\
version = "1.0"
theme = "students"
chart = "lines"
order = 10
sources = ["ministry"]
[[series]]
id = "total"
role = "kyrgyz_in_china"
table = "reconciled"
where = { origin = "KGZ", programme = "all" }
label = "series.small"
[numbers.first]
series = "total"
period = "2017"
[numbers.last]
series = "total"
period = "2018"
[[holds]]
left = "last"
is = "above"
right = "first"
"""
TEXTS = """\
series.small,Students,Студенты,,,ours,
source.ministry,Ministry of Learning,Министерство,,,ours,
figure.growth.title,"{last} students, {first} a year before","{last} и {first}",,,ours,
figure.growth.subtitle,Persons in a year,Человек за год,,,ours,
figure.growth.note,All kinds of study,Все виды обучения,,,ours,
figure.growth.alt,A line from {first} to {last},Линия от {first} до {last},,,ours,
"""
NOTEBOOK: dict[str, Any] = {
    "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# How many students?"},
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "b",
            "metadata": {},
            "outputs": [],
            "source": "import exchange_stats as xs\nlen(xs.load_table('reconciled')) * 1000",
        },
    ],
    "metadata": {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
    },
    "nbformat": 4,
    "nbformat_minor": 5,
}
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
        self.code = folder / "code"
        self.raw = self.root / "data" / "raw" / "ministry" / "students.xlsx"

    def found(self) -> "SmallProject":
        """Write project and facts, without figures and notebooks; return it."""
        self.raw.parent.mkdir(parents=True)
        ours = shutil.ignore_patterns("figures", "layouts")
        shutil.copytree(factbook.PACKAGED, self.facts, ignore=ours)  # the vocabularies stay
        (self.facts / "layouts").mkdir()
        correction_header = (factbook.PACKAGED / "corrections.csv").read_text(encoding="utf-8")
        self.put("corrections.csv", correction_header.splitlines()[0] + "\n")
        self.put("layouts/ministry_2018.toml", LAYOUT)
        self.put("indicators.toml", INDICATORS)
        self.put("comparisons.toml", NOTE)
        parts = re.split(r"(?m)^(?=\[)", (factbook.PACKAGED / "projection.toml").read_text("utf-8"))
        kept = [part for part in parts if not part.startswith("[[question]]")]
        self.put("projection.toml", "question = []\n" + "".join(kept))
        trust = 'reading = "pragmatic"\nrevised = []\n[tier]\nministry = 1\n'
        self.put("precedence.toml", trust)
        self.put("originals.csv", "id,original,country,note\n")
        first, *others = (factbook.PACKAGED / "locales.toml").read_text("utf-8").split("\n[ky]")
        others = [one.replace("required = true", "required = false") for one in others]
        self.put("locales.toml", "\n[ky]".join([first, *others]))  # two languages are enough
        self.put("symbols.toml", '[ministry]\n"\u2026" = "O"\n')
        self.label(*LABELS)
        self.write(ROWS)
        return self

    def copied(self, folder: Path) -> "SmallProject":
        """Return a copy of all of it in another folder."""
        shutil.copytree(self.root.parent, folder, dirs_exist_ok=True)
        return SmallProject(folder)

    def add_figure(self) -> None:
        """Add one figure with its texts, in English and Russian."""
        (self.facts / "figures").mkdir()
        packaged = (factbook.PACKAGED / "texts.csv").read_text(encoding="utf-8")
        ours = "".join(x for x in packaged.splitlines(True) if not x.startswith("figure."))
        self.put("texts.csv", ours + TEXTS)
        self.put("figures/growth.toml", FIGURE)

    def add_notebook(self, code: str = "") -> Path:
        """Add a notebook of one heading and one cell; return its path."""
        path = self.root / "notebooks" / "10_how_many.ipynb"
        path.parent.mkdir(exist_ok=True)
        heading, cell = NOTEBOOK["cells"]
        cells = [heading, {**cell, "source": code or cell["source"]}]
        path.write_text(json.dumps({**NOTEBOOK, "cells": cells}), encoding="utf-8")
        return path

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
    def built_by_own_code(self) -> Iterator[None]:
        """Let a build watch a folder of this project for changes of code, not the package."""
        drawing = self.code / "publishing" / "charts.py"
        if not drawing.exists():
            drawing.parent.mkdir(parents=True)
            drawing.write_text("one = 1\n", encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("exchange_stats.build.PACKAGE", self.code)
            patch.setattr("exchange_stats.report.PACKAGE", self.code)
            yield

    @contextmanager
    def known(self) -> Iterator[None]:
        """Use the facts of this project within a ``with`` block."""
        with factbook.using(self.facts):
            yield
