"""What stands behind the numbers."""

import pandas as pd

from builders import observations, reconciled
from exchange_stats.ground.stages import CLAIMS, FINDINGS, INDICATORS
from exchange_stats.issued.quality import held

CLAIM = {
    **{"claim_id": "KC055", "origin": "KGZ", "host": "CHN", "value": "4200", "lo": "4201"},
    **{"hi": "4299", "lo_strict": "4201", "hi_strict": "", "qualifier": "more_than"},
    "status": "A",
}


def test_the_headline_totals_of_the_ledger_are_told_by_both_readings(known, texts_of):
    other = CLAIM | {"claim_id": "KC001"}
    block = held.headlines(known({"claims": CLAIMS.frame([CLAIM, other])}), "en")
    assert texts_of(block) == [
        ["Kyrgyzstan → China: more than 4,200", "4,201 … 4,299", "4,201 … open", "2.3"]
    ]


def test_a_ratio_of_headlines_has_the_bounds_of_both(known, texts_of):
    row = {"indicator_id": held.RATIO, "series": "statements", "period": "2024/25", "unit": "ratio"}
    bounds = {"value": "9.333333", "lo": "9.253304", "hi": "9.660674", "status": "D"}
    block = held.headlines(known({"indicators": INDICATORS.frame([row | bounds])}), "ru")
    assert texts_of(block) == [[f"{held.RATIO}: 9,3", "9,25 … 9,66", "–", "4,3"]]


def test_every_workbook_is_told_with_tier_edition_day_and_numbers(small, known, texts_of):
    books = {
        "ministry_2018": {"source": "ministry", "edition": "2018", "synthetic": ""},
        "sent": {"source": "ministry", "edition": "2024", "synthetic": "yes"},
    }
    text = (small.facts / "sources.toml").read_text(encoding="utf-8")
    small.put("sources.toml", text + "accessed = 2026-11-24\n")
    tables = {"observations": observations({"workbook_id": "ministry_2018"})}
    made = known(tables, provenance={"workbooks": books})
    assert texts_of(held.source_ledger(made, "en")) == [
        ["Ministry", "ministry_2018", "1", "2018", "24\u00a0November 2026", "1"],
        ["Ministry (invented sample)", "sent", "1", "2024", "–", "0"],
    ]


def test_only_findings_of_sources_against_each_other_are_conflicts(project_root, known, texts_of):
    path = project_root / "data" / "processed" / "findings.csv"
    rows = pd.read_csv(path, dtype="str", keep_default_na=False)
    table = FINDINGS.check(rows)
    told = texts_of(held.conflicts(known({"findings": table}), "ru"))
    assert len(told) == int(table["check_id"].isin(held.CONFLICTS).sum()) > 0


def test_declared_breaks_are_listed_with_the_numbers_that_they_flag(small, known, texts_of):
    header = (
        "id,flag,source_id,origin,host,programme,from,to,reason,evidence,confirmed_by,confirmed_on"
    )
    signed = "the yearbook,maintainers,2026-11-24"
    recount = f"recount,B,*,*,*,*,2020,,counted anew,{signed}"
    small.put("breaks.csv", f"{header}\npandemic,S,*,*,*,*,2020,2022,closed,{signed}\n{recount}\n")
    years = [str(year) for year in range(2019, 2024)]
    flags = ("", "S B", "S", "S", "B")
    rows = [{"period": y, "flags": f} for y, f in zip(years, flags, strict=True)]
    told = texts_of(held.breaks(known({"reconciled": reconciled(*rows)}), "ru"))
    assert told == [
        ["границы закрыты, обучение дистанционное", "особое событие", "2020–2022", "3"],
        ["counted anew", "разрыв ряда", "2020–", "2"],
        ["годы, не входящие в тенденции и прогнозы", "", "2020–2022", ""],
    ]


def test_mirror_gaps_are_counted_and_listed(known, texts_of):
    row = {"indicator_id": "mirror_gap_in_china", "series": "a", "period": "2018", "status": "A"}
    rows = [
        row | {"value": "0.2869", "lo": "0.002", "hi": "0.2871"},
        row | {"series": "b", "value": "", "status": "O"},
    ]
    block = held.mirrors(known({"indicators": INDICATORS.frame(rows)}), "en")
    assert block.values == {"mirrors": "1"}
    assert texts_of(block) == [["mirror_gap_in_china, a", "2018", "0.0 … 0.3"]]
    assert held.mirrors(known(), "en").grids == ()
