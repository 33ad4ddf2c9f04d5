from itertools import combinations, product

import matplotlib as mpl
import pytest
from colorspacious import cspace_convert, deltaE
from fontTools.ttLib import TTFont
from matplotlib import font_manager

from exchange_stats.ground import factbook
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


FOUR = ("kyrgyz_in_china", "chinese_in_kyrgyzstan", "second_part", "third_part")
SIGHTS = {
    "usual": None,
    **{
        kind: {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
        for kind in ("deuteranomaly", "protanomaly", "tritanomaly")
    },
}


def seen(name, sight):
    channels = [int(style.role(name).colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return cspace_convert(channels, sight, "sRGB1") if sight else channels


@pytest.mark.parametrize("sight", SIGHTS.values(), ids=SIGHTS)
def test_the_four_colours_differ_for_every_kind_of_sight(sight):
    for one, other in combinations(FOUR, 2):
        # lightness, chroma and hue as CAM02-UCS has them; 20 is far more than just noticeable
        assert deltaE(seen(one, sight), seen(other, sight)) >= 20, (one, other)


def test_the_two_directions_differ_in_grey_print():
    lightness = [
        cspace_convert(seen(name, None), "sRGB1", "CAM02-UCS")[0]
        for name in ("kyrgyz_in_china", "chinese_in_kyrgyzstan")
    ]
    assert abs(lightness[0] - lightness[1]) >= 20


def test_colours_that_are_one_grey_differ_in_marker_and_dash():
    looks = [style.role(name) for name in FOUR[1:]]
    assert len({look.marker for look in looks}) == len({look.dash for look in looks}) == 3


def test_the_users_settings_neither_leak_in_nor_change():
    with mpl.rc_context({"font.size": 33, "axes.grid": False}):
        with style.house_style():
            assert mpl.rcParams["font.size"] == 9
            assert mpl.rcParams["axes.grid"]
        assert mpl.rcParams["font.size"] == 33
        assert not mpl.rcParams["axes.grid"]


def test_no_preset_has_a_text_under_seven_points():
    for name, shape in product(style.sizes(), ("plain", "tall", "page", "list")):
        size = style.preset(name, shape)
        assert min(size.title, size.subtitle, size.label, size.axis, size.note) >= 7


def test_an_unknown_role_or_preset_is_refused():
    with pytest.raises(FigureError, match="no role 'pink', expected one of kyrgyz_in_china"):
        style.role("pink")
    with pytest.raises(FigureError, match="no size 'poster', expected one of word"):
        style.preset("poster")
    with pytest.raises(FigureError, match="no height for the shape 'round', expected one of plain"):
        style.preset("word", "round")


WEIGHTS = ("Regular", "Bold")


def characters_of(weight):
    """Return the characters that the fonts of one weight can draw together."""
    found = set()
    for path in style.TYPEFACES.glob(f"*-{weight}.ttf"):
        with TTFont(path) as font:
            found |= {chr(code) for code in font.getBestCmap()}
    return found


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_character_of_every_text_can_be_drawn(weight):
    files = ["texts.csv", "locales.toml"]
    texts = "".join(factbook.facts_folder().joinpath(one).read_text("utf-8") for one in files)
    assert {sign for sign in set(texts) - characters_of(weight) if sign >= " "} == set()


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize(
    "signs", ["ҢӨҮңөү", "\u2212\u2248\u2265\u20bd\u00a5", "吉尔吉斯斯坦留学生", "“”（）《》，。"]
)
def test_the_letters_and_signs_of_four_languages_come_with_the_package(weight, signs):
    assert set(signs) <= characters_of(weight)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_chinese_character_of_gb_2312_comes_with_the_package(weight):
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    known = {sign for pair in pairs if (sign := pair.decode("gb2312", errors="ignore"))}
    assert len(known) == 6763
    assert known <= characters_of(weight)


@pytest.mark.parametrize(("weight", "name"), [("normal", "Regular"), ("bold", "Bold")])
def test_no_font_of_the_system_takes_the_place_of_ours(weight, name):
    for family in style.fonts():
        chosen = font_manager.FontProperties(family=family, weight=weight)
        path = font_manager.findfont(chosen, fallback_to_default=False)
        assert path == str(style.TYPEFACES / f"{family.replace(' ', '')}-{name}.ttf")


def test_the_licence_of_the_fonts_is_beside_them():
    licence = style.TYPEFACES.joinpath("OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
