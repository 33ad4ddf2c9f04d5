"""A PNG keeps paper and the colours of marks exactly, its size, its resolution and its texts."""

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from exchange_stats.publishing.figures.raster import save_png


@pytest.fixture
def drawn():
    figure = Figure(figsize=(2, 1), facecolor="#FFFFFF")
    figure.text(0.1, 0.5, "1\u00a0441 студент", color="#0B3C6F", size=9)
    figure.add_axes((0, 0, 0.2, 0.2), facecolor="#C4451C").set_axis_on()
    return figure


@pytest.fixture
def picture(drawn, tmp_path):
    save_png(drawn, tmp_path / "p.png", 300, {"Title": "Студенты", "Source": "id"})
    with Image.open(tmp_path / "p.png") as found:
        found.load()
        return found


def test_it_has_its_size_resolution_and_texts(picture):
    assert picture.size == (600, 300)
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert (picture.text["Title"], picture.text["Source"]) == ("Студенты", "id")
    assert "Software" not in picture.text


def test_paper_and_marks_keep_their_colours(picture):
    colours = {rgb for _, rgb in picture.convert("RGB").getcolors(1 << 20)}
    assert {(255, 255, 255), (11, 60, 111), (196, 69, 28)} <= colours


def test_no_point_is_far_from_what_was_drawn(drawn, picture, tmp_path):
    drawn.savefig(tmp_path / "all.png", dpi=300)
    with Image.open(tmp_path / "all.png") as exact:
        far = np.abs(
            np.asarray(exact.convert("RGB"), int) - np.asarray(picture.convert("RGB"), int)
        )
    assert far.max() <= 8
