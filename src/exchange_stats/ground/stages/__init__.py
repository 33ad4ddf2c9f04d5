"""The shape of the table at every stage: one contract for each table."""

from exchange_stats.ground.stages.shape import (
    AMOUNT,
    CODED,
    DEFINITION,
    LABEL_DIMENSIONS,
    PERIOD,
    PLACE,
    SLOT,
    Stage,
)

__all__ = [
    "AMOUNT",
    "CLAIMS",
    "CODED",
    "COOPERATION",
    "DEFINITION",
    "FINDINGS",
    "INDICATORS",
    "LABEL_DIMENSIONS",
    "LEDGER",
    "OBSERVATIONS",
    "PERIOD",
    "PLACE",
    "PROCESSED",
    "PROJECTIONS",
    "RECONCILED",
    "RELEASE",
    "REPORTED",
    "RESULTS",
    "SLOT",
    "Stage",
]

REPORTED = Stage(
    "reported",
    (
        *("workbook_id", "sheet", "table", "row", "column", "cell", "row_label", "column_label"),
        *("printed", "value", "status", "markers", "role", "legend", "policy"),
        *(f"{dimension}_label" for dimension in LABEL_DIMENSIONS),
    ),
    ("workbook_id", "sheet", "table", "cell"),
)
OBSERVATIONS = Stage(
    "observations",
    (
        *(*SLOT, *PERIOD, *AMOUNT),
        *("conf_status", "reference_date", "source_id", "edition"),
        *PLACE,
        *("printed", "claim_id", "fact_id", "synthetic"),
    ),
    (*SLOT, "period_kind", "source_id", "edition", "claim_id"),
)
RECONCILED = Stage(
    "reconciled",
    (
        *(*SLOT, *PERIOD, *AMOUNT),
        *("reference_date", "source_id", "edition"),
        *PLACE,
        *("rule", "spread_lo", "spread_hi", "n_claims", "n_independent"),
        *("rejected", "reasons", "distances", "inputs", "fact_id", "synthetic"),
    ),
    (*SLOT, "period_kind", "synthetic"),
)
LEDGER = Stage(
    "ledger",
    (
        *("origin", "host", "asked", "measure", "funding", "unit", "rank", "relation"),
        *("publisher", "published", "printed", "value", "lo", "hi", "lo_strict", "hi_strict"),
        *("relation_strict", "reason", "distance", "difference", "by_definition", "by_date"),
        *("by_coverage", "by_rounding", "unexplained", "period", "period_kind", "population"),
        *("basis", "programme", "coverage", "isced_level", "qualifier", "status", "flags", "side"),
        *("tier", "original", "source_id", "edition", "claim_id", "url", *PLACE, "inputs"),
        "fact_id",
    ),
    ("origin", "host", "measure", "funding", "unit", "asked", "inputs"),
)
RELEASE = Stage(
    "release",
    (
        *("release_id", "table_id", *SLOT, "period_kind", "shown", "value", "status", "how"),
        *("source_ids", "inputs", "fact_id", "synthetic"),
    ),
    ("release_id", "table_id", *SLOT, "period_kind", "synthetic"),
)
INDICATORS = Stage(
    "indicators",
    (
        *("indicator_id", "series", "origin", "host", "programme", "isced_level", "funding"),
        *("period", "from_period", "value", "lo", "hi", "shown", "unit", "status", "flags"),
        *("inputs", "note_id", "source_ids", "fact_id", "synthetic"),
    ),
    ("indicator_id", "series", "period"),
    free=("unit",),
)
PROJECTIONS = Stage(
    "projections",
    (
        *("series_id", "origin", "host", "as_of", "method", "variant", "period", "level"),
        *("lo", "mid", "hi", "unit", "n_points", "from_period", "to_period"),
        *("refused_because", "reason", "found", "limit", "flags", "note_id"),
        *("inputs", "source_ids", "fact_id", "synthetic"),
    ),
    ("series_id", "as_of", "method", "variant", "period", "level", "refused_because"),
)
CLAIMS = Stage(
    "claims",
    (
        *("claim_id", "origin", "host", "quantity", "unit", "value", "qualifier", "granularity"),
        *("lo", "hi", "lo_strict", "hi_strict", "status", "population", "measure", "basis"),
        *("programme", "funding", "coverage", "kind", "counted", "period", *PERIOD, "as_of"),
        *("reference_date", "statement", "language", "publisher", "title", "url", "published"),
        *("tier", "reliability", "caveat", "conflicts_with", "editor_note"),
        *("source_id", *PLACE, "fact_id"),
    ),
    ("claim_id",),
    free=("unit",),
)
COOPERATION = Stage(
    "cooperation",
    (
        *("entry_id", "record", "kind", "field", "title", "title_ru", "title_ky", "title_zh"),
        *("date_from", "date_to", "date_precision", "place_country"),
        *("party_kyrgyz", "party_chinese", "quantity", "qualifier", "value", "unit", "as_of"),
        *("deadline", "deadline_precision", "level", "state", "latest", "known", "known_ru"),
        *("known_ky", "known_zh", "known_value", "known_qualifier", "known_as_of", "conflict"),
        *("statement", "publisher", "source_title", "url", "address_kind", "published"),
        *("reliability", "caveat", "editor_note", "evidence", "source_id", *PLACE, "fact_id"),
    ),
    ("entry_id",),
    free=("unit",),
)
RESULTS = Stage(
    "results",
    (
        *("result_id", "as_of", "commitment_id", "parent_id", "level", "statement"),
        *("statement_ru", "unit", "direction", "baseline", "baseline_date", "target"),
        *("target_date", "target_type", "qualifier", "actual", "lo", "hi", "actual_date"),
        *("actual_qualifier", "status", "state", "progress_lo", "progress_hi", "expected_by_now"),
        *("schedule_lo", "schedule_hi", "rating", "rating_reason", "rating_rule", "shown"),
        *("shown_kgs", "shown_usd", "rate_date", "not_converted", "verification", "owner"),
        *("assumption", "evidence_level", "conflict", "claim_ids", "inputs", "source_ids"),
        "fact_id",
    ),
    ("result_id", "as_of"),
    free=("unit",),
)
FINDINGS = Stage(
    "findings",
    (
        *("check_id", "severity", "place", "slot", "message", "expected", "advice"),
        *("fields", "fact_ids"),
    ),
    ("check_id", "place", "slot", "message"),
)
PROCESSED = (
    *(OBSERVATIONS, RECONCILED, LEDGER, RELEASE, INDICATORS, PROJECTIONS, CLAIMS, COOPERATION),
    *(RESULTS, FINDINGS),
)
