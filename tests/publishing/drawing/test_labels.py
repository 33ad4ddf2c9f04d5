from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_stats.publishing.drawing import labels
from exchange_stats.publishing.drawing.frame import Box

HEIGHTS = st.lists(st.floats(0, 400), min_size=1, max_size=8)


@given(HEIGHTS)
def test_labels_never_overlap_and_stay_inside(wanted):
    sizes = [20.0] * len(wanted)
    centres = labels.spread(wanted, sizes, 0, 400)
    placed = sorted(centres)
    assert all(b - a >= 20 - 1e-6 for a, b in pairwise(placed))
    assert placed[0] >= 10 - 1e-6
    assert placed[-1] <= 390 + 1e-6


@given(HEIGHTS)
def test_labels_keep_the_order_of_what_they_name(wanted):
    centres = labels.spread(wanted, [20.0] * len(wanted), 0, 400)
    pairs = sorted(zip(wanted, centres, strict=True))
    assert [c for _, c in pairs] == sorted(centres)


def test_labels_with_room_stay_where_they_want_to_be():
    assert labels.spread([50, 300, 120], [20, 20, 20], 0, 400) == [50, 300, 120]


def test_a_crowd_stays_centred_on_what_it_names():
    assert labels.spread([100, 100, 100], [20, 20, 20], 0, 400) == [80, 100, 120]


def test_labels_are_written_beside_the_plot(opened):
    found = [labels.Label(100, "Uzbekistan 6,323", "#595959"), labels.Label(101, "Near", "#0B3C6F")]
    before = len(opened.figure.texts)
    labels.write_labels(opened, found, 300, 140)
    written = opened.figure.texts[before:]
    assert [text.get_text() for text in written] == ["Uzbekistan 6,323", "Near"]
    assert written[0].get_position()[1] < written[1].get_position()[1]
    assert written[1].get_color() == "#0B3C6F"


@pytest.mark.parametrize(
    ("other", "clear"), [(Box(0, 0, 10, 10), True), (Box(18, 18, 10, 10), False)]
)
def test_a_box_is_clear_of_another(other, clear):
    assert labels.is_clear(Box(20, 20, 30, 10), [other], []) is clear


def test_a_box_is_not_clear_of_a_line_that_passes_it():
    assert not labels.is_clear(Box(20, 20, 30, 10), [], [(25.0, 25.0)])


def test_a_label_moves_below_a_point_when_a_line_passes_above(opened):
    room = Box(50, 50, 300, 150)
    above = [(x, 110.0) for x in range(100, 200, 3)]
    free = labels.Room(room, [])
    place, _ = labels.first_clear(opened, ["1,441"], (150.0, 100.0), [], free)
    assert place[1] > 100
    passed = labels.Room(room, above)
    place, _ = labels.first_clear(opened, ["1,441"], (150.0, 100.0), [], passed)
    assert place[1] < 100


def test_a_label_without_a_free_place_is_left_out(opened):
    room = labels.Room(Box(50, 50, 300, 150), [])
    everywhere = [Box(0, 0, 500, 300)]
    assert labels.first_clear(opened, ["1"], (150.0, 100.0), everywhere, room) is None


def test_words_that_find_no_room_beside_a_point_rise_over_those_that_stand_there(opened):
    at = (100.0, 100.0)
    first = labels.box_of(opened, ["more than 4,000"], (100.0, 106.0), "center")
    free = labels.Room(opened.box, [])
    place, align = labels.raised(opened, ["more than 4,200"], at, [first], free)
    box = labels.box_of(opened, ["more than 4,200"], place, align)
    assert align == "center"
    assert box.bottom >= first.top
    assert box.bottom - first.top < opened.size.label


def test_labels_keep_above_the_words_of_an_axis_while_there_is_room(opened):
    found = [labels.Label(opened.box.bottom, "Low", "#595959")]
    low = opened.box.bottom + 40
    before = len(opened.figure.texts)
    labels.write_labels(opened, found, 300, 140, low)
    height = opened.figure.get_figheight() * 72
    assert opened.figure.texts[before].get_position()[1] * height >= low


def test_words_side_by_side_keep_a_space_between(opened):
    assert not labels.is_clear(Box(30, 20, 30, 10), [Box(10, 20, 18, 10)], [], space=3)
    assert labels.is_clear(Box(32, 20, 30, 10), [Box(10, 20, 18, 10)], [], space=3)


def test_words_that_rise_keep_off_lines_too(opened):
    at, words = (100.0, 100.0), ["more than 4,200"]
    line = [(float(x), 110.0) for x in range(60, 140, 3)]
    place, _ = labels.raised(opened, words, at, [], labels.Room(opened.box, line))
    assert labels.box_of(opened, words, place, "center").bottom > 110


def test_words_stay_below_the_top_of_their_room(opened):
    low = labels.Room(Box(50, 50, 300, 55), [])
    place, _ = labels.first_clear(opened, ["1,441"], (150.0, 100.0), [], low)
    assert place[1] < 100


def spot(left, bottom):
    return labels.Spot((left, bottom), "left", Box(left, bottom, 20, 10))


def test_labels_settle_so_that_all_stand_where_one_alone_would_shut_another_out():
    wishes = [[spot(0, 20), spot(0, 40)], [spot(0, 18)]]
    assert labels.settled(wishes, [], 2) == [spot(0, 40), spot(0, 18)]


def test_the_first_labels_are_settled_before_the_later_ones():
    wishes = [[spot(0, 20)], [spot(0, 18)], [spot(0, 24)], [spot(90, 0)]]
    assert labels.settled(wishes, [], 2) == [spot(0, 20), None, None, spot(90, 0)]


def test_labels_settle_beside_what_stands_there():
    assert labels.settled([[spot(0, 20), spot(0, 40)]], [Box(5, 22, 3, 3)], 2) == [spot(0, 40)]


def test_words_go_further_from_a_point_only_while_it_is_the_nearest(opened):
    room = labels.Room(opened.box, [(x, 108.0) for x in range(100, 200, 3)])
    alone = list(labels.spots_near(opened, ["295"], (150.0, 100.0), room, others=[]))
    assert max(one.at[1] for one in alone) > 110
    beside = [(150.0, 121.0)]
    near = list(labels.spots_near(opened, ["295"], (150.0, 100.0), room, others=beside))
    assert max(one.at[1] for one in near) < 100
