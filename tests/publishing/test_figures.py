"""What the rest of the house takes from the figures."""

from exchange_stats.publishing import figures


def test_every_name_of_the_face_is_there():
    assert all(hasattr(figures, name) for name in figures.__all__)
