"""One family of errors, and messages that name every offender."""

import inspect
import re

import pytest

from exchange_stats.ground import errors
from exchange_stats.ground.errors import ExchangeStatsError, InputError, LabelError, refuse

FAMILY = [
    "DefinitionError",
    "DisclosureError",
    "FactError",
    "FigureError",
    "InputError",
    "LabelError",
    "LayoutError",
    "PeriodError",
    "PrivacyError",
    "RawFileError",
    "StageError",
    "TraceError",
    "ValueTextError",
]


def test_every_error_of_the_module_is_of_the_family_and_only_one_step_below_its_head():
    kinds = [
        (name, kind.__bases__)
        for name, kind in inspect.getmembers(errors, inspect.isclass)
        if kind.__module__ == errors.__name__ and kind is not ExchangeStatsError
    ]
    assert kinds == [(name, (ExchangeStatsError,)) for name in FAMILY]


def test_refuse_raises_the_kind_asked_for():
    with pytest.raises(LabelError, match="moe: unknown labels"):
        refuse(LabelError, "moe: unknown labels", ["'Kirgizia' (Table 3, A4)"], "add it")


def test_message_holds_headline_offenders_and_advice_one_a_line():
    expected = (
        "moe: unknown labels:\n"
        "  - 'Kirgizia' (Table 3, A4)\n"
        "  - 'Chna' (Table 3, A9)\n"
        "  What to do: add each to facts/labels.csv"
    )
    with pytest.raises(LabelError, match=f"^{re.escape(expected)}$"):
        refuse(
            LabelError,
            "moe: unknown labels",
            ["'Kirgizia' (Table 3, A4)", "'Chna' (Table 3, A9)"],
            "add each to facts/labels.csv",
        )


def test_an_offender_named_twice_stands_once_and_the_order_is_kept():
    with pytest.raises(LabelError, match="labels:\n  - b\n  - a\n  What"):
        refuse(LabelError, "labels", iter(["b", "a", "b"]), "mend them")


@pytest.mark.parametrize(
    ("number", "end"),
    [
        (40, "  - cell 40\n  What to do: mend them"),
        (41, "  - cell 40\n  - and 1 more\n  What to do: mend them"),
        (1000, "  - cell 40\n  - and 960 more\n  What to do: mend them"),
    ],
)
def test_forty_offenders_are_shown_and_the_rest_counted(number, end):
    with pytest.raises(LabelError, match=re.escape(end) + "$"):
        refuse(LabelError, "labels", (f"cell {n}" for n in range(1, number + 1)), "mend them")


def test_an_error_of_a_file_is_told_in_the_language_asked_for_or_in_english():
    error = InputError("E_EMPTY: empty", {"ru": "E_EMPTY: \u043f\u0443\u0441\u0442"})
    assert str(error) == error.told("en") == error.told("zh") == "E_EMPTY: empty"
    assert error.told("ru") == "E_EMPTY: \u043f\u0443\u0441\u0442"
    assert error.code == "E_EMPTY"
