"""The face of declared layouts."""

from exchange_stats.reading import declared


def test_the_face_names_what_others_use():
    assert all(callable(getattr(declared, name)) for name in declared.__all__)
