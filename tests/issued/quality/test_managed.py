"""How the numbers are managed."""

from exchange_stats.ground.stages import FINDINGS, PROJECTIONS, RELEASE
from exchange_stats.issued.quality import managed

CELL = {
    **{"release_id": "returns", "table_id": "students", "origin": "KGZ", "host": "CHN"},
    **{"period": "2024/25", "population": "citizenship", "measure": "enrolled"},
    **{"basis": "at_date", "programme": "all", "coverage": "reporting"},
    **{"isced_field": "_T", "sex": "_T", "funding": "_T"},
    **{"unit": "persons", "period_kind": "academic", "how": "cheapest"},
}


def released(synthetic=""):
    hidden = {"shown": "c", "value": "", "status": "Q"}
    shown = {"shown": "30", "value": "30", "status": "A"}
    rows = [
        CELL | (hidden if number < 6 else shown) | {"institution": f"i{number}", "isced_level": "6"}
        for number in range(24)
    ]
    missing = {"shown": "", "value": "", "status": "M", "institution": "x", "isced_level": "6"}
    return RELEASE.frame([row | {"synthetic": synthetic} for row in [*rows, CELL | missing]])


def test_what_is_hidden_is_told_of_the_cells_that_have_a_number(known, texts_of):
    block = managed.disclosure(known({"release": released()}), "en")
    assert texts_of(block) == [["students", "2024/25", "24", "6", "25%", "fewest students hidden"]]
    assert block.values == {"audited": "Every table below has passed."}


def test_a_table_of_samples_says_so_and_no_table_is_said_too(known, texts_of):
    block = managed.disclosure(known({"release": released("yes")}), "ru")
    assert texts_of(block)[0][0] == "students (вымышленный пример)"
    assert "таких таблиц нет" in managed.disclosure(known(), "ru").values["audited"]


def test_thresholds_are_those_of_the_fact_file(known, texts_of):
    values = [line[1] for line in texts_of(managed.thresholds(known(), "en"))]
    assert values == ["5", "10", "5", "10", "22.5", "7", "15"]


def test_every_check_is_listed_also_when_it_found_nothing(known, texts_of):
    row = {"check_id": "jumps", "severity": "notice", "place": "a", "slot": "", "message": "m"}
    told = texts_of(managed.checks(known({"findings": FINDINGS.frame([row])}), "en"))
    found = {line[0]: line[2] for line in told}
    assert sorted(found.values()) == ["0"] * (len(found) - 1) + ["1"]


def test_refused_projections_are_counted_by_question(known):
    asked = {"series_id": "a", "as_of": "2026", "method": "damped_walk", "period": "2027"}
    rows = [
        asked | {"variant": "masked", "refused_because": "newest_too_old", "reason": "old"},
        *(asked | {"variant": "kept", "level": level} for level in ("50", "80")),
    ]
    block = managed.projections(known({"projections": PROJECTIONS.frame(rows)}), "en")
    assert block.values == {"asked": "2", "refused": "1"}


def test_corrections_are_counted(known):
    made = known(provenance={"corrections": [{}, {}]})
    assert managed.corrections(made, "en").values == {"corrections": "2"}


def test_returns_are_counted_when_there_are_real_ones(small, known):
    assert managed.returns_read(known(), "en").variant == "na"
    books = {
        "ministry_2018": {"synthetic": ""},
        "sent": {"synthetic": ""},
        "sample": {"synthetic": "yes"},
    }
    block = managed.returns_read(known(provenance={"workbooks": books}), "en")
    assert (block.variant, block.values) == ("text", {"sent": "1"})


def test_revisions_do_not_apply_before_a_release_and_are_none_at_the_first(known):
    assert managed.practice(known(), "en").variant == "na"
    first = managed.practice(known(release=("2026-11", "2026-11-25")), "en")
    assert (first.variant, first.values) == ("first", {"release": "2026-11"})
    assert managed.practice(known(releases=["2026-11"]), "en").variant == "first"


def test_revisions_are_counted_by_release_cause_and_kind(known, texts_of):
    row = {"release_id": "2027-05", "cause": "source", "kind": "revised"}
    made = known(releases=["2026-11", "2027-05"], revisions=[row, row, row | {"kind": "new"}])
    assert texts_of(managed.practice(made, "ru")) == [
        ["2027-05", "изменилась книга издателя", "новое", "1"],
        ["2027-05", "изменилась книга издателя", "пересмотрено", "2"],
    ]


def test_the_average_size_is_that_of_the_worked_revision(known):
    (said,) = managed.average_size(known(revised_pairs=[(4100, 4200), (450, 447)]), "en").lines
    assert "2.216%" in said
    assert managed.average_size(known(), "en").variant == "na"


def test_a_report_names_its_release_its_day_its_version_and_its_data(known):
    assert managed.posted(known(), "en").lines == ("No release: the state of the working folder.",)
    (said,) = managed.posted(known(release=("2026-11", "2026-11-25")), "ru").lines
    assert said.startswith("Выпуск 2026-11 от 25")
    tables = {"tables": {"observations": {"sha256": "a"}}}
    (first,) = managed.made_by(known(provenance=tables), "en").lines
    tables = {"tables": {"observations": {"sha256": "b"}}}
    (second,) = managed.made_by(known(provenance=tables), "en").lines
    assert first.startswith("Made by exchange_stats 1 from data ")
    assert first != second


def test_the_newest_day_of_reading_is_told(small, known):
    assert managed.updated(known(), "en").lines == ("–",)
    text = (small.facts / "sources.toml").read_text(encoding="utf-8")
    small.put("sources.toml", text + "accessed = 2026-11-24\n")
    assert "24\u00a0November 2026" in managed.updated(known(), "en").lines[0]
