"""How many single wrong digits the checks of totals find, and how often they name the cell.

Usage::

    .venv/bin/python benchmarks/wrong_digits.py [TRIALS]

Tables with totals are built here, with seeded numbers. In each trial one digit of one cell is
changed (or, in a second run, two neighbouring digits change places). Found: a finding of
severity error or warning speaks of the cell. Noticed: that, or a notice on a rounded total.
Cell: the suspect that it names is that cell. Value: with the right value as well. Named wrongly:
a suspect is named, but another one. Prints a table; writes nothing.
"""

import random
import sys
from collections.abc import Callable, Iterator

import pandas as pd

from exchange_stats.evidence.checks import load_settings
from exchange_stats.evidence.findings import Evidence
from exchange_stats.evidence.totals import all_sums, find_suspects
from exchange_stats.evidence.totals.sums import NOISE, Sum, place_of
from exchange_stats.ground.stages import CLAIMS, OBSERVATIONS, RECONCILED, REPORTED

Row = dict[str, str]
FIELDS = ("02", "03", "07", "09")
LEVELS = (("degree", "6"), ("degree", "7"), ("degree", "8"), ("nondegree", "_Z"))
TRIALS = 400


def returned_form(chance: random.Random) -> Evidence:
    """Three institutions by four fields, four levels, two sexes, three funds; all totals."""
    counts: dict[tuple[str, ...], int] = {}
    for name in ("a", "b", "c"):
        for field in FIELDS:
            women = {level: chance.randrange(60) for level in LEVELS}
            men = {level: chance.randrange(60) for level in LEVELS}
            everyone = sum(women.values()) + sum(men.values())
            first = chance.randrange(everyone + 1)
            second = chance.randrange(everyone - first + 1)
            funds = {"cgs": first, "self": second, "other": everyone - first - second}
            for one in (name, "_T"):
                for other in (field, "_T"):
                    for sex, found in (("F", women), ("M", men)):
                        for level, count in found.items():
                            for where in (level, ("all", "_T")):
                                for key in (sex, "_T"):
                                    place = (one, other, *where, key, "_T")
                                    counts[place] = counts.get(place, 0) + count
                    for fund, count in funds.items():
                        place = (one, other, "all", "_T", "_T", fund)
                        counts[place] = counts.get(place, 0) + count
    names = ("institution", "isced_field", "programme", "isced_level", "sex", "funding")
    rows = [
        _observation(dict(zip(names, key, strict=True)), count, f"C{number}")
        for number, (key, count) in enumerate(counts.items(), start=1)
    ]
    return _evidence(returns=OBSERVATIONS.frame(rows))


def years_by_country(chance: random.Random) -> Evidence:
    """Twelve lines by nine columns with a total line and a total column."""
    grid = [[chance.randrange(20, 5000) for _ in range(9)] for _ in range(12)]
    return _evidence(reported=_reported(_with_totals(grid)))


def years_with_total_line(chance: random.Random) -> Evidence:
    """Twelve lines by nine columns with a total line only: one sum for each cell."""
    grid = [[chance.randrange(20, 5000) for _ in range(9)] for _ in range(12)]
    return _evidence(reported=_reported([_added(grid), *grid], total=1))


def lines_with_subtotals(chance: random.Random) -> Evidence:
    """Three groups of four lines with subtotals before them, by six columns and their total."""
    groups = [[[chance.randrange(20, 5000) for _ in range(6)] for _ in range(4)] for _ in range(3)]
    lines = [_added([line for group in groups for line in group])]
    for group in groups:
        lines += [_added(group), *group]
    wide = [[sum(line), *line] for line in lines]
    roles = {0: "total", **dict.fromkeys((1, 6, 11), "subtotal")}
    return _evidence(reported=_reported(wide, roles=roles, total_column=True))


def one_column(chance: random.Random) -> Evidence:
    """Twelve lines in one column with their total: nothing else proves the sum."""
    grid = [[chance.randrange(20, 5000)] for _ in range(12)]
    return _evidence(reported=_reported([_added(grid), *grid], total=1))


def rounded_table(chance: random.Random) -> Evidence:
    """Twelve lines by nine columns and totals, each number rounded to a tenth of a thousand."""
    grid = [[chance.randrange(20_000, 5_000_000) for _ in range(9)] for _ in range(12)]
    rounded = [[round(value / 1000, 1) for value in line] for line in _with_totals(grid)]
    return _evidence(reported=_reported(rounded))


TABLES: tuple[Callable[[random.Random], Evidence], ...] = (
    *(returned_form, years_by_country, lines_with_subtotals),
    *(years_with_total_line, one_column, rounded_table),
)


def _added(lines: list[list[int]]) -> list[int]:
    return [sum(column) for column in zip(*lines, strict=True)]


def _with_totals(grid: list[list[int]]) -> list[list[int]]:
    return [[sum(line), *line] for line in [_added(grid), *grid]]


def _reported(
    grid: list[list[float]],
    *,
    total: int = 0,
    roles: dict[int, str] | None = None,
    total_column: bool | None = None,
) -> pd.DataFrame:
    """Return a grid as stage ``reported``; by default its first line and column are totals."""
    named = roles or {0: "total"}
    wide = total_column if total_column is not None else not total
    rows = []
    for line, values in enumerate(grid):
        for column, value in enumerate(values):
            role = "total" if wide and column == 0 else named.get(line, "value")
            cell = f"{chr(66 + column)}{line + 5}"
            place = {"row": str(line), "column": str(column), "cell": cell}
            words = {"row_label": f"line {line}", "column_label": f"column {column}"}
            text = f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
            kept = {"workbook_id": "book", "sheet": "s", "table": "t", "status": "A", "role": role}
            rows.append({**kept, **place, **words, "value": text, "printed": text})
    return REPORTED.frame(rows)


def _observation(codes: Row, count: int, cell: str) -> Row:
    row = {
        **{"origin": "CHN", "host": "KGZ", "period": "2024/25", "population": "citizenship"},
        **{"measure": "enrolled", "basis": "at_date", "unit": "persons"},
        **{"period_kind": "academic", "period_start": "2024", "period_end": "2025"},
        **{"qualifier": "exact", "status": "A", "conf_status": "F", "source_id": "form"},
        **{"edition": "2024", "workbook_id": "form", "sheet": "s", "cell": cell},
        **codes,
    }
    return row | dict.fromkeys(("value", "lo", "hi", "printed"), str(count))


def _evidence(**tables: pd.DataFrame) -> Evidence:
    empty = {"observations": OBSERVATIONS.empty(), "returns": OBSERVATIONS.empty()}
    empty |= {"reported": REPORTED.empty()}
    return Evidence(
        **(empty | tables),
        claims=CLAIMS.empty(),
        reconciled=RECONCILED.empty(),
        settings=load_settings(),
    )


def wrong_digit(text: str, chance: random.Random) -> str:
    """Return a number with one digit changed, never to a leading zero."""
    places = [at for at, letter in enumerate(text) if letter.isdigit()]
    at = chance.choice(places)
    digits = set("0123456789") - {text[at]} - ({"0"} if at == 0 and len(text) > 1 else set())
    return text[:at] + chance.choice(sorted(digits)) + text[at + 1 :]


def swapped_digits(text: str, chance: random.Random) -> str:
    """Return a number with two neighbouring digits changed about; as it is when none differ."""
    places = [
        at
        for at in range(len(text) - 1)
        if text[at : at + 2].isdigit() and text[at] != text[at + 1] and (at or text[1] != "0")
    ]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


Slip = Callable[[str, random.Random], str]


def trial(build: Callable[[random.Random], Evidence], slip: Slip, seed: int) -> tuple[bool, ...]:
    """Return whether a slip was found, noticed, its cell named, its value, another cell named."""
    chance = random.Random(seed)
    evidence = build(chance)
    name = "returns" if len(evidence.returns) else "reported"
    table = getattr(evidence, name).copy()
    while True:
        position = chance.randrange(len(table))
        old = table.at[position, "value"]
        new = slip(old, chance)
        if new != old:
            break
    for column in {"value", "printed", "lo", "hi"} & set(table.columns):
        table.at[position, column] = new
    place = place_of(table.loc[position].to_dict())
    return judged(evidence, name, table, place, float(old))


def is_strained(one: Sum) -> bool:
    """Return whether a sum holds, but by more than rounding usually makes."""
    usual = load_settings()["totals"]["deviations"] * one.spread
    return bool(one.unit) and one.holds and abs(one.gap) > usual + NOISE


def judged(
    evidence: Evidence, name: str, table: pd.DataFrame, place: tuple[str, ...], old: float
) -> tuple[bool, ...]:
    """Return what the checks say of a table with a slip in one place."""
    tables = {"observations": evidence.observations, "returns": evidence.returns}
    tables |= {"reported": evidence.reported, name: table}
    sums = all_sums(_evidence(**tables))
    failing = [index for index, one in enumerate(sums) if not one.holds]
    suspects = find_suspects(sums)
    speaking = [
        index
        for index in failing
        if place in map(place_of, (sums[index].total, *sums[index].parts))
    ]
    named = [suspects[index] for index in failing if index in suspects]
    right = [one for one in named if place_of(one.cell) == place]
    wrong = [one for one in named if place_of(one.cell) != place]
    exact = any(abs(one.value - old) < 1e-6 for one in right)
    noticed = any(
        place in map(place_of, (one.total, *one.parts)) for one in sums if is_strained(one)
    )
    return (
        bool(speaking),
        bool(speaking) or noticed,
        bool(right) and not wrong,
        exact and not wrong,
        bool(wrong),
    )


def lines(trials: int) -> Iterator[str]:
    """Yield the lines of the table in Markdown."""
    heads = (
        "table",
        "slip",
        "trials",
        "found",
        "noticed",
        "cell",
        "value",
        "named wrongly",
        "clean table",
    )
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for build in TABLES:
        sums = [one for seed in range(20) for one in all_sums(build(random.Random(seed)))]
        clean = sum(not one.holds for one in sums), sum(map(is_strained, sums))
        for slip in (wrong_digit, swapped_digits):
            results = [trial(build, slip, seed) for seed in range(trials)]
            shares = [f"{100 * sum(column) / trials:.1f}" for column in zip(*results, strict=True)]
            words = (build.__name__.replace("_", " "), slip.__name__.replace("_", " "))
            counted = f"{clean[0]} findings, {clean[1]} notices"
            yield f"| {' | '.join([*words, str(trials), *shares, counted])} |"


if __name__ == "__main__":
    for written in lines(int(sys.argv[1]) if len(sys.argv) > 1 else TRIALS):
        print(written, flush=True)
