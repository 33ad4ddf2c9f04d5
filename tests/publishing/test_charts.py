import pytest

from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing import charts


def test_an_unknown_form_is_refused(opened, chart, series):
    drawn = chart([series("one")], [{"series": "one", "x": "2010", "value": 1.0}])
    with pytest.raises(FigureError, match="chart 'pie' found, expected one of lines"):
        charts.draw("pie", opened, drawn)


def test_a_form_is_found_by_its_name(opened, chart, series):
    rows = [{"series": "one", "x": str(year), "value": 5.0} for year in (2010, 2011)]
    charts.draw("lines", opened, chart([series("one")], rows))
    assert len(opened.figure.axes) == 1
