"""The texts of the project go to a translator and come back."""

import csv
import shutil
from dataclasses import replace

import pytest

from exchange_stats.ground import factbook
from exchange_stats.publishing import translation
from exchange_stats.publishing.translation.catalogues import KEYS

LANGUAGES = ["ky", "ru"]


@pytest.fixture(scope="module")
def returned(tables, tmp_path_factory):
    path = tmp_path_factory.mktemp("texts") / "texts.xlsx"
    return translation.read_returned(translation.write_sheets(path, tables, LANGUAGES))


def test_all_texts_of_all_files_go_out(returned):
    names = {name for name in KEYS if name != "texts"}
    assert set(returned) == {
        *LANGUAGES,
        *(f"{language} {name}" for language in LANGUAGES for name in names),
    }
    assert all(returned.values())


def test_they_come_back_as_they_are(returned, tables):
    assert translation.changed_rows(returned, tables) == []


def test_every_text_may_be_confirmed_and_nothing_else_of_its_row_moves(
    returned, tables, project_root, tmp_path
):
    facts = tmp_path / "src" / "exchange_stats" / "facts"
    shutil.copytree(project_root / "src" / "exchange_stats" / "facts", facts)
    confirmed = {
        sheet: [replace(row, state="confirmed") for row in rows if row.text]
        for sheet, rows in returned.items()
    }
    changes = translation.changed_rows(confirmed, tables)
    assert len(changes) == sum(len(rows) for rows in confirmed.values())
    with factbook.using(facts):
        translation.write_changes(changes, tmp_path)
    for name in KEYS:
        before = rows_of(project_root / "src" / "exchange_stats" / "facts" / f"{name}.csv")
        after = rows_of(facts / f"{name}.csv")
        pairs = list(zip(before, after, strict=True))
        assert all(old.keys() == new.keys() for old, new in pairs)
        changed = [{key for key in old if old[key] != new[key]} for old, new in pairs]
        assert {frozenset(one) for one in changed} <= {frozenset(), frozenset({"state"})}, name
        said = [new["state"] for _, new in pairs if new["ru"]]
        assert all("ru" in one.partition("confirmed")[0] for one in said), name


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
