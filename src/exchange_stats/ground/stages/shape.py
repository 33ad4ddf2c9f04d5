"""What a table of a stage must look like: columns, key, and what may not be missing."""

from dataclasses import dataclass

import pandas as pd

from exchange_stats.ground import codes
from exchange_stats.ground.errors import StageError, refuse
from exchange_stats.ground.stages.rows import describe

LABEL_DIMENSIONS = (
    *("period", "origin", "host", "category", "institution"),
    *("level", "field", "sex", "funding"),
)
SLOT = (
    *("origin", "host", "period", "population", "measure", "basis", "programme", "coverage"),
    *("isced_level", "isced_field", "sex", "funding", "institution", "unit"),
)
CODED = tuple(name for name in SLOT if name not in ("period", "institution"))
DEFINITION = ("population", "measure", "basis", "programme", "coverage", "period_kind", "unit")
PERIOD = ("period_kind", "period_start", "period_end")
PLACE = ("workbook_id", "sheet", "cell")
AMOUNT = ("value", "lo", "hi", "qualifier", "status", "flags")


@dataclass(frozen=True)
class Stage:
    """The contract of one table.

    Attributes
    ----------
    name : str
        Name of the stage and of its file in ``data/processed``.
    columns : tuple of str
        All columns in order. Every value is text; an empty text is a missing value.
    key : tuple of str
        Columns that together name one row.
    free : tuple of str
        Columns that elsewhere hold codes and here hold words of a source or of a formula.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    free: tuple[str, ...] = ()

    def check(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the table as it is, when it has the shape of this stage.

        Raises
        ------
        StageError
            If columns differ, a cell is not text, a key stands twice, a code is unknown, a
            code of the key is empty, or a value and its status contradict each other.
        """
        if tuple(table.columns) != self.columns:
            message = (
                f"stage {self.name}: columns {list(table.columns)}, expected "
                f"{list(self.columns)}; correct the function that makes the table"
            )
            raise StageError(message)
        self._check_text(table)
        self._check_key(table)
        self._check_codes(table)
        self._check_missing(table)
        return table

    def empty(self) -> pd.DataFrame:
        """Return a table of this stage with no rows."""
        return pd.DataFrame({name: pd.Series(dtype="str") for name in self.columns})

    def frame(self, rows: list[dict[str, str]]) -> pd.DataFrame:
        """Return a checked table of this stage from rows; a column left out is empty."""
        if not rows:
            return self.empty()
        unknown = sorted({name for row in rows for name in row} - set(self.columns))
        if unknown:
            headline = f"stage {self.name}: columns that it does not have"
            refuse(StageError, headline, unknown, "correct the function that makes the rows")
        table = pd.DataFrame(rows, dtype="str")
        return self.check(table.reindex(columns=list(self.columns), fill_value="").fillna(""))

    def _check_text(self, table: pd.DataFrame) -> None:
        wrong = [
            name
            for name in self.columns
            if table[name].isna().any() or not pd.api.types.is_string_dtype(table[name])
        ]
        if wrong:
            headline = f"stage {self.name}: columns with something that is not text"
            refuse(StageError, headline, wrong, "make every value text, an absent one empty text")

    def _check_key(self, table: pd.DataFrame) -> None:
        doubles = table[table.duplicated(list(self.key), keep=False)]
        if not doubles.empty:
            refuse(
                StageError,
                f"stage {self.name}: rows with one key found, expected each key once",
                (describe(row) for row in doubles.to_dict("records")),
                "remove one of them, or tell them apart in the layout or in facts/labels.csv",
            )

    def _check_codes(self, table: pd.DataFrame) -> None:
        coded = [name for name in (*CODED, "status", "period_kind") if name not in self.free]
        for column in [name for name in coded if name in self.columns]:
            allowed = [*codes.codes(column), *([] if column in self.key else [""])]
            unknown = table[~table[column].isin(allowed)]
            if not unknown.empty:
                refuse(
                    StageError,
                    f"stage {self.name}: unknown codes of {column}, expected one of "
                    f"{', '.join(allowed)}",
                    (f"{row[column]!r}: {describe(row)}" for row in unknown.to_dict("records")),
                    "correct the code, or add it to facts/codes.toml or facts/countries.csv",
                )

    def _check_missing(self, table: pd.DataFrame) -> None:
        """Refuse a value missing without a reason, and a value that is said to be missing."""
        if not {"value", "status"} <= set(self.columns):
            return
        absent = table["value"] == ""
        if "lo" in self.columns:
            absent &= table["lo"] == ""
        elif "printed" in self.columns:  # "more than 440" still waits for its reader
            absent &= ~table["printed"].str.contains(r"\d")
        said = table["status"].isin(codes.MISSING)
        for what, rows in (
            ("missing values without a reason", table[absent & ~said]),
            ("values that their status calls missing", table[said & (table["value"] != "")]),
        ):
            if not rows.empty:
                refuse(
                    StageError,
                    f"stage {self.name}: {what}",
                    (describe(row) for row in rows.to_dict("records")),
                    "give the sign its meaning in facts/symbols.toml",
                )
