"""How a spreadsheet or a chart shows a number, in the marks of a language.

A format names its language (``[$-419]``): LibreOffice then sets the marks of that language whatever
its own is. Microsoft Office takes the marks of the computer it runs on; no format can change that
without losing the minus sign in LibreOffice.
"""

from exchange_stats.publishing import texts

NEGATIVE = "\\\u2212"  # a minus sign as printed, not a hyphen


def number_format(
    form: str, decimals: int, language: str, qualifier: str = "", value: float | None = None
) -> str:
    """Return the format of the numbers beside bars and points, with percent sign and qualifier.

    Parameters
    ----------
    form : str
        ``count``, ``percent`` and so on, as in a figure definition.
    qualifier : str
        ``more_than`` and so on, as in ``facts/locales.toml``; its words stand with the number.
    value : float, optional
        The number that is shown, where the words depend on it: a Kyrgyz ending does.

    Examples
    --------
    >>> number_format("count", 0, "en").split(";")[0]
    '[$-809]#,##0'
    >>> number_format("count", 0, "en", "more_than").split(";")[0]
    '[$-809]"more than "#,##0'
    """
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    written = "{n}" if value is None else texts.number(repr(value), "count", language, decimals)
    words = texts.qualified(written, qualifier, language).replace(written, "{n}", 1)
    shown = _around(words, _signed(digits, form, language))
    negative = _around(words, _signed(NEGATIVE + digits, form, language))
    tag = _tag(language)
    return f"{tag}{shown};{tag}{negative}"


def axis_format(form: str, decimals: int, language: str) -> str:
    """Return the format of the numbers along an axis: no more decimals than its steps need."""
    if not decimals:
        return number_format(form, decimals, language)
    return _tag(language) + _signed("General", form, language)


def _tag(language: str) -> str:
    return f"[$-{texts.locale(language)['lcid']}]"


def _signed(digits: str, form: str, language: str) -> str:
    """Return digits with the percent sign as the language sets it."""
    if form != "percent":
        return digits
    return _around(str(texts.locale(language)["percent"]), digits)


def _around(template: str, digits: str) -> str:
    """Return digits between the words of a template, quoted."""
    before, after = template.split("{n}")
    return "".join([f'"{before}"' if before else "", digits, f'"{after}"' if after else ""])
