"""The family of errors, and the one form that their messages have.

A message reads ``<where>: <what was found>, expected <what>; <what to do>``, and names every
offender at once, so that a person mends all of them in one go.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NoReturn


class ExchangeStatsError(Exception):
    """Anything that we refuse; the command line prints it and exits with code 2.

    Attributes
    ----------
    code : str
        What kind of refusal it is, ``E_...``, for a person to search for.
    parts : tuple of ExchangeStatsError
        The refusals of several files that are told at once.
    """

    code = "E_REFUSED"
    parts: tuple["ExchangeStatsError", ...] = ()


class FactError(ExchangeStatsError):
    """A fact file is missing, has an unknown column or holds a value it may not hold."""

    code = "E_FACTS"


class RawFileError(ExchangeStatsError):
    """A raw file is missing, changed, unregistered or not a workbook."""

    code = "E_RAW_FILE"


class InputError(ExchangeStatsError):
    """A file from outside cannot be opened, or is not what we read.

    Attributes
    ----------
    code : str
        ``E_...`` of ``facts/errors.csv``, with which the message begins.
    texts : mapping
        The message in other languages; it names file and place, never what a cell holds.
    """

    def __init__(self, message: str, texts: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.code, self.texts = message.partition(":")[0], texts or {}

    def told(self, language: str) -> str:
        """Return the message in a language, in English where there is no translation."""
        return self.texts.get(language, str(self))


class LayoutError(ExchangeStatsError):
    """A sheet does not lie as its declared layout says."""

    code = "E_LAYOUT"


class LabelError(ExchangeStatsError):
    """A label is not in the dictionary of its source."""

    code = "E_LABEL"


class ValueTextError(ExchangeStatsError):
    """A printed value is neither a number nor a sign that its source uses."""

    code = "E_BAD_VALUE"


class PeriodError(ExchangeStatsError):
    """A printed period cannot be told for certain."""

    code = "E_PERIOD"


class StageError(ExchangeStatsError):
    """A table does not have the shape of its stage."""

    code = "E_STAGE"


class DefinitionError(ExchangeStatsError):
    """Figures of unlike definitions were about to meet."""

    code = "E_DEFINITION"


class DisclosureError(ExchangeStatsError):
    """A table cannot be published without giving a person away."""

    code = "E_DISCLOSURE"


class PrivacyError(ExchangeStatsError):
    """Data of persons would leave the place where they may be, or a key to hide them is missing."""

    code = "E_PRIVACY"


class FigureError(ExchangeStatsError):
    """A figure cannot be drawn as it is defined, or says what its data do not bear out."""

    code = "E_FIGURE"


class TraceError(ExchangeStatsError):
    """A number asked for is not in the processed tables."""

    code = "E_TRACE"


def joined(errors: Sequence[ExchangeStatsError]) -> ExchangeStatsError:
    """Return one error that tells the refusals of several files, of the kind of the first."""
    told = type(errors[0])("\n".join(map(str, errors)))
    told.parts = tuple(part for error in errors for part in error.parts or (error,))
    return told


def changed(error: ExchangeStatsError, change: Callable[[str], str]) -> ExchangeStatsError:
    """Return an error like another one, its message changed in every language."""
    told = type(error)(change(str(error)))
    if isinstance(told, InputError) and isinstance(error, InputError):
        told.texts = {name: change(text) for name, text in error.texts.items()}
    told.parts = tuple(changed(part, change) for part in error.parts)
    return told


SHOWN = 40


def refuse(
    kind: type[ExchangeStatsError], headline: str, offenders: Iterable[str], advice: str
) -> NoReturn:
    """Raise one error that names all offenders, one a line, and ends with what to do.

    Parameters
    ----------
    kind : type
        The member of the family to raise.
    headline : str
        Where it arose and what was found.
    offenders : iterable of str
        Each with its place; doubles are named once. The first 40 are shown, the rest counted.
    advice : str
        The next step, naming the file to edit.

    Raises
    ------
    ExchangeStatsError
        Always.
    """
    unique = list(dict.fromkeys(offenders))
    lines = [f"  - {offender}" for offender in unique[:SHOWN]]
    if len(unique) > SHOWN:
        lines.append(f"  - and {len(unique) - SHOWN} more")
    raise kind("\n".join([f"{headline}:", *lines, f"  What to do: {advice}"]))
