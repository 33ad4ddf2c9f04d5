"""Which years are held of the two flows."""

from builders import observations
from exchange_stats.issued.quality import years

MISSING = {"value": "", "lo": "", "hi": "", "qualifier": "", "status": "O"}


def year(number, **said):
    return {"period": number, "period_end": number, "period_start": number} | said


def test_the_map_tells_many_few_none_and_nothing_apart_by_number_and_shade(small, known):
    rows = [
        *(year("2015", programme=one) for one in ("all", "degree", "language", "credit")),
        year("2016"),
        year("2018", **MISSING),
        year("2016", origin="KAZ"),  # not one of the two flows
        year("2016", synthetic="yes", institution="a"),
    ]
    (found,) = years.coverage_map(known({"observations": observations(*rows)}), "en").grids
    assert found.is_map
    assert found.heads[2:] == ("2015", "2016", "2017", "2018")
    (line,) = found.rows
    assert [cell.text for cell in line] == ["Kyrgyzstan → China", "yearbook", "4", "1", "", "0"]
    assert [cell.shade for cell in line[2:]] == [3, 1, 0, 0]


def test_without_numbers_of_the_two_flows_there_is_no_map(small, known):
    assert years.coverage_map(known(), "en").grids == ()


def test_statistics_end_where_their_last_exact_year_is_and_statements_prolong_nothing(
    small, known, texts_of
):
    rows = [
        *(year(one) for one in ("2014", "2016")),
        year("2025", qualifier="more_than", claim_id="C1"),
        year("2026", claim_id="C2"),
    ]
    tables = {"observations": observations(*rows)}
    assert texts_of(years.newest_years(known(tables), "en")) == [
        ["Kyrgyzstan → China", "yearbook", "2016"]
    ]
    assert texts_of(years.series_lengths(known(tables), "en")) == [
        ["Kyrgyzstan → China", "yearbook", "2014", "2016", "2"]
    ]
