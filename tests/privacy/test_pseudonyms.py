"""Numbers of persons become keyed pseudonyms, and without a good key nothing does."""

import hashlib
import hmac

import pytest

from exchange_stats.ground.errors import PrivacyError
from exchange_stats.privacy import pseudonyms
from exchange_stats.privacy.pseudonyms import digest, load_key, plain, project_around, pseudonym

KEY = bytes(range(32))
DIGITS = KEY.hex()


def key_file(folder, text=DIGITS, mode=0o600):
    path = folder / "our.key"
    path.write_text(text)
    path.chmod(mode)
    return path


def test_the_digest_is_that_of_rfc_4231_case_2():
    assert digest(b"Jefe", b"what do ya want for nothing?") == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_a_pseudonym_is_the_digest_of_domain_and_number():
    expected = hmac.new(KEY, b"passport|AN1234567", hashlib.sha256).hexdigest()
    assert pseudonym(KEY, "passport", "an 123-45-67") == expected


def test_other_keys_and_other_domains_give_other_pseudonyms():
    found = {
        pseudonym(KEY, "passport", "AN1234567"),
        pseudonym(KEY, "personal_number", "AN1234567"),
        pseudonym(KEY[::-1], "passport", "AN1234567"),
    }
    assert len(found) == 3


def test_no_number_has_no_pseudonym():
    assert pseudonym(KEY, "passport", " - ") == ""


@pytest.mark.parametrize(
    ("printed", "compared"),
    [
        ("АС1234567", "AC1234567"),  # Cyrillic А and С
        ("рО1", "PO1"),
        ("х 5", "X5"),
        ("ＡＮ１２３", "AN123"),
        ("№ e-12 34_56", "NOE123456"),
        ("ID1234567", "ID1234567"),
    ],
)
def test_spellings_of_one_number_are_one(printed, compared):
    assert plain(printed) == compared


def test_a_key_is_read_from_a_file_of_its_owner(tmp_path):
    assert load_key(key_file(tmp_path)) == KEY
    assert load_key(key_file(tmp_path, KEY[:16].hex().upper() + "\n", 0o400)) == KEY[:16]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
def test_a_key_that_others_may_read_is_refused(tmp_path, mode):
    with pytest.raises(PrivacyError, match=r"our.key: a key file that is open .*\(E_NO_KEY\)"):
        load_key(key_file(tmp_path, mode=mode))


def test_where_modes_say_nothing_the_key_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(pseudonyms, "HAS_RIGHTS", False)
    assert load_key(key_file(tmp_path, mode=0o644)) == KEY


@pytest.mark.parametrize(
    "text", ["", KEY[:15].hex(), "secret" * 8, KEY.hex() + "0", KEY.hex() + " ab", "é" * 40]
)
def test_something_else_than_a_key_is_refused_and_not_shown(tmp_path, text):
    with pytest.raises(PrivacyError, match=r"our\.key: something else than a key found") as caught:
        load_key(key_file(tmp_path, text))
    assert not text or text not in str(caught.value)


def test_no_key_is_refused_with_the_page_that_helps(tmp_path):
    with pytest.raises(PrivacyError) as caught:
        load_key(tmp_path / "our.key")
    assert str(caught.value) == (
        f"{tmp_path / 'our.key'}: no key file found, expected at least 32 hexadecimal digits in a "
        "file outside the project that only its owner may read; make it as docs/privacy.md says "
        "(E_NO_KEY)"
    )


@pytest.mark.parametrize("sign", [".git", "data/raw"])
def test_a_key_inside_a_project_is_refused(tmp_path, sign):
    (tmp_path / sign).mkdir(parents=True)
    folder = tmp_path / "keys"
    folder.mkdir()
    with pytest.raises(PrivacyError, match=r"our.key: a key file inside the project .* found, exp"):
        load_key(key_file(folder))


def test_the_project_around_a_path_is_found_through_links(tmp_path):
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    outside = tmp_path / "outside"
    outside.mkdir()
    link = outside / "link"
    link.symlink_to(project)
    assert project_around(link / "lists") == project
    assert project_around(project) == project
    assert project_around(outside) is None
