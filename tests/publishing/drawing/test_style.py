import matplotlib as mpl
import pytest

from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing.drawing import style


@pytest.mark.parametrize("ground", ["paper", "band"])
@pytest.mark.parametrize("name", style.roles())
def test_marks_and_words_of_a_role_stand_out(name, ground):
    look = style.role(name)
    assert style.contrast(look.colour, style.surface(ground)) >= 3
    assert style.contrast(look.text, style.surface(ground)) >= 4.5


@pytest.mark.parametrize("name", ["ink", "muted", "axis"])
def test_words_of_the_page_stand_out(name):
    assert style.contrast(style.surface(name), style.surface("paper")) >= 4.5


@pytest.mark.parametrize(
    ("colour", "ratio"),
    [("#0B3C6F", 11.1), ("#C4451C", 5.0), ("#2A9488", 3.7), ("#9B59D0", 4.4), ("#767676", 4.5)],
)
def test_contrast_agrees_with_the_measured_table(colour, ratio):
    assert style.contrast(colour, "#FFFFFF") == pytest.approx(ratio, abs=0.05)


@pytest.mark.parametrize("name", [name for name in style.roles() if not style.role(name).hatch])
def test_words_on_a_filled_mark_can_be_read(name):
    colour = style.role(name).colour
    assert style.contrast(style.readable_on(colour), colour) >= 4.5


def test_the_two_directions_differ_without_colour():
    ours, theirs = style.role("kyrgyz_in_china"), style.role("chinese_in_kyrgyzstan")
    assert ours.marker != theirs.marker
    assert ours.hollow != theirs.hollow
    assert ours.hatch != theirs.hatch


def test_the_users_settings_neither_leak_in_nor_change():
    with mpl.rc_context({"font.size": 33, "axes.grid": False}):
        with style.house_style():
            assert mpl.rcParams["font.size"] == 9
            assert mpl.rcParams["axes.grid"]
        assert mpl.rcParams["font.size"] == 33
        assert not mpl.rcParams["axes.grid"]


def test_no_preset_has_a_text_under_seven_points():
    for name in ("word", "word_tall", "word_page", "half", "slide", "square"):
        size = style.preset(name)
        assert min(size.title, size.subtitle, size.label, size.axis, size.note) >= 7


def test_an_unknown_role_or_preset_is_refused():
    with pytest.raises(FigureError, match="no role 'pink', expected one of kyrgyz_in_china"):
        style.role("pink")
    with pytest.raises(FigureError, match="no preset 'poster', expected one of word"):
        style.preset("poster")
