"""Unlike definitions never meet, unless a signed note prints with the result."""

import pytest

from builders import observation
from exchange_stats.ground import factbook
from exchange_stats.ground.comparison import SignedNote, load_notes, require_comparable
from exchange_stats.ground.errors import DefinitionError, FactError
from exchange_stats.ground.stages import DEFINITION

CHINA = observation()
KYRGYZSTAN = observation(
    origin="CHN", host="KGZ", population="unknown", basis="unknown", period_kind="uis_reference"
)
NOTE = SignedNote("flows", ("ratio",), "order of magnitude only", "maintainers", "2026-11-24")
OTHER = {
    **{"population": "residence", "measure": "graduates", "basis": "at_date"},
    **{"programme": "degree", "coverage": "reporting", "period_kind": "academic", "unit": "fte"},
}


def test_figures_of_one_definition_need_no_note():
    assert require_comparable([CHINA, observation(origin="KAZ", period="2010")], "sum", {}) == ""


@pytest.mark.parametrize("column", DEFINITION)
def test_each_part_of_a_definition_keeps_unlike_figures_apart(column):
    rows = [CHINA, {**CHINA, column: OTHER[column]}]
    with pytest.raises(DefinitionError, match=f"sum: unlike definitions \\({column}: "):
        require_comparable(rows, "sum", {})


def test_the_refusal_names_all_differences_and_the_file_for_a_note():
    with pytest.raises(DefinitionError) as caught:
        require_comparable([CHINA, KYRGYZSTAN], "ratio", {})
    assert "population: citizenship and unknown" in str(caught.value)
    assert "period_kind: calendar and uis_reference" in str(caught.value)
    assert "facts/comparisons.toml" in str(caught.value)


def test_a_signed_note_lets_the_comparison_through_and_is_named():
    assert require_comparable([CHINA, KYRGYZSTAN], "ratio", {"flows": NOTE}) == "flows"


def test_a_note_for_another_indicator_lets_nothing_through():
    with pytest.raises(DefinitionError, match="balance: unlike definitions"):
        require_comparable([CHINA, KYRGYZSTAN], "balance", {"flows": NOTE})


def test_a_note_is_not_named_when_it_is_not_needed():
    assert require_comparable([CHINA, CHINA], "ratio", {"flows": NOTE}) == ""


def test_a_part_may_differ_from_its_total_in_what_it_breaks_down_only():
    rows = [CHINA, observation(programme="degree")]
    assert require_comparable(rows, "share", {}, breakdown=("programme",)) == ""
    rows[1]["basis"] = "at_date"
    with pytest.raises(DefinitionError, match="basis: at_date and during_year"):
        require_comparable(rows, "share", {}, breakdown=("programme",))


SIGNED = 'reason = "order of magnitude"\nsigned_by = "maintainers"\nsigned_on = 2026-11-24\n'


def test_notes_are_loaded_with_their_signature(tmp_path):
    text = f'[note.flows]\nallows = ["ratio"]\n{SIGNED}'
    (tmp_path / "comparisons.toml").write_text(text, encoding="utf-8")
    with factbook.using(tmp_path):
        notes = load_notes()
    assert notes == {
        "flows": SignedNote("flows", ("ratio",), "order of magnitude", "maintainers", "2026-11-24")
    }


@pytest.mark.parametrize("part", ["reason", "signed_by", "signed_on"])
def test_a_note_without_reason_or_signature_is_refused(tmp_path, part):
    lines = [line for line in SIGNED.splitlines() if not line.startswith(part)]
    text = "\n".join(["[note.flows]", 'allows = ["ratio"]', *lines])
    (tmp_path / "comparisons.toml").write_text(text, encoding="utf-8")
    with factbook.using(tmp_path), pytest.raises(FactError, match=rf"\[note.flows\]: {part}"):
        load_notes()
