"""A workbook handed from one process to another is the same workbook."""

import datetime
import gc
from pathlib import Path

import pytest

from exchange_stats.reading.workbook import Look, Notice, Sheet, Workbook
from exchange_stats.reading.workbook.intake.handover import (
    NOT_FINITE,
    collector_paused,
    from_bytes,
    to_bytes,
)


def test_values_of_all_types_looks_merges_and_hiding_are_kept():
    values = [
        ["\u043a\u044b\u0440\u0433\u044b\u0437\ud800", 1, 2.5, True, None],
        [
            datetime.date(2024, 9, 1),
            datetime.datetime(2024, 9, 1, 8, 30),
            datetime.time(8, 30),
            datetime.timedelta(hours=30),
        ],
    ]
    looks = {(0, 0): Look(bold=True, superscript="1"), (1, 3): Look(error="#REF!")}
    sheet = Sheet("s", values, looks, ((0, 0, 1, 1),), frozenset({3}), frozenset({0}), hidden=True)
    told = {"en": "told", "ru": "\u0441\u043a\u0430\u0437\u0430\u043d\u043e"}
    notice = Notice("W_LINKS", "a.xlsx", "s", "B2", told, told)
    book = Workbook(Path("a.xlsx"), "xlsx", (sheet,), (notice,))
    assert from_bytes(to_bytes(book), Path("a.xlsx")) == book


def test_numbers_that_are_none_are_kept_as_they_are():
    sheet = Sheet("s", [[float("inf"), float("nan")]])
    packed = to_bytes(Workbook(Path("a"), "xlsx", (sheet,)))
    assert str(from_bytes(packed, Path("a")).sheets[0].values) == "[[inf, nan]]"
    for number in (float("inf"), float("-inf"), float("nan"), -float("nan")):
        alone = to_bytes(Workbook(Path("a"), "xlsx", (Sheet("s", [[number]]),)))
        assert NOT_FINITE.search(alone)
    usual = Sheet("s", [[1e300, -1e-300, 0.1, "\u02ff\ufffd"]])
    assert not NOT_FINITE.search(to_bytes(Workbook(Path("a"), "xlsx", (usual,))))


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_waits_while_cells_are_made_and_is_then_as_it_was(was_on):
    before = gc.isenabled()
    (gc.enable if was_on else gc.disable)()
    try:
        with collector_paused():
            assert not gc.isenabled()
        assert gc.isenabled() == was_on
    finally:
        (gc.enable if before else gc.disable)()
