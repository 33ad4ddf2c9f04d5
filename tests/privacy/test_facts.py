"""The facts on persons are loaded as they are written, and each says where it comes from."""

from exchange_stats.privacy.facts import load_columns, load_names, load_privacy

KINDS = {
    *("letter", "look_alike", "fold", "dropped", "patronymic", "ending", "surname", "frequent"),
}


def test_every_spelling_has_a_source():
    rows = [row for kind in KINDS for row in load_names(kind)]
    assert len(rows) > 200
    assert [row["text"] for row in rows if not row["source"]] == []


def test_no_spelling_stands_twice():
    for kind in KINDS:
        texts = [row["text"] for row in load_names(kind)]
        assert len(texts) == len(set(texts)), kind


def test_every_column_with_a_form_of_its_own_is_described():
    described = {row["column"] for row in load_columns()}
    listed = [c for form in load_privacy()["form"].values() for c in form.get("columns", [])]
    assert len(listed) == len(set(listed))
    assert sorted(set(listed) - described) == []


def test_every_look_has_words_and_a_source():
    looks = load_privacy()["look"]
    assert {"passport", "personal_number", "chinese_number", "phone", "e_mail"} <= set(looks)
    assert all(look["says"].startswith("a") and look["source"] for look in looks.values())


def test_the_thresholds_are_those_that_the_pages_name():
    facts = load_privacy()
    assert (facts["anonymity"]["k"], facts["anonymity"]["l"]) == (5, 2)
    assert sum(facts["linkage"]["same"]) == sum(facts["linkage"]["unlike"]) == 1
