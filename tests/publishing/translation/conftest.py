"""A small project with one figure whose texts are on their way to a translator."""

import csv
import io

import pandas as pd
import pytest

from exchange_stats.publishing import translation

HEADER = "key,en,ru,ky,zh,state,note\n"
STATE = "en ru: ours; ky zh: awaiting"
TITLE = (
    *("{last} students, {first} before", "{last} и {first}"),
    *("{last} студент, мурда {first}", "{last}人，此前{first}人"),
)
ALT = ("From {first} to {last}", "От {first} до {last}", "{first} – {last}", "由{first}到{last}")
UNSAID = "en ru: ours; ky: missing; zh: awaiting"
ROWS = {
    "series.small": ("Students", "Студенты", "Студенттер", "学生", STATE, ""),
    "source.ministry": ("Ministry", "Министерство", "Министрлик", "教育部", STATE, ""),
    "figure.growth.title": (*TITLE, STATE, ""),
    "figure.growth.alt": (*ALT, STATE, "a note"),
    "series.new": ("New", "Новые", "", "新", UNSAID, ""),
}


@pytest.fixture
def project(small):
    """Facts with one figure and four texts of its own beside those of the package."""
    small.add_figure()
    lines = (small.facts / "texts.csv").read_text("utf-8").splitlines(keepends=True)
    ours = [x for x in lines if x.startswith("translation.")]
    rows = io.StringIO()
    csv.writer(rows, lineterminator="\n").writerows([key, *row] for key, row in ROWS.items())
    small.put("texts.csv", HEADER + rows.getvalue() + "".join(ours))
    return small


@pytest.fixture
def tables():
    counts = {"2017": "1234", "2018": "4614"}
    rows = [
        {"origin": "KGZ", "programme": "all", "period": period, "value": value, "fact_id": period}
        for period, value in counts.items()
    ]
    return {"reconciled": pd.DataFrame(rows), "observations": pd.DataFrame({"synthetic": [""]})}


@pytest.fixture
def workbook(project, tables, tmp_path):
    return translation.write_sheets(tmp_path / "out.xlsx", tables, ["ky", "zh"], ["texts"])
