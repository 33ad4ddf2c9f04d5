"""How many single wrong digits the checks of totals find, and how often they name the cell.

Usage::

    .venv/bin/python benchmarks/wrong_digits.py [TRIALS]

Tables with totals are built here, with seeded numbers. In each trial one digit of one cell is
changed (or, in a second run, two neighbouring digits change places). Found: a finding of
severity error or warning speaks of the cell; alone: one of a single sum does. Noticed: that, or
a notice on a rounded total. Cell: the suspect that it names is that cell. Value: with the right
value as well. Other: another cell is named. Detectable: no true table rounds to the printed one;
where one does, nobody can tell. Prints a table; writes nothing.
"""

import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import product

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from exchange_stats.evidence.checks import load_settings
from exchange_stats.evidence.findings import Evidence
from exchange_stats.evidence.totals import all_sums, find_suspects
from exchange_stats.evidence.totals.equations import Limits, cells_of
from exchange_stats.evidence.totals.joint import find_conflicts
from exchange_stats.evidence.totals.sums import NOISE, Place, Sum, place_of
from exchange_stats.ground.stages import CLAIMS, OBSERVATIONS, RECONCILED, REPORTED

Row = dict[str, str]
FIELDS = ("02", "03", "07", "09")
SEXES = ("F", "M")
EVERY_LEVEL = ("all", "_T")
LEVELS = (("degree", "6"), ("degree", "7"), ("degree", "8"), ("nondegree", "_Z"))
TRIALS = 400
CLEAN = 100
INFEASIBLE = 2  # as scipy says it
KEPT_IN = ("returns", "observations", "reported")
SETTINGS = load_settings()
LIMITS = Limits(SETTINGS["totals"]["cells"], SETTINGS["totals"]["nodes"])


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


def rounded_groups(chance: random.Random) -> Evidence:
    """Three groups of four lines, subtotals, six columns, rounded to a tenth of a thousand."""
    groups = [
        [[chance.randrange(20_000, 5_000_000) for _ in range(6)] for _ in range(4)]
        for _ in range(3)
    ]
    lines = [_added([line for group in groups for line in group])]
    for group in groups:
        lines += [_added(group), *group]
    wide = [[round(value / 1000, 1) for value in (sum(line), *line)] for line in lines]
    roles = {0: "total", **dict.fromkeys((1, 6, 11), "subtotal")}
    return _evidence(reported=_reported(wide, roles=roles, total_column=True))


def rounded_by_code(chance: random.Random) -> Evidence:
    """Four fields by four levels and two sexes with all totals, rounded to tenths of a thousand."""
    counts: dict[tuple[str, ...], int] = {}
    for field in FIELDS:
        for level in LEVELS:
            for sex in SEXES:
                count = chance.randrange(200_000)
                for one in (field, "_T"):
                    for where in (level, EVERY_LEVEL):
                        for key in (sex, "_T"):
                            place = (one, *where, key)
                            counts[place] = counts.get(place, 0) + count
    names = ("isced_field", "programme", "isced_level", "sex")
    whole = {"institution": "_T", "funding": "_T"}
    rows = [
        _observation(
            {**whole, **dict(zip(names, key, strict=True))}, round(counts[key] / 1000, 1), f"C{at}"
        )
        for at, key in enumerate(_keys(), start=1)
    ]
    return _evidence(observations=OBSERVATIONS.frame(rows))


def _keys() -> list[tuple[str, ...]]:
    every = product((*FIELDS, "_T"), (*LEVELS, EVERY_LEVEL), (*SEXES, "_T"))
    return [(field, *level, sex) for field, level, sex in every]


Identity = tuple[int, tuple[int, ...]]


def of_a_grid(lines: dict[int, tuple[int, ...]], height: int, width: int) -> list[Identity]:
    """Return the sums of a grid by the places of its cells; its first column is a total."""
    down = [
        (line * width + column, tuple(part * width + column for part in parts))
        for line, parts in lines.items()
        for column in range(width)
    ]
    along = [
        (line * width, tuple(range(line * width + 1, (line + 1) * width))) for line in range(height)
    ]
    return down + along


def of_codes() -> list[Identity]:
    """Return the sums over fields, over levels and over sexes."""
    at = {key: place for place, key in enumerate(_keys())}
    found = []
    for (field, *level, sex), place in at.items():
        where = tuple(level)
        if field == "_T":
            found.append((place, tuple(at[one, *where, sex] for one in FIELDS)))
        if where == EVERY_LEVEL:
            found.append((place, tuple(at[field, *one, sex] for one in LEVELS)))
        if sex == "_T":
            found.append((place, tuple(at[field, *where, one] for one in SEXES)))
    return found


GROUPS = {0: (1, 6, 11), 1: (2, 3, 4, 5), 6: (7, 8, 9, 10), 11: (12, 13, 14, 15)}
EXACT: tuple[Callable[[random.Random], Evidence], ...] = (
    *(returned_form, years_by_country, lines_with_subtotals),
    *(years_with_total_line, one_column),
)
ROUNDED: dict[Callable[[random.Random], Evidence], list[Identity]] = {
    rounded_table: of_a_grid({0: tuple(range(1, 13))}, 13, 10),
    rounded_groups: of_a_grid(GROUPS, 16, 7),
    rounded_by_code: of_codes(),
}
UNIT, PERSONS = 0.1, 100  # a tenth of a thousand


def is_detectable(identities: list[Identity], printed: list[float]) -> bool:
    """Return whether no table of whole persons, with the sums it is known to have, is so printed.

    Asked of the solver anew, apart from what the checks do, for each rule by which halves may be
    rounded: up, down, or to the even digit. A slip after which a table fits is one that nobody
    can tell by its numbers.
    """
    tenths = np.array([round(number / UNIT) for number in printed])
    matrix = np.zeros((len(identities), len(tenths)))
    for line, (total, parts) in enumerate(identities):
        matrix[line, total] = 1
        matrix[line, list(parts)] = -1
    half = np.full(len(tenths), PERSONS // 2)
    even = half - tenths % 2
    for below, above in ((half, half - 1), (half - 1, half), (even, even)):
        answer = milp(
            np.zeros(len(tenths)),
            constraints=LinearConstraint(matrix, 0, 0),
            bounds=Bounds(tenths * PERSONS - below, tenths * PERSONS + above),
            integrality=1,
        )
        if answer.status != INFEASIBLE:
            return False
    return True


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
            text = _text(value)
            kept = {"workbook_id": "book", "sheet": "s", "table": "t", "status": "A", "role": role}
            rows.append({**kept, **place, **words, "value": text, "printed": text})
    return REPORTED.frame(rows)


def _observation(codes: Row, count: float, cell: str) -> Row:
    row = {
        **{"origin": "CHN", "host": "KGZ", "period": "2024/25", "population": "citizenship"},
        **{"measure": "enrolled", "basis": "at_date", "coverage": "country", "unit": "persons"},
        **{"period_kind": "academic", "period_start": "2024", "period_end": "2025"},
        **{"qualifier": "exact", "status": "A", "conf_status": "F", "source_id": "form"},
        **{"edition": "2024", "workbook_id": "form", "sheet": "s", "cell": cell},
        **codes,
    }
    return row | dict.fromkeys(("value", "lo", "hi", "printed"), _text(count))


def _text(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def _evidence(**tables: pd.DataFrame) -> Evidence:
    empty = {"observations": OBSERVATIONS.empty(), "returns": OBSERVATIONS.empty()}
    empty |= {"reported": REPORTED.empty()}
    return Evidence(
        **(empty | tables),
        claims=CLAIMS.empty(),
        reconciled=RECONCILED.empty(),
        settings=SETTINGS,
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


@dataclass(frozen=True)
class Outcome:
    """What the checks say of a table with one slip, and whether anyone could know of it."""

    found: bool
    alone: bool
    noticed: bool
    cell: bool
    value: bool
    other: bool
    detectable: bool


def trial(build: Callable[[random.Random], Evidence], slip: Slip, seed: int) -> Outcome:
    """Return what becomes of one slip in a table."""
    chance = random.Random(seed)
    evidence = build(chance)
    name = next(name for name in KEPT_IN if len(getattr(evidence, name)))
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
    detectable = build not in ROUNDED or is_detectable(
        ROUNDED[build], [float(value) for value in table["value"]]
    )
    sums = all_sums(_evidence(**{name: table}))
    return judged(sums, place, float(old), detectable)


def is_strained(one: Sum) -> bool:
    """Return whether a sum holds, but by more than rounding usually makes."""
    usual = SETTINGS["totals"]["deviations"] * one.spread
    return bool(one.unit) and one.holds and abs(one.gap) > usual + NOISE


def speaks(sums: Iterable[Sum], place: Place) -> bool:
    """Return whether a cell is one of those that sums add."""
    return any(place in map(place_of, cells_of(one)) for one in sums)


def judged(sums: Sequence[Sum], place: Place, old: float, detectable: bool) -> Outcome:
    """Return what the checks say of sums of which one cell holds a slip."""
    failing = [index for index, one in enumerate(sums) if not one.holds]
    suspects = find_suspects(sums)
    conflicts, _ = find_conflicts(sums, LIMITS)
    alone = speaks((sums[index] for index in failing), place)
    together = any(speaks(one.sums, place) for one in conflicts)
    named = [
        *((suspects[index].cell, suspects[index].value) for index in failing if index in suspects),
        *((one.suspect, None) for one in conflicts if one.suspect),
    ]
    right = [value for cell, value in named if place_of(cell) == place]
    other = len(right) < len(named)
    exact = any(value is not None and abs(value - old) < NOISE for value in right)
    return Outcome(
        found=alone or together,
        alone=alone,
        noticed=alone or together or speaks(filter(is_strained, sums), place),
        cell=bool(right) and not other,
        value=exact and not other,
        other=other,
        detectable=detectable,
    )


def clean(build: Callable[[random.Random], Evidence]) -> str:
    """Return how often the checks speak of tables without a slip."""
    findings = together = notices = 0
    for seed in range(CLEAN):
        sums = all_sums(build(random.Random(seed)))
        findings += sum(not one.holds for one in sums)
        together += len(find_conflicts(sums, LIMITS)[0])
        notices += sum(map(is_strained, sums))
    return f"{findings} + {together} findings, {notices} notices"


def lines(trials: int) -> Iterator[str]:
    """Yield the lines of the table in Markdown."""
    names = [field.name for field in fields(Outcome)]
    yield f"| table | slip | trials | {' | '.join(names)} | found of detectable | clean tables |"
    yield f"|{' --- |' * (len(names) + 5)}"
    pooled: dict[Slip, list[Outcome]] = {slip: [] for slip in SLIPS}
    for build in (*EXACT, *ROUNDED):
        still = clean(build)
        for slip in SLIPS:
            results = [trial(build, slip, seed) for seed in range(trials)]
            pooled[slip] += results
            yield _line(build.__name__, slip, results, still)
    for slip, results in pooled.items():
        yield _line("all of them", slip, results, "")


def _line(name: str, slip: Slip, results: Sequence[Outcome], still: str) -> str:
    detectable = [one.found for one in results if one.detectable]
    counts = [sum(column) for column in zip(*map(astuple, results), strict=True)]
    shares = [f"{100 * count / len(results):.1f}" for count in counts]
    of_detectable = f"{100 * sum(detectable) / len(detectable):.1f}"
    words = (name.replace("_", " "), slip.__name__.replace("_", " "), str(len(results)))
    return f"| {' | '.join([*words, *shares, of_detectable, still])} |"


SLIPS: tuple[Slip, ...] = (wrong_digit, swapped_digits)


if __name__ == "__main__":
    for written in lines(int(sys.argv[1]) if len(sys.argv) > 1 else TRIALS):
        print(written, flush=True)
