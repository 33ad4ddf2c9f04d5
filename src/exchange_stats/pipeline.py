"""The whole flow on one page: raw workbooks to processed tables; composition, no arithmetic."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from exchange_stats.disclosure import release
from exchange_stats.evidence import breaks, checks, corrections, harmonise, reconcile
from exchange_stats.evidence.findings import Evidence
from exchange_stats.evidence.harmonise import names
from exchange_stats.evidence.reconcile import ledger, trust
from exchange_stats.evidence.statements import claims, cooperation
from exchange_stats.ground import comparison, factbook
from exchange_stats.ground.errors import ExchangeStatsError, changed, joined
from exchange_stats.ground.stages import CLAIMS, COOPERATION, OBSERVATIONS, REPORTED
from exchange_stats.measures import backtest, compute, framework, trends
from exchange_stats.measures.projection import outlook, questions
from exchange_stats.privacy import scan
from exchange_stats.reading import declared, returns, sources
from exchange_stats.reading.sources import RawWorkbook, Source
from exchange_stats.reading.workbook import Workbook, read_workbook

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Read:
    """What one workbook gave: some of the tables are empty, by its kind."""

    reported: pd.DataFrame = field(default_factory=REPORTED.empty)
    returns: pd.DataFrame = field(default_factory=OBSERVATIONS.empty)
    observations: pd.DataFrame = field(default_factory=OBSERVATIONS.empty)
    claims: pd.DataFrame = field(default_factory=CLAIMS.empty)
    cooperation: pd.DataFrame = field(default_factory=COOPERATION.empty)
    notices: Sequence[Mapping[str, Any]] = ()


def derive_tables(
    root: Path, say: Progress = lambda step: None
) -> tuple[dict[str, pd.DataFrame], list[RawWorkbook]]:
    """Return the processed tables and the workbooks that they were made from.

    Parameters
    ----------
    root : Path
        The project folder, holding ``data/raw``.
    say : callable
        Called with the name of each step as it begins.

    Raises
    ------
    ExchangeStatsError
        If any workbook is refused; the message holds the refusals of all of them.
    """
    workbooks = registered_workbooks(root)
    sources.check_fingerprints(root, (book for book in workbooks if book.sha256))
    cards = sources.load_sources()
    read = _read_all(root, workbooks, cards, say)
    say("putting the evidence together")
    observed = _observed(read, workbooks)
    stated = _together([part.claims for part in read], CLAIMS)
    register = _together([part.cooperation for part in read], COOPERATION)
    believed = trust.load_trust(stated)
    reconciled = reconcile.reconcile(observed, believed)
    released = release.release_returns(reconciled, release.load_release())
    say("computing indicators")
    measured = _measure(reconciled, register)
    say("checking")
    returns = pd.concat([part.returns for part in read], ignore_index=True)
    printed = pd.concat([part.reported for part in read], ignore_index=True)
    settings = checks.load_settings()
    noticed = [one for part in read for one in part.notices]
    evidence = Evidence(observed, returns, stated, reconciled, printed, settings, released, noticed)
    tables = {
        "observations": observed,
        "reconciled": reconciled,
        "ledger": ledger.lay_side_by_side(observed, stated, _publishers(cards), believed),
        "release": released,
        **measured,
        "claims": stated,
        "cooperation": register,
        "findings": checks.run_checks(evidence),
    }
    return tables, workbooks


def _observed(read: list[Read], workbooks: list[RawWorkbook]) -> pd.DataFrame:
    with _files_named(workbooks):
        observed = _together([part.observations for part in read], OBSERVATIONS)
        observed = corrections.apply_corrections(observed, corrections.load_corrections())
    return breaks.apply_breaks(observed, breaks.load_breaks())


def _publishers(cards: Mapping[str, Source]) -> dict[str, str]:
    return {name: card.publisher for name, card in cards.items()}


def _measure(reconciled: pd.DataFrame, register: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables ``indicators``, ``projections`` and ``results``."""
    spec, notes, ahead = (
        compute.load_indicators(),
        comparison.load_notes(),
        questions.load_projection(),
    )
    indicators = compute.compute_indicators(reconciled, spec, notes)
    indicators = framework.add_counts(indicators, register, framework.load_framework())
    promised = framework.load_results()
    results = framework.judge_results(register, promised)
    indicators = framework.add_ratings(indicators, results, promised)
    indicators = trends.add_trends(indicators, reconciled, spec["series"], ahead)
    return {
        "indicators": backtest.add_backtests(indicators, reconciled, spec["series"], ahead),
        "projections": outlook.compute_projections(reconciled, spec["series"], ahead, notes),
        "results": results,
    }


def registered_workbooks(root: Path) -> list[RawWorkbook]:
    """Return the raw workbooks of the build; real returns take the place of the samples.

    A file in ``data/raw/returns`` is our form, a list of persons, laid out as a registered return,
    or a workbook whose tables leave nothing to ask.

    Raises
    ------
    LayoutError
        If a returned workbook is none of them.
    """
    workbooks = list(sources.load_workbooks().values())
    forms = [book for book in workbooks if book.kind == "returns"]
    with scan.unquoted():
        returned = returns.register_returns(root, forms, harmonise.label_codes, names.hint)
    if not returned:
        return [book for book in workbooks if not sources.is_return(book)]
    return [book for book in workbooks if book.kind != "returns"] + returned


def read_registered(root: Path, book: RawWorkbook) -> tuple[Workbook, pd.DataFrame]:
    """Return a registered workbook and its declared tables in stage ``reported``."""
    workbook = read_workbook(root / book.path)
    return workbook, _reported(workbook, book)


def _reported(workbook: Workbook, book: RawWorkbook) -> pd.DataFrame:
    ours = book.kind in returns.KINDS
    return read_return(workbook, book.id, book.source) if ours else read_declared(workbook, book)


def form_labels(source_id: str) -> dict[str, dict[str, dict[str, str]]]:
    """Return the labels of a source that its form prints, by dimension, codes and language."""
    dimensions = ("category", "field", "institution")
    return {name: harmonise.printed_labels(source_id, name) for name in dimensions}


def read_return(workbook: Workbook, workbook_id: str, source_id: str) -> pd.DataFrame:
    """Return our form, or a list of persons as counts, in stage ``reported``."""
    card = sources.load_sources()[source_id]
    symbols = sources.load_symbols(card.symbols)
    with scan.unquoted():
        return returns.read_returned(workbook, workbook_id, _words(card), symbols)


def read_declared(workbook: Workbook, book: RawWorkbook) -> pd.DataFrame:
    """Return the cells of a workbook by the layout of a registered one, in stage ``reported``."""
    symbols = sources.load_symbols(sources.load_sources()[book.source].symbols)
    layout = factbook.load_toml(f"layouts/{book.layout}.toml")
    return declared.read_declared(workbook, book.id, layout, symbols)


def _read_all(
    root: Path, workbooks: list[RawWorkbook], cards: Mapping[str, Source], say: Progress
) -> list[Read]:
    read, refusals = [], []
    for book in workbooks:
        say(f"reading {Path(book.path).name}")
        try:
            with _files_named([book]):
                read.append(_read_one(root, book, cards[book.source]))
        except ExchangeStatsError as error:
            refusals.append(error)
    if refusals:
        raise joined(refusals) from None
    return read


@contextmanager
def _files_named(workbooks: Iterable[RawWorkbook]) -> Iterator[None]:
    """Add to a refusal the path of every raw file that it speaks of by its id only."""

    def with_files(text: str) -> str:
        files = [
            f"  {name} is the file {book.path}"
            for book in workbooks
            for name in (book.id, Path(book.path).name)
            if name in text and book.path not in text
        ]
        return "\n".join([text, *files])

    try:
        yield
    except ExchangeStatsError as error:
        raise changed(error, with_files) from None


def _read_one(root: Path, book: RawWorkbook, card: Source) -> Read:
    workbook = read_workbook(root / book.path)
    notices = [asdict(one) | {"workbook_id": book.id} for one in workbook.notes]
    return replace(_tables_of(workbook, book, card), notices=notices)


def _tables_of(workbook: Workbook, book: RawWorkbook, card: Source) -> Read:
    if book.kind in ("statements", "cooperation"):
        layout = factbook.load_toml(f"layouts/{book.layout}.toml")
        tables = declared.read_records(workbook, book.id, layout)
        if book.kind == "cooperation":
            return Read(cooperation=cooperation.read_cooperation(tables, book.source))
        together = pd.concat(tables.values(), ignore_index=True).fillna("")
        stated = claims.read_claims(together, book.source)
        return Read(observations=claims.observe_claims(stated, book.edition), claims=stated)
    reported = _reported(workbook, book)
    observed = harmonise.harmonise(
        reported, sources.definition_of(book, card), _fixed(book, reported)
    )
    if book.kind not in ("returns", *returns.KINDS):
        return Read(reported=reported, observations=observed)
    # A form's total over its own institutions is no count of the country: it serves the checks.
    parts = observed[observed["institution"] != "_T"].reset_index(drop=True)
    return Read(reported=reported, returns=observed, observations=parts)


def _fixed(book: RawWorkbook, reported: pd.DataFrame) -> dict[str, dict[str, str]]:
    if book.kind in returns.KINDS:
        return returns.fixed_codes(book.source, reported["table"].unique())
    tables = factbook.load_toml(f"layouts/{book.layout}.toml")["table"]
    return {table["id"]: table.get("fixed", {}) for table in tables}


def _words(card: Source) -> returns.Dictionary:
    labels = form_labels(card.dictionary)
    return returns.Dictionary(card.dictionary, harmonise.label_codes, labels)


def _together(tables: list[pd.DataFrame], stage: Any) -> pd.DataFrame:
    filled = [table for table in tables if len(table)]
    return stage.check(pd.concat(filled, ignore_index=True)) if filled else stage.empty()
