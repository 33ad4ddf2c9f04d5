"""The page on another pair of countries, run as it stands: Kazakhstan and China."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

PAGE = "docs/another-pair.md"
YEARBOOK = {
    **{"2010": (7_874, 2_897, 394), "2011": (8_287, 3_845, 501), "2012": (9_565, 4_548, 628)},
    **{"2013": (11_165, 5_330, 807), "2014": (11_764, 6_154, 915), "2015": (13_198, 7_100, 993)},
    **{"2016": (13_996, 7_971, 1_157), "2017": (14_224, 8_516, 1_364)},
    **{"2018": (11_784, 7_925, 1_466)},
}


@pytest.fixture(scope="module")
def followed(project_root, published_root, tmp_path_factory):
    """Return the folder in which an analyst has followed the page."""
    folder = tmp_path_factory.mktemp("another_pair")
    facts = Path("src/exchange_stats/facts")
    shutil.copytree(project_root / facts, folder / facts)
    shutil.copytree(published_root / "data" / "raw", folder / "data" / "raw")
    page = (project_root / PAGE).read_text(encoding="utf-8")
    script = "\n".join(re.findall(r"```bash\n(.*?)```", page, re.DOTALL))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path}
    environment.pop("EXCHANGE_STATS_FACTS", None)
    command = ["bash", "-e", "-o", "pipefail", "-c", script]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def tables(followed):
    folder = followed / "kazakhstan-china" / "data" / "processed"
    return {
        path.stem: pd.read_csv(path, dtype="str", na_filter=False) for path in folder.glob("*.csv")
    }


def values(table, **codes):
    for column, code in codes.items():
        table = table[table[column] == code]
    known = table[table["value"] != ""]
    return dict(zip(known["period"], known["value"].astype(float), strict=True))


def test_the_series_of_the_yearbook_are_those_published(tables):
    of = {"origin": "KAZ", "host": "CHN", "source_id": "moe_china_yearbook", "isced_level": "_T"}
    found = [
        values(tables["reconciled"], **of, **kind)
        for kind in (
            {"programme": "all", "funding": "_T"},
            {"programme": "degree", "funding": "_T"},
            {"programme": "all", "funding": "cgs"},
        )
    ]
    assert {year: tuple(one[year] for one in found) for year in found[0]} == YEARBOOK


def test_degree_and_nondegree_make_up_every_year(tables):
    of = {"origin": "KAZ", "host": "CHN", "source_id": "moe_china_yearbook", "isced_level": "_T"}
    nondegree = values(tables["reconciled"], **of, programme="nondegree", funding="_T")
    assert {year: total - degree for year, (total, degree, _) in YEARBOOK.items()} == nondegree


def test_the_other_direction_is_that_of_unesco(tables):
    inbound = values(tables["reconciled"], origin="CHN", host="KAZ", source_id="unesco_uis")
    assert (inbound["1999"], inbound["2010"], inbound["2020"]) == (80, 2_118, 989)


def test_indicators_of_two_flows_are_those_of_the_pair_and_print_their_note(tables):
    indicators = tables["indicators"]
    ratio = indicators[indicators["indicator_id"] == "ratio_of_flows"].set_index("period")
    assert round(float(ratio.loc["2018", "value"]), 4) == round(11_784 / 1_324, 4)
    assert set(ratio["note_id"]) == {"flows_of_unlike_definition"}
    growth = values(indicators, indicator_id="growth_year", series="in_china_all@KAZ")
    assert round(growth["2018"], 2) == -17.15
    parts = indicators[indicators["indicator_id"] == "contribution_by_programme"]
    assert set(parts["series"]) == {"in_china_degree@KAZ", "in_china_nondegree@KAZ"}


def test_the_question_about_2027_is_asked_of_the_pair(tables):
    asked = tables["projections"].query("as_of == '2026' and method == 'damped_walk'")
    assert set(asked["series_id"]) == {"in_china_all@KAZ", "inbound@CHN"}
    assert set(asked["refused_because"]) >= {"newest_too_old", "horizon_too_long"}


def test_the_figure_of_the_page_shows_the_series_in_two_languages(followed):
    folder = followed / "kazakhstan-china" / "figures"
    pictures = {path.name.split(".")[1] for path in folder.rglob("*.png")}
    assert pictures == {"en", "ru"}
    shown = pd.read_csv(next(folder.rglob("students-in-partner*.csv")), dtype="str")
    assert list(shown["value"].astype(int)) == [total for total, _, _ in YEARBOOK.values()]
