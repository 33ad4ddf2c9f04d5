"""The data-request workbook that institutions fill in and send back."""

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.protection import WorkbookProtection

from exchange_stats.ground.errors import RawFileError
from exchange_stats.publishing import texts
from exchange_stats.publishing.template import control, look, words
from exchange_stats.publishing.template.control import put_checks
from exchange_stats.publishing.template.forms import Lists, put_form
from exchange_stats.publishing.template.plan import FormPlan, letters, plan_form
from exchange_stats.publishing.template.words import Labels, Request, make_request

PROPERTY = "exchange_stats_form"
MARK_SHEET = "exchange_stats_form"
EPOCH = (1980, 1, 1, 0, 0, 0)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write_template(path: Path, side: str, year: str, labels_of: Callable[[str], Labels]) -> Path:
    """Write the data-request workbook of a side for a school year; the same bytes each time.

    Parameters
    ----------
    path : Path
        An ``.xlsx`` file that does not exist yet.
    side : str
        ``kyrgyz`` or ``chinese``, the side that fills it in.
    year : str
        The school year, as ``2025/26``.
    labels_of : callable
        Source to its dictionary by dimension (``category``, ``field``, ``institution``): codes
        to language to label.

    Raises
    ------
    RawFileError
        If the file exists, is no ``.xlsx``, or cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        message = f"{path.name}: not a kind we write, expected .xlsx; correct --to"
        raise RawFileError(message)
    content = _bytes(_workbook(make_request(side, year, labels_of)))
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        message = f"{path.name}: stands there already, perhaps filled in; choose another name"
        raise RawFileError(message) from None
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror}); check the folder and free space"
        raise RawFileError(message) from None
    return path


def mark_text(request: Request, form: str) -> str:
    """Return the line by which a form is recognised wherever it is copied."""
    facts = request.facts
    return f"{PROPERTY}: {facts['form']} {facts['version']} {request.side} {form}"


def _workbook(request: Request) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    plans = (plan_form(request, "form_1"), plan_form(request, "form_2"))
    listed = words.institutions(request), words.fields(request)
    lists = _lists(request, plans[0], *listed)
    _put_instructions(book, request)
    for plan in plans:
        put_form(book, request, plan, lists, mark_text(request, plan.form))
    put_checks(book, request, plans, lists)
    _put_lists(book, request, *listed)
    _put_mark(book, request)
    book.active = 0
    return book


def _lists(request: Request, form: FormPlan, institutions: list[str], fields: list[str]) -> Lists:
    here = control.quoted(request.sheet("lists"))
    keys = [*(f"check_{key}" for key in control.MESSAGES), "line_bad"]
    messages = {
        key.removeprefix("check_"): f"{here}$C${row}" for row, key in enumerate(keys, start=2)
    }
    named = control.quoted(form.sheet) + form.span("A", form.institution_rows)
    return Lists(
        f"{here}$A$2:$A${max(2, len(institutions) + 1)}",
        f"{here}$B$2:$B${len(fields) + 1}",
        messages | {"line_bad": messages["line_bad"], "named": named},
    )


def _put_instructions(book: Workbook, request: Request) -> None:
    sheet = book.create_sheet(request.sheet("instructions"))
    for column, title in enumerate(request.lines(f"title_{request.side}_form_1").split("\n"), 2):
        name = texts.locale(request.languages[column - 2])["name"]
        look.put_text(sheet, 1, column, name).font = look.GREY
        cell = look.put_text(sheet, 2, column, f"{title}\n{request.year}")
        cell.font, cell.alignment = look.TITLE, look.WRAPPED
        sheet.column_dimensions[letters(column)].width = 58
    keys = sorted(key for key in words.load_texts() if key.startswith("instruction_"))
    for number, key in enumerate(keys, start=1):
        row = number + 3
        sheet.cell(row, 1, number).alignment = look.CENTRED
        for column, text in enumerate(request.lines(key).split("\n"), start=2):
            cell = look.put_text(sheet, row, column, text)
            cell.alignment, cell.border = look.WRAPPED, look.GRID
        longest = max(map(len, request.lines(key).split("\n")))
        sheet.row_dimensions[row].height = 16 * (longest // 52 + 1) + 6
    sheet.column_dimensions["A"].width = 5
    sheet.row_dimensions[2].height = 70
    look.fit_to_page(sheet)
    look.protect(sheet)


def _put_lists(
    book: Workbook, request: Request, institutions: list[str], fields: list[str]
) -> None:
    sheet = book.create_sheet(request.sheet("lists"))
    messages = [request.line(f"check_{key}") for key in control.MESSAGES]
    columns = {
        request.line("heading_institution"): institutions,
        request.line("heading_field"): fields,
        request.line("check_result"): [*messages, request.line("line_bad")],
    }
    for column, (heading, entries) in enumerate(columns.items(), start=1):
        look.put_text(sheet, 1, column, heading).font = look.BOLD
        sheet.column_dimensions[letters(column)].width = 70
        for row, entry in enumerate(entries, start=2):
            look.put_text(sheet, row, column, entry)
    look.protect(sheet)


def _put_mark(book: Workbook, request: Request) -> None:
    """Add what the form is: a sheet that programs show only, and a property of the document."""
    sheet = book.create_sheet(MARK_SHEET)
    for form in ("form_1", "form_2"):
        sheet.append([mark_text(request, form), request.year, request.sheet(form)])
    sheet.sheet_state = "veryHidden"
    book.security = WorkbookProtection(lockStructure=True)
    first = mark_text(request, "form_1").rpartition(" ")[0]
    book.custom_doc_props.append(
        StringProperty(name=PROPERTY, value=f"{first.partition(': ')[2]} {request.year}")
    )
    properties = book.properties
    properties.creator = properties.lastModifiedBy = "exchange_stats"
    properties.title = request.line(f"title_{request.side}_form_1")
    properties.created = datetime.datetime(int(request.year[:4]), 1, 1)


def _bytes(book: Workbook) -> bytes:
    """Return a workbook as bytes without the hour of writing, so that they are always the same."""
    raw, packed = io.BytesIO(), io.BytesIO()
    book.save(raw)
    created = book.properties.created.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = MODIFIED.sub(rb"\g<1>" + created, part)
            new.writestr(zipfile.ZipInfo(name, EPOCH), part, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
