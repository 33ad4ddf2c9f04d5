"""The printed cells around one cell, for a person who looks at a finding."""

from collections.abc import Iterable

from exchange_stats.reading.workbook.sheets import Sheet, cell_name, column_letters

REACH = 2


def cells_around(
    sheet: Sheet,
    places: Iterable[tuple[int, int]],
    header_rows: Iterable[int] = (),
    label_columns: Iterable[int] = (0,),
) -> list[dict[str, str]]:
    """Return the printed cells near a place, with the headings and labels that belong to it.

    Parameters
    ----------
    places : iterable of (int, int)
        Rows and columns, 0-based: the first is the middle; the lines and columns of the others
        are shown too.
    header_rows, label_columns : iterable of int
        Rows above and columns beside that say what the cells are.

    Returns
    -------
    list of dict
        ``row``, ``column`` and ``cell`` as the workbook names them, ``printed``; line by line.
    """
    (row, column), *others = places
    near_rows = {*range(row - REACH, row + REACH + 1), *(line for line, _ in others)}
    near_columns = {*range(column - REACH, column + REACH + 1), *(at for _, at in others)}
    width = max(map(len, sheet.values), default=0)
    rows = sorted(line for line in near_rows | {*header_rows} if 0 <= line < len(sheet.values))
    columns = sorted(at for at in near_columns | {*label_columns} if 0 <= at < width)
    return [
        {
            "row": str(line + 1),
            "column": column_letters(at),
            "cell": cell_name(line, at),
            "printed": sheet.printed(line, at),
        }
        for line in rows
        for at in columns
    ]
