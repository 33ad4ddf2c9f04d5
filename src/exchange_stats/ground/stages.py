"""The shape of the table at every stage: columns, key, and what may not be missing."""

from dataclasses import dataclass

import pandas as pd

from exchange_stats.ground import codes
from exchange_stats.ground.errors import StageError, refuse

LABEL_DIMENSIONS = (
    "period",
    "origin",
    "host",
    "category",
    "institution",
    "level",
    "field",
    "sex",
    "funding",
)
SLOT = (
    "origin",
    "host",
    "period",
    "population",
    "measure",
    "basis",
    "programme",
    "isced_level",
    "isced_field",
    "sex",
    "funding",
    "institution",
    "unit",
)
CODED = tuple(name for name in SLOT if name not in ("period", "institution"))
DEFINITION = ("population", "measure", "basis", "programme", "period_kind", "unit")
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
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    def check(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the table as it is, when it has the shape of this stage.

        Raises
        ------
        StageError
            If columns differ, a key stands twice, a code is unknown, or a value is missing
            without a status that says why.
        """
        if tuple(table.columns) != self.columns:
            message = (
                f"stage {self.name}: columns {list(table.columns)}, expected "
                f"{list(self.columns)}; correct the function that makes the table"
            )
            raise StageError(message)
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
        table = pd.DataFrame(rows, dtype="str")
        return self.check(table.reindex(columns=list(self.columns), fill_value="").fillna(""))

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
        for column in [name for name in self.columns if name in (*CODED, "status", "period_kind")]:
            known = codes.codes(column)
            unknown = table.loc[~table[column].isin([*known, ""]), column].unique()
            if len(unknown):
                codes.meaning(column, str(unknown[0]))

    def _check_missing(self, table: pd.DataFrame) -> None:
        if not {"value", "lo", "status"} <= set(self.columns):
            return
        missing = (table["value"] == "") & (table["lo"] == "")
        unexplained = table[missing & ~table["status"].isin(codes.MISSING)]
        if not unexplained.empty:
            refuse(
                StageError,
                f"stage {self.name}: missing values without a reason",
                (describe(row) for row in unexplained.to_dict("records")),
                "give the sign its meaning in facts/symbols.toml",
            )


def describe(row: dict[str, str]) -> str:
    """Return the key of a row and its place, for a message."""
    names = ("origin", "host", "period", "programme", "isced_level", "funding", "institution")
    slot = " ".join(row[name] for name in names if row.get(name, "_T") not in ("_T", ""))
    place = f"{row.get('workbook_id', '')} {row.get('sheet', '')}!{row.get('cell', '')}"
    return f"{slot} ({place.strip()})" if row.get("workbook_id") else slot or str(row)


REPORTED = Stage(
    "reported",
    (
        *("workbook_id", "sheet", "table", "row", "column", "cell", "row_label", "column_label"),
        *("printed", "value", "status", "markers", "role"),
        *(f"{dimension}_label" for dimension in LABEL_DIMENSIONS),
    ),
    ("workbook_id", "sheet", "table", "cell"),
)
OBSERVATIONS = Stage(
    "observations",
    (
        *SLOT,
        *PERIOD,
        *AMOUNT,
        *("conf_status", "reference_date", "source_id", "edition"),
        *PLACE,
        *("printed", "claim_id", "fact_id", "synthetic"),
    ),
    (*SLOT, "period_kind", "source_id", "edition", "claim_id"),
)
RECONCILED = Stage(
    "reconciled",
    (
        *SLOT,
        *PERIOD,
        *AMOUNT,
        *("reference_date", "source_id", "edition"),
        *PLACE,
        *("rule", "spread", "n_claims", "rejected", "inputs", "fact_id", "synthetic"),
    ),
    (*SLOT, "period_kind", "synthetic"),
)
INDICATORS = Stage(
    "indicators",
    (
        *("indicator_id", "series", "origin", "host", "programme", "isced_level", "funding"),
        *("period", "from_period", "value", "lo", "hi", "unit", "status", "flags"),
        *("inputs", "note_id", "source_ids", "fact_id", "synthetic"),
    ),
    ("indicator_id", "series", "period"),
)
CLAIMS = Stage(
    "claims",
    (
        *("claim_id", "origin", "host", "quantity", "unit", "value", "qualifier", "granularity"),
        *("lo", "hi", "lo_strict", "hi_strict", "status", "population", "measure", "basis"),
        *("programme", "coverage", "counted", "period", *PERIOD, "as_of", "statement"),
        *("language", "publisher", "title", "url", "published", "reliability", "caveat"),
        *("conflicts_with", "source_id", *PLACE, "fact_id"),
    ),
    ("claim_id",),
)
COOPERATION = Stage(
    "cooperation",
    (
        *("entry_id", "record", "kind", "title", "title_ru", "date_from", "date_to"),
        *("date_precision", "kyrgyz_party", "chinese_party", "field", "level", "value"),
        *("qualifier", "unit", "target", "target_qualifier", "deadline", "state", "known"),
        *("known_ru", "publisher", "source_title", "url", "published", "reliability"),
        *("caveat", "source_ids", *PLACE, "fact_id"),
    ),
    ("entry_id",),
)
FINDINGS = Stage(
    "findings",
    ("check_id", "severity", "place", "slot", "message", "advice", "fact_ids"),
    ("check_id", "place", "slot", "message"),
)
PROCESSED = (OBSERVATIONS, RECONCILED, INDICATORS, CLAIMS, COOPERATION, FINDINGS)
