"""A refusal is one line with its code in the language asked for, then its places, indented."""

import ast
import re

import pytest

from exchange_stats.commands.running.refused import of_system, told
from exchange_stats.ground.errors import (
    ExchangeStatsError,
    FactError,
    InputError,
    LayoutError,
    PrivacyError,
    changed,
    joined,
    refuse,
)
from exchange_stats.publishing.gallery.sentences import in_language
from exchange_stats.reading.workbook.intake.refusals import naming, refusal

READ_FROM = ("reading", "received", "pipeline.py", "project.py", "evidence/harmonise/__init__.py")


def caught(kind, headline, offenders, advice):
    with pytest.raises(ExchangeStatsError) as found:
        refuse(kind, headline, offenders, advice)
    return found.value


def test_the_places_of_a_refusal_stand_below_its_line_indented():
    error = caught(
        LayoutError,
        "a.xlsx: no table of numbers found, expected one",
        ["sheet 's': 3 rows"],
        "choose another file, or another sheet with --sheet",
    )
    assert told(error).splitlines() == [
        "E_LAYOUT: a.xlsx: no table of numbers found, expected one:",
        "  - sheet 's': 3 rows",
        "  What to do: choose another file, or another sheet with --sheet",
    ]
    assert told(error, "ru").splitlines() == [
        "E_LAYOUT: a.xlsx: таблицы с числами не найдено, ожидалась хотя бы одна:",
        "  - лист 's', строк: 3",
        "  Что делать: выберите другой файл или другой лист ключом --sheet",
    ]
    assert told(error, "ky") == told(error)


def test_a_code_that_a_message_names_is_its_code():
    assert told(PrivacyError("a: found, expected none (E_INSIDE)")).startswith("E_INSIDE: a: found")
    with naming("a.xlsx"):
        assert told(refusal("E_EMPTY"), "ru").startswith('E_EMPTY: "a.xlsx": файл пуст')


def test_refusals_of_several_files_are_told_in_a_line_each():
    with naming("a.xlsx"):
        first = refusal("E_EMPTY")
    both = joined([joined([first]), LayoutError("b.xlsx: x\n  y")])
    longer = changed(both, lambda text: f"{text}\nz is the file data/z")
    lines = told(longer, "ru").splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        *("E_EMPTY", "  z — это файл data/z"),
        *("E_LAYOUT", "  y", "  z — это файл data/z"),
    ]
    assert "файл пуст" in lines[0]
    assert type(both) is InputError


def test_what_the_system_says_has_a_code_and_a_text():
    assert told(of_system(PermissionError(13, "Permission denied", "a.xlsx")), "ru") == (
        'E_PATH: "a.xlsx": нет прав; проверьте путь и права'
    )
    assert told(of_system(FileNotFoundError(2, "No such file", "a"))).startswith("E_NOT_FOUND: ")
    assert told(of_system(OSError())).startswith("E_PATH: OSError; check the path")


def test_a_refusal_of_the_translations_themselves_is_told_in_english(small):
    small.put("refusal_texts.csv", "")
    assert told(FactError("facts/x.csv: broken"), "ru") == "E_FACTS: facts/x.csv: broken"


def test_every_kind_of_refusal_has_a_code_of_its_own():
    kinds = [kind for kind in ExchangeStatsError.__subclasses__() if kind is not InputError]
    codes = [kind.code for kind in kinds if kind.__module__.endswith("ground.errors")]
    assert len({*codes}) == len(codes)
    assert all(re.fullmatch("E_[A-Z_]+", code) for code in codes)


def texts_of(node, known):
    """Return the text of an expression, a letter for each field; nothing where it is no text."""
    if isinstance(node, ast.Name):
        node = known.get(node.id, node)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value if isinstance(part, ast.Constant) else "7" for part in node.values
        )
    return ""


def refusals_in(path):
    """Yield what the refusals of a module say, by line: messages, headlines, advice."""
    for function in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        known = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                text = texts_of(node.value, {})
                if text and node.targets[0].id == "message":
                    yield node.lineno, text
                known[node.targets[0].id] = node.value
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "refuse":
                for argument in (node.args[1], node.args[3]):
                    if text := texts_of(argument, known):
                        yield node.lineno, text


def test_every_refusal_of_reading_stands_in_russian(source_root):
    lacking = []
    for name in READ_FROM:
        place = source_root / name
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            if path.parent.name in ("workbook", "intake", "second") and "returns" not in path.parts:
                continue
            for line, text in refusals_in(path):
                if in_language(text, "ru") == text:
                    lacking.append(f"{path.relative_to(source_root)}:{line}: {text}")
    assert lacking == []
